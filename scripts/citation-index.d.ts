import type { Citation } from './citations.js';

type NotBuilt = Readonly<Record<string, string>>;

export declare const idsOf: (markdown: string) => readonly string[];
export declare const withIndex: (markdown: string, citations: readonly Citation[], notBuilt?: NotBuilt) => string;
export declare const defectsOf: (
  page: string,
  ids: readonly string[],
  citations: readonly Citation[],
  notBuilt?: NotBuilt,
) => readonly string[];
