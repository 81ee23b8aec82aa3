import { documentSays, ruleOf, saysTheSame, type ResourceType } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import { canonicalText } from '../../model/canonical.js';
import { objectsOf, type JsonObject } from '../../model/json.js';
import { toNewer, toOlder } from '../../naming/template-values.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { readerFor } from '../../snapshot/reader.js';
import { hasOnlyOlder, missingNewer, newerOf } from '../../snapshot/readers/template-values.js';
import { bodyFor } from '../body.js';
import { alreadyApplied, type Destination, type Writer } from '../destination.js';
import { parentIdOf, reread } from '../reread.js';
import { tryChange } from '../trial/try-change.js';
import { compare, drifted, gone } from './document.js';

const lists = ['Common', 'Project'] as const;

/**
 * The values of a tenant: to the two newer documents where the server has them, to the older one otherwise. Each of
 * them takes the complete list, so what is not changed is sent back as it was read, its ID and secret included.
 */
export const writeTemplateValues: Writer = async (type, change, destination) => {
  const { live } = destination;
  const item = await reread(type, change.names, destination);
  const tenantId = parentIdOf(type, change.names, live);
  if (!item || tenantId === undefined) throw gone(change);
  const meant = meantDocument(type, change, item);
  if (meant === undefined) return alreadyApplied;
  const stored = Object.fromEntries(lists.map((of) => [of, storedIn(of, type, item, destination)]));
  const body = bodyFor(type, change, withoutKept(meant, stored), destination);
  const flat = Object.fromEntries(lists.map((of) => [of, merged(meant, body, stored, of)]));
  await send(
    type,
    { tenantId, item },
    flat,
    lists.filter((of) => !saysTheSame(ruleOf(type.fields, of), item.document[of], meant[of])),
    destination,
  );
  const after = await reread(type, change.names, destination);
  return after
    ? compare(type, after, { Common: meant['Common'] ?? [], Project: meant['Project'] ?? [] }, destination)
    : { kind: 'written', storedOtherwise: [] };
};

/** The whole document as it shall be; undefined if it is so already. Throws DriftError. */
const meantDocument = (type: ResourceType, change: Change, item: NamedItem): JsonObject | undefined => {
  if (change.action === 'delete') throw gone(change);
  if (change.action === 'create') {
    return documentSays(type.fields, item.document, change.document)
      ? undefined
      : { ...item.document, ...change.document };
  }
  const test = tryChange(type, change, item.document);
  if (test.kind === 'drift') throw drifted(change, test.pointers);
  return test.kind === 'applies' ? test.document : undefined;
};

/** A value as the server has it, raw and by names. */
interface Stored {
  readonly raw: JsonObject;
  readonly named: JsonObject;
}

type AllStored = Readonly<Record<string, ReadonlyMap<string, Stored>>>;

const storedIn = (
  of: (typeof lists)[number],
  type: ResourceType,
  item: NamedItem,
  { live }: Destination,
): ReadonlyMap<string, Stored> =>
  new Map(
    objectsOf(item.raw[of]).map((raw) => {
      const [named = {}] = objectsOf(live.normalize(type, item.names, { ...item.raw, [of]: [raw] })[of]);
      return [identityOf(named), { raw, named }] as const;
    }),
  );

const isKept = (value: JsonObject, before: Stored | undefined): boolean =>
  before !== undefined && saysTheSame(undefined, before.named['Value'], value['Value']);

/**
 * What is to be worked out, each in its place. What stays goes back as it was read: neither a secret nor a scope that leads nowhere
 * could be worked out.
 */
const withoutKept = (meant: JsonObject, stored: AllStored): JsonObject =>
  Object.fromEntries(
    lists.map((of) => [
      of,
      objectsOf(meant[of]).map((value) => (isKept(value, stored[of]?.get(identityOf(value))) ? {} : value)),
    ]),
  );

/** The items to send: a stored value keeps its ID, and an unchanged one goes back as the server gave it. */
const merged = (
  meant: JsonObject,
  body: JsonObject,
  stored: AllStored,
  of: (typeof lists)[number],
): readonly JsonObject[] => {
  const bodies = objectsOf(body[of]);
  return objectsOf(meant[of]).map((value, index) => {
    const before = stored[of]?.get(identityOf(value));
    if (before && isKept(value, before)) return asAsked(before.raw);
    return { ...bodies[index], ...(before && { Id: before.raw['Id'] ?? null }) };
  });
};

/** A plain value whose template asks for a secret by now is sent as one: no server takes it back otherwise. */
const asAsked = (raw: JsonObject): JsonObject =>
  raw['Control'] === 'Sensitive' && typeof raw['Value'] === 'string'
    ? { ...raw, Value: { HasValue: true, NewValue: raw['Value'] } }
    : raw;

const identityOf = (value: JsonObject): string =>
  canonicalText(
    Object.fromEntries(Object.entries(value).filter(([field]) => field !== 'Value' && field !== 'Control')),
  );

const send = async (
  type: ResourceType,
  { tenantId, item }: { readonly tenantId: string; readonly item: NamedItem },
  flat: JsonObject,
  changed: readonly (typeof lists)[number][],
  { client, space, onWrite }: Destination,
): Promise<void> => {
  const reader = readerFor(client, space);
  const at = `tenants/${encodeURIComponent(tenantId)}`;
  const compared = newerOf(item.raw);
  for (const of of changed) {
    const route = `${at}/${of === 'Common' ? 'commonvariables' : 'projectvariables'}`;
    // The version of what was compared: a later one would be that of what somebody has changed since. The first request may
    // have given the other list another.
    const known = of === changed[0] ? (of === 'Common' ? compared?.common : compared?.project) : undefined;
    const current = known ?? (await reader.get(route));
    if (!current) {
      // In the older document, values with scopes would be written over: only a server that has no other takes it.
      if (await hasOnlyOlder(reader, type)) break;
      throw missingNewer(route);
    }
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
