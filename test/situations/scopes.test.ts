import { describe, expect, test } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { eachOf, given, situation, withDocuments, type Situation, type World, mapped } from './situation.js';

/* Where things apply: what stays limited, what is said where a limit goes, and what is never written. */

interface Value {
  readonly name: string;
  readonly value: string;
  readonly in?: readonly string[];
}

/** A shop that is deployed in one step, on a server with these environments. IDs of both servers count from 1: they overlap. */
const shop = async (
  environments: readonly string[],
  { values = [], step = {}, account }: { values?: readonly Value[]; step?: JsonObject; account?: JsonObject } = {},
): Promise<World> => {
  const { source } = await given('rule-of-a-step-that-stays-out');
  const [model = {}] = source.collections['environments'] ?? [];
  const made = environments.map((name, index) => ({
    ...model,
    Id: idOf(environments, name),
    Name: name,
    Slug: name.toLowerCase(),
    SortOrder: index,
  }));
  const fresh: World = {
    ...source,
    collections: {
      ...source.collections,
      environments: made,
      channels: source.collections['channels']?.slice(0, 1) ?? [],
    },
  };
  const withStep = eachOf(fresh, 'deploymentprocesses', (process) => ({
    ...process,
    Steps: objectsOf(process['Steps'])
      .slice(-1)
      .map((one) => ({
        ...one,
        Actions: objectsOf(one['Actions']).map((action) => ({ ...action, ...step })),
      })),
  }));
  const withValues = eachOf(withStep, 'variables', (set) => ({
    ...set,
    Variables: values.map(({ name, value, in: limits = [] }, index) => ({
      Id: `value-${String(index)}`,
      Name: name,
      Value: value,
      Description: '',
      Scope: limits.length > 0 ? { Environment: limits.map((one) => idOf(environments, one)) } : {},
      IsEditable: true,
      Prompt: null,
      Type: 'String',
      IsSensitive: false,
    })),
  }));
  return withDocuments(withValues, account ? { accounts: [accountOf(account)] } : {});
};

const idOf = (environments: readonly string[], name: string): string =>
  `Environments-${String(environments.indexOf(name) + 1)}`;

const accountOf = (more: JsonObject): JsonObject => ({
  Id: 'Accounts-1',
  SpaceId: 'Spaces-1',
  Name: 'Robot',
  Slug: 'robot',
  Description: '',
  AccountType: 'Token',
  TenantedDeploymentParticipation: 'Untenanted',
  Token: { HasValue: true, NewValue: null, Hint: null },
  EnvironmentIds: [],
  TenantIds: [],
  TenantTags: [],
  ...more,
});

const values = (s: Situation): readonly JsonObject[] =>
  objectsOf(s.there('variables', 'variableset-Projects-1')['Variables']).map(
    ({ Name: name, Value: value, Scope: scope }) => ({
      name: name ?? '',
      value: value ?? '',
      scope: scope ?? {},
    }),
  );

const action = (s: Situation): JsonObject =>
  objectsOf(objectsOf(s.there('deploymentprocesses', 'deploymentprocess-Projects-1')['Steps'])[0]?.['Actions'])[0] ??
  {};

const warned = ({ changes }: Changeset): readonly string[] =>
  changes.flatMap(({ warnings }) => warnings.map(({ kind }) => kind));

const here = ['Staging', 'Production'];
const shops = ['--projects', 'Shop'];
const preset = [...shops, '--preset', 'dev-test-to-staging-prod'];

test('a step that is limited to Production stays limited where the source’s is not, and takes the rest', async () => {
  const s = await situation({
    source: await shop(['Development'], { step: { Notes: 'new' } }),
    destination: await shop(here, { step: { Notes: 'old', Environments: ['Environments-2'] } }),
  });
  expect(warned(await s.syncs(...preset))).toEqual([]);
  expect(action(s)).toMatchObject({ Notes: 'new', Environments: ['Environments-2'] });
});

test('… the same without a preset: Production is the destination’s own', async () => {
  const s = await situation({
    source: await shop(['Development'], { step: { Notes: 'new' } }),
    destination: await shop(here, { step: { Notes: 'old', Environments: ['Environments-2'] } }),
  });
  await s.syncs(...shops, '--existing-steps', 'update');
  expect(action(s)).toMatchObject({ Notes: 'new', Environments: ['Environments-2'] });
});

test('… where the source has Production too, the step becomes unlimited after a yes only', async () => {
  const s = await situation({
    source: await shop(['Development', 'Production'], { step: { Notes: 'new' } }),
    destination: await shop(here, { step: { Notes: 'old', Environments: ['Environments-2'] } }),
  });
  const { changeset } = await s.diff(...shops, '--existing-steps', 'update');
  expect(warned(changeset)).toEqual(['scope-widened']);
  expect((await s.apply()).code).toBe(3);
  expect(action(s)).toMatchObject({ Notes: 'old', Environments: ['Environments-2'] });
  expect((await s.apply('--allow', 'scope-widening')).code).toBe(0);
  expect(action(s)).toMatchObject({ Notes: 'new', Environments: [] });
});

test('a step in more environments here than on the source keeps them', async () => {
  const s = await situation({
    source: await shop(['Staging'], { step: { Notes: 'new', Environments: ['Environments-1'] } }),
    destination: await shop(here, { step: { Notes: 'old', Environments: ['Environments-1', 'Environments-2'] } }),
  });
  await s.syncs(...preset);
  expect(action(s)).toMatchObject({ Notes: 'new', Environments: ['Environments-1', 'Environments-2'] });
});

test('an account that is limited to Production is not opened to all', async () => {
  const s = await situation({
    source: await shop(['Development'], { account: { Description: 'new' } }),
    destination: await shop(here, { account: { Description: 'old', EnvironmentIds: ['Environments-2'] } }),
  });
  await s.syncs('--accounts', 'all', '--existing-accounts', 'update', '--preset', 'dev-test-to-staging-prod');
  expect(s.there('accounts', 'Robot')).toMatchObject({ Description: 'new', EnvironmentIds: ['Environments-2'] });
});

test('… and where the source has Production too and says "everywhere", the account is blocked: no gate lets that pass', async () => {
  const s = await situation({
    source: await shop(here, { account: { Description: 'new' } }),
    destination: await shop(here, { account: { Description: 'old', EnvironmentIds: ['Environments-2'] } }),
  });
  const { ran, changeset } = await s.diff('--accounts', 'all', '--existing-accounts', 'update');
  expect([ran.code, changeset.blocked.map(({ id }) => id), changeset.gates]).toEqual([3, ['accounts/Robot'], []]);
  expect((await s.apply('--allow', 'scope-widening')).code).toBe(3);
  expect(s.there('accounts', 'Robot')).toMatchObject({ Description: 'old', EnvironmentIds: ['Environments-2'] });
});

test('a value for Production, which the source has not got, is not the source’s unscoped value: its scope stays', async () => {
  const s = await situation({
    source: await shop(['Development'], { values: [{ name: 'Feature', value: 'on' }] }),
    destination: await shop(here, { values: [{ name: 'Feature', value: 'on', in: ['Production'] }] }),
  });
  expect((await s.syncs(...shops)).changes).toEqual([]);
  expect(values(s)).toEqual([{ name: 'Feature', value: 'on', scope: { Environment: ['Environments-2'] } }]);
});

test('… with another value, the source’s comes beside it', async () => {
  const s = await situation({
    source: await shop(['Development'], { values: [{ name: 'Feature', value: 'off' }] }),
    destination: await shop(here, { values: [{ name: 'Feature', value: 'on', in: ['Production'] }] }),
  });
  await s.syncs(...shops, '--overwrite-existing-variables', 'true');
  expect(values(s)).toEqual([
    { name: 'Feature', value: 'on', scope: { Environment: ['Environments-2'] } },
    { name: 'Feature', value: 'off', scope: {} },
  ]);
});

test('… where the source has Production too, the value becomes unscoped after a yes only', async () => {
  const s = await situation({
    source: await shop(here, { values: [{ name: 'Feature', value: 'on' }] }),
    destination: await shop(here, { values: [{ name: 'Feature', value: 'on', in: ['Production'] }] }),
  });
  expect(warned((await s.diff(...shops)).changeset)).toEqual(['scope-widened']);
  expect((await s.apply()).code).toBe(3);
});

test('a value whose scope is left alone is left whole', async () => {
  const s = await situation({
    source: await shop(['Development'], { values: [{ name: 'Db', value: 'dev', in: ['Development'] }] }),
    destination: await shop(here, { values: [{ name: 'Db', value: 'prod', in: ['Production'] }] }),
  });
  const policy = 'IgnoreMismatchOnNewLeaveExistingAlone';
  const changeset = await s.syncs(
    ...shops,
    '--variable-environment-scoping-match',
    policy,
    '--overwrite-existing-variables',
    'true',
  );
  expect(changeset.left.map(({ part }) => part)).toEqual(['variable "Db" (environment: Development)']);
  expect(values(s)).toEqual([{ name: 'Db', value: 'prod', scope: { Environment: ['Environments-2'] } }]);
});

test('of two values that get one scope here, the one that lost nothing comes, and the other is on the clean-up list', async () => {
  const s = await situation({
    source: await shop(['Development'], {
      values: [
        { name: 'Level', value: 'Debug', in: ['Development'] },
        { name: 'Level', value: 'Info' },
      ],
    }),
    destination: await shop(here),
  });
  const changeset = await s.syncs(...preset);
  expect(values(s)).toEqual([{ name: 'Level', value: 'Info', scope: {} }]);
  expect(warned(changeset)).toEqual([]);
  expect(changeset.changes.flatMap(({ cleanUp }) => cleanUp.map(({ says }) => says)).join()).toMatch(
    /Level.*Development/,
  );
  expect(changeset.skipped.map(({ part }) => part)).toEqual(['variable "Level" (environment: Development)']);
});

test('… whichever stands first, and beside one for what is here', async () => {
  const s = await situation({
    source: await shop(['Development', 'Staging'], {
      values: [
        { name: 'Level', value: 'Info' },
        { name: 'Level', value: 'Warn', in: ['Staging'] },
        { name: 'Level', value: 'Debug', in: ['Development'] },
      ],
    }),
    destination: await shop(here),
  });
  const changeset = await s.syncs(...preset);
  expect(values(s)).toEqual([
    { name: 'Level', value: 'Info', scope: {} },
    { name: 'Level', value: 'Warn', scope: { Environment: ['Environments-1'] } },
  ]);
  expect(changeset.skipped.map(({ part }) => part)).toEqual(['variable "Level" (environment: Development)']);
});

test('a step that is excluded from what is not here comes without a finding', async () => {
  const source = await shop(['QA'], { step: { ExcludedEnvironments: ['Environments-1'] } });
  const destination = await shop(here);
  const s = await situation({
    source,
    destination: eachOf(destination, 'deploymentprocesses', (process) => ({ ...process, Steps: [] })),
  });
  const changeset = await s.syncs(...shops, '--process-environment-scoping-match', 'IgnoreMismatch');
  expect([warned(changeset), changeset.gates]).toEqual([[], []]);
  expect(action(s)).toMatchObject({ ExcludedEnvironments: [] });
});

test('… the same where a mapping takes the other environments along', async () => {
  const source = await shop(['Development', 'QA'], { step: { ExcludedEnvironments: ['Environments-2'] } });
  const destination = await shop(here);
  const config = mapped('environments: { Development: Staging }', 'projects: Shop');
  const s = await situation(
    { source, destination: eachOf(destination, 'deploymentprocesses', (process) => ({ ...process, Steps: [] })) },
    { config },
  );
  const options = ['--sync', 'main', '--process-environment-scoping-match', 'IgnoreMismatch'];
  const changeset = await s.syncs(...options);
  expect([warned(changeset), changeset.gates]).toEqual([[], []]);
  expect(action(s)).toMatchObject({ ExcludedEnvironments: [] });
});

test('a phase that keeps one of three environments asks for one, and the server takes it', async () => {
  const s = await situation(await given('minimum-of-a-phase'));
  const changeset = await s.syncs('--lifecycles', 'all');
  expect(warned(changeset)).toEqual(['minimum-lowered']);
  expect(objectsOf(s.there('lifecycles', 'Regions')['Phases'])[0]).toMatchObject({
    MinimumEnvironmentsBeforePromotion: 1,
  });
});

test('… and one that keeps as many as it asks for goes on asking for them', async () => {
  const { source, destination } = await given('minimum-of-a-phase');
  const [model = {}] = destination.collections['environments'] ?? [];
  const more = { environments: [{ ...model, Id: 'Environments-509', Name: 'US', Slug: 'us' }] };
  const s = await situation({ source, destination: withDocuments(destination, more) });
  expect(warned(await s.syncs('--lifecycles', 'all'))).toEqual([]);
  expect(objectsOf(s.there('lifecycles', 'Regions')['Phases'])[0]).toMatchObject({
    MinimumEnvironmentsBeforePromotion: 2,
  });
});

test('two environments that are mapped onto one, in two phases, are an error before anything is written', async () => {
  const { source, destination } = await given('minimum-of-a-phase');
  const config = mapped('environments: { US: EU, APAC: EU, Prod: EU }', 'lifecycles: all');
  const s = await situation({ source, destination }, { config });
  const { ran, changeset } = await s.diff('--sync', 'main');
  expect([ran.code, changeset.errors.map(({ id }) => id)]).toEqual([3, ['lifecycles/Regions']]);
});

test('… so is one that is mapped onto what another phase has already', async () => {
  const config = mapped('environments: { APAC: Prod }', 'lifecycles: all');
  const s = await situation(await given('minimum-of-a-phase'), { config });
  const { ran, changeset } = await s.diff('--sync', 'main');
  expect([ran.code, changeset.errors.map(({ id }) => id)]).toEqual([3, ['lifecycles/Regions']]);
});

test('… and two in one phase are there once', async () => {
  const { source, destination } = await given('minimum-of-a-phase');
  const config = mapped('environments: { US: EU, APAC: EU }', 'lifecycles: all');
  const s = await situation({ source, destination }, { config });
  await s.syncs('--sync', 'main');
  expect(objectsOf(s.there('lifecycles', 'Regions')['Phases'])[0]).toMatchObject({
    OptionalDeploymentTargets: ['Environments-501'],
    MinimumEnvironmentsBeforePromotion: 1,
  });
});

/** The shop with one more step, and a value for it. */
const withOld = async (): Promise<World> => {
  const plain = await shop(here, { values: [{ name: 'Timeout', value: '9' }] });
  const grown = eachOf(plain, 'deploymentprocesses', (process) => ({
    ...process,
    Steps: [
      ...objectsOf(process['Steps']),
      ...objectsOf(process['Steps']).map((step) => ({
        ...step,
        Id: 'step-old',
        Name: 'Old',
        Slug: 'old',
        Actions: objectsOf(step['Actions']).map((one) => ({ ...one, Id: 'action-old', Name: 'Old', Slug: 'old' })),
      })),
    ],
  }));
  return eachOf(grown, 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) => ({ ...one, Scope: { Action: ['action-old'] } })),
  }));
};

const sourceOnly = [...shops, '--process-cloning-option', 'SourceOnly'];
const saidOf = ({ changes }: Changeset): readonly string[] =>
  changes.flatMap(({ warnings }) => warnings.map(({ says }) => says));

test('a step that is removed names the values that refer to it, and a second sync finds nothing to do', async () => {
  const s = await situation({ source: await shop(here), destination: await withOld() });
  expect(saidOf(await s.syncs(...sourceOnly))).toEqual([
    'The step "Old" is removed. Here refer to it, and will lead nowhere: "Timeout" in the variables of project "Shop".',
  ]);
});

test('… where the source has that value without a scope, too', async () => {
  const source = await shop(here, { values: [{ name: 'Timeout', value: '9' }] });
  const s = await situation({ source, destination: await withOld() });
  expect(warned(await s.syncs(...sourceOnly))).toEqual(['step-removed']);
});

test('… and where another value comes into the same set', async () => {
  const source = await shop(here, { values: [{ name: 'Other', value: '9' }] });
  const s = await situation({ source, destination: await withOld() });
  expect(warned(await s.syncs(...sourceOnly))).toEqual(['step-removed']);
});

test('each child of a parent gets the value that is scoped to its own runbook’s step', async () => {
  const config = mapped('projects: { Parent: [Child A, Child B] }', 'projects: Parent, tenants: all');
  const s = await situation(await given('parent-into-children'), { config });
  await s.syncs('--sync', 'main');
  const { runbooks = [], runbookProcesses: processes = [] } = s.destination.dump('Default');
  for (const child of ['Child A', 'Child B']) {
    const { VariableSetId: set, Id: project } = s.there('projects', child);
    const runbook = runbooks.find(({ ProjectId: of }) => of === project);
    const process = processes.find(({ Id: id }) => id === runbook?.['RunbookProcessId']);
    const [step] = objectsOf(objectsOf(process?.['Steps'])[0]?.['Actions']);
    const timeout = objectsOf(s.there('variables', textOf(set))['Variables']).find(({ Name: name }) => name === 'T');
    expect(timeout?.['Scope']).toEqual({ Action: [step?.['Id']] });
  }
});

test('… and those that are scoped to a step of its own process, or to the process of its runbook', async () => {
  const { source, destination } = await given('parent-into-children');
  const [process] = source.collections['deploymentprocesses'] ?? [];
  const [go] = objectsOf(objectsOf(process?.['Steps'])[0]?.['Actions']);
  const scopedToGo = eachOf(source, 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) =>
      one['Name'] === 'T' ? { ...one, Scope: { Action: [go?.['Id'] ?? ''] } } : one,
    ),
  }));
  const config = mapped('projects: { Parent: [Child A, Child B] }', 'projects: Parent');
  const s = await situation({ source: scopedToGo, destination }, { config });
  await s.syncs('--sync', 'main');
  const { runbooks = [] } = s.destination.dump('Default');
  for (const child of ['Child A', 'Child B']) {
    const { VariableSetId: set, DeploymentProcessId: own, Id: project } = s.there('projects', child);
    const actions = objectsOf(s.there('deploymentprocesses', textOf(own))['Steps']).flatMap((step) =>
      objectsOf(step['Actions']),
    );
    const step = actions.find(({ Name: name }) => name === go?.['Name'])?.['Id'];
    const runbook = runbooks.find(({ ProjectId: of }) => of === project)?.['Id'];
    const scopeOf = (variable: string) =>
      objectsOf(s.there('variables', textOf(set))['Variables']).find(({ Name: name }) => name === variable)?.['Scope'];
    expect([child, scopeOf('T')]).toEqual([child, { Action: [step] }]);
    const owners = (scopeOf('U') as { readonly ProcessOwner: readonly unknown[] }).ProcessOwner;
    expect([...owners].sort()).toEqual([project, runbook].sort());
  }
});

describe('Where a runbook and its triggers run', () => {
  const schedule = {
    FilterType: 'OnceDailySchedule',
    StartTime: '2026-01-01T09:00:00.000+00:00',
    DaysOfWeek: ['Monday'],
    Timezone: 'UTC',
  };
  const filter = (environments: readonly string[]): JsonObject => ({
    FilterType: 'MachineFilter',
    EnvironmentIds: environments,
    Roles: [],
    EventGroups: ['Machine'],
    EventCategories: [],
  });
  const trigger = (id: string, Name: string, Filter: JsonObject, Action: JsonObject): JsonObject => ({
    Id: `ProjectTriggers-${id}`,
    SpaceId: 'Spaces-1',
    ProjectId: 'Projects-1',
    IsDisabled: true,
    Description: '',
    Name,
    Filter,
    Action,
  });
  /** A runbook and two triggers; `count` is where the server's IDs begin. */
  const world = (
    side: World,
    count: number,
    environments: readonly number[],
    watched: readonly number[],
    Description: string,
  ): World => {
    const ids = (numbers: readonly number[]): readonly string[] =>
      numbers.map((one) => `Environments-${String(count + one)}`);
    const own = { ProjectId: `Projects-${String(count + 1)}`, Description };
    const action = {
      ActionType: 'RunRunbook',
      RunbookId: `Runbooks-${String(count + 1)}`,
      EnvironmentIds: ids(environments),
      TenantIds: [],
      TenantTags: [],
    };
    const deploy = { ActionType: 'AutoDeploy', ShouldRedeployWhenMachineHasBeenDeployedTo: false };
    const [environment = {}] = side.collections['environments'] ?? [];
    return withDocuments(
      eachOf(side, 'runbooks', (runbook) => ({
        ...runbook,
        ...own,
        EnvironmentScope: 'Specified',
        Environments: ids(environments),
      })),
      {
        environments: environments.slice(1).map((one) => ({
          ...environment,
          Id: ids([one])[0] ?? '',
          Name: `Own ${String(one)}`,
          Slug: `own-${String(one)}`,
        })),
        projecttriggers: [
          { ...trigger(String(count + 1), 'Nightly', schedule, action), ...own },
          { ...trigger(String(count + 2), 'New machine', filter(ids(watched)), deploy), ...own },
        ],
      },
    );
  };
  const options = [
    '--projects',
    'Tools',
    '--triggers',
    'all',
    '--existing-triggers',
    'update',
    '--existing-runbooks',
    'update',
  ];

  test('environments that only the destination has stay', async () => {
    const { source, destination } = await given('step-names-an-account-only');
    const s = await situation({
      source: world(source, 0, [1], [1], 'new'),
      destination: world(destination, 500, [1, 9], [1, 9], 'old'),
    });
    await s.syncs(...options);
    const both = ['Environments-501', 'Environments-509'];
    expect(s.there('runbooks', 'Fix')).toMatchObject({ Description: 'new', Environments: both });
    expect(s.there('projecttriggers', 'Nightly')).toMatchObject({
      Description: 'new',
      Action: { EnvironmentIds: both },
    });
    expect(s.there('projecttriggers', 'New machine')).toMatchObject({
      Description: 'new',
      Filter: { EnvironmentIds: both },
    });
  });

  test('a trigger that is limited here and not on the source runs everywhere after a yes only', async () => {
    const { source, destination } = await given('step-names-an-account-only');
    const s = await situation({
      source: world(source, 0, [1], [], 'new'),
      destination: world(destination, 500, [1], [1], 'old'),
    });
    const { ran, changeset } = await s.diff(...options);
    expect([ran.code, warned(changeset)]).toEqual([3, ['scope-widened']]);
    expect((await s.apply()).code).toBe(3);
    expect(s.there('projecttriggers', 'New machine')).toMatchObject({
      Filter: { EnvironmentIds: ['Environments-501'] },
    });
  });

  test('an environment that a runbook gives up while a trigger runs it there is seen in diff (rules seen-in-diff)', async () => {
    const { source, destination } = await given('step-names-an-account-only');
    const s = await situation({
      source: eachOf(world(source, 0, [1, 9], [1], 'new'), 'runbooks', (runbook) => ({
        ...runbook,
        Environments: ['Environments-1'],
      })),
      destination: world(destination, 500, [1, 9], [1], 'old'),
    });
    const { ran, changeset } = await s.diff(...options);
    expect(ran.code).toBe(3);
    expect(changeset.blocked.map(({ id }) => id)).toEqual(['runbooks/Tools/Fix']);
    expect(changeset.blocked[0]?.reasons[0]?.says).toMatch(/trigger "Nightly" .* runs it in "Own 9".*--skip-blocked/);
    const applied = await s.apply('--skip-blocked');
    expect(applied.code, applied.stderr).toBe(0);
  });
});
