import type { ResourceType } from '../../catalogue/index.js';
import { ApiError } from '../../model/errors.js';
import { isList, isObject, objectsOf, textOf, type JsonObject } from '../../model/json.js';
import { fromOlder, hasValues, withNewer } from '../../naming/template-values.js';
import type { Belongs } from '../again/again.js';
import { isBefore } from './absence.js';
import {
  isElsewhere,
  keepAnswer,
  parentsOf,
  textIn,
  type Listed,
  type Reading,
  type SpaceReader,
  type TypeReader,
} from './reading.js';

/**
 * The values of tenants (octopus-api tenants). The bulk listing of the older document says which tenants have any;
 * where the server has the newer ones, those are read for them: only they tell to which environments a value is scoped.
 */
export const readTemplateValues: TypeReader = async (reading) => {
  const { type, isWanted } = reading;
  const tenants = new Map(parentsOf(reading).documents.map((tenant) => [tenant['Id'], tenant]));
  const listed = await readOlder(reading);
  let { requests } = listed;
  let hasNewer: boolean | undefined;
  const complete = async (older: JsonObject): Promise<JsonObject> => {
    const flat = fromOlder(older);
    if (hasNewer === false || !(hasValues(flat) || mayHideValues(older))) return flat;
    const tenantId = textIn(older, 'TenantId') ?? '';
    const tenant = tenants.get(tenantId);
    const of = { type, owner: tenantId, listed: [...(tenant ? [tenant] : []), older] };
    const before = newerBefore(reading, of);
    const newer = before ?? (await readNewer(reading.reader, type, tenantId, hasNewer));
    if (!before) requests += 2;
    hasNewer = newer !== undefined;
    if (!newer) return flat;
    checkNewer(tenantId, newer);
    if (!before) keepNewer(reading, of, newer);
    return withNewer(flat, newer.common, newer.project);
  };
  const wanted = listed.documents.filter((older) => isWanted(type, textIn(older, 'TenantName') ?? ''));
  const [first, ...others] = [...wanted].sort((one, other) => Number(hasAny(other)) - Number(hasAny(one)));
  const documents = first ? [await complete(first), ...(await Promise.all(others.map(complete)))] : [];
  return { documents, requests };
};

/**
 * The older document tells values by environment: of a project that is connected without any it tells none. And of a library set it
 * tells only what holds in every environment.
 */
const mayHideValues = ({ ProjectVariables: projects, LibraryVariables: sets }: JsonObject): boolean =>
  objectsOf(isObject(sets) ? Object.values(sets) : []).some(
    ({ Templates: templates, Variables: values }) =>
      isObject(values) && objectsOf(templates).some(({ Id }) => !Object.hasOwn(values, textOf(Id))),
  ) ||
  objectsOf(isObject(projects) ? Object.values(projects) : []).some(
    ({ Templates: templates, Variables: byEnvironment }) =>
      objectsOf(templates).length > 0 && isObject(byEnvironment) && Object.keys(byEnvironment).length === 0,
  );

/** The older documents of all tenants: in bulk, or one by one where a server has no such listing. */
const readOlder = async (reading: Reading): Promise<Listed> => {
  const { reader, bulk } = reading;
  const listed = await bulk('tenantvariables/all', 'array');
  const tenants = parentsOf(reading).documents;
  const documents =
    listed?.documents ??
    (await Promise.all(
      tenants.map(async ({ Id, Name }) => ({
        TenantId: Id ?? null,
        TenantName: Name ?? null,
        ...(await olderOf(reader, textOf(Id))),
      })),
    ));
  for (const older of documents) checkOlder(older, reader.spaceId);
  return { documents, requests: listed?.requests ?? 1 + tenants.length };
};

const olderOf = async (reader: SpaceReader, tenantId: string): Promise<JsonObject> => {
  const older = await reader.get(`tenants/${encodeURIComponent(tenantId)}/variables`);
  if (older) return older;
  throw unexpected(`The server answered 404 for the variables of tenant ${tenantId}, which it has.`);
};

const routeOf = (tenantId: string, name: string): string => `tenants/${encodeURIComponent(tenantId)}/${name}`;

/** The newer documents as an earlier reading had them, where both are what they were. */
const newerBefore = ({ again }: Reading, of: Belongs): Newer | undefined => {
  const common = again.answer(routeOf(of.owner, 'commonvariables'), of);
  const project = common && again.answer(routeOf(of.owner, 'projectvariables'), of);
  return project && { common, project };
};

const keepNewer = (reading: Reading, of: Belongs, { common, project }: Newer): void => {
  keepAnswer(reading, routeOf(of.owner, 'commonvariables'), of, common);
  keepAnswer(reading, routeOf(of.owner, 'projectvariables'), of, project);
};

interface Newer {
  readonly common: JsonObject;
  readonly project: JsonObject;
}

/**
 * The newer documents of a tenant; undefined where the server does not have them, which its version must say
 * (rules incomplete-404). `isKnown`: another tenant has them. Throws ApiError where only one of them is there.
 */
export const readNewer = async (
  reader: SpaceReader,
  type: ResourceType,
  tenantId: string,
  isKnown = false,
): Promise<Newer | undefined> => {
  const [ofCommon, ofProject] = [routeOf(tenantId, 'commonvariables'), routeOf(tenantId, 'projectvariables')];
  const [common, project] = await Promise.all([reader.get(ofCommon), reader.get(ofProject)]);
  if (!common) {
    if (!isKnown && (await hasOnlyOlder(reader, type))) return undefined;
    throw missingNewer(ofCommon);
  }
  if (!project) throw unexpected(`The server answered 404 for ${ofProject}, but has commonvariables.`);
  return { common, project };
};

/** What has no list of values would be taken for a tenant without any. */
const checkNewer = (tenantId: string, { common, project }: Newer): void => {
  for (const { Variables } of [common, project])
    if (!isList(Variables) || !Variables.every(isObject))
      throw unexpected(`The values of tenant ${tenantId} are no list of values.`);
};

/** An ApiError for a newer document that a server must have. */
export const missingNewer = (route: string): ApiError =>
  unexpected(`The server answered 404 for ${route}, although servers of its version have it.`);

/** Whether a server says, by its version, that it has the older documents of tenants only. */
export const hasOnlyOlder = async (reader: SpaceReader, { reading: { listing } }: ResourceType): Promise<boolean> =>
  'newerSince' in listing && isBefore(await reader.version(), listing.newerSince);

/** What is not shaped like values of a tenant would be taken for a tenant without any. */
const checkOlder = (older: JsonObject, spaceId: string): void => {
  const { TenantId, LibraryVariables, ProjectVariables } = older;
  if (textOf(TenantId) === '') throw unexpected('A document of values names no tenant.');
  if (isElsewhere(older, spaceId)) throw unexpected(`The values of ${textOf(TenantId)} are of another space.`);
  if (!isObject(LibraryVariables) || !isObject(ProjectVariables))
    throw unexpected(`The values of tenant ${textOf(TenantId)} are not shaped like values.`);
};

const unexpected = (what: string): ApiError =>
  new ApiError({
    what,
    status: 200,
    remedy: 'A proxy or firewall may stand in front of the server, or somebody is changing it: try again.',
  });

const hasAny = (older: JsonObject): boolean => hasValues(fromOlder(older));

/** What the values of a tenant were put together from. */
const madeOf = new WeakMap<JsonObject, Newer>();

/** The newer documents that the values of `readOneTenant` are from: their versions are those of what was compared. */
export const newerOf = (values: JsonObject): Newer | undefined => madeOf.get(values);

/** The values of one tenant, as they are now: its documents are asked for at once. */
export const readOneTenant = async (
  reader: SpaceReader,
  type: ResourceType,
  tenantId: string,
): Promise<JsonObject | undefined> => {
  const reading = readNewer(reader, type, tenantId);
  // Of a tenant that is gone it does not matter what became of them.
  reading.catch(() => undefined);
  const older = await reader.get(`tenants/${encodeURIComponent(tenantId)}/variables`);
  if (!older) return undefined;
  const flat = fromOlder({ TenantId: tenantId, ...older });
  const newer = await reading;
  if (!newer) return flat;
  const values = withNewer(flat, newer.common, newer.project);
  madeOf.set(values, newer);
  return values;
};
