import { LOGO } from '../../catalogue/index.js';
import type { UpdateChange } from '../../changeset/changeset.js';
import { broughtBy } from '../../changeset/operation.js';
import { sha256 } from '../../model/canonical.js';
import { UsageError } from '../../model/errors.js';
import { isStoredFile } from '../../model/markers.js';
import type { Digest } from '../../model/names.js';
import { alreadyApplied, apiPath, type Destination, type Writer } from '../destination.js';
import { gone } from './document.js';

/** Pictures: compared by their bytes, sent as a form. */
export const writeLogo: Writer = async (type, change, destination) => {
  const { client, space, live, fileOf, onWrite } = destination;
  const id = live.idOf(type.name, change.names);
  if (id === undefined || change.action !== 'update') throw gone(change);
  const digest = wantedIn(change.patch);
  const bytes = digest && fileOf(digest);
  if (!bytes || sha256(bytes) !== digest) {
    throw new UsageError({
      what: `The changeset does not hold the picture of ${change.id}.`,
      ...(digest && { where: digest }),
      remedy: 'Make it again with octosync diff.',
    });
  }
  const path = apiPath(type, space, `${type.reading.path}/${encodeURIComponent(id)}/logo`);
  const before = await client.bytes(path);
  if (sha256(before) === digest) return alreadyApplied;
  keepPicture(change, before, destination);
  onWrite('POST', path);
  await client.postFile(path, 'logo.png', bytes);
  const isStored = sha256(await client.bytes(path)) === digest;
  live.setLogo(type, change.names, digest);
  return { kind: 'written', storedOtherwise: isStored ? [] : [LOGO] };
};

/** The picture that goes is in no document: its bytes are kept (rules undo-before). */
const keepPicture = ({ id, type, names }: UpdateChange, bytes: Uint8Array, { journal }: Destination): void => {
  const digest = sha256(bytes);
  const files = { [digest]: Buffer.from(bytes).toString('base64') };
  journal.keepBefore({ id, type, names, before: { [LOGO]: { $file: digest } }, files });
};

const wantedIn = (patch: UpdateChange['patch']): Digest | undefined => {
  const [wanted] = broughtBy(patch)
    .map(({ value }) => value)
    .filter(isStoredFile);
  return wanted?.$file;
};
