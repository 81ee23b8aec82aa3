import type { ResourceType } from '../../../catalogue/index.js';
import type { Missing } from '../../../changeset/changeset.js';
import type { About, SyncSettings } from '../../../settings/settings.js';
import type { Item } from '../../../model/item.js';
import type { JsonObject } from '../../../model/json.js';
import type { ChangeId } from '../../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import type { Terms } from '../../terms/terms.js';

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
}

/** A part of the item, such as one variable value, that is left, skipped, blocked or in error by itself. */
export type PartOutcome = PartSaid &
  (
    | { readonly verdict: 'left' | 'skipped' | 'error' }
    | { readonly verdict: 'blocked'; readonly missing: readonly Missing[] }
  );

interface PartSaid {
  readonly part: string;
  readonly differing?: number;
  readonly reasons: readonly Reason[];
  /** What a reviewer must see of it, although nothing is written. */
  readonly warnings?: readonly Warning[];
}

interface Explained {
  readonly reasons: readonly Reason[];
  readonly parts: readonly PartOutcome[];
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
