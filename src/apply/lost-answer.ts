import type { ResourceType } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { ApiError } from '../model/errors.js';
import { sameJson, type JsonObject } from '../model/json.js';
import { apiPath, type Destination, type Written } from './destination.js';
import { keeperOf } from './git/routes.js';
import { parentIdOf } from './reread.js';

/** How often a write is begun again after its answer was lost. */
const attempts = 4;

/**
 * Writes; where the answer was lost, looks what the server has now and begins again (rules apply-lost-answer). Every
 * writer reads and compares before it sends, so what was done after all is recognized, and nothing is created twice. A
 * refusal stays a refusal.
 */
export const settlingLost = async (
  type: ResourceType,
  change: Change,
  destination: Destination,
  write: () => Promise<Written>,
): Promise<Written> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= attempts || !(error instanceof ApiError) || !mayBeDone(error.status)) throw error;
      await destination.pause(attempt);
      if (change.action === 'create') await lookUp(type, change, destination);
    }
  }
};

/** No answer at all, an answer on behalf of the server, or a version that our own first attempt made stale. */
const mayBeDone = (status: number | undefined): boolean =>
  status === undefined || [409, 502, 503, 504].includes(status);

/** Takes in what the server has under the names of a create, should the lost request have made it. */
const lookUp = async (type: ResourceType, { names }: Change, { client, space, live }: Destination): Promise<void> => {
  const { identity, parent } = type;
  // What is at a ref is looked up anew before each write.
  if (identity.kind !== 'named' || live.find(type.name, names) || keeperOf(type, names, live)) return;
  const parentId = parentIdOf(type, names, live);
  const { documents } = await client.list(apiPath(type, space, type.reading.path));
  const isIt = (document: JsonObject): boolean =>
    live.nameOf(type, document) === names.at(-1) && (!parent || sameJson(document[parent.field], parentId));
  const found = documents.find(isIt);
  if (found) live.take(type, names, found);
};
