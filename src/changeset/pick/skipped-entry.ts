import { quoted } from '../../model/sentences.js';
import type { Reason } from '../../model/reason.js';
import { itemId } from '../../model/names.js';
import type { Change, Entry, Part } from '../changeset.js';
import { partOf } from '../rules/identity.js';

type LeftOut = Part['leftOut'][number];

/** The rule by which something is skipped because a person left it out. */
export const pickRule = 'pick';

/** What a part says of a change that was left out: who did that, and why (rules pick-part). */
export const skippedEntry = (change: Change, leftOut: LeftOut): Entry => {
  const { id, type, names, owner, since } = change;
  const part = partOf(change);
  return {
    // The part of an item is told of as its item's, so that the next sync knows of which one (rules base-open).
    ...{ id: part === undefined ? id : itemId(type, names), type, names },
    ...(owner !== undefined && { owner }),
    ...(since !== undefined && { since }),
    ...(part !== undefined && { part }),
    reasons: [pickReason(leftOut)],
  };
};

/** Why a change is not in a part. */
export const pickReason = ({ by, why, because }: LeftOut): Reason => {
  const who = by === undefined ? '' : ` by ${by}`;
  const says =
    because === undefined
      ? `It was left out${who}${why === undefined ? '.' : `: ${why}`}`
      : `It depends on ${quoted(because)}, which was left out${who}.`;
  return { rule: pickRule, says };
};
