import { UsageError } from '../../model/errors.js';
import { textOf } from '../../model/json.js';
import { alreadyApplied, apiPath, type Writer } from '../destination.js';
import { orFind } from '../lost-answer.js';
import { compare, gone } from './document.js';

/** A package: its file is streamed from disk. One that is there is never replaced. */
export const writePackage: Writer = async (type, change, destination) => {
  const { client, space, live, packageFile, onWrite, onBytes } = destination;
  if (change.action !== 'create') throw gone(change);
  if (live.find(type.name, change.key)) return alreadyApplied;
  const name = change.key.at(-1) ?? '';
  const file = packageFile(name);
  if (file === undefined) {
    throw new UsageError({
      what: `The file of package ${name} is not here.`,
      remedy: 'Name the directory of the source snapshot that was taken with --packages: apply --packages DIR.',
    });
  }
  const path = apiPath(type, space, `${type.path}/raw`);
  onWrite('POST', path);
  const stored = await orFind(
    () => client.upload(path, file, onBytes),
    async () => {
      const { PackageId, Version } = change.document;
      const listed = await client.pages(
        apiPath(type, space, type.path),
        `nuGetPackageId=${encodeURIComponent(textOf(PackageId))}`,
      );
      return listed.documents.find((found) => found['PackageId'] === PackageId && found['Version'] === Version);
    },
  );
  return compare(live.take(type, change.key, stored), change.document);
};
