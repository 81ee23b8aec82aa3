import { ownName } from '../../model/names.js';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { typeNamed } from '../../catalogue/index.js';
import type { Changeset } from '../../changeset/changeset.js';
import { UsageError } from '../../model/errors.js';
import type { Destination } from '../destination.js';

/**
 * Checks, before anything is written, that the files of the packages to send are here and are those that the snapshot
 * describes (SHA-1, as the built-in feed says it). Throws UsageError that names each one.
 */
export const checkPackages = async ({ changes }: Changeset, packageFile: Destination['packageFile']): Promise<void> => {
  const defects: string[] = [];
  for (const change of changes) {
    if (typeNamed(change.type).writing.as !== 'upload' || change.action !== 'create') continue;
    const name = ownName(change.names);
    const file = packageFile(name);
    const hash = change.document['Hash'];
    if (file === undefined) defects.push(`${name}: no file`);
    else if (typeof hash !== 'string')
      defects.push(`${name}: no hash in the changeset, so nobody can tell whether it is the right one`);
    else if ((await sha1Of(file)) !== hash.toUpperCase()) defects.push(`${name}: another hash`);
  }
  if (defects.length === 0) return;
  throw new UsageError({
    what: `The packages to send are not here as the snapshot describes them: ${defects.join('; ')}.`,
    remedy: 'Name the directory of the source snapshot that was taken with --packages: apply --packages DIR.',
  });
};

const sha1Of = async (file: string): Promise<string> => {
  const hash = createHash('sha1');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex').toUpperCase();
};
