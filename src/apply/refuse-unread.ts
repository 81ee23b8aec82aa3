import type { Changeset } from '../changeset/changeset.js';
import { ApiError } from '../model/errors.js';
import type { RawSpace } from '../snapshot/read-space.js';

/**
 * Throws ApiError where a type that a changeset writes could not be read whole: what it says to create may be there, and
 * what it changes may be another (rules incomplete-unknown).
 */
export const refuseUnread = ({ types }: RawSpace, { changes }: Changeset): void => {
  const written = new Set(changes.map(({ type }) => type));
  const unread = [...types.values()].flatMap(({ type, incomplete, absent }) => {
    const why = incomplete ?? (absent ? 'the server does not have them' : undefined);
    return why !== undefined && written.has(type.name) ? [`${type.name}: ${why}`] : [];
  });
  if (unread.length === 0) return;
  throw new ApiError({
    what: `The destination could not be read whole, so nobody knows what is there: ${unread.join('; ')}.`,
    remedy: 'Nothing was written. Remove the cause, and run it again.',
  });
};
