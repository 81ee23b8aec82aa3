import { typeNamed, type ResourceType } from '../catalogue/index.js';
import type { Change, CreateChange } from '../changeset/changeset.js';
import { ApiError, DriftError } from '../model/errors.js';
import { sameJson, type JsonObject } from '../model/json.js';
import { denormalize, type Base } from '../naming/denormalize.js';
import type { OctopusClient, Space } from '../octopus/index.js';
import type { NamedItem } from '../snapshot/name-space.js';
import { textIn } from '../snapshot/read-space.js';
import type { LiveSpace } from './live-space.js';
import { orFind } from './lost-answer.js';
import { saysTheSame, tryPatch } from './test-patch.js';

export interface Destination {
  readonly client: OctopusClient;
  readonly space: Space;
  readonly version: string;
  readonly live: LiveSpace;
  /** Told of each write right before it is sent. */
  readonly onWrite: (method: 'POST' | 'PUT', path: string) => void;
}

export interface Written {
  readonly kind: 'written' | 'already-applied';
  /** Fields in which the server stored something else than was sent. */
  readonly storedOtherwise: readonly string[];
}

/**
 * Executes one change: reads the document once more, compares, sends one POST or PUT, and compares what the server
 * stored. Throws DriftError if the document changed in the meantime, ApiError if the server refuses.
 */
export const writeChange = async (change: Change, destination: Destination): Promise<Written> => {
  const type = typeNamed(change.type);
  if (change.action === 'update') {
    const item = await reread(type, change.key, destination);
    if (!item) throw gone(change);
    const test = tryPatch(type.fields, item.document, change.patch);
    if (test.kind === 'already-applied') return { kind: 'already-applied', storedOtherwise: [] };
    if (test.kind === 'drift') throw drifted(change, test.pointers);
    return put(type, change, test.document, item, destination);
  }
  const born = type.bornWithParent ? await findBorn(type, change, destination) : undefined;
  if (!born) return post(type, change, change.document, destination);
  if (saysTheSame(born.document, change.document)) return { kind: 'already-applied', storedOtherwise: [] };
  return put(type, change, { ...born.document, ...change.document }, born, destination);
};

const gone = (change: Change): DriftError =>
  new DriftError({
    what: `${change.id} is no longer there.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

const drifted = (change: Change, pointers: readonly string[]): DriftError =>
  new DriftError({
    what: `${change.id} changed while apply was running, at ${pointers.join(', ')}.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

const inSpace = (type: ResourceType, space: Space, path: string): string =>
  type.reach === 'space' ? `${space.id}/${path}` : path;

const reread = async (
  type: ResourceType,
  names: readonly string[],
  destination: Destination,
): Promise<NamedItem | undefined> => {
  const { client, space, live } = destination;
  const id = live.idOf(type.name, names) ?? ownedId(type, names, live);
  if (id === undefined) return undefined;
  const raw = await client.get(inSpace(type, space, `${type.path}/${encodeURIComponent(id)}`));
  return live.take(type, names, raw);
};

/** The ID of the one document a parent has: the parent's own document says it. */
const ownedId = (type: ResourceType, names: readonly string[], live: LiveSpace): string | undefined => {
  const parent = type.parent && live.find(type.parent.type, names);
  return parent && type.listing.kind === 'ofOwner' ? textIn(parent.raw, type.listing.idIn) : undefined;
};

/** What the server made together with the parent and this change is to fill; undefined if there is nothing such. */
const findBorn = async (
  type: ResourceType,
  { key: names, document }: CreateChange,
  destination: Destination,
): Promise<NamedItem | undefined> => {
  if (type.identity.kind === 'onePerParent') return reread(type, names, destination);
  const { client, space, live } = destination;
  const known = live.find(type.name, names);
  if (known || !isMarkedBorn(type, document)) return known;
  const field = type.parent?.field ?? '';
  const parentId = type.parent && live.idOf(type.parent.type, names.slice(0, -1));
  const { documents } = await client.list(inSpace(type, space, type.path));
  const siblings = documents.filter((sibling) => sibling[field] === parentId);
  const [only] = siblings;
  // Only an untouched parent has exactly what it was born with; otherwise this is one more child.
  return only && siblings.length === 1 && isMarkedBorn(type, only) ? live.take(type, names, only) : undefined;
};

const isMarkedBorn = (type: ResourceType, document: JsonObject): boolean =>
  Object.entries(type.bornWithParent ?? {}).every(([flag, value]) => sameJson(document[flag], value));

const surroundings = (
  type: ResourceType,
  names: readonly string[],
  live: LiveSpace,
): Parameters<typeof denormalize>[2] => ({
  idOf: (ofType, ofNames) => live.idOf(ofType, ofNames),
  names,
  parentId:
    type.parent && live.idOf(type.parent.type, type.identity.kind === 'onePerParent' ? names : names.slice(0, -1)),
});

const bodyFor = (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  { live, space }: Destination,
  base?: Base,
): JsonObject => {
  const { body, unwritable } = denormalize(type, document, surroundings(type, change.key, live), base);
  const [first] = unwritable;
  if (first) {
    throw new ApiError({
      what: `${change.id} cannot be written: ${first.why}`,
      where: first.pointer,
      remedy: 'Diff again.',
    });
  }
  return type.reach === 'space' ? { ...body, SpaceId: space.id } : body;
};

const post = async (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  destination: Destination,
): Promise<Written> => {
  const path = inSpace(type, destination.space, type.path);
  const body = bodyFor(type, change, document, destination);
  destination.onWrite('POST', path);
  const { client, live } = destination;
  const stored = await orFind(
    () => client.post(path, body),
    async () => {
      const { documents } = await client.list(path);
      const identity = [
        type.identity.kind === 'named' ? type.identity.field : 'Id',
        ...(type.parent ? [type.parent.field] : []),
      ];
      const found = documents.find((other) => identity.every((field) => sameJson(other[field], body[field])));
      return found && saysTheSame(live.take(type, change.key, found).document, document) ? found : undefined;
    },
  );
  return compare(live.take(type, change.key, stored), document);
};

const put = async (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  item: NamedItem,
  destination: Destination,
): Promise<Written> => {
  const { client, space, live } = destination;
  const path = inSpace(type, space, writePath(type, item, change.key, destination));
  const body = bodyFor(type, change, document, destination, { raw: item.raw, document: item.document });
  destination.onWrite('PUT', path);
  const current = (): Promise<JsonObject> =>
    client.get(inSpace(type, space, `${type.path}/${encodeURIComponent(item.id)}`));
  const answered = await orFind(
    () => client.put(path, body),
    async () => {
      const raw = await current();
      return saysTheSame(live.take(type, change.key, raw).document, document) ? raw : undefined;
    },
  );
  const stored = textIn(answered, 'Id') === item.id ? answered : await current();
  return compare(live.take(type, change.key, stored), document);
};

const writePath = (
  type: ResourceType,
  item: NamedItem,
  names: readonly string[],
  { live, version }: Destination,
): string => {
  const own = `${type.path}/${encodeURIComponent(item.id)}`;
  if (!type.writePath || !isSince(version, type.writePath.since) || !type.parent) return own;
  const parentId = live.idOf(type.parent.type, names) ?? '';
  return type.writePath.path.replace('{parent}', encodeURIComponent(parentId));
};

/** Compares `2026.3.1` with `2021.2`, number by number. */
const isSince = (version: string, since: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [fromMajor = 0, fromMinor = 0] = since.split('.').map(Number);
  return major > fromMajor || (major === fromMajor && minor >= fromMinor);
};

const compare = (stored: NamedItem, meant: JsonObject): Written => ({
  kind: 'written',
  storedOtherwise: Object.keys(meant).filter((field) => !saysTheSame(stored.document[field], meant[field])),
});
