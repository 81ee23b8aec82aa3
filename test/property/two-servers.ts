import { allTypes, typeNamed } from '../../src/catalogue/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
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

/* Two made-up spaces on two sandboxes, all in this process. */

const version = '2026.3.1';
/** A server that holds a made-up space, and what every server makes by itself beside it. */
const served = (name: string, snapshot: SpaceSnapshot, offset: number): InstanceSpec => {
  const { documents, shared = {} } = loadSnapshot(snapshot, offset);
  return {
    name,
    version,
    installationId: name,
    apiKey: 'API-SANDBOX',
    idOffset: offset,
    spaces: [{ id: 'Spaces-1', name: 'Default', documents: beside(documents, emptySpace(version)) }],
    shared: beside(shared, sharedOf(version)),
  };
};

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

/** The snapshot that `snapshot` would take of it, where the server fails to answer for one type, if any. */
export const takenBut = async (
  unread: TypeName | undefined,
  instance: RunningInstance,
  client: OctopusClient,
): Promise<SpaceSnapshot> => {
  if (unread === undefined) return taken(instance, client);
  const { path } = typeNamed(unread).reading;
  instance.faults.add({ does: 500, method: 'GET', path: new RegExp(`^/api/[^/]+/${path}(/|$)`) });
  try {
    return await taken(instance, client);
  } finally {
    instance.faults.clear();
  }
};

/** The snapshot that `snapshot` would take of it. */
export const taken = async (instance: RunningInstance, client: OctopusClient): Promise<SpaceSnapshot> => {
  const space = await client.findSpace('Default');
  const identity = { url: client.url, installation: instance.name, space: 'Default', version };
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

export interface Loop {
  readonly source: RunningInstance;
  readonly destination: RunningInstance;
  readonly clientOf: (instance: RunningInstance) => OctopusClient;
}

export const withServers = async (
  from: SpaceSnapshot,
  to: SpaceSnapshot,
  use: (loop: Loop) => Promise<void>,
): Promise<void> => {
  const sandbox = await startSandbox([served('a', from, 1000), served('b', to, 2000)]);
  try {
    const [source, destination] = sandbox.instances;
    if (!source || !destination) throw new Error('Two instances were started.');
    const clientOf = ({ url, apiKey }: RunningInstance): OctopusClient =>
      octopus({ url, apiKey, retries: 0, wait: () => Promise.resolve() });
    await use({ source, destination, clientOf });
  } finally {
    await sandbox.close();
  }
};
