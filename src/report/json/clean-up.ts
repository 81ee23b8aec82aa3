import type { JsonObject } from '../../model/json.js';
import type { CleanUpList } from '../review/clean-up-list.js';

/** The list as JSON, for scripts and tickets. */
export const cleanUpAsJson = ({ destination, digest, groups }: CleanUpList): JsonObject => ({
  format: 'octosync-cleanup/2',
  destination: { ...destination },
  digest,
  groups: groups.map(({ kind, title, says, tasks }) => ({
    kind,
    title,
    says,
    tasks: tasks.map(({ id, thing, called, says: todo, at, page }) => ({
      id,
      thing,
      called,
      says: todo,
      ...(at !== undefined && { at }),
      ...(page !== undefined && { page }),
    })),
  })),
});
