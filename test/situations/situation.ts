import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { objectsOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import {
  emptySpace,
  foldersOf,
  sharedOf,
  startSandbox,
  type InstanceSpec,
  type RunningInstance,
} from '../../src/sandbox/server/index.js';
import { octosync, workFolder, type Ran } from '../e2e/cli.js';

/* Two servers as somebody found them, and the commands of a sync, through the built CLI. */

/** Documents of one server, by collection, as GET answers them: of every space, and of the server itself. */
export interface World {
  readonly spaces: readonly { readonly Id: string; readonly Name: string }[];
  readonly collections: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface Setup {
  readonly source: World;
  readonly destination: World;
}

export interface Options {
  /** The spaces that are synced; `Default` unless said. */
  readonly sourceSpace?: string;
  readonly space?: string;
  readonly version?: string;
  readonly destinationVersion?: string;
  /** The text of `octosync.yml`, beside the snapshots. */
  readonly config?: string;
}

export interface Situation {
  readonly folder: string;
  readonly source: RunningInstance;
  readonly destination: RunningInstance;
  /** `octosync` in the folder. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** `snapshot` of both, then `diff source dest OPTIONS --out changeset.json`; what it made, and how it ended. */
  readonly diff: (...options: readonly string[]) => Promise<{ readonly ran: Ran; readonly changeset: Changeset }>;
  /** `apply changeset.json --yes`, whatever comes of it. */
  readonly apply: (...options: readonly string[]) => Promise<Ran>;
  /** `diff`, `apply` and `verify` that end with 0, and a second `diff` with the same options that finds no change. */
  readonly syncs: (...options: readonly string[]) => Promise<Changeset>;
  /** The document of that name on the destination now. */
  readonly there: (collection: string, name: string) => JsonObject;
}

const key = 'API-SANDBOX';

/** Reads a setup of `spaces/`. */
export const given = async (name: string): Promise<Setup> => {
  const read = async (side: string): Promise<World> =>
    JSON.parse(await readFile(new URL(`spaces/${name}/${side}.json`, import.meta.url), 'utf8')) as World;
  return { source: await read('source'), destination: await read('destination') };
};

/** A world with nothing but what every server makes by itself. */
export const bare = (): World => ({
  spaces: [{ Id: 'Spaces-1', Name: 'Default' }],
  collections: emptySpace('2026.3.1'),
});

/** The world with documents added (`more`), or replaced where a document has the same ID. */
export const withDocuments = (world: World, more: World['collections']): World => {
  const paths = [...new Set([...Object.keys(world.collections), ...Object.keys(more)])];
  const merged = paths.map((path): [string, readonly JsonObject[]] => {
    const added = more[path] ?? [];
    const ids = new Set(added.map(({ Id: id }) => id));
    return [path, [...(world.collections[path] ?? []).filter(({ Id: id }) => !ids.has(id)), ...added]];
  });
  return { ...world, collections: Object.fromEntries(merged) };
};

/** The world in which every document of a collection is what `change` makes of it. */
export const eachOf = (world: World, path: string, change: (document: JsonObject) => JsonObject): World => ({
  ...world,
  collections: { ...world.collections, [path]: (world.collections[path] ?? []).map(change) },
});

/** The world in which every text of a document is what `change` makes of it: other IDs, other names. */
export const texts = (world: World, change: (text: string) => string): World =>
  JSON.parse(JSON.stringify(world), (_member, value: unknown) =>
    typeof value === 'string' ? change(value) : value,
  ) as World;

/** The world whose IDs count from 1, as those of the other server do: an ID that leaks means something else there. */
export const counting = (world: World, from = 500): World =>
  texts(world, (text) =>
    text.replace(/\b([A-Z][A-Za-z]+)-(\d+)\b/g, (id: string, kind: string, number: string) =>
      kind === 'Spaces' || Number(number) <= from ? id : `${kind}-${String(Number(number) - from)}`,
    ),
  );

/** A configuration with a sync `main` that maps names. */
export const mapped = (map: string, select: string): string =>
  [
    'instances:',
    '  one: { url: https://one.example.com, space: Default, apiKeyEnv: KEY }',
    '  two: { url: https://two.example.com, space: Default, apiKeyEnv: KEY }',
    'syncs:',
    `  main: { source: one, destination: two, map: { ${map} }, select: { ${select} } }`,
    '',
  ].join('\n');

const ofServer = foldersOf('server');

const specOf = (name: string, world: World, version: string, idOffset: number): InstanceSpec => {
  const collections = renamed(world.collections);
  const shared = sharedOf(version);
  const own = Object.entries(collections).filter(([path]) => ofServer.has(path));
  return {
    name,
    version,
    installationId: name,
    apiKey: key,
    idOffset,
    isCopy: true,
    spaces: world.spaces.map(({ Id: id, Name: spaceName }) => ({
      id,
      name: spaceName,
      documents: inSpace(collections, id),
    })),
    shared: { ...shared, ...Object.fromEntries(own) },
  };
};

/** What the sandbox calls the values of tenants in the shape that servers of 2026 answer. */
const renamed = ({ tenantvariables = [], ...rest }: World['collections']): World['collections'] => ({
  ...rest,
  ...(tenantvariables.length > 0 && { tenantvalues: tenantvariables.map(withOwners) }),
});

/** The values of a tenant name their owner by its kind, and have a scope. */
const withOwners = (document: JsonObject): JsonObject => ({
  ...document,
  Common: valuesOf(document['Common'], 'LibraryVariableSetId'),
  Project: valuesOf(document['Project'], 'ProjectId'),
});

const valuesOf = (values: JsonValue | undefined, owner: string): JsonValue =>
  objectsOf(values).map(({ OwnerId = null, EnvironmentIds = [], ...value }) => ({
    [owner]: OwnerId,
    Scope: { EnvironmentIds },
    ...value,
  }));

/** The documents of a space, and those that belong to none: teams of the whole server. */
const inSpace = (collections: World['collections'], id: string): World['collections'] =>
  Object.fromEntries(
    Object.entries(collections)
      .filter(([path]) => !ofServer.has(path))
      .map(([path, documents]) => [path, documents.filter((one) => (one['SpaceId'] ?? id) === id)]),
  );

/** Starts both servers; they end with the test. */
export const situation = async ({ source, destination }: Setup, options: Options = {}): Promise<Situation> => {
  const { sourceSpace = 'Default', space = 'Default', version = '2026.3.1', destinationVersion = version } = options;
  const folder = await workFolder();
  const sandbox = await startSandbox([
    specOf('source', source, version, 10_000),
    specOf('destination', destination, destinationVersion, 20_000),
  ]);
  onTestFinished(() => sandbox.close());
  const [from, to] = sandbox.instances;
  if (!from || !to) throw new Error('Two servers were started.');
  await mkdir(folder, { recursive: true });
  if (options.config !== undefined) await writeFile(join(folder, 'octosync.yml'), options.config);
  const run = (...args: readonly string[]): Promise<Ran> => octosync(args, { cwd: folder, key });
  const snapshot = async (instance: RunningInstance, spaceName: string, out: string): Promise<void> => {
    const ran = await run('snapshot', '--url', instance.url, '--space', spaceName, '--out', out);
    expect(ran.code, `snapshot ${out}: ${ran.stdout}${ran.stderr}`).toBe(0);
  };
  let isSourceTaken = false;
  const diff: Situation['diff'] = async (...more) => {
    // Nobody changes the source meanwhile.
    if (!isSourceTaken) await snapshot(from, sourceSpace, 'source');
    isSourceTaken = true;
    await snapshot(to, space, 'dest');
    const ran = await run('diff', 'source', 'dest', ...more, '--force', '--out', 'changeset.json');
    const text = await readFile(join(folder, 'changeset.json'), 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(`diff made no changeset: ${ran.stdout}${ran.stderr}`);
    return { ran, changeset: JSON.parse(text) as Changeset };
  };
  const apply = (...more: readonly string[]): Promise<Ran> =>
    run('apply', 'changeset.json', '--url', to.url, '--space', space, '--yes', ...more);
  const syncs: Situation['syncs'] = async (...more) => {
    const { ran, changeset } = await diff(...more);
    expect(ran.code, `diff: ${ran.stdout}${ran.stderr}`).toBe(0);
    const applied = await apply();
    expect(applied.code, `apply: ${applied.stdout}${applied.stderr}`).toBe(0);
    const verified = await run('verify', 'changeset.json', '--url', to.url, '--space', space);
    expect(verified.code, `verify: ${verified.stdout}${verified.stderr}`).toBe(0);
    const again = await diff(...more);
    expect(again.changeset.changes, 'a second sync finds no change').toEqual([]);
    return changeset;
  };
  const there: Situation['there'] = (collection, name) => {
    const documents = to.dump(space)[collection] ?? [];
    const found = documents.find(({ Name: called, Id: id }) => called === name || id === name);
    if (!found) throw new Error(`The destination has no ${name} among its ${collection}.`);
    return found;
  };
  return { folder, source: from, destination: to, run, diff, apply, syncs, there };
};
