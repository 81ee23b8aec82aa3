import { quoted } from '../../model/sentences.js';
import { segmentsOf } from '../../model/pointer.js';
import { placeInWords } from '../../catalogue/labels.js';
import { emptiedIn, type Emptied, type Fields } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import type { Reason, Warning } from '../../model/reason.js';
import { describe } from '../terms/look-up.js';

/** What it means that an update empties lists of the destination that narrow where something applies. */
interface Widening {
  readonly warnings: readonly Warning[];
  /** Why the item is not written at all: nothing can allow a permission to widen (rules scope-permission). */
  readonly refusals: readonly Reason[];
}

/**
 * Judges from the destination, whatever the source's lists were: `before` is what an existing item says, `after` what it
 * will say (rules scope-widened-here).
 */
export const widenedBy = (fields: Fields, before: JsonObject, after: JsonObject): Widening => {
  const emptied = emptiedIn(fields, before, after);
  return {
    warnings: emptied.filter((one) => !isPermission(one)).map(warningOf),
    refusals: emptied.filter(isPermission).map(refusalOf),
  };
};

/** Both, each place once: a list that was emptied may have lost its members to the source as well. */
export const withWidened = (found: readonly Warning[], widened: readonly Warning[]): readonly Warning[] => {
  const said = new Set(found.filter(({ kind }) => kind === 'scope-widened').map(({ at }) => at));
  return [...found, ...widened.filter(({ at }) => !said.has(at))];
};

const isPermission = ({ rule }: Emptied): boolean => rule.empty === 'permits';

const warningOf = ({ at, rule, members }: Emptied): Warning => ({
  kind: 'scope-widened',
  at,
  says:
    rule.kind === 'references' && rule.excludes
      ? `Excludes ${quoted(...members.map(describe))} on the destination; after this nothing is excluded.`
      : `Is limited to ${quoted(...members.map(describe))} on the destination; after this it applies everywhere.`,
});

const refusalOf = ({ at, members }: Emptied): Reason => ({
  rule: 'permission widened',
  says: `The ${placeInWords(segmentsOf(at))}: limited to ${quoted(...members.map(describe))} on the destination, it would be open to everything as on the source. Nothing can allow that: take the limit off on the destination by hand, or leave the item as it is.`,
});
