import type { Change } from '../../changeset/changeset.js';
import { broughtBy } from '../../changeset/operation.js';
import type { SpaceSnapshot } from '../../model/item.js';
import { isStoredFile } from '../../model/markers.js';
import { byText, type Digest } from '../../model/names.js';

/** The pictures that the changes bring, in base 64 by their digest: `apply` needs nothing but the changeset. */
export const picturesIn = (
  changes: readonly Change[],
  { files }: SpaceSnapshot,
): Readonly<Record<string, string>> | undefined => {
  const digests = [...new Set(changes.flatMap(picturesOf))].sort(byText);
  if (digests.length === 0) return undefined;
  return Object.fromEntries(
    digests.map((digest) => [digest, Buffer.from(files.get(digest) ?? new Uint8Array()).toString('base64')]),
  );
};

/** The digests of the pictures that a change brings: a new item gets its own by an update of its own. */
const picturesOf = (change: Change): readonly Digest[] =>
  change.action !== 'update'
    ? []
    : broughtBy(change.patch).flatMap(({ value }) => (isStoredFile(value) ? [value.$file] : []));
