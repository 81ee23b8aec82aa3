import { isYes } from './list-filters.js';
import { isList, isObject, type JsonObject } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import { bodyOf, ok, type Request } from './exchange.js';
import { withIds } from '../ids.js';
import { withoutNewer } from '../rules/newer-members.js';
import { received } from '../rules/received.js';
import { notFound, Refusal, refuseIfAny } from '../refusal.js';
import type { Call, Handler, Route } from './route-table.js';
import type { Space } from '../space.js';
import { faultsInValues } from '../rules/tenant-value-rules.js';
import { missingValues } from '../tenants/missing-values.js';
import { common, keepValues, ofProjects, templatesOf, tokenOf, valuesIn, type Kind } from '../tenants/tenant-values.js';
import { requestFaults } from '../write.js';

/** The tenant that the path names. Throws a 404. */
export const tenantAt = ({ space, ids: [id = ''] }: Call): JsonObject => {
  const tenant = space.find('tenants', id);
  if (!tenant) throw notFound(id);
  return tenant;
};

/** Throws a 409 for a token that is not the current one; sending none skips the check. */
export const refuseStaleToken = (body: JsonObject, current: string): void => {
  const sent = textIn(body, 'ConcurrencyToken');
  if (sent !== '' && sent !== current) {
    throw new Refusal(409, ['These values were changed in between: the ConcurrencyToken is not the current one.']);
  }
};

/** A body that a route for a tenant's values accepts. Throws a 400. */
export const checkedBody = (
  { instance, space }: Call,
  contract: string,
  tenantId: string,
  sent: JsonObject,
): JsonObject => {
  const known = instance.contract[contract];
  if (!known) throw notFound(contract);
  const { update } = known;
  const bound = received(update, sent);
  const body = instance.generation === '2026' ? bound : withoutNewer(contract, known, update, bound);
  const named = ['TenantId', 'Id'].map((field) => textIn(body, field)).filter((id) => id !== '' && id !== tenantId);
  refuseIfAny([
    ...requestFaults(update, body, space),
    ...named.map((id) => `The body is about '${id}', but the path says '${tenantId}'.`),
  ]);
  return body;
};

const read =
  (kind: Kind): Handler =>
  (call) =>
    ok(shown(call.space, tenantAt(call), kind, call.request));

const shown = (space: Space, tenant: JsonObject, kind: Kind, request?: Request): JsonObject => {
  const tenantId = textIn(tenant, 'Id');
  return {
    TenantId: tenantId,
    ConcurrencyToken: tokenOf(space, tenantId, kind),
    Variables: valuesIn(space, tenantId, kind).map((value) => withNames(space, kind, value)),
    ...(isYes(request?.query['includeMissingVariables']) && {
      MissingVariables: missingValues(space, tenant, kind).map((value) => withNames(space, kind, value)),
    }),
  };
};

const withNames = (space: Space, kind: Kind, value: JsonObject): JsonObject => {
  const ownerId = textIn(value, kind.ownerId);
  const template = templatesOf(space, kind, ownerId).find((one) => one['Id'] === value['TemplateId']);
  return {
    ...value,
    [kind.ownerName]: textIn(space.find(kind.owners, ownerId) ?? {}, 'Name'),
    Template: template ?? null,
  };
};

/** The complete list: what it leaves out is deleted. */
const write =
  (kind: Kind): Handler =>
  (call) => {
    const { instance, space } = call;
    const tenant = tenantAt(call);
    const tenantId = textIn(tenant, 'Id');
    const body = checkedBody(call, `tenants/${kind.route}`, tenantId, valuesSent(call, kind, tenantId));
    refuseStaleToken(body, tokenOf(space, tenantId, kind));
    refuseIfAny(faultsInItems(kind, body));
    const issued = new Set(valuesIn(space, tenantId, kind).map((value) => textIn(value, 'Id')));
    const unknown: string[] = [];
    const items = withIds(
      objectsIn(body, 'Variables').map(asStored(kind)),
      issued,
      () => instance.ids.next('TenantVariables'),
      unknown,
    );
    const values = items.filter(isObject);
    refuseIfAny([
      ...unknown.map((id) => `The id '${id}' was never issued for a value of this tenant, or is there twice.`),
      ...faultsInValues(space, tenant, kind, values),
    ]);
    keepValues(instance, space, tenantId, { [kind.list]: values });
    return ok(shown(space, tenant, kind));
  };

/**
 * The body of a write. The vendor's own client sends the bare list, whose items do not say what they are for: their ID
 * or template does.
 */
const valuesSent = ({ space, request }: Call, kind: Kind, tenantId: string): JsonObject => {
  const { body } = request;
  if (!Array.isArray(body)) return bodyOf(request);
  const stored = valuesIn(space, tenantId, kind);
  const ownerOf = (item: JsonObject): string => {
    const known = stored.find((value) => value['Id'] === item['Id']);
    if (known) return textIn(known, kind.ownerId);
    const hasTemplate = (id: string): boolean =>
      templatesOf(space, kind, id).some((template) => template['Id'] === item['TemplateId']);
    return (
      space
        .all(kind.owners)
        .map((owner) => textIn(owner, 'Id'))
        .find(hasTemplate) ?? ''
    );
  };
  return { Variables: body.filter(isObject).map((item) => ({ [kind.ownerId]: ownerOf(item), ...item })) };
};

const faultsInItems = (kind: Kind, body: JsonObject): readonly string[] => {
  if (!isList(body['Variables'])) return ["'Variables' is required."];
  return objectsIn(body, 'Variables').flatMap((item, index) => {
    const [ownerId, called] = [textIn(item, 'OwnerId'), textIn(item, kind.ownerId)];
    if (ownerId === '' && called === '') return [`'Variables[${index}].OwnerId' is required.`];
    if (ownerId === '' || called === '' || ownerId === called) return [];
    return [`'Variables[${index}]' names two owners, '${ownerId}' and '${called}'.`];
  });
};

/** The page (octopus-api tenants) calls the owner OwnerId, the vendor's clients call it as answers do. */
const asStored =
  (kind: Kind) =>
  (item: JsonObject): JsonObject => ({
    ...(typeof item['Id'] === 'string' && { Id: item['Id'] }),
    [kind.ownerId]: textIn(item, 'OwnerId') || textIn(item, kind.ownerId),
    TemplateId: item['TemplateId'] ?? null,
    Scope: { EnvironmentIds: [], ...(isObject(item['Scope']) ? item['Scope'] : {}) },
    Value: item['Value'] ?? null,
  });

/** What a tenant fills in for the templates of library variable sets and of projects (octopus-api tenants). */
export const tenantValueRoutes: readonly Route[] = [common, ofProjects].map((kind): Route => ({
  path: `tenants/{id}/${kind.route}`,
  only: '2026',
  query: ['includeMissingVariables'],
  GET: read(kind),
  PUT: write(kind),
  POST: write(kind),
}));
