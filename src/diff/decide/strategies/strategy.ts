import type { Fields, ResourceType } from '../../../catalogue/index.js';
import type { Conflict, IgnoredEntry, Missing } from '../../../changeset/changeset.js';
import type { Since } from '../../../changeset/format.js';
import type { About, SyncSettings } from '../../../settings/settings.js';
import type { Item } from '../../../model/item.js';
import type { JsonObject } from '../../../model/json.js';
import type { ChangeId } from '../../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import type { RenamedInside } from '../../terms/renamed-inside.js';
import type { Terms } from '../../terms/terms.js';
import type { BaseOf } from '../three-way/base.js';

/** One source item that has to be decided. */
export interface Case extends Terms {
  readonly type: ResourceType;
  /** Its normalized document, without the fields that wait for a later order. */
  readonly source: JsonObject;
  /** Its names on the destination, its parents' first. */
  readonly names: readonly string[];
  /** What overrides are matched against. */
  readonly about: About;
  /** What the destination has of this name. */
  readonly existing: Item | undefined;
  readonly settings: SyncSettings;
  /** Only members that the destination's item lacks are added to it (rules select-include-changes-nothing). */
  readonly addsOnly: boolean;
  /** What became of what has probably got another name inside it. */
  readonly renamedInside?: RenamedInside | undefined;
  /** What the last sync says of it; nothing where there is no base. */
  readonly base?: BaseOf | undefined;
  /** What would be in it if the project did not keep that apart: it is looked at, and decided there (rules git-two-sets). */
  readonly elsewhere?: Elsewhere | undefined;
}

/** The other one of two documents that are one where nothing is in Git. */
export interface Elsewhere extends Pick<Case, 'existing' | 'base'> {
  readonly source: JsonObject | undefined;
}

/** A part of the item, such as one variable value, that is left, skipped, blocked, ignored or in error by itself. */
export type PartOutcome = PartSaid &
  (
    | { readonly verdict: 'left' | 'skipped' | 'error' | 'removed' }
    | { readonly verdict: 'blocked'; readonly missing: readonly Missing[] }
    | ({ readonly verdict: 'ignored' } & Pick<IgnoredEntry, 'at' | 'rule' | 'why' | 'until'>)
    | ({ readonly verdict: 'conflicts' } & Pick<
        Conflict,
        'at' | 'base' | 'source' | 'destination' | 'merged' | 'takes'
      >)
  );

interface PartSaid {
  /** Nothing where the whole item is meant. */
  readonly part?: string;
  readonly since?: Since;
  readonly differing?: number;
  readonly reasons: readonly Reason[];
  /** What a reviewer must see of it, although nothing is written. */
  readonly warnings?: readonly Warning[];
}

interface Explained {
  readonly reasons: readonly Reason[];
  readonly parts: readonly PartOutcome[];
  /** Who made what changes. */
  readonly since?: Since;
  /** How much of it the destination has made its own since the base. */
  readonly own?: number;
  /** What the base says of it from now on; what the source says, where that is not given. */
  readonly next?: JsonObject;
}

/** What a strategy decides about an item. */
export type Outcome =
  /** `document` is what the destination will say; the same as now where nothing changes. */
  | (Explained & {
      readonly kind: 'decided';
      readonly document: JsonObject;
      readonly warnings: readonly Warning[];
      readonly cleanUp: readonly CleanUp[];
      readonly needs: readonly ChangeId[];
      /** How many fields differ from the source and are left so. */
      readonly differing: number;
    })
  | (Explained & { readonly kind: 'blocked'; readonly missing: readonly Missing[] })
  | (Explained & { readonly kind: 'skipped' | 'error' });

export type Strategy = (input: Case) => Outcome;

/** A part of a document that a strategy brings to the destination's terms by itself. */
export interface Piece {
  readonly fields: Fields;
  readonly value: JsonObject;
  /** The field in which pieces of their own are. */
  readonly but?: string;
}

/** The pieces of a source's document; undefined where its strategy may have something to say of one that the destination says, too. */
export type PiecesOf = (type: ResourceType, source: JsonObject) => readonly Piece[] | undefined;
