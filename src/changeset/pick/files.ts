import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isStoredFile } from '../../model/markers.js';
import type { Change, Changeset } from '../changeset.js';
import { broughtBy } from '../operation.js';

/** The pictures of a changeset that some of its changes still bring. */
export const filesOf = ({ files = {} }: Changeset, kept: readonly Change[]): Changeset['files'] => {
  const brought = new Set(kept.flatMap(picturesOf));
  const own = Object.entries(files).filter(([digest]) => brought.has(digest));
  return own.length === 0 ? undefined : Object.fromEntries(own);
};

/** The digests of the pictures that a change brings. */
export const picturesOf = (change: Change): readonly string[] => {
  if (change.action === 'delete') return [];
  return change.action === 'create'
    ? digestsIn(change.document)
    : broughtBy(change.patch).flatMap(({ value }) => digestsIn(value));
};

const digestsIn = (value: JsonValue): readonly string[] => {
  if (isStoredFile(value)) return [value.$file];
  if (isList(value)) return value.flatMap(digestsIn);
  return isObject(value) ? Object.values(value).flatMap(digestsIn) : [];
};
