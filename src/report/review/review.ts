import type { Side } from '../../changeset/changeset.js';
import type { Edit } from './edits.js';

/**
 * What a person reviews, whatever the format: made of a changeset (`reviewChangeset`) or of a comparison of two
 * snapshots (`reviewComparison`). Table, Markdown and HTML render exactly this; none of them looks further.
 */
export interface Review {
  readonly kind: 'changeset' | 'comparison';
  /** The source and the destination of a changeset; the older and the newer snapshot of a comparison. */
  readonly from: Side;
  readonly to: Side;
  /** The changeset's digest: what an approval is about. */
  readonly digest?: string;
  /** How many of what, type by type; only columns that count something. */
  readonly summary: {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly type: string; readonly counts: Readonly<Record<string, number>> }[];
  };
  /** What needs eyes first, the worst first. */
  readonly findings: readonly Finding[];
  /** In the order in which they are written. */
  readonly changes: readonly ReviewChange[];
  /** What leads to no change, and why: left, skipped, unsupported. */
  readonly lists: readonly { readonly title: string; readonly entries: readonly ReviewEntry[] }[];
  /** What a person has to do after apply. */
  readonly cleanUp: readonly Finding[];
  /** The pictures that the changes bring, in base 64 by their digest. */
  readonly pictures?: Readonly<Record<string, string>>;
}

/** One thing to look at or to do. */
export interface Finding {
  /** `gate`, `error`, `blocked`, the kind of a warning (`scope-widened`), or that of a clean-up (`replace-secret`). */
  readonly kind: string;
  /** The change, entry or gate that it is about. */
  readonly about: string;
  /** The place within it, where there is one. */
  readonly at?: string;
  readonly says: string;
}

export interface ReviewChange {
  readonly id: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly type: string;
  /** What it is shown under: the item at the top it belongs to (`projects/OctoFX`), or itself. */
  readonly group: string;
  /** When it is written; a comparison has no order. */
  readonly order?: number;
  readonly dependsOn: readonly string[];
  readonly edits: readonly Edit[];
  /** Why, one sentence each, with rule, value and origin. */
  readonly reasons: readonly string[];
  readonly warnings: readonly Finding[];
  readonly cleanUp: readonly Finding[];
}

export interface ReviewEntry {
  readonly id: string;
  readonly type: string;
  readonly group: string;
  /** How it is called: the id, and the part of it that is meant. */
  readonly name: string;
  readonly says: string;
}
