import { grouped } from '../../model/grouped.js';
import type { ReviewEntry, SameReason } from './review.js';

/** Entries by what is said of them: a reason that holds for twelve variables is read once. */
export const entriesByReason = (entries: readonly ReviewEntry[]): readonly SameReason<ReviewEntry>[] =>
  byReason(entries, (same) => `${same.length} ${nounOf(same)}`);

export const byReason = <T extends { readonly says: string }>(
  things: readonly T[],
  count: (same: readonly T[]) => string,
): readonly SameReason<T>[] =>
  [...grouped(things, ({ says }) => says)].map(([says, members]) => ({ says, count: count(members), members }));

/** The names that are listed, and what is said of the others: all with `--details`, otherwise a few. */
export const shownNames = (
  members: readonly { readonly name: string }[],
  details: boolean,
): { readonly names: readonly string[]; readonly more?: string } => {
  const names = members.map(({ name }) => name);
  // Saying that there is one more would take as much room as its name.
  if (details || names.length <= fewNames + 1) return { names };
  return { names: names.slice(0, fewNames), more: `… and ${names.length - fewNames} more (--details lists them)` };
};

const fewNames = 3;

/** A part begins with what it is: `variable "Web.Port" (unscoped)`; that of several fields is none of them. */
const nounOf = (entries: readonly ReviewEntry[]): string => {
  const nouns = new Set(entries.map(({ part = '' }) => /^([a-z]*[^s ]) "/.exec(part)?.[1]));
  const [noun = 'item'] = nouns.size === 1 ? nouns : [];
  return entries.length === 1 ? noun : `${noun}s`;
};
