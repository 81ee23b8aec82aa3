import type { Change } from '../../changeset/changeset.js';
import type { SpaceSnapshot } from '../../model/item.js';
import type { JsonValue } from '../../model/json.js';
import { isStoredFile } from '../../model/markers.js';
import { byText } from '../../model/names.js';

/** The pictures that the changes bring, in base 64 by their digest: `apply` needs nothing but the changeset. */
export const picturesIn = (
  changes: readonly Change[],
  { files }: SpaceSnapshot,
): Readonly<Record<string, string>> | undefined => {
  const digests = [...new Set(changes.flatMap(broughtBy))].sort(byText);
  if (digests.length === 0) return undefined;
  return Object.fromEntries(
    digests.map((digest) => [digest, Buffer.from(files.get(digest) ?? new Uint8Array()).toString('base64')]),
  );
};

/** The digests of the pictures that a change brings: a new item gets its own by an update of its own. */
const broughtBy = (change: Change): readonly string[] =>
  change.action === 'create'
    ? []
    : change.patch.flatMap((operation) => {
        const value = 'value' in operation && operation.op !== 'test' ? (operation.value as JsonValue) : undefined;
        return isStoredFile(value) ? [value.$file] : [];
      });
