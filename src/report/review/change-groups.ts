import { grouped } from './grouped.js';
import type { ChangeGroup, ReviewChange, ReviewKind } from './review.js';
import { wordsOf } from './words.js';

/** In the order of their first changes. */
export const changeGroups = (kind: ReviewKind, changes: readonly ReviewChange[]): readonly ChangeGroup[] => {
  const byOwner = grouped(changes, ({ group }) => group);
  const standsAlone = (change: ReviewChange): boolean =>
    (byOwner.get(change.group) ?? []).every(({ type }) => change.group.startsWith(`${type}/`));
  const byTitle = grouped(changes, (change) => (standsAlone(change) ? change.type : change.group));
  return [...byTitle].map(([title, members]) => ({ title, extent: extentOf(kind, members), changes: members }));
};

const extentOf = (kind: ReviewKind, changes: readonly ReviewChange[]): string => {
  const counts = actionCounts(changes);
  return counts.includes(',') ? `${wordsOf[kind].changes(changes.length)}: ${counts}` : counts;
};

/** `2 create, 5 update`. */
export const actionCounts = (changes: readonly ReviewChange[]): string =>
  [...grouped(changes, ({ does }) => does)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([does, { length }]) => `${length.toLocaleString('en')} ${does}`)
    .join(', ');
