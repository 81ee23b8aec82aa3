import type { SpaceIdentity } from '../model/item.js';
import type { JsonObject } from '../model/json.js';
import type { TypeName } from '../model/names.js';
import type { Pointer } from '../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../model/reason.js';
import type { Operation } from './operation.js';

export const changesetFormat = 'octosync-changeset/1';

/** One side, and which snapshot of it was compared. */
export interface Side extends SpaceIdentity {
  readonly digest: string;
}

interface ChangeBase {
  /** Stable and readable: `channels/OctoFX/Default`, `tenants/Internal#projects`. */
  readonly id: string;
  readonly type: TypeName;
  /** The names that identify the item on the destination, its parents' first. */
  readonly names: readonly string[];
  /** The item at the top that it belongs to: `projects/OctoFX`. Absent for items that stand alone. */
  readonly owner?: string;
  readonly order: number;
  /** Ids of changes that must be done before. */
  readonly dependsOn: readonly string[];
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
  readonly cleanUp: readonly CleanUp[];
}

/** The destination lacks the item: the whole normalized document. */
export interface CreateChange extends ChangeBase {
  readonly action: 'create';
  readonly document: JsonObject;
}

/** The destination has the item: RFC 6902 against its normalized document. */
export interface UpdateChange extends ChangeBase {
  readonly action: 'update';
  readonly patch: readonly Operation[];
}

export type Change = CreateChange | UpdateChange;

/** A source item, or a part of one, that does not lead to a change, and why. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly names: readonly string[];
  /** The item at the top that it belongs to: `projects/OctoFX`. Absent for items that stand alone. */
  readonly owner?: string;
  /** The part that is meant, where it is not the whole item: `variable Password (Environment: Test)`. */
  readonly part?: string;
  /** Of a left item: how many fields differ. */
  readonly differing?: number;
  readonly reasons: readonly Reason[];
}

/** What an entry needs and the destination does not have. */
export interface Missing {
  readonly type: string;
  readonly name: string;
  /** Where the entry refers to it. */
  readonly at: Pointer;
}

export interface BlockedEntry extends Entry {
  readonly missing: readonly Missing[];
}

export interface TypeSummary {
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly left: number;
  readonly skipped: number;
  readonly blocked: number;
  readonly unsupported: number;
  readonly errors: number;
}

/** A limit on the size or kind of a changeset that this one does not keep to. */
export interface RefusedGate {
  readonly gate: string;
  readonly figure: number;
  readonly limit: string;
  readonly says: string;
  /** The changes it is about. */
  readonly ids: readonly string[];
}

/** What `diff` decided, made to be reviewed and applied exactly as it stands. */
export interface Changeset {
  readonly format: typeof changesetFormat;
  readonly source: Side;
  readonly destination: Side;
  readonly options: JsonObject;
  readonly changes: readonly Change[];
  readonly left: readonly Entry[];
  readonly skipped: readonly Entry[];
  readonly unsupported: readonly Entry[];
  readonly blocked: readonly BlockedEntry[];
  readonly errors: readonly Entry[];
  readonly warnings: readonly string[];
  readonly summary: Readonly<Record<string, TypeSummary>>;
  /** The gates that refuse it, until somebody lets them pass. */
  readonly gates: readonly RefusedGate[];
  /** Pictures that the changes bring, in base 64, by their digest (`sha256:…`). */
  readonly files?: Readonly<Record<string, string>>;
  /** SHA-256 of the canonical JSON of everything else. */
  readonly digest: string;
}
