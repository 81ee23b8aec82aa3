import { elementOf } from '../../changeset/uncarried.js';
import type { Reason } from '../../model/reason.js';
import type { Plan } from './planned.js';
import type { Unfollowed } from './renames.js';

/** The new names that a plan was to give and gives to nothing, because the change that would is refused, and why that is (rules rename-refused). */
export const notGiven = ({ renames, writes, ...others }: Plan): Unfollowed => {
  const given = new Set(writes.filter(({ action }) => action === 'update').map(({ id }): string => id));
  const refused = [...others.blocked, ...others.errors, ...others.skipped, ...others.unsupported];
  const whyNot = (id: string): readonly Reason[] =>
    refused.find((entry) => entry.id === id && entry.part === undefined)?.reasons ?? [];
  return new Map(
    renames
      .filter(({ follows, id }) => follows && !given.has(id))
      .map((entry) => [elementOf(entry), whyNot(entry.id)] as const),
  );
};
