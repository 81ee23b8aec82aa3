import { apply } from '../../src/apply/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { allTypes, typeNamed } from '../../src/catalogue/index.js';
import type { SpaceIdentity, SpaceSnapshot } from '../../src/model/item.js';
import type { JsonObject } from '../../src/model/json.js';
import { isTypeName, keyOf, type TypeName } from '../../src/model/names.js';
import { octopus, type OctopusClient } from '../../src/octopus/index.js';
import { loadSnapshot } from '../../src/sandbox/load/from-snapshot.js';
import {
  emptySpace,
  sharedOf,
  startSandbox,
  type InstanceSpec,
  type RunningInstance,
} from '../../src/sandbox/server/index.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';

/* Two made-up spaces on two sandboxes, or both on one, all in this process. */

const version = '2026.3.1';

/** A space on a server that runs. */
export interface Place {
  readonly instance: RunningInstance;
  readonly space: { readonly id: string; readonly name: string };
  readonly client: OctopusClient;
}

export interface Loop {
  readonly source: Place;
  readonly destination: Place;
}

type Documents = Readonly<Record<string, readonly JsonObject[]>>;

/** The documents of both; where two have one name, the first. */
const beside = (own: Documents, made: Documents): Documents => {
  const paths = [...new Set([...Object.keys(own), ...Object.keys(made)])];
  return Object.fromEntries(
    paths.map((path) => {
      const names = new Set((own[path] ?? []).map(({ Name: name }) => name));
      return [path, [...(own[path] ?? []), ...(made[path] ?? []).filter(({ Name: name }) => !names.has(name))]];
    }),
  );
};

type SpaceSpec = InstanceSpec['spaces'][number];

/** A server that holds made-up spaces, and what every server makes by itself beside them. */
const served = (name: string, offset: number, spaces: readonly SpaceSnapshot[]): InstanceSpec => {
  const loaded = spaces.map((snapshot, index) => loadedAs(index + 1, snapshot, offset + index * betweenSpaces));
  return {
    name,
    version,
    installationId: name,
    apiKey: 'API-SANDBOX',
    idOffset: offset,
    spaces: loaded.map(({ spec }) => spec),
    shared: [...loaded.map(({ shared }) => shared), sharedOf(version)].reduce(beside),
  };
};

/** One server gives its IDs to all its spaces: those of a space begin so much higher than those of the one before. */
const betweenSpaces = 200;

const loadedAs = (
  nth: number,
  snapshot: SpaceSnapshot,
  offset: number,
): { readonly spec: SpaceSpec; readonly shared: Documents } => {
  const { documents, shared = {} } = loadSnapshot(snapshot, offset);
  const { space: name } = snapshot.identity;
  return { spec: { id: `Spaces-${nth}`, name, documents: beside(documents, bornIn(nth)) }, shared };
};

/** What a server makes in each space by itself; only in the first one it is the first of its kind. */
const bornIn = (nth: number): Documents => {
  const born = emptySpace(version);
  if (nth === 1) return born;
  const text = JSON.stringify(born)
    .replaceAll(/"([A-Za-z]+)-1"/g, `"$1-${nth}"`)
    .replaceAll('-Spaces-1"', `-Spaces-${nth}"`)
    .replaceAll('"feeds-builtin"', `"Feeds-${nth * 10}"`)
    .replaceAll('"feeds-builtin-releases"', `"Feeds-${nth * 10 + 1}"`);
  return JSON.parse(text) as Documents;
};

/** The snapshot that `snapshot` would take of it, where the server fails to answer for one type, if any. */
export const takenBut = async (unread: TypeName | undefined, place: Place): Promise<SpaceSnapshot> => {
  deny(unread, place);
  try {
    return await taken(place);
  } finally {
    place.instance.faults.clear();
  }
};

/** The server does not answer any more for a type of a space. */
export const deny = (unread: TypeName | undefined, { instance, space }: Place): void => {
  if (unread === undefined) return;
  const { path } = typeNamed(unread).reading;
  instance.faults.add({ does: 403, method: 'GET', path: new RegExp(`^/api/${space.id}/${path}(/|$)`) });
};

/** The snapshot that `snapshot` would take of it. */
export const taken = async ({ instance, space, client }: Place): Promise<SpaceSnapshot> => {
  const identity: SpaceIdentity = { url: client.url, installation: instance.name, space: space.name, version };
  const { space: named, manifest } = await takeSnapshot(
    readerFor(client, space),
    identity,
    '2026-01-01T00:00:00Z',
    () => undefined,
    { logos: false },
  );
  const lookups = allTypes.filter(({ lookupOnly }) => lookupOnly).map(({ name }) => name);
  return {
    identity,
    digest: manifest.digest,
    items: new Map([...named.items].filter(([type]) => !lookups.includes(type))),
    lookups: new Map(
      lookups.map((type) => [
        type,
        new Map([...(named.items.get(type)?.values() ?? [])].map(({ names }) => [keyOf(names), names.at(-1) ?? ''])),
      ]),
    ),
    incomplete: Object.entries(manifest.types).flatMap(([type, { complete, why = '' }]) =>
      complete || !isTypeName(type) ? [] : [{ type, why }],
    ),
    absent: new Set(),
    files: named.files,
  };
};

/** Starts what holds both spaces, one server where both are of one, and ends it after use. */
export const withServers = async (
  from: SpaceSnapshot,
  to: SpaceSnapshot,
  use: (loop: Loop) => Promise<void>,
): Promise<void> => {
  const isOne = from.identity.installation === to.identity.installation;
  const specs = isOne ? [served('one', 1000, [from, to])] : [served('a', 1000, [from]), served('b', 2000, [to])];
  const sandbox = await startSandbox(specs);
  try {
    const [first, second = first] = sandbox.instances;
    if (!first || !second) throw new Error('No server was started.');
    const [source, destination] = [placeOn(first, 1, from), placeOn(second, isOne ? 2 : 1, to)];
    await use({ source, destination });
  } finally {
    await sandbox.close();
  }
};

const placeOn = (instance: RunningInstance, nth: number, { identity: { space: name } }: SpaceSnapshot): Place => ({
  instance,
  space: { id: `Spaces-${nth}`, name },
  client: octopus({ url: instance.url, apiKey: instance.apiKey, retries: 0, wait: () => Promise.resolve() }),
});

/** Applies a changeset to a space, whatever gates it does not pass; what is blocked is left out. */
export const applied = (changeset: Changeset, { client, space }: Place) =>
  apply(changeset, client, {
    space: space.name,
    allow: changeset.gates.map(({ gate }) => gate),
    skipBlocked: true,
    secretFor: () => undefined,
    packageFile: () => undefined,
    dryRun: false,
    concurrency: 4,
    wait: () => Promise.resolve(),
    progress: () => undefined,
    confirm: () => Promise.resolve(true),
  });
