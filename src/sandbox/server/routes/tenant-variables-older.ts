import { isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { bodyOf, notAllowed, ok } from './exchange.js';
import { placesIn, valueAt, type Place } from '../tenants/older-tenant-places.js';
import { refuseIfAny } from '../refusal.js';
import type { Handler, Route } from './route-table.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { faultsInValues } from '../rules/tenant-value-rules.js';
import { checkedBody, refuseStaleToken, tenantAt } from './tenant-value-routes.js';
import {
  common,
  connection,
  environmentsOf,
  keepValues,
  kinds,
  ofProjects,
  ownersFor,
  secretKey,
  templatesOf,
  tokenOf,
  valuesIn,
  type Kind,
} from '../tenants/tenant-values.js';

/** The older document: all values of a tenant by owner, environment and template. */
const olderDocument = (instance: Instance, space: Space, tenant: JsonObject): JsonObject => {
  const tenantId = textIn(tenant, 'Id');
  const isModern = instance.generation === '2026';
  const entries = (kind: Kind) => entriesOf(space, tenant, kind);
  return {
    ...(isModern && { Id: tenantId, SpaceId: space.id, ConcurrencyToken: tokenOf(space, tenantId, ...kinds) }),
    TenantId: tenantId,
    TenantName: textIn(tenant, 'Name'),
    LibraryVariables: entries(common),
    ProjectVariables: entries(ofProjects),
    ...(isModern && { LastModifiedOn: null, LastModifiedBy: null }),
    Links: { Self: `${space.home}/tenants/${tenantId}/variables`, Tenant: `${space.home}/tenants/${tenantId}` },
  };
};

const entriesOf = (space: Space, tenant: JsonObject, kind: Kind): JsonObject => {
  const values = valuesIn(space, textIn(tenant, 'Id'), kind);
  const withValues = values.map((value) => textIn(value, kind.ownerId));
  const owners = new Set([...ownersFor(space, tenant, kind).map((owner) => textIn(owner, 'Id')), ...withValues]);
  return Object.fromEntries(
    [...owners].map((ownerId) => {
      const own = values.filter((value) => value[kind.ownerId] === ownerId);
      return [
        ownerId,
        {
          [kind.ownerId]: ownerId,
          [kind.ownerName]: textIn(space.find(kind.owners, ownerId) ?? {}, 'Name'),
          Templates: [...templatesOf(space, kind, ownerId)],
          Variables: kind === common ? unscoped(own) : byEnvironment(own, connection(tenant, ownerId) ?? []),
          Links: {},
        },
      ];
    }),
  );
};

const unscoped = (values: readonly JsonObject[]): JsonObject =>
  Object.fromEntries(values.filter((value) => environmentsOf(value).length === 0).map(byTemplate));

const byTemplate = (value: JsonObject): [string, JsonValue] => [textIn(value, 'TemplateId'), value['Value'] ?? null];

/** A value for several environments is under each of them; a narrower one wins over one for all. */
const byEnvironment = (values: readonly JsonObject[], environments: readonly string[]): JsonObject =>
  Object.fromEntries(
    environments.map((id) => {
      const forAll = values.filter((value) => environmentsOf(value).length === 0);
      const forThis = values.filter((value) => environmentsOf(value).includes(id));
      return [id, Object.fromEntries([...forAll, ...forThis].map(byTemplate))];
    }),
  );

const read: Handler = (call) => ok(olderDocument(call.instance, call.space, tenantAt(call)));

/** Replaces all values. One for several environments stays one, if it is sent back for all of them. */
const write: Handler = (call) => {
  const { instance, space } = call;
  const tenant = tenantAt(call);
  const tenantId = textIn(tenant, 'Id');
  const body = checkedBody(call, 'tenants/variables', tenantId, bodyOf(call.request));
  refuseStaleToken(body, tokenOf(space, tenantId, ...kinds));
  const places = placesIn(body);
  const keptSecrets: (readonly [from: string, to: string])[] = [];
  const lists = kinds.map((kind) => {
    const own = places.filter((place) => place.kind === kind);
    const stored = valuesIn(space, tenantId, kind);
    const kept = stored.filter((value) => isSentBack(value, own, tenant));
    const isKept = (place: Place): boolean => kept.some((value) => covers(value, place, tenant));
    const changed = own
      .filter((place) => !isKept(place))
      .map((place) => ({ Id: instance.ids.next('TenantVariables'), ...valueAt(place) }));
    keptSecrets.push(...secretsToCopy(tenant, kind, changed, stored));
    return [kind, [...kept, ...changed]] as const;
  });
  const faults = lists.flatMap(([kind, values]) => faultsInValues(space, tenant, kind, values));
  refuseIfAny(faults);
  for (const [from, to] of keptSecrets) instance.secrets.copy(from, to);
  keepValues(instance, space, tenantId, Object.fromEntries(lists.map(([{ list }, values]) => [list, values])));
  return ok(olderDocument(instance, space, tenant));
};

const covers = (value: JsonObject, { kind, ownerId, templateId, environment }: Place, tenant: JsonObject): boolean =>
  value[kind.ownerId] === ownerId &&
  value['TemplateId'] === templateId &&
  (environment === '' ? environmentsOf(value).length === 0 : scopeOf(value, ownerId, tenant).includes(environment));

const scopeOf = (value: JsonObject, ownerId: string, tenant: JsonObject): readonly string[] => {
  const environments = environmentsOf(value);
  return environments.length > 0 ? environments : (connection(tenant, ownerId) ?? []);
};

/** True for a stored value that a document has unchanged in all its environments. */
const isSentBack = (value: JsonObject, places: readonly Place[], tenant: JsonObject): boolean => {
  const sent = places.filter((place) => covers(value, place, tenant));
  const [first] = sent;
  const expected = first && first.environment !== '' ? scopeOf(value, first.ownerId, tenant).length : 1;
  return sent.length === expected && sent.every((place) => isSame(place.value, value['Value']));
};

const isSame = (sent: JsonValue, stored: JsonValue | undefined): boolean =>
  isObject(sent)
    ? sent['HasValue'] === true && typeof sent['NewValue'] !== 'string' && isObject(stored)
    : sent === stored;

/** The secrets that values keep which were part of a value for several environments. */
const secretsToCopy = (
  tenant: JsonObject,
  kind: Kind,
  changed: readonly JsonObject[],
  stored: readonly JsonObject[],
): readonly (readonly [from: string, to: string])[] =>
  changed.flatMap((value) => {
    const secret = value['Value'];
    const [environment = ''] = environmentsOf(value);
    const [ownerId, templateId] = [textIn(value, kind.ownerId), textIn(value, 'TemplateId')];
    const place: Place = { kind, ownerId, templateId, environment, value: null };
    const before = stored.find((one) => covers(one, place, tenant));
    if (!before || !isObject(secret) || typeof secret['NewValue'] === 'string') return [];
    const keyOf = (one: JsonObject): string => secretKey(textIn(tenant, 'Id'), kind, textIn(one, 'Id'));
    return [[keyOf(before), keyOf(value)]];
  });

const all: Handler = ({ instance, space, request }) => {
  const { projectId } = request.query;
  const tenants = space
    .all('tenants')
    .filter((tenant) => projectId === undefined || connection(tenant, projectId) !== undefined);
  return ok(tenants.map((tenant) => olderDocument(instance, space, tenant)));
};

/** One document a tenant, which the newer routes have not replaced for lists. */
export const olderTenantRoutes: readonly Route[] = [
  { path: 'tenants/{id}/variables', GET: read, PUT: write, POST: write },
  { path: 'tenantvariables/all', query: ['projectId'], GET: all },
  {
    path: 'tenantvariables',
    GET: ({ request }) => {
      throw notAllowed(request);
    },
  },
];
