import type { JsonObject } from '../../model/json.js';
import { collectionAt, keptOnOmission, steering, type Collection } from './collections.js';
import { contractOf, forVariant, type CollectionContract, type RequestContract } from './contract.js';
import { defaultsFor } from './defaults.js';
import { idsInside, slugOf, withIds } from './ids.js';
import { badRequest, notFound, Refusal, refuseIfAny } from './refusal.js';
import { danglingReferences } from './references.js';
import { afterCreate, rules } from './rules.js';
import { allMembers, textIn, type Instance, type Space } from './state.js';
import { faultsInBody } from './validate.js';

/** POST: validates, assigns IDs, stores. Returns the stored document; throws a Refusal. */
export const create = (instance: Instance, space: Space, path: string, body: JsonObject): JsonObject => {
  const { collection, contract } = writable(instance, path);
  if (!contract.create || collection.born) throw new Refusal(405, ['The server makes these with their owner.']);
  const request = forVariant(contract, contract.create, typeOf(contract, body));
  refuseIfAny(faultsIn(instance, request, body, space));
  if (textIn(body, 'Clone') !== '') throw badRequest("'Clone': the sandbox does not imitate cloning.");
  const next = {
    ...ofThisType(contract, defaultsFor(path, instance.generation), typeOf(contract, body)),
    ...pick(body, request.writable),
    Id: instance.ids.next(collection.idPrefix),
    SpaceId: space.id,
  };
  const named = { ...next, ...slug(instance, space, collection, next) };
  const stored = store(instance, space, collection, allMembers(instance, path, named), undefined);
  afterCreate[path]?.({ instance, space, next: stored });
  return space.find(path, textIn(stored, 'Id')) ?? stored;
};

/**
 * PUT: replaces the whole resource. `viaProject` for the routes below a project, whose bodies differ. Returns the stored
 * document; throws a Refusal.
 */
export const update = (
  instance: Instance,
  space: Space,
  path: string,
  id: string,
  body: JsonObject,
  viaProject = false,
): JsonObject => {
  const { collection, contract } = writable(instance, path);
  const stored = space.find(path, id);
  if (!stored) throw notFound(id);
  refuseBuiltIn(path, stored, textIn(body, 'Name'));
  const shape = (viaProject ? contract.viaProject : undefined) ?? contract.update;
  const type = typeOf(contract, body) ?? typeOf(contract, stored);
  const request = forVariant(contract, shape, type);
  const fixed = owners(path, stored, viaProject);
  const ownNames = new Set(['Id', ...(viaProject ? [] : [contract.ownId])]);
  refuseIfAny([
    ...faultsIn(instance, request, body, space),
    ...disagreements(body, Object.fromEntries([...ownNames].map((field) => [field, id]))),
    ...disagreements(body, fixed),
  ]);
  const kept = [...(keptOnOmission[path] ?? []), ...Object.keys(fixed), 'Slug'];
  const isReplaced = (field: string): boolean => request.writable.includes(field) && !kept.includes(field);
  const serverOwned = Object.entries(stored).filter(([field]) => !isReplaced(field) || isOwn(field));
  const defaults = ofThisType(contract, defaultsFor(path, instance.generation), type);
  const fields = request.writable.filter((field) => !isOwn(field) && !(field in fixed));
  const next = { ...defaults, ...Object.fromEntries(serverOwned), ...pick(body, fields), Id: id };
  const named = { ...next, ...slug(instance, space, collection, next) };
  return store(instance, space, collection, allMembers(instance, path, named), stored);
};

const isOwn = (field: string): boolean =>
  ['Id', 'SpaceId', 'OwnerId', 'ScopeValues', 'Links', 'LastModifiedOn', 'LastModifiedBy'].includes(field);

/** What a document belongs to, which no request changes. */
const owners = (path: string, stored: JsonObject, viaProject: boolean): Readonly<Record<string, string>> => {
  const owner = textIn(stored, 'OwnerId');
  if (path === 'variables') return { OwnerId: owner, ...(viaProject && { ProjectId: owner }) };
  return path === 'channels' || path === 'deploymentprocesses' ? { ProjectId: textIn(stored, 'ProjectId') } : {};
};

const disagreements = (body: JsonObject, expected: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(expected).flatMap(([field, value]) => {
    const sent = body[field];
    const agrees = typeof sent !== 'string' || sent === '' || sent === value;
    return agrees ? [] : [`'${field}' is '${sent}', but the path says '${value}'.`];
  });

const typeOf = ({ variants }: CollectionContract, document: JsonObject): string | undefined =>
  variants && typeof document[variants.field] === 'string' ? textIn(document, variants.field) : undefined;

/** Defaults without those of other types: a Helm feed has no download attempts. */
const ofThisType = ({ variants }: CollectionContract, defaults: JsonObject, type: string | undefined): JsonObject => {
  if (!variants) return defaults;
  const isOfAny = (field: string): boolean => Object.values(variants.members).some((members) => field in members);
  const own = type === undefined ? {} : (variants.members[type] ?? {});
  return Object.fromEntries(Object.entries(defaults).filter(([field]) => field in own || !isOfAny(field)));
};

const writable = (instance: Instance, path: string): { collection: Collection; contract: CollectionContract } => {
  const collection = collectionAt(path);
  const contract = contractOf(instance.generation)[path];
  if (!collection || !contract || collection.readOnly)
    throw new Refusal(405, [`The sandbox serves ${path} as loaded and does not write them.`]);
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

/** Built-in feeds and system teams stay as they are; a team that cannot be renamed keeps its name. */
const refuseBuiltIn = (path: string, stored: JsonObject, name: string): void => {
  const id = textIn(stored, 'Id');
  const isBuiltIn =
    (path === 'feeds' && id.startsWith('feeds-builtin')) || (path === 'teams' && /^teams-[a-z]+$/.test(id));
  if (isBuiltIn) throw badRequest(`'${id}' is built in and cannot be changed.`);
  if (path === 'teams' && stored['CanBeRenamed'] === false && name !== stored['Name'])
    throw badRequest(`Team '${textIn(stored, 'Name')}' cannot be renamed.`);
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

/** The slug that was sent or is there, or one made from the name. Two resources of a kind never share one. */
const slug = (instance: Instance, space: Space, { hasSlug, path }: Collection, next: JsonObject): JsonObject => {
  if (!hasSlug || (instance.generation !== '2026' && path !== 'projects')) return {};
  const isSibling = (other: JsonObject): boolean =>
    other['Id'] !== next['Id'] && (path !== 'channels' || other['ProjectId'] === next['ProjectId']);
  const taken = new Set(
    space
      .all(path)
      .filter(isSibling)
      .map((document) => document['Slug']),
  );
  const sent = textIn(next, 'Slug');
  if (sent !== '' && taken.has(sent)) throw badRequest(`A resource with the slug '${sent}' already exists in ${path}.`);
  if (sent !== '') return { Slug: sent };
  const base = slugOf(textIn(next, 'Name'));
  let candidate = base;
  for (let number = 1; taken.has(candidate); number += 1) candidate = `${base}-${number}`;
  return { Slug: candidate };
};

const pick = (body: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field) && !steering.includes(field)));
