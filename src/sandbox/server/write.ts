import type { JsonObject } from '../../model/json.js';
import { collections, defaultsFor, keptOnOmission, type Collection } from './collections.js';
import { contractOf, type CollectionContract, type RequestContract } from './contract.js';
import { idsInside, slugOf, withIds } from './ids.js';
import { badRequest, notFound, Refusal, refuseIfAny } from './refusal.js';
import { danglingReferences, isInUse } from './references.js';
import { afterCreate, rules } from './rules.js';
import { textIn, type Instance, type Space } from './state.js';
import { faultsInBody } from './validate.js';

/** POST: validates, assigns IDs, stores. Returns the stored document; throws a Refusal. */
export const create = (instance: Instance, space: Space, path: string, body: JsonObject): JsonObject => {
  const { collection, contract } = writable(instance, path);
  if (!contract.create || collection.born) throw new Refusal(405, ['The server makes these with their owner.']);
  refuseIfAny(faultsIn(instance, contract.create, body, space));
  const id = instance.ids.next(collection.idPrefix);
  const name = textIn(body, 'Name');
  const next = {
    ...defaultsFor(path, instance.generation),
    ...pick(body, contract.create.writable),
    Id: id,
    SpaceId: space.id,
    ...slug(instance, space, collection, name),
  };
  const stored = store(instance, space, collection, next, undefined);
  afterCreate[path]?.({ instance, space, next: stored });
  return space.find(path, id) ?? stored;
};

/** PUT: replaces the whole resource. Returns the stored document; throws a Refusal. */
export const update = (instance: Instance, space: Space, path: string, id: string, body: JsonObject): JsonObject => {
  const { collection, contract } = writable(instance, path);
  const stored = space.find(path, id);
  if (!stored) throw notFound(id);
  refuseBuiltIn(path, id);
  refuseIfAny([
    ...faultsIn(instance, contract.update, body, space),
    ...['Id', contract.ownId].flatMap((field) => {
      const own = body[field];
      return typeof own === 'string' && own !== '' && own !== id
        ? [`'${field}' is '${own}', but the path says '${id}'.`]
        : [];
    }),
  ]);
  const kept = keptOnOmission[path] ?? [];
  const isWritable = (field: string): boolean => contract.update.writable.includes(field) && !kept.includes(field);
  const serverOwned = Object.entries(stored).filter(([field]) => !isWritable(field) || isOwn(field));
  const next = {
    ...defaultsFor(path, instance.generation),
    ...Object.fromEntries(serverOwned),
    ...pick(
      body,
      contract.update.writable.filter((field) => !isOwn(field)),
    ),
    Id: id,
  };
  return store(instance, space, collection, next, stored);
};

/** DELETE: refused while something refers to the resource. */
export const remove = (space: Space, path: string, id: string): void => {
  if (!space.find(path, id)) throw notFound(id);
  refuseBuiltIn(path, id);
  if (isInUse(space, id)) throw badRequest(`'${id}' is in use and cannot be deleted.`);
  space.remove(path, id);
};

const isOwn = (field: string): boolean =>
  ['Id', 'SpaceId', 'OwnerId', 'ScopeValues', 'Links', 'LastModifiedOn', 'LastModifiedBy'].includes(field);

const writable = (instance: Instance, path: string): { collection: Collection; contract: CollectionContract } => {
  const collection = collections.find((one) => one.path === path);
  const contract = contractOf(instance.generation)[path];
  if (!collection || !contract || collection.readOnly)
    throw new Refusal(405, [`The sandbox cannot write ${path} yet.`]);
  return { collection, contract };
};

const faultsIn = (instance: Instance, contract: RequestContract, body: JsonObject, space: Space): readonly string[] => {
  const spaceId = body['SpaceId'];
  const wrongSpace = typeof spaceId === 'string' && spaceId !== '' && spaceId !== space.id;
  const required =
    instance.generation === '2026' ? contract.required : contract.required.filter((field) => field !== 'SpaceId');
  return [
    ...faultsInBody({ ...contract, required }, body),
    ...(wrongSpace ? [`'SpaceId' is '${spaceId}', but the path says '${space.id}'.`] : []),
  ];
};

const refuseBuiltIn = (path: string, id: string): void => {
  const isBuiltIn =
    (path === 'feeds' && id.startsWith('feeds-builtin')) || (path === 'teams' && /^teams-[a-z]+$/.test(id));
  if (isBuiltIn) throw badRequest(`'${id}' is built in and cannot be changed.`);
};

const store = (
  instance: Instance,
  space: Space,
  collection: Collection,
  next: JsonObject,
  stored: JsonObject | undefined,
): JsonObject => {
  const { path } = collection;
  refuseIfAny([...duplicateName(space, collection, next), ...danglingReferences(instance, space, path, next)]);
  const identified = collection.path === 'tagsets' ? next : withItemIds(instance, collection, next, stored);
  const checked = rules[path]?.({ instance, space, next: identified, stored }) ?? identified;
  const document = instance.secrets.absorb(checked);
  space.put(path, document);
  return document;
};

const duplicateName = (space: Space, { path, uniqueWithin }: Collection, next: JsonObject): readonly string[] => {
  const name = textIn(next, 'Name');
  if (uniqueWithin === 'nothing' || name === '') return [];
  const twin = space.all(path).find((other) => {
    const sameOwner = uniqueWithin === 'space' || other[uniqueWithin] === next[uniqueWithin];
    return other['Id'] !== next['Id'] && sameOwner && textIn(other, 'Name').toLowerCase() === name.toLowerCase();
  });
  return twin ? [`A resource with the name '${name}' already exists in ${path}. Choose another name.`] : [];
};

const withItemIds = (
  instance: Instance,
  { itemIds }: Collection,
  next: JsonObject,
  stored: JsonObject | undefined,
): JsonObject => {
  const unknown: string[] = [];
  const lists = itemIds.flatMap((field) => {
    if (!(field in next)) return [];
    return [[field, withIds(next[field], idsInside(stored?.[field]), () => instance.ids.guid(), unknown)] as const];
  });
  refuseIfAny(unknown.map((id) => `The id '${id}' was never issued for this resource.`));
  return { ...next, ...Object.fromEntries(lists) };
};

const slug = (instance: Instance, space: Space, { hasSlug, path }: Collection, name: string): JsonObject => {
  if (!hasSlug || instance.generation !== '2026') return {};
  const taken = new Set(space.all(path).map((document) => document['Slug']));
  const base = slugOf(name);
  let candidate = base;
  for (let number = 1; taken.has(candidate); number += 1) candidate = `${base}-${number}`;
  return { Slug: candidate };
};

const pick = (body: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field)));
