import type { Static } from '@sinclair/typebox';
import type { CleanUpList } from '../review/clean-up-list.js';
import type { cleanUpShape } from './clean-up-shape.js';
import { cleanUpFormat } from './format.js';

/** The list for scripts and tickets (schema/cleanup.schema.json). */
export const cleanUpAsJson = ({ destination, digest, groups }: CleanUpList): Static<typeof cleanUpShape> => ({
  format: cleanUpFormat,
  destination: { ...destination },
  digest,
  groups: groups.map(({ kind, title, means, says, count, tasks }) => ({
    kind,
    title,
    means,
    says,
    count,
    tasks: tasks.map(({ id, thing, type, called, says: todo, at, page }) => ({
      id,
      thing,
      type,
      called,
      says: todo,
      ...(at !== undefined && { at }),
      ...(page !== undefined && { page }),
    })),
  })),
});
