import { actionWord, counted } from './action-words.js';
import type { Review, ReviewChange } from './review.js';

/** Changes that are shown together: those of one owner (`projects/OctoFX`), or standalone items of one type. */
export interface ChangeGroup {
  readonly title: string;
  /** `7 changes: 2 create, 5 update`, or `2 create`. */
  readonly extent: string;
  readonly changes: readonly ReviewChange[];
}

/** In the order of their first changes. */
export const changeGroups = ({ kind, changes }: Pick<Review, 'kind' | 'changes'>): readonly ChangeGroup[] => {
  const byOwner = grouped(changes, ({ group }) => group);
  const standsAlone = (change: ReviewChange): boolean =>
    (byOwner.get(change.group) ?? []).every(({ type }) => change.group.startsWith(`${type}/`));
  const byTitle = grouped(changes, (change) => (standsAlone(change) ? change.type : change.group));
  return [...byTitle].map(([title, members]) => ({
    title,
    extent: extentOf(kind, members),
    changes: members,
  }));
};

const extentOf = (kind: Review['kind'], changes: readonly ReviewChange[]): string => {
  const counts = actionCounts(kind, changes);
  return counts.includes(',') ? `${counted(changes.length, 'change')}: ${counts}` : counts;
};

/** `2 create, 5 update`. */
export const actionCounts = (kind: Review['kind'], changes: readonly ReviewChange[]): string =>
  [...grouped(changes, ({ action }) => action)]
    .map(([action, { length }]) => `${length} ${actionWord(kind, action)}`)
    .sort((one, other) => (one.slice(one.indexOf(' ')) < other.slice(other.indexOf(' ')) ? -1 : 1))
    .join(', ');

/** Lists by key, keys in the order in which they are first met. */
export const grouped = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};
