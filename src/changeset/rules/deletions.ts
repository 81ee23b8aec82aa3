import { typeNamed } from '../../catalogue/index.js';
import type { Changeset, DeleteChange } from '../changeset.js';
import type { Note } from './defect.js';

/** Only an undo deletes, and only what is created by itself (rules undo-delete). */
export const checkDeletion = (change: DeleteChange, undoes: Changeset['undoes'], note: Note): void => {
  const type = typeNamed(change.type);
  if (undoes === undefined) note('nothing is ever deleted, but for what an undo takes back', change.action, '/action');
  if (!isDeletable(change.type)) note(`${type.name} are never deleted`, change.action, '/action');
};

/** True for what is created by a request of its own, and has a place to which a DELETE goes; files that were sent stay. */
export const isDeletable = (name: DeleteChange['type']): boolean => {
  const { identity, reading, writing } = typeNamed(name);
  if (reading.listing.kind === 'gathered') return true;
  return identity.kind === 'named' && (writing.as ?? 'document') === 'document';
};
