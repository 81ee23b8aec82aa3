import type { Changeset } from '../../changeset/changeset.js';
import { toAccept, type ToAccept } from '../../changeset/to-accept.js';
import { elementOf } from '../../changeset/uncarried.js';
import { blockedSays, entryName } from './entries.js';

/** Something to accept, in words for a person. */
export interface Acceptable extends ToAccept {
  /** What a blocked entry is called; a gate is about a change, which the page has. */
  readonly called?: string;
}

/** What a person may decide of a changeset beside leaving something out (rules review-decisions). */
export interface Decidable {
  readonly toAccept: readonly Acceptable[];
  /** The conflicts that nothing has decided, each element once. */
  readonly conflicts: readonly string[];
  readonly errors: number;
}

/** All that a changeset asks of a person, in its order. */
export const decidableOf = (changeset: Changeset): Decidable => {
  const blocked = new Map(changeset.blocked.map((entry) => [`blocked:${elementOf(entry)}`, entry]));
  return {
    toAccept: toAccept(changeset).map((one) => {
      const entry = one.kind === 'blocked' ? blocked.get(one.finding) : undefined;
      return entry === undefined ? one : { ...one, called: entryName(entry), says: blockedSays(entry) };
    }),
    conflicts: [
      ...new Set(changeset.conflicts.filter(({ takes }) => takes === 'destination').map((one) => elementOf(one))),
    ],
    errors: changeset.errors.length,
  };
};
