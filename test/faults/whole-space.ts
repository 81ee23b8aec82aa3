import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apply, type ExecutionResult } from '../../src/apply/index.js';
import type { MayDelete } from '../../src/apply/deletion.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Journal } from '../../src/changeset/journal.js';
import { writeChangeset } from '../../src/workspace/changeset-file.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { diff } from '../../src/diff/index.js';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import type { Progress } from '../../src/model/progress.js';
import { octopus } from '../../src/octopus/index.js';
import { startSandbox, type RunningInstance, type SeenRequest } from '../../src/sandbox/server/index.js';
import { readSnapshot, type ReadSnapshot } from '../../src/snapshot/read.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';
import { writeSnapshot } from '../../src/snapshot/write.js';
import { openJournal } from '../../src/workspace/journal-file.js';
import { apiOf, idOf } from '../e2e/api.js';
import { everything } from '../builders/everything.js';
import { examples, filesIn } from '../e2e/cli.js';

export type Rules = Readonly<Record<string, string>>;

export const certificateFile = join(examples, 'octofx-tls.pem');
const certificateData = (await readFile(certificateFile)).toString('base64');

/** What apply cannot do without: the data of the certificate, as the file of `--secrets` says it. */
export const neededSecrets: JsonObject = {
  'certificates/OctoFX TLS': { '/CertificateData': { file: certificateFile } },
};

/** Runs work with a server of its own; the server is gone afterwards. `changed` makes another server of its kind. */
export const withServer = async <Result>(
  load: string,
  work: (server: RunningInstance) => Promise<Result>,
  changed: JsonObject = {},
): Promise<Result> => {
  const [spec] = await loadInstances([load], 'API-SANDBOX', 0);
  const sandbox = await startSandbox(spec ? [{ ...spec, ...changed }] : []);
  const [server] = sandbox.instances;
  try {
    if (!server) throw new Error('One server was asked for.');
    return await work(server);
  } finally {
    await sandbox.close();
  }
};

export const emptyServer = 'empty:2026.3.1';

/** Makes the example space larger, so that a changeset of all of it has more than sixty writes. */
export const growSpace = async (server: RunningInstance): Promise<void> => {
  const { get, post, put } = apiOf(server);
  const make = (path: string, document: JsonObject): Promise<JsonObject> =>
    post(path, { SpaceId: 'Spaces-1', ...document });
  for (const name of ['Load', 'Demo', 'Sandbox', 'Bugfix']) await make('environments', { Name: name });
  for (const name of ['Payments', 'Reports', 'Website']) await make('projectgroups', { Name: name });
  for (const name of ['Globex', 'Initech', 'Umbrella']) await make('tenants', { Name: name });
  for (const name of ['Ledger', 'Archive', 'Search']) {
    const password = { HasValue: true, NewValue: `${name} of the source` };
    await make('accounts', {
      Name: name,
      AccountType: 'UsernamePassword',
      Username: 'svc',
      Password: password,
      TenantedDeploymentParticipation: 'Untenanted',
    });
  }
  for (const name of ['Databases', 'Queues']) {
    const set = await make('libraryvariablesets', { Name: name, ContentType: 'Variables' });
    const at = `variables/${textOf(set['VariableSetId'])}`;
    const variables = await get(at);
    await put(at, {
      ...variables,
      Variables: [
        { Id: '', Name: `${name}.Host`, Type: 'String', Value: `${name.toLowerCase()}.test`, Scope: {} },
        { Id: '', Name: `${name}.Password`, Type: 'Sensitive', IsSensitive: true, Value: 'of the source', Scope: {} },
      ],
    });
  }
  await make('lifecycles', { Name: 'Hotfix', Phases: [] });
};

/** Takes a space into a directory, with the files that `octosync snapshot` writes. */
export const snapshotTo = async (server: RunningInstance, directory: string): Promise<ReadSnapshot> => {
  const client = octopus({ url: server.url, apiKey: server.apiKey });
  const { version, installation } = await client.root();
  const space = await client.findSpace('Default');
  const source = { url: client.url, installation, space: space.name, version };
  const taken = await takeSnapshot(readerFor(client, space), source, '2026-01-01T00:00:00.000Z', () => undefined);
  await writeSnapshot(directory, taken.manifest, taken.files);
  return readSnapshot(directory);
};

/** The files of a snapshot, without what tells two installations and two moments apart. */
export const stateIn = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const files = await filesIn(directory);
  const manifest = JSON.parse(files.get('snapshot.json') ?? '{}') as JsonObject;
  // IDs are given in the order in which things come.
  const pictures = objectsOf(manifest['pictures']).map((picture) => ({ ...picture, id: null }));
  const kept = { ...manifest, takenAt: null, source: null, pictures };
  return new Map([...files, ['snapshot.json', JSON.stringify(kept, null, 2)]]);
};

/** How many documents of each kind a server holds: one that is there twice shows, even under the same name. */
export const countsOn = (server: RunningInstance): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(server.dump()).map(([path, documents]) => [path, documents.length]));

export const writesIn = (requests: readonly SeenRequest[]): readonly SeenRequest[] =>
  requests.filter(({ method }) => method !== 'GET');

export interface HowToApply {
  readonly progress?: Progress;
  readonly concurrency?: number;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  readonly journalFile?: string;
  /** A journal of the test's own. */
  readonly journal?: Journal;
  /** Gates that are let through. */
  readonly allow?: readonly string[];
  /** What a receipt lets an undo delete. */
  readonly mayDelete?: MayDelete | undefined;
}

const atOnce = (): Promise<void> => Promise.resolve();

/** Applies in this process, without a single pause. Throws what `apply` throws. */
export const applyTo = async (
  server: Pick<RunningInstance, 'url' | 'apiKey'>,
  changeset: Changeset,
  { concurrency = 1, timeout = 100_000, progress = () => undefined, ...how }: HowToApply = {},
): Promise<ExecutionResult> => {
  const { allow = [], mayDelete, journal, journalFile } = how;
  const { url, apiKey } = server;
  const client = octopus({ url, apiKey, timeout, wait: atOnce, waitTurn: atOnce });
  const outcome = await apply(changeset, client, {
    space: 'Default',
    allow,
    mayDelete,
    dryRun: false,
    concurrency,
    wait: atOnce,
    progress,
    confirm: () => Promise.resolve(true),
    secretFor: (id, pointer) =>
      `${id}${pointer}` === `certificates/OctoFX TLS/CertificateData` ? certificateData : undefined,
    packageFile: () => undefined,
    ...(journal !== undefined && { openJournal: () => journal }),
    ...(journalFile !== undefined && { openJournal: (of) => openJournal(journalFile, of) }),
  });
  if (outcome.kind !== 'applied') throw new Error('Nobody declined, and it was no dry run.');
  return outcome.result;
};

/** A changeset, and what a destination is after it has been applied without any trouble. */
export interface Rehearsed {
  readonly source: ReadSnapshot;
  readonly changeset: Changeset;
  readonly state: ReadonlyMap<string, string>;
  readonly counts: Readonly<Record<string, number>>;
  readonly writes: readonly SeenRequest[];
}

/**
 * Makes the changeset that brings the (grown) example space to an empty server, or to what `prepare` makes of one, and
 * applies it there without faults. Leaves `source` and `changeset.json` in the folder.
 */
export const rehearse = async (
  folder: string,
  { prepare, rules = everything }: { prepare?: (server: RunningInstance) => Promise<void>; rules?: Rules } = {},
): Promise<Rehearsed> => {
  const source = await withServer(join(examples, 'dev-test'), async (server) => {
    await growSpace(server);
    return snapshotTo(server, join(folder, 'source'));
  });
  return withServer(emptyServer, async (server) => {
    await prepare?.(server);
    const changeset = diff(source, await snapshotTo(server, join(folder, 'before')), settingsFrom(undefined, rules));
    await writeChangeset(join(folder, 'changeset.json'), changeset);
    server.requests.length = 0;
    await applyTo(server, changeset);
    const writes = writesIn(server.requests);
    await snapshotTo(server, join(folder, 'after'));
    return { source, changeset, writes, state: await stateIn(join(folder, 'after')), counts: countsOn(server) };
  });
};

/** The changes that are still to be made after a server has been synced. */
export const remaining = async (
  server: RunningInstance,
  folder: string,
  source: ReadSnapshot,
  rules: Rules = everything,
): Promise<readonly string[]> => {
  const { changes } = diff(source, await snapshotTo(server, folder), settingsFrom(undefined, rules));
  return changes.map(({ id }) => id);
};

export const idNamed = (server: RunningInstance, collection: string, name: string): string =>
  idOf((server.dump()[collection] ?? []).find(({ Name }) => Name === name) ?? {});
