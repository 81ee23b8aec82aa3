import { describe, expect, it } from 'vitest';
import { isObject, isList, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { inDefault } from './documents.js';
import { bare, eachOf, given, situation, withDocuments, type World } from './situation.js';

/* IDs that step properties hold: dangling ones, those of what comes in the same run, and JSON that is only carried. */

/** The world in which the only step of a runbook has these properties, too. */
const withProperties = (world: World, properties: JsonObject): World =>
  eachOf(world, 'runbookprocesses', (process) => ({
    ...process,
    Steps: items(process['Steps']).map((step) => ({
      ...step,
      Actions: items(step['Actions']).map((action) => ({
        ...action,
        Properties: { ...(isObject(action['Properties']) && action['Properties']), ...properties },
      })),
    })),
  }));

const items = (value: JsonValue | undefined): readonly JsonObject[] => (isList(value) ? value.filter(isObject) : []);

const updating = ['--projects', 'Shop', '--existing-steps', 'update'] as const;

describe('A property that holds an ID which nothing on the source has', () => {
  it.each([
    ['Octopus.Action.Azure.AccountId', 'Accounts-77', '#{Account}'],
    ['Octopus.Action.Email.ToTeamIds', 'Teams-77', 'teams-managers'],
  ])('changes nothing on a step that exists, from the first run on: %s', async (property, dangling, here) => {
    const { source, destination } = await given('value-of-a-runbook-step');
    const s = await situation({
      source: withProperties(source, { [property]: dangling }),
      destination: withProperties(destination, { [property]: here }),
    });
    const { changeset } = await s.diff(...updating);
    expect(changeset.changes.filter(({ type }) => type === 'runbookProcesses')).toEqual([]);
    expect(changeset.blocked).toEqual([]);
  });

  it('… and where it is a runbook that comes in the same run, the step comes with it', async () => {
    const { source } = await given('step-names-an-account-only');
    const s = await situation({
      source: eachOf(source, 'deploymentprocesses', (process) => ({
        ...process,
        Steps: items(process['Steps']).map((step) => ({
          ...step,
          Actions: items(step['Actions']).map((action) => ({ ...action, Properties: { 'My.Runbook': 'Runbooks-1' } })),
        })),
      })),
      destination: bare(),
    });
    await s.syncs('--projects', 'all', '--environments', 'all');
    const { Id: id } = s.there('runbooks', 'Fix');
    expect(JSON.stringify(s.destination.dump()['deploymentprocesses'])).toContain(`"My.Runbook":${JSON.stringify(id)}`);
  });
});

describe('… and on a step that is new', () => {
  it('is blocked where the step needs it, before anything is written; in a property of its own it is text', async () => {
    const { source, destination } = await given('value-of-a-runbook-step');
    const without = eachOf(destination, 'runbookprocesses', (process) => ({ ...process, Steps: [] }));
    const needed = withProperties(source, { 'Octopus.Action.Azure.AccountId': 'Accounts-77' });
    const { ran, changeset } = await (await situation({ source: needed, destination: without })).diff(...updating);
    expect([ran.code, changeset.blocked.map(({ id }) => id)]).toEqual([3, ['runbookProcesses/Shop/Operate']]);
    const own = withProperties(source, { 'My.Note': 'Accounts-77' });
    const s = await situation({ source: own, destination: without });
    await s.syncs(...updating);
    expect(JSON.stringify(s.destination.dump())).toContain('"My.Note":"Accounts-77"');
  });
});

describe('A step that names others of its process, by their IDs', () => {
  const stops = 'Octopus.Action.Docker.RemoveSteps';
  const idsIn = (processes: readonly JsonObject[] | undefined): readonly string[] =>
    (processes ?? []).flatMap(({ Steps: steps }) =>
      items(steps).flatMap(({ Actions: actions }) => items(actions).map(({ Id: id }) => textOf(id))),
    );

  it.each(['runbookprocesses', 'deploymentprocesses'] as const)('names those of the destination: %s', async (path) => {
    const { source, destination } = await given('value-of-a-runbook-step');
    const inPath = (world: World, properties: JsonObject = {}): World => {
      const [of] = world.collections['runbookprocesses'] ?? [];
      const steps = items(of?.['Steps']).map((step) => ({
        ...step,
        Actions: items(step['Actions']).map((action) => ({ ...action, Properties: properties })),
      }));
      return eachOf(world, path, (process) => ({ ...process, Steps: steps }));
    };
    const [own = ''] = idsIn(source.collections['runbookprocesses']);
    const s = await situation({ source: inPath(source, { [stops]: own }), destination: inPath(destination) });
    await s.syncs(...updating);
    const there = s.destination.dump()[path === 'runbookprocesses' ? 'runbookProcesses' : path];
    const [id = ''] = idsIn(there);
    expect(id).not.toBe(own);
    expect(JSON.stringify(there)).toContain(`"${stops}":"${id}"`);
  });
});

describe('A step template whose property names an account', () => {
  it('is written in one run with the account, which is new', async () => {
    const { source: templates } = await given('template-default-names-an-account');
    const { source: accounts } = await given('step-names-an-account-only');
    const named = eachOf(templates, 'actiontemplates', (template) => ({
      ...template,
      Properties: {
        ...(isObject(template['Properties']) && template['Properties']),
        'Octopus.Action.Azure.AccountId': 'Accounts-1',
      },
      Parameters: [],
    }));
    const source = withDocuments(bare(), {
      accounts: accounts.collections['accounts'] ?? [],
      actiontemplates: named.collections['actiontemplates'] ?? [],
    });
    const s = await situation({ source, destination: bare() });
    await s.syncs('--step-templates', 'all', '--accounts', 'all');
    const { Id: id } = s.there('accounts', 'Az');
    expect(s.there('actiontemplates', 'Upload')['Properties']).toMatchObject({ 'Octopus.Action.Azure.AccountId': id });
  });
});

describe('… or a worker pool, a feed or an environment', () => {
  it('is written in one run with each of them', async () => {
    const { source: templates } = await given('template-default-names-an-account');
    const named = eachOf(templates, 'actiontemplates', (template) => ({
      ...template,
      Properties: { 'My.Pool': 'WorkerPools-31', 'My.Feed': 'Feeds-31', 'My.Place': 'Environments-31' },
      Parameters: [],
    }));
    const source = withDocuments(bare(), {
      actiontemplates: named.collections['actiontemplates'] ?? [],
      workerpools: [{ ...inDefault, Id: 'WorkerPools-31', Name: 'Linux', WorkerPoolType: 'StaticWorkerPool' }],
      feeds: [{ ...inDefault, Id: 'Feeds-31', Name: 'Ours', FeedType: 'NuGet', FeedUri: 'https://nuget.example.com' }],
      environments: [{ ...inDefault, Id: 'Environments-31', Name: 'Live' }],
    });
    const s = await situation({ source, destination: bare() });
    const types = ['step-templates', 'worker-pools', 'external-feeds', 'environments'];
    await s.syncs(...types.flatMap((type) => [`--${type}`, 'all']));
    expect(s.there('actiontemplates', 'Upload')['Properties']).toMatchObject({
      'My.Pool': s.there('workerpools', 'Linux')['Id'],
      'My.Feed': s.there('feeds', 'Ours')['Id'],
      'My.Place': s.there('environments', 'Live')['Id'],
    });
  });
});

describe('JSON in a property', () => {
  it.each(['{"PackageId":"Web","FeedId":"#{Feed}"}', '{ "b": 1, "a": [2, 1] }'])(
    'keeps the order of its members where nothing in it changed: %s',
    async (text) => {
      const { source, destination } = await given('value-of-a-runbook-step');
      const s = await situation({
        source: withProperties(source, { 'My.Json': text, 'Octopus.Action.Script.ScriptBody': 'echo new' }),
        destination: withProperties(destination, { 'My.Json': text }),
      });
      await s.syncs(...updating);
      const after = JSON.stringify(s.destination.dump());
      expect(after).toContain('echo new');
      expect(after).toContain(JSON.stringify(text));
    },
  );
});
