import type { JsonObject } from './json.js';

/** A space as a server would hold it: raw API documents by the path of their collection, and its users. */
export interface ApiSpace {
  readonly name: string;
  readonly version: string;
  readonly installationId: string;
  readonly documents: Readonly<Record<string, readonly JsonObject[]>>;
  readonly users: readonly JsonObject[];
}
