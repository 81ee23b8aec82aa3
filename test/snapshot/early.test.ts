import { describe, expect, it } from 'vitest';
import { allTypes, typeNamed } from '../../src/catalogue/index.js';
import type { JsonObject } from '../../src/model/json.js';
import { octopus } from '../../src/octopus/index.js';
import { isEarly } from '../../src/snapshot/laying-out/early.js';
import { inMemory, type FilesInto } from '../../src/snapshot/laying-out/files-into.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { aProject } from '../sandbox/project-fixture.js';
import { freshServer, text, type Api } from '../sandbox/server.js';

/** A space with two projects, a process and variables, of which texts and properties are given. */
const served = async (properties: (project: string) => JsonObject, value: (project: string) => string) => {
  const api = await freshServer('2026.3.1');
  await api.make('environments', { Name: 'Test' });
  const first = await api.make('projects', aProject);
  const second = await api.make('projects', { ...aProject, Name: 'Another' });
  const id = text(second['Id']);
  await change(api, `deploymentprocesses/${text(first['DeploymentProcessId'])}`, {
    Steps: [{ Name: 'Run', Actions: [{ Name: 'Run', ActionType: 'Octopus.Script', Properties: properties(id) }] }],
  });
  await change(api, `variables/${text(first['VariableSetId'])}`, {
    Variables: [{ Name: 'Text', Value: value(id), Scope: {}, Type: 'String' }],
  });
  return api;
};

const change = async ({ call }: Api, path: string, made: JsonObject): Promise<void> => {
  const { body } = await call('GET', `/Spaces-1/${path}`);
  expect(await call('PUT', `/Spaces-1/${path}`, { ...body, ...made })).toMatchObject({ status: 200 });
};

const take = async ({ instance }: Api, into?: FilesInto) => {
  const client = octopus({ url: instance.url, apiKey: 'API-TEST', retries: 0 });
  const space = await client.findSpace('Default');
  const source = { url: instance.url, installation: 'x', space: 'Default', version: '2026.3.1' };
  return takeSnapshot(
    readerFor(client, space),
    source,
    '2026-01-01T00:00:00.000Z',
    () => undefined,
    { logos: true },
    into,
  );
};

/** The same whether documents are named at the end, or as soon as they can be. */
const takeBoth = async (api: Api) => {
  const whole = await take(api);
  const into = inMemory();
  const early = await take(api, into);
  expect(Object.fromEntries(into.files)).toEqual(Object.fromEntries(whole.files));
  expect(early.manifest).toEqual(whole.manifest);
  expect(early.files.size).toBe(0);
  return whole;
};

const nothing = (): JsonObject => ({ 'Octopus.Action.RunOnServer': 'true' });

describe('What is laid out while the rest is still read', () => {
  it('is the same, byte for byte', async () => {
    const { files } = await takeBoth(await served(nothing, () => 'a-text'));
    expect([...files.keys()]).toContain('projects/Another/deployment-settings.json');
  });

  it('waits where it holds the ID of something that is read last (rules names-ids-anywhere)', async () => {
    const api = await served(
      (project) => ({ Settings: `deploymentsettings-${project}` }),
      () => 'x',
    );
    const { files } = await takeBoth(api);
    expect(text(files.get('projects/Web/deployment-process.json'))).toContain('"deploymentSettings"');
  });

  it('waits where it holds an ID of what could not be read (rules incomplete-unknown)', async () => {
    const api = await served(
      () => ({ Other: 'Environments-1', Third: 'Projects-999' }),
      () => 'Accounts-98',
    );
    api.instance.faults.add({ does: 500, path: /Spaces-1\/environments/ });
    expect((await takeBoth(api)).manifest.unresolved).toMatchObject([{ id: 'Environments-1' }]);
  });

  it('tells what its texts mention of what is read last (rules names-id-in-text)', async () => {
    const api = await served(nothing, (project) => `See deploymentsettings-${project}, and UTF-8.`);
    expect((await takeBoth(api)).manifest.mentioned).toMatchObject([{ type: 'deploymentSettings' }]);
  });

  it.each([
    ['settings that cannot be read', /deploymentsettings/],
    ['pictures that cannot be read', /logo/],
    ['a list that cannot be read', /Spaces-1\/environments/],
    ['values of tenants that cannot be read', /tenantvariables/],
  ])('is the same beside %s (rules incomplete-unknown)', async (_, path) => {
    const api = await served(
      () => ({ Account: 'Accounts-99', Other: 'Environments-1', Third: 'Projects-999' }),
      (project) => `deploymentsettings-${project}`,
    );
    api.instance.faults.add({ does: 500, path });
    const { manifest } = await takeBoth(api);
    expect(Object.values(manifest.types).filter(({ complete }) => !complete)).not.toEqual([]);
  });

  it('is no type that has children which come later: their files stand in its folder', () => {
    const later = allTypes.filter((type) => !isEarly(type) && !type.lookupOnly);
    const owners = atLeastOne(later.flatMap(({ parent }) => parent?.type ?? []));
    expect(owners.filter((owner) => isEarly(typeNamed(owner)))).toEqual([]);
  });

  it.each(['deploymentProcesses', 'runbookProcesses', 'projectVariables', 'channels'] as const)('is %s', (name) => {
    expect(isEarly(typeNamed(name))).toBe(true);
  });
});
