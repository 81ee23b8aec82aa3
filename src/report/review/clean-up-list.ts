import type { Changeset } from '../../changeset/changeset.js';
import type { TaskGroup } from './review.js';
import { taskGroups, type KnownOfRun } from './tasks.js';

/** What a person must still do or decide after a changeset has been applied (rules apply-clean-up). */
export interface CleanUpList {
  readonly destination: { readonly url: string; readonly space: string };
  readonly digest: string;
  readonly groups: readonly TaskGroup[];
}

/** The list, grouped by what is to be done. `known` is what the run found: secrets that were supplied, pages, what was made. */
export const cleanUpList = (changeset: Changeset, known: KnownOfRun = {}): CleanUpList => ({
  destination: { url: changeset.destination.url, space: changeset.destination.space },
  digest: changeset.digest,
  groups: taskGroups(changeset, known),
});
