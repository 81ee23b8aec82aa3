import { ownName } from '../../model/names.js';
import { UsageError } from '../../model/errors.js';
import { alreadyApplied, apiPath, type Writer } from '../destination.js';
import { compare, gone } from './document.js';

/** A package: its file is streamed from disk. One that is there is never replaced. */
export const writeUpload: Writer = async (type, change, destination) => {
  const { client, space, live, packageFile, onWrite, onBytes } = destination;
  if (change.action !== 'create') throw gone(change);
  if (live.find(type.name, change.names)) return alreadyApplied;
  const name = ownName(change.names);
  const file = packageFile(name);
  if (file === undefined) {
    throw new UsageError({
      what: `The file of package ${name} is not here.`,
      remedy: 'Name the directory of the source snapshot that was taken with --packages: apply --packages DIR.',
    });
  }
  const path = apiPath(type, space, `${type.reading.path}/raw`);
  onWrite('POST', path);
  const stored = await client.upload(path, file, onBytes);
  return compare(type, live.take(type, change.names, stored), change.document, destination);
};
