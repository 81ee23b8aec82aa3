import { mkdir, mkdtemp, rm, writeFile, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeChangeset } from '../../src/workspace/changeset-file.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { options } from '../../src/config/options.js';
import { diff } from '../../src/diff/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { kebab } from '../../src/report/reference/options-reference.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import type { ReadSnapshot } from '../../src/snapshot/read.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { apiOf } from '../e2e/api.js';
import { examples, octosync, type Ran } from '../e2e/cli.js';
import { everything } from '../builders/everything.js';
import {
  growSpace,
  idNamed,
  neededSecrets,
  remaining,
  snapshotTo,
  withServer,
  writesIn,
  type Rules,
} from './whole-space.js';

/** What the destination has follows the source too, so that there is something to drift from. */
const rules: Rules = {
  ...everything,
  ...Object.fromEntries(
    options.filter(({ name }) => name.startsWith('existing')).map(({ name }) => [kebab(name), 'update']),
  ),
  'overwrite-existing-variables': 'true',
  'overwrite-existing-lifecycles-phases': 'true',
  'overwrite-existing-custom-step-templates': 'true',
};

/** A document that both sides have, and a place in it. */
interface Place {
  /** The id of the change. */
  readonly id: string;
  /** The path of the document's collection. */
  readonly path: string;
  /** Its name, or its ID where it has none. */
  readonly document: string;
  /** Where the drift must be reported. */
  readonly pointer: string;
  /** Writes a text into that place of a document. */
  readonly write: (document: JsonObject, text: string) => JsonObject;
}

const described = (id: string, path: string): Place => ({
  id,
  path,
  document: id.slice(id.lastIndexOf('/') + 1),
  pointer: '/Description',
  write: (document, text) => ({ ...document, Description: text }),
});

/** Changes the first of a list, whatever it is. */
const inFirst = (list: JsonValue | undefined, change: (item: JsonObject) => JsonObject): JsonValue => {
  const [first, ...others] = isList(list) ? list : [];
  return [isObject(first) ? change(first) : {}, ...others];
};

const firstValue = (id: string, owner: string): Place => ({
  id,
  path: 'variables',
  document: owner,
  pointer: '/Variables/0/Value',
  write: (document, text) => ({
    ...document,
    Variables: inFirst(document['Variables'], (variable) => ({ ...variable, Value: text })),
  }),
});

const places: readonly Place[] = [
  described('environments/Test', 'environments'),
  described('projectGroups/OctoFX', 'projectgroups'),
  described('tenantTagSets/Region', 'tagsets'),
  described('machinePolicies/Nightly check', 'machinepolicies'),
  described('workerPools/OctoFX Linux', 'workerpools'),
  described('teams/QA', 'teams'),
  described('stepTemplates/OctoFX - Announce', 'actiontemplates'),
  described('lifecycles/QA Lifecycle', 'lifecycles'),
  described('tenants/Internal', 'tenants'),
  described('gitCredentials/OctoFX Git', 'git-credentials'),
  described('accounts/AWS Development', 'accounts'),
  described('libraryVariableSets/Global', 'libraryvariablesets'),
  described('projects/OctoFX', 'projects'),
  described('channels/OctoFX/QA', 'channels'),
  described('runbooks/OctoFX/Restart web', 'runbooks'),
  described('triggers/OctoFX/Nightly release', 'projecttriggers'),
  {
    ...described('proxies/Way out', 'proxies'),
    pointer: '/Host',
    write: (document, text) => ({ ...document, Host: `${text.replaceAll(' ', '-')}.example.com` }),
  },
  {
    ...described('externalFeeds/Docker Hub', 'feeds'),
    pointer: '/FeedUri',
    write: (document, text) => ({ ...document, FeedUri: `https://${text.replaceAll(' ', '-')}.example.com` }),
  },
  {
    ...described('deploymentProcesses/OctoFX', 'deploymentprocesses'),
    document: 'deploymentprocess-Projects-1002',
    pointer: '/Steps/0/Properties/Octopus.Action.TargetRoles',
    write: (document, text) => ({
      ...document,
      Steps: inFirst(document['Steps'], (step) => ({
        ...step,
        Properties: { 'Octopus.Action.TargetRoles': text.replaceAll(' ', '-') },
      })),
    }),
  },
  firstValue('libraryVariables/Global', 'variableset-LibraryVariableSets-1002'),
  firstValue('projectVariables/OctoFX', 'variableset-Projects-1002'),
];

const idOfPlace = (server: RunningInstance, path: string, document: string): string =>
  document.includes('-1002') ? document : idNamed(server, path, document);

const edit = async (
  server: RunningInstance,
  { path, document }: Pick<Place, 'path' | 'document'>,
  change: (document: JsonObject) => JsonObject,
): Promise<void> => {
  const { get, put } = apiOf(server);
  const at = `${path}/${idOfPlace(server, path, document)}`;
  await put(at, change(await get(at)));
};

const remove = async (server: RunningInstance, path: string, name: string): Promise<void> => {
  const answer = await fetch(`${server.url}/api/Spaces-1/${path}/${idNamed(server, path, name)}`, {
    method: 'DELETE',
    headers: { 'x-octopus-apikey': server.apiKey },
  });
  expect(answer.ok, await answer.text()).toBe(true);
};

const make = (server: RunningInstance, path: string, document: JsonObject): Promise<JsonObject> =>
  apiOf(server).post(path, { SpaceId: 'Spaces-1', ...document });

let folder: string;
let changeset: Changeset;
let source: ReadSnapshot;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-drift-'));
  const example = join(examples, 'dev-test');
  source = await withServer(example, async (server) => {
    await growSpace(server);
    for (let number = 1; number <= 30; number += 1) await make(server, 'environments', { Name: `Extra ${number}` });
    for (const place of places) await edit(server, place, (document) => place.write(document, 'of the source'));
    return snapshotTo(server, join(folder, 'source'));
  });
  const before = await withServer(example, (server) => snapshotTo(server, join(folder, 'before')), {
    installationId: '00000000-0000-4000-8000-000000000009',
  });
  changeset = diff(source, before, settingsFrom(undefined, rules));
  await writeChangeset(join(folder, 'changeset.json'), changeset);
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(neededSecrets));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let folders = 0;

/** Changes the destination of the snapshot by hand, then applies. Gives what the CLI said and what was written by it. */
const applyAfter = (
  byHand: (server: RunningInstance) => Promise<unknown>,
  flags: readonly string[],
  check: (ran: Ran, server: RunningInstance, written: number) => Promise<void> | void,
): Promise<void> =>
  withServer(join(folder, 'before'), async (server) => {
    const cwd = join(folder, String((folders += 1)));
    await mkdir(cwd);
    for (const file of ['changeset.json', 'secrets.json']) await copyFile(join(folder, file), join(cwd, file));
    await byHand(server);
    server.requests.length = 0;
    const args = ['apply', 'changeset.json', '--url', server.url, '--yes', '--secrets', 'secrets.json', ...flags];
    const ran = await octosync(args, { cwd });
    await check(ran, server, writesIn(server.requests).length);
  });

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The pointer is among those that are named for the document. */
const drift = ({ id, pointer }: Pick<Place, 'id' | 'pointer'>): RegExp =>
  new RegExp(`${escaped(id)} at (?:[^;]*, )?${escaped(pointer)}[,;.]`);

const expectDrift = (
  byHand: (server: RunningInstance) => Promise<unknown>,
  ...says: readonly (string | RegExp)[]
): Promise<void> =>
  applyAfter(byHand, [], ({ code, stderr }, _server, written) => {
    expect([code, written]).toEqual([4, 0]);
    for (const text of atLeastOne(says)) expect(stderr).toMatch(text);
  });

it('the changeset has at least sixty changes, and no drift yet', async () => {
  expect(changeset.changes.length).toBeGreaterThanOrEqual(60);
  expect([...changeset.errors, ...changeset.blocked]).toEqual([]);
  expect(changeset.changes.map(({ id }) => id)).toEqual(expect.arrayContaining(places.map(({ id }) => id)));
  await applyAfter(
    () => Promise.resolve(),
    [],
    async ({ code, stderr }, server, written) => {
      expect(code, stderr).toBe(0);
      expect(written).toBeGreaterThanOrEqual(60);
      expect(await remaining(server, join(folder, 'after'), source, rules)).toEqual([]);
    },
  );
});

describe('An edit since the snapshot is found before anything is written', () => {
  it.each(places)('$id at $pointer', (place) =>
    expectDrift((server) => edit(server, place, (document) => place.write(document, 'by hand')), drift(place)),
  );
});

describe('What was deleted or renamed since the snapshot is found before anything is written', () => {
  it.each([
    ['triggers/OctoFX/Nightly release', 'projecttriggers'],
    ['tenants/Internal', 'tenants'],
    ['gitCredentials/OctoFX Git', 'git-credentials'],
    ['externalFeeds/Docker Hub', 'feeds'],
  ])('%s was deleted', (id, path) =>
    expectDrift((server) => remove(server, path, id.slice(id.lastIndexOf('/') + 1)), `${id} is gone`),
  );

  it.each([
    ['environments/Test', 'environments'],
    ['lifecycles/QA Lifecycle', 'lifecycles'],
    ['projects/OctoFX', 'projects'],
    ['channels/OctoFX/QA', 'channels'],
    ['tenants/Internal', 'tenants'],
    ['accounts/AWS Development', 'accounts'],
    ['libraryVariableSets/Global', 'libraryvariablesets'],
  ])('%s has another name', (id, path) => {
    const document = id.slice(id.lastIndexOf('/') + 1);
    const renamed = (found: JsonObject): JsonObject => ({ ...found, Name: 'Renamed by hand' });
    return expectDrift((server) => edit(server, { path, document }, renamed), `${id} is gone`);
  });

  it.each([
    ['a variable was deleted', () => []],
    ['a variable has another name', (first: JsonObject) => [{ ...first, Name: 'Renamed.ByHand' }]],
  ])('%s', (_what, instead) =>
    expectDrift(
      (server) =>
        edit(server, { path: 'variables', document: 'variableset-LibraryVariableSets-1002' }, (document) => {
          const [first, ...others] = isList(document['Variables']) ? document['Variables'] : [];
          return { ...document, Variables: [...instead(isObject(first) ? first : {}), ...others] };
        }),
      'libraryVariables/Global at /Variables/0',
    ),
  );

  it('a step has another name', () =>
    expectDrift(
      (server) =>
        edit(server, { path: 'deploymentprocesses', document: 'deploymentprocess-Projects-1002' }, (document) => ({
          ...document,
          Steps: inFirst(document['Steps'], (step) => ({ ...step, Name: 'Renamed by hand' })),
        })),
      'deploymentProcesses/OctoFX at /Steps/0',
    ));

  it('a step has come, beside those that change: none stands where it was reviewed (rules review-positions)', () =>
    expectDrift(
      (server) =>
        edit(server, { path: 'deploymentprocesses', document: 'deploymentprocess-Projects-1002' }, (document) => {
          const all = isList(document['Steps']) ? document['Steps'] : [];
          const last = all.at(-1);
          return { ...document, Steps: [...all, { ...(isObject(last) ? last : {}), Id: '', ...byHand }] };
        }),
      'deploymentProcesses/OctoFX at /Steps',
    ));
});

const byHand: JsonObject = {
  Name: 'Added by hand',
  Actions: [{ Name: 'Added by hand', ActionType: 'Octopus.Manual', Properties: {} }],
};

const toCreate: readonly (readonly [string, string, JsonObject])[] = [
  ['environments/Load', 'environments', { Name: 'Load' }],
  ['projectGroups/Payments', 'projectgroups', { Name: 'Payments' }],
  ['tenants/Globex', 'tenants', { Name: 'Globex' }],
  ['lifecycles/Hotfix', 'lifecycles', { Name: 'Hotfix', Phases: [] }],
  ['libraryVariableSets/Queues', 'libraryvariablesets', { Name: 'Queues', ContentType: 'Variables' }],
];

describe('What was created since the snapshot', () => {
  it.each(toCreate)('%s with another content is found before anything is written', (id, path, document) =>
    expectDrift(
      (server) => make(server, path, { ...document, Description: 'by hand' }),
      `${id} exists now, with another content`,
    ),
  );

  it.each(toCreate)('%s just as it should be is done already', (id, path, document) =>
    applyAfter(
      (server) => make(server, path, document),
      ['--dry-run'],
      ({ code, stdout, stderr }, _server, written) => {
        expect([code, written], stderr).toEqual([0, 0]);
        // A picture that the server gives to everything new is there as well.
        const isOfIt = (change: string): boolean => change === id || change === `${id}#logo`;
        const others = changeset.changes.filter((change) => !isOfIt(change.id));
        expect(stdout).toContain(`Dry run: ${others.length} writes to do`);
      },
    ),
  );
});

describe('Several drifts', () => {
  it('are all named at once', () =>
    expectDrift(
      async (server) => {
        for (const place of places) await edit(server, place, (document) => place.write(document, 'by hand'));
      },
      ...places.map(drift),
    ));
});

/** A change and everything that must not be done without it. */
const withDependents = (id: string): readonly string[] => {
  const found = new Set([id]);
  for (const change of changeset.changes)
    if (change.dependsOn.some((before) => found.has(before))) found.add(change.id);
  return [...found].sort();
};

describe('--allow-drift', () => {
  const drifting = [
    'environments/Test',
    'tenants/Internal',
    'libraryVariables/Global',
    'triggers/OctoFX/Nightly release',
  ];

  it.each(atLeastOne(places.filter(({ id }) => drifting.includes(id))))(
    'writes everything but $id and what depends on it',
    (place) =>
      applyAfter(
        (server) => edit(server, place, (document) => place.write(document, 'by hand')),
        ['--allow-drift'],
        async ({ code, stderr }, server) => {
          expect([code, stderr]).toEqual([4, expect.stringMatching(drift(place))]);
          const left = await remaining(server, join(folder, `left-${place.path}`), source, rules);
          expect([...left].sort()).toEqual(withDependents(place.id));
        },
      ),
  );
});
