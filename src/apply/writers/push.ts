import { alreadyApplied, apiPath, type Writer } from '../destination.js';
import { bodyFor } from '../body.js';
import { compare, gone } from './document.js';

/**
 * Build information (octopus-api build-information): what answers hold flat is sent inside `OctopusBuildInformation`.
 */
export const writePush: Writer = async (type, change, destination) => {
  const { client, space, live, onWrite } = destination;
  if (change.action !== 'create') throw gone(change);
  if (live.find(type.name, change.names)) return alreadyApplied;
  const { PackageId, Version, SpaceId, ...about } = bodyFor(type, change, change.document, destination);
  const path = apiPath(type, space, type.reading.path);
  onWrite('POST', path);
  const stored = await client.post(path, {
    PackageId: PackageId ?? null,
    Version: Version ?? null,
    SpaceId: SpaceId ?? null,
    OverwriteMode: 'FailIfExists',
    OctopusBuildInformation: about,
  });
  return compare(type, live.take(type, change.names, stored), change.document, destination);
};
