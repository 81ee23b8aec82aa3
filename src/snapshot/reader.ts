import { isMissingRoute, type OctopusClient, type Space } from '../octopus/index.js';
import type { SpaceReader } from './read-space.js';

/** Reads a space through the REST client. */
export const readerFor = (client: OctopusClient, space: Space): SpaceReader => {
  const inSpace = (path: string): string => `${space.id}/${path}`;
  return {
    spaceId: space.id,
    list: (reach, path, query) => client.list(reach === 'space' ? inSpace(path) : path, query),
    bulk: async (path, is) => {
      try {
        return await (is === 'array' ? client.array(inSpace(path)) : client.pages(inSpace(path)));
      } catch (error) {
        if (isMissingRoute(error)) return undefined;
        throw error;
      }
    },
    get: (path) => client.get(inSpace(path)),
  };
};
