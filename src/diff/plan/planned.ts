import type {
  BaseBefore,
  BlockedEntry,
  Conflict,
  CreateChange,
  Entry,
  IgnoredEntry,
  Kept,
  Missing,
  Rename,
  UpdateChange,
} from '../../changeset/changeset.js';
import type { Since } from '../../changeset/format.js';
import type { Item } from '../../model/item.js';
import type { JsonObject } from '../../model/json.js';
import type { ChangeId, TypeName } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import type { Commit } from '../git/commits.js';
import type { PartOutcome } from '../decide/strategies/strategy.js';

/** What is to be written: a whole new document, or what an existing one says now and will say. The two differ. */
export type PlannedWrite = CreateChange | PlannedUpdate;

export interface PlannedUpdate extends Omit<UpdateChange, 'patch'> {
  /** What gives things inside it their new names first; `before` has them already (rules rename-inside). */
  readonly first?: UpdateChange['patch'];
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** What is not carried, and the whole document that its base is. */
export interface KeptWhole extends Pick<Kept, 'id' | 'lost'> {
  readonly base?: JsonObject | null;
}

/** What the base says of an item that changes, each document whole. */
export interface BeforeWrite extends Pick<BaseBefore, 'id' | 'open'> {
  readonly base: JsonObject | null;
  /** What it would say from then on, of an item that changes in parts. */
  readonly next?: JsonObject | null;
}

/** What became of the selected items, in the syncing order: each is in one of these lists (rules always-each-once). */
export interface Plan {
  readonly writes: PlannedWrite[];
  readonly left: Entry[];
  readonly skipped: Entry[];
  readonly unsupported: Entry[];
  readonly blocked: BlockedEntry[];
  readonly errors: Entry[];
  /** What both sides have changed since the base. */
  readonly conflicts: Conflict[];
  /** What the source has removed since the base, and the destination still has. */
  readonly removed: Entry[];
  readonly renames: Rename[];
  /** What only the destination has. */
  readonly only: Entry[];
  /** What rules say not to look at. */
  readonly ignored: IgnoredEntry[];
  /** What is not carried, and the base that it keeps. */
  readonly keeps: KeptWhole[];
  /** What the base says of what changes. */
  readonly bases: readonly BeforeWrite[];
  /** What the destination has made its own, one by one. */
  readonly own: { readonly type: string }[];
  /** Items about which nothing has to be done. */
  readonly unchanged: { readonly id: string; readonly type: string }[];
  /** Which changes become commits, and where they go. */
  readonly commits: Map<ChangeId, Commit>;
}

export const emptyPlan = (): Plan => ({
  writes: [],
  left: [],
  skipped: [],
  unsupported: [],
  blocked: [],
  errors: [],
  conflicts: [],
  removed: [],
  renames: [],
  only: [],
  ignored: [],
  keeps: [],
  bases: [],
  own: [],
  unchanged: [],
  commits: new Map(),
});

/** Why an item, or a part of one, is not written. */
export interface Refused {
  readonly kind: Fate;
  readonly reasons: readonly Reason[];
  /** What a blocked one needs. */
  readonly missing?: readonly Missing[];
}

export type Fate = 'blocked' | 'unsupported' | 'skipped' | 'error';

/** What becomes of an item, or of fields of it that wait for a later order. */
export type Verdict =
  | Refused
  | { readonly kind: 'written'; readonly write: PlannedWrite; readonly becomes: Becoming }
  /** `becomes` where the server makes what it says along with something else. */
  | { readonly kind: 'unchanged'; readonly becomes?: Becoming }
  | { readonly kind: 'left'; readonly since?: Since; readonly differing: number; readonly reasons: readonly Reason[] }
  /** There is nothing to say, or its parts say all there is. */
  | { readonly kind: 'silent' }
  /** A rule says not to look at it, and it does not come: it shares no other's fate, but what needs it goes without. */
  | { readonly kind: 'ignored' }
  /** The destination has removed it since the base, and what belongs to it. */
  | { readonly kind: 'gone' };

/** What the destination has of an item from then on, as later decisions see it. */
export interface Becoming {
  readonly item: Item;
  /** The change that creates the item. */
  readonly createdBy?: ChangeId | undefined;
  /** The change that brings about what is new inside an item that exists. */
  readonly changedBy?: ChangeId | undefined;
  /** The change that gives it the name that it has from then on. */
  readonly renamedBy?: ChangeId;
  /** New names of what is inside it, folded, that it gets by `changedBy`. */
  readonly newNames?: ReadonlySet<string>;
  /** Takes the place of the one that the server makes with a new parent. */
  readonly isBorn?: boolean;
}

/** What an item, or a part of one, is called in the changeset. */
export interface Named extends Pick<Entry, 'names' | 'part'> {
  readonly id: ChangeId;
  readonly type: TypeName;
}

/** A verdict about an item, with what its parts have to say by themselves. */
export interface Ruling {
  readonly entry: Named;
  /** Who made the difference, where nothing says more of it. */
  readonly since?: Since;
  readonly verdict: Verdict;
  readonly parts: readonly PartOutcome[];
  /** How much of it the destination has made its own since the base. */
  readonly own?: number;
  /** What the base says of it from now on, null for nothing; what the source says, where that is not given. */
  readonly next?: JsonObject | null;
}
