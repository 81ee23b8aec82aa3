import type { JsonObject } from '../../model/json.js';
import { collectionAt, defaultedOnCreate, keptOnOmission, steering, type Collection } from './collections.js';
import { forVariant, type CollectionContract, type RequestContract } from './contract.js';
import { defaultsFor } from './defaults/defaults.js';
import { duplicateName, slug, withItemIds } from './rules/identity.js';
import { badRequest, notFound, Refusal, refuseIfAny } from './refusal.js';
import { faultsInFixed } from './rules/fixed-fields.js';
import { withoutNewer } from './rules/newer-members.js';
import { received } from './rules/received.js';
import { danglingReferences } from './rules/references.js';
import { afterCreate, afterUpdate, rules } from './rules/rules.js';
import { allMembers } from './birth.js';
import { textIn } from './documents.js';
import { SERVER_WIDE, type Space } from './space.js';
import type { Instance } from './state.js';
import { unwrapped } from './rules/unwrap.js';
import { faultsInBody } from './rules/validate.js';

/** Which of several routes of one resource was taken. */
export interface Way {
  /** The one below a project, whose bodies differ. */
  readonly viaProject?: boolean;
  /** The contract of another version of the route: `git-credentials/v2`. */
  readonly as?: string;
}

/** POST: validates, assigns IDs, stores. Returns the stored document; throws a Refusal. */
export const create = (
  instance: Instance,
  space: Space,
  path: string,
  sent: JsonObject,
  { as = path }: Way = {},
): JsonObject => {
  const { collection, contract } = writable(instance, path, as);
  if (!contract.create || collection.born) throw new Refusal(405, ['The server makes these with their owner.']);
  const body = bound(instance, path, contract, contract.create, sent);
  const request = forVariant(contract, contract.create, typeOf(contract, body));
  refuseIfAny(requestFaults(request, body, space));
  if (textIn(body, 'Clone') !== '') throw badRequest("'Clone': the sandbox does not imitate cloning.");
  const next = {
    ...ofThisType(contract, defaultsFor(path, instance.generation), typeOf(contract, body)),
    ...pick(withoutNulls(body, defaultedOnCreate[path] ?? []), request.writable),
    Id: instance.ids.next(collection.idPrefix),
    ...(space.id !== SERVER_WIDE && { SpaceId: space.id }),
  };
  const named = { ...next, ...slug(instance, space, collection, next) };
  const stored = store(instance, space, collection, allMembers(instance, path, named), undefined);
  afterCreate[path]?.({ instance, space, next: stored });
  return space.find(path, textIn(stored, 'Id')) ?? stored;
};

/** PUT: replaces the whole resource. Returns the stored document; throws a Refusal. */
export const update = (
  instance: Instance,
  space: Space,
  path: string,
  id: string,
  sent: JsonObject,
  { viaProject = false, as = path }: Way = {},
): JsonObject => {
  const { collection, contract } = writable(instance, path, as);
  const shape = (viaProject ? contract.viaProject : undefined) ?? contract.update;
  const body = bound(instance, path, contract, shape, sent);
  const stored = space.find(path, id);
  if (!stored) throw notFound(id);
  refuseBuiltIn(path, stored, textIn(body, 'Name'));
  const type = typeOf(contract, body) ?? typeOf(contract, stored);
  const request = forVariant(contract, shape, type);
  const fixed = owners(path, stored, viaProject);
  const ownNames = new Set(['Id', ...(viaProject ? [] : [contract.ownId])]);
  refuseIfAny([
    ...faultsInFixed(path, stored, body, space),
    ...requestFaults(request, body, space),
    ...disagreements(body, Object.fromEntries([...ownNames].map((field) => [field, id]))),
    ...disagreements(body, fixed),
  ]);
  const kept = [...(keptOnOmission[path] ?? []), ...Object.keys(fixed), 'Slug'];
  const isReplaced = (field: string): boolean => request.writable.includes(field) && !kept.includes(field);
  const serverOwned = Object.entries(stored).filter(([field]) => !isReplaced(field) || isOwn(field));
  const defaults = ofThisType(contract, defaultsFor(path, instance.generation), type);
  const isName = (field: string): boolean => ownNames.has(field) && !contract.readable.includes(field);
  const fields = request.writable.filter((field) => !isOwn(field) && !isName(field) && !(field in fixed));
  const next = { ...defaults, ...Object.fromEntries(serverOwned), ...pick(body, fields), Id: id };
  const named = { ...next, ...slug(instance, space, collection, next) };
  const document = store(instance, space, collection, allMembers(instance, path, named), stored);
  afterUpdate[path]?.({ instance, space });
  return document;
};

/** A body with the members that its route knows by the names they have there. */
const bound = (
  instance: Instance,
  path: string,
  contract: CollectionContract,
  request: RequestContract,
  sent: JsonObject,
): JsonObject => {
  const known = received(request, sent);
  const asked = instance.generation === '2026' ? known : withoutNewer(path, contract, request, known);
  const body = unwrapped(path, instance.generation, asked);
  return trimmed(received(forVariant(contract, request, typeOf(contract, body)), body));
};

/** A server keeps no blanks around a name. */
const trimmed = (body: JsonObject): JsonObject =>
  typeof body['Name'] === 'string' ? { ...body, Name: body['Name'].trim() } : body;

const isOwn = (field: string): boolean =>
  ['Id', 'SpaceId', 'OwnerId', 'ScopeValues', 'Links', 'LastModifiedOn', 'LastModifiedBy'].includes(field);

/** What a document belongs to, which no request changes. */
const owners = (path: string, stored: JsonObject, viaProject: boolean): Readonly<Record<string, string>> => {
  const owner = textIn(stored, 'OwnerId');
  if (path === 'variables') return { OwnerId: owner, ...(viaProject && { ProjectId: owner }) };
  const fields = ownerFields[path] ?? [];
  return Object.fromEntries(fields.map((field) => [field, textIn(stored, field)]));
};

const ownerFields: Readonly<Record<string, readonly string[]>> = {
  channels: ['ProjectId'],
  deploymentprocesses: ['ProjectId'],
  projecttriggers: ['ProjectId'],
  runbooks: ['ProjectId', 'RunbookProcessId'],
  runbookProcesses: ['ProjectId', 'RunbookId'],
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

const writable = (
  instance: Instance,
  path: string,
  as: string,
): { collection: Collection; contract: CollectionContract } => {
  const collection = collectionAt(path);
  const contract = instance.contract[as];
  if (!collection || !contract || collection.readOnly)
    throw new Refusal(405, [`The sandbox serves ${path} as loaded and does not write them.`]);
  return { collection, contract };
};

/** Everything in which a body is not what a route accepts in a space. */
export const requestFaults = (contract: RequestContract, body: JsonObject, space: Space): readonly string[] => {
  const spaceId = body['SpaceId'];
  const wrongSpace = typeof spaceId === 'string' && spaceId !== '' && spaceId !== space.id;
  // The pages mark SpaceId as required; but the path says it, and the vendor's own client does not send it.
  const required = contract.required.filter((field) => field !== 'SpaceId');
  return [
    ...faultsInBody({ ...contract, required }, body),
    ...(wrongSpace ? [`'SpaceId' is '${spaceId}', but the path says '${space.id}'.`] : []),
  ];
};

/** Built-in feeds and system teams stay as they are; a team that cannot be renamed keeps its name. */
const refuseBuiltIn = (path: string, stored: JsonObject, name: string): void => {
  const id = textIn(stored, 'Id');
  const isBuiltIn =
    (path === 'feeds' && id.startsWith('feeds-builtin')) ||
    (path === 'teams' && /^teams-[a-z]+$/.test(id)) ||
    (path === 'userroles' && stored['CanBeDeleted'] === false);
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

const pick = (body: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field) && !steering.includes(field)));

const withoutNulls = (body: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([field, value]) => value !== null || !fields.includes(field)));
