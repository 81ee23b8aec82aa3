import type { JsonObject } from '../../model/json.js';
import type { CleanUpList } from '../review/clean-up-list.js';

/** The list as JSON, for scripts and tickets. */
export const cleanUpAsJson = ({ destination, digest, items }: CleanUpList): JsonObject => ({
  format: 'octosync-cleanup/1',
  destination: { ...destination },
  digest,
  items: items.map(({ id, page, todo }) => ({
    id,
    ...(page !== undefined && { page }),
    todo: todo.map(({ kind, at, says }) => ({ kind, at, says })),
  })),
});
