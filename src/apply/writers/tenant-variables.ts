import type { ResourceType } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, sameJson, type JsonObject } from '../../model/json.js';
import { toNewer, toOlder } from '../../naming/tenant-variables.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { readerFor } from '../../snapshot/reader.js';
import { bodyFor } from '../body.js';
import { alreadyApplied, type Destination, type Writer } from '../destination.js';
import { parentIdOf, reread } from '../reread.js';
import { saysTheSame, tryPatch } from '../test-patch.js';
import { compare, drifted, gone } from './document.js';

const lists = ['Common', 'Project'] as const;

/**
 * The values of a tenant: to the two newer documents where the server has them, to the older one otherwise. Each of
 * them takes the complete list, so what is not changed is sent back as it was read, its ID and secret included.
 */
export const writeTenantVariables: Writer = async (type, change, destination) => {
  const { live } = destination;
  const item = await reread(type, change.key, destination);
  const tenantId = parentIdOf(type, change.key, live);
  if (!item || tenantId === undefined) throw gone(change);
  const meant = meantDocument(type, change, item);
  if (meant === undefined) return alreadyApplied;
  const body = bodyFor(type, change, meant, destination);
  const flat = Object.fromEntries(lists.map((of) => [of, withStored(of, type, meant, body, item, destination)]));
  await send(
    tenantId,
    flat,
    lists.filter((of) => !sameJson(meant[of], item.document[of])),
    destination,
  );
  const after = await reread(type, change.key, destination);
  return after
    ? compare(after, { Common: meant['Common'] ?? [], Project: meant['Project'] ?? [] })
    : { kind: 'written', storedOtherwise: [] };
};

/** The whole document as it shall be; undefined if it is so already. Throws DriftError. */
const meantDocument = (type: ResourceType, change: Change, item: NamedItem): JsonObject | undefined => {
  if (change.action === 'create') {
    return saysTheSame(item.document, change.document) ? undefined : { ...item.document, ...change.document };
  }
  const test = tryPatch(type.fields, item.document, change.patch);
  if (test.kind === 'drift') throw drifted(change, test.pointers);
  return test.kind === 'applies' ? test.document : undefined;
};

const objectsIn = (document: JsonObject, field: string): readonly JsonObject[] => {
  const value = document[field];
  return isList(value) ? value.filter(isObject) : [];
};

/** The items to send: a stored value keeps its ID, and an unchanged one goes back as the server gave it. */
const withStored = (
  of: (typeof lists)[number],
  type: ResourceType,
  meant: JsonObject,
  body: JsonObject,
  item: NamedItem,
  { live }: Destination,
): readonly JsonObject[] => {
  const stored = new Map(
    objectsIn(item.raw, of).map((raw) => {
      const [named = {}] = objectsIn(live.normalize(type, item.names, { ...item.raw, [of]: [raw] }), of);
      return [identityOf(named), { raw, named }] as const;
    }),
  );
  const bodies = objectsIn(body, of);
  return objectsIn(meant, of).map((value, index) => {
    const before = stored.get(identityOf(value));
    if (before && sameJson(before.named['Value'], value['Value'])) return before.raw;
    return { ...bodies[index], ...(before && { Id: before.raw['Id'] ?? null }) };
  });
};

const identityOf = (value: JsonObject): string =>
  canonicalText(
    Object.fromEntries(Object.entries(value).filter(([field]) => field !== 'Value' && field !== 'Control')),
  );

const send = async (
  tenantId: string,
  flat: JsonObject,
  changed: readonly (typeof lists)[number][],
  { client, space, onWrite }: Destination,
): Promise<void> => {
  const reader = readerFor(client, space);
  const at = `tenants/${encodeURIComponent(tenantId)}`;
  for (const of of changed) {
    const route = `${at}/${of === 'Common' ? 'commonvariables' : 'projectvariables'}`;
    const current = await reader.get(route);
    if (!current) break;
    const path = `${space.id}/${route}`;
    onWrite('PUT', path);
    const token = current['ConcurrencyToken'];
    await client.put(path, {
      SpaceId: space.id,
      TenantId: tenantId,
      ...(token !== undefined && { ConcurrencyToken: token }),
      Variables: toNewer(flat, of),
    });
    if (of === changed.at(-1)) return;
  }
  const path = `${space.id}/${at}/variables`;
  const older = await client.get(path);
  onWrite('PUT', path);
  await client.put(path, toOlder(flat, older));
};
