import { isMissingRoute, knownSecrets, routesNamedIn, type OctopusClient, type Space } from '../octopus/index.js';
import type { SpaceReader } from './read-space.js';

/** Reads a space through the REST client. */
export const readerFor = (client: OctopusClient, space: Space): SpaceReader => {
  const inSpace = (path: string): string => `${space.id}/${path}`;
  return {
    spaceId: space.id,
    list: (reach, path, query) => client.list(reach === 'space' ? inSpace(path) : path, query),
    pages: (reach, path, query, shape) => client.pages(reach === 'space' ? inSpace(path) : path, query, shape),
    bulk: (path, is) => orMissing(is === 'array' ? client.array(inSpace(path)) : client.pages(inSpace(path))),
    get: (path) => orMissing(client.get(inSpace(path))),
    bytes: (path) => orMissing(client.bytes(inSpace(path))),
    version: async () => (await client.root()).version,
    routes: async (reach) => routesNamedIn(await client.get(reach === 'space' ? space.id : '')),
    holdsSecret: (found) =>
      found instanceof Uint8Array
        ? knownSecrets.areIn(Buffer.from(found).toString('latin1'))
        : knownSecrets.areInside(found),
  };
};

/** What a server does not have is undefined; any other failure stays one. */
const orMissing = async <Found>(found: Promise<Found>): Promise<Found | undefined> => {
  try {
    return await found;
  } catch (error) {
    if (isMissingRoute(error)) return undefined;
    throw error;
  }
};
