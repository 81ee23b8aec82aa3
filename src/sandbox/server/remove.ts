import type { JsonObject } from '../../model/json.js';
import { collectionAt } from './collections.js';
import { isInUse } from './references.js';
import { badRequest, notFound, Refusal } from './refusal.js';
import { tagsInUse } from './rules.js';
import { objectsIn, textIn, type Instance, type Space } from './state.js';

/** DELETE: refused for what is built in, and while something that stays refers to the resource. */
export const remove = (instance: Instance, space: Space, path: string, id: string): void => {
  const collection = collectionAt(path);
  if (!collection || collection.born || collection.readOnly) {
    throw new Refusal(405, [`${path} cannot be deleted here.`]);
  }
  const stored = space.find(path, id);
  if (!stored) throw notFound(id);
  refuseToLose(path, stored);
  const gone = [{ path, id }, ...dependents(space, path, stored)];
  const going = new Set(gone.map((one) => one.id));
  for (const one of gone) {
    if (isInUse(space, one.id, going)) throw badRequest(`'${one.id}' is in use and cannot be deleted.`);
  }
  const [tag] = path === 'tagsets' ? tagsInUse(space, objectsIn(stored, 'Tags')) : [];
  if (tag !== undefined) throw badRequest(`'${id}' is in use and cannot be deleted: tag '${tag}'.`);
  for (const one of gone) {
    space.remove(one.path, one.id);
    instance.secrets.forget(one.id);
  }
};

const refuseToLose = (path: string, stored: JsonObject): void => {
  const id = textIn(stored, 'Id');
  if (path === 'feeds' && id.startsWith('feeds-builtin'))
    throw badRequest(`'${id}' is built in and cannot be deleted.`);
  if (path === 'teams' && stored['CanBeDeleted'] === false) throw badRequest(`'${id}' cannot be deleted.`);
  if (['channels', 'machinepolicies', 'workerpools'].includes(path) && stored['IsDefault'] === true)
    throw badRequest(`'${id}' is the default and cannot be deleted.`);
};

/** What goes with a resource: a project's variable set, process and channels; a library set's variable set. */
const dependents = (space: Space, path: string, stored: JsonObject): readonly { path: string; id: string }[] => {
  if (path !== 'projects' && path !== 'libraryvariablesets') return [];
  const owner = textIn(stored, 'Id');
  return (['variables', 'deploymentprocesses', 'channels'] as const).flatMap((collection) =>
    space
      .all(collection)
      .filter((document) => [document['OwnerId'], document['ProjectId']].includes(owner))
      .map((document) => ({ path: collection, id: textIn(document, 'Id') })),
  );
};
