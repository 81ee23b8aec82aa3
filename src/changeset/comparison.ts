import type { JsonObject } from '../model/json.js';
import type { Side } from './changeset.js';
import type { Operation } from './operation.js';

export const comparisonFormat = 'octosync-comparison/1';

interface DifferenceBase {
  /** Stable and readable, as in a changeset: `channels/OctoFX/Default`. */
  readonly id: string;
  readonly type: string;
  /** The names that identify the item, its parents' first. */
  readonly names: readonly string[];
  /** The item at the top that it belongs to: `projects/OctoFX`. Absent for items that stand alone. */
  readonly owner?: string;
}

/** One item that is not the same in both snapshots. */
export type Difference =
  | (DifferenceBase & { readonly action: 'create'; readonly document: JsonObject })
  /** RFC 6902 from the older document to the newer one. */
  | (DifferenceBase & { readonly action: 'update'; readonly patch: readonly Operation[] })
  | (DifferenceBase & { readonly action: 'delete'; readonly document: JsonObject });

export interface DifferenceCount {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly unchanged: number;
}

/** What `compare` found between two snapshots of one space: for audits, not to be applied. */
export interface Comparison {
  readonly format: typeof comparisonFormat;
  readonly older: Side;
  readonly newer: Side;
  readonly changes: readonly Difference[];
  /** What makes the comparison less than whole: other spaces, types that were not read. */
  readonly warnings: readonly string[];
  readonly summary: Readonly<Record<string, DifferenceCount>>;
}
