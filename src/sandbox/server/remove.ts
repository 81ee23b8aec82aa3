import type { JsonObject } from '../../model/json.js';
import { collectionAt } from './collections.js';
import { isInUse } from './rules/references.js';
import { badRequest, notFound, Refusal } from './refusal.js';
import { tagsInUse } from './rules/tags.js';
import { objectsIn, textIn } from './documents.js';
import { SERVER_WIDE, type Space } from './space.js';
import type { Instance } from './state.js';

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
  // What belongs to the server can be in use in any space.
  const inReach = space.id === SERVER_WIDE ? [space, ...instance.spaces] : [space];
  const going = new Set(gone.flatMap((one) => [one.id, textIn(space.find(one.path, one.id) ?? {}, 'Id')]));
  for (const one of gone) {
    if (inReach.some((where) => isInUse(where, one.id, going)))
      throw badRequest(`'${one.id}' is in use and cannot be deleted.`);
  }
  const [tag] = path === 'tagsets' ? tagsInUse(space, objectsIn(stored, 'Tags')) : [];
  if (tag !== undefined) throw badRequest(`'${id}' is in use and cannot be deleted: tag '${tag}'.`);
  for (const one of gone) {
    instance.secrets.forget(textIn(space.find(one.path, one.id) ?? {}, 'Id'));
    space.remove(one.path, one.id);
  }
};

const refuseToLose = (path: string, stored: JsonObject): void => {
  const id = textIn(stored, 'Id');
  if (path === 'feeds' && id.startsWith('feeds-builtin'))
    throw badRequest(`'${id}' is built in and cannot be deleted.`);
  if ((path === 'teams' || path === 'userroles') && stored['CanBeDeleted'] === false)
    throw badRequest(`'${id}' cannot be deleted.`);
  if (['channels', 'machinepolicies', 'workerpools'].includes(path) && stored['IsDefault'] === true)
    throw badRequest(`'${id}' is the default and cannot be deleted.`);
};

/** The members by which a document says that it belongs to a resource of a collection. */
const ownership: Readonly<Record<string, readonly string[]>> = {
  projects: ['ProjectId', 'OwnerId'],
  libraryvariablesets: ['OwnerId'],
  runbooks: ['RunbookId'],
  teams: ['TeamId'],
  tenants: ['TenantId'],
};

/** What goes with a resource: a project's variables, process, channels, runbooks and triggers; a team's roles. */
const dependents = (space: Space, path: string, stored: JsonObject): readonly { path: string; id: string }[] => {
  const owner = textIn(stored, 'Id');
  const fields = ownership[path] ?? [];
  return Object.entries(space.dump()).flatMap(([collection, documents]) =>
    documents
      .filter((document) => fields.some((field) => document[field] === owner))
      .map((document) => ({ path: collection, id: textIn(document, collectionAt(collection)?.idField ?? 'Id') })),
  );
};
