import { expect, it } from 'vitest';
import { connected, linkIn, type Document } from './link-client.js';
import { aProject, keep } from './project-fixture.js';
import { freshServer, text } from './server.js';

/*
 * What the vendor's client asks besides resources (vendor-client.md, 11 and 12): who is in something, where it is used, and
 * what the server makes of it.
 */

const guid = (digit: number): string => `5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f1${digit}`;

/** A space in which everything is used by something. */
const inUse = async (version: string) => {
  const api = await freshServer(version);
  const { make, call } = api;
  const client = await connected(api);
  const idOf = async (path: string, body: Parameters<typeof make>[1]) => text((await make(path, body))['Id']);
  const environment = await idOf('environments', { Name: 'Test' });
  const other = await idOf('environments', { Name: 'Empty' });
  const account = await make('accounts', {
    Name: 'Azure',
    AccountType: 'AzureServicePrincipal',
    SubscriptionNumber: '5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f11',
    ClientId: '5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f12',
    TenantId: '5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f13',
    Password: { HasValue: true, NewValue: 'hush' },
  });
  const accountId = text(account['Id']);
  const template = await make('actiontemplates', {
    Name: 'Script',
    ActionType: 'Octopus.Script',
    Properties: { 'Octopus.Action.Script.ScriptBody': 'true' },
  });
  const set = await make('libraryvariablesets', { Name: 'Common', Templates: [{ Name: 'Region' }] });
  const lifecycle = await make('lifecycles', { Name: 'All the way' });
  const project = await make('projects', {
    ...aProject,
    LifecycleId: text(lifecycle['Id']),
    IncludedLibraryVariableSetIds: [text(set['Id'])],
    Templates: [{ Name: 'Colour' }, { Name: 'Size', DefaultValue: 'L' }],
  });
  const projectId = text(project['Id']);
  await make('runbooks', { Name: 'Restart', ProjectId: projectId, ...keep });
  const pool = await make('workerpools', { Name: 'Pool', WorkerPoolType: 'StaticWorkerPool' });
  const listening = { CommunicationStyle: 'TentaclePassive', Uri: 'https://one.example/', Thumbprint: 'AABB' };
  const azure = {
    CommunicationStyle: 'AzureWebApp',
    AccountId: accountId,
    ResourceGroupName: 'g',
    WebAppName: 'w',
    WebAppSlotName: '',
  };
  const target = { EnvironmentIds: [environment], Roles: ['web'] };
  await make('machines', { Name: 'One', ...target, Endpoint: listening });
  await make('machines', { Name: 'Two', ...target, Roles: ['db'], IsDisabled: true, Endpoint: azure });
  await make('workers', { Name: 'Worker', WorkerPoolIds: [text(pool['Id'])], IsDisabled: false, Endpoint: listening });
  const tenant = await make('tenants', { Name: 'Acme', ProjectEnvironments: { [projectId]: [environment] } });
  const put = async (path: string, more: Document): Promise<void> => {
    const { body } = await call('GET', path);
    expect((await call('PUT', path, { ...body, ...more })).status).toBe(200);
  };
  const properties = {
    'Octopus.Action.Template.Id': text(template['Id']),
    'Octopus.Action.Template.Version': '0',
    'Octopus.Action.Azure.AccountId': accountId,
  };
  await put(`/Spaces-1/deploymentprocesses/deploymentprocess-${projectId}`, {
    Steps: [{ Name: 'Deploy', Actions: [{ Name: 'Deploy', ActionType: 'Octopus.Script', Properties: properties }] }],
  });
  const variable = (digit: number, Name: string, Value: string, Scope: object = {}) => ({
    Id: guid(digit),
    Name,
    Value,
    Scope,
    Type: 'String',
  });
  await put(`/Spaces-1/variables/${text(project['VariableSetId'])}`, {
    Variables: [
      variable(1, 'Colour', 'red'),
      variable(2, 'Colour', 'green', { Environment: [environment] }),
      variable(3, 'Elsewhere', 'x', { Environment: [other] }),
      { ...variable(4, 'Account', accountId), Type: 'AzureAccount' },
    ],
  });
  await put(`/Spaces-1/variables/${text(set['VariableSetId'])}`, {
    Variables: [variable(5, 'Colour', 'blue', { Environment: [environment] }), variable(6, 'Shared', 's')],
  });
  return { api, client, environment, other, account, template, set, lifecycle, project, pool, tenant };
};
type InUse = Awaited<ReturnType<typeof inUse>>;

const namesOf = (documents: unknown): readonly unknown[] => (documents as readonly Document[]).map(({ Name }) => Name);

/** What is asked, and what the answer has. */
type Question = readonly [what: string, ask: (s: InUse) => Promise<unknown>, expected: (s: InUse) => unknown];

const named = (names: readonly string[]) => () => names;

const questions: readonly Question[] = [
  [
    'the machines of an environment',
    async ({ client, environment }) =>
      namesOf(
        await client.paginate(linkIn(await client.get(client.link('Environments'), { id: environment }), 'Machines')),
      ),
    named(['One', 'Two']),
  ],
  [
    'those that are not disabled',
    async ({ client, environment }) => {
      const link = linkIn(await client.get(client.link('Environments'), { id: environment }), 'Machines');
      return namesOf(await client.paginate(link, { isDisabled: false }));
    },
    named(['One']),
  ],
  [
    'machines by thumbprint',
    async ({ client }) => namesOf(await client.getList(client.link('machines'), { id: 'all', thumbprint: 'AABB' })),
    named(['One']),
  ],
  [
    'machines by health and style',
    async ({ client }) =>
      namesOf(await client.paginate(client.link('Machines'), { healthStatuses: 'Unknown', commStyles: 'AzureWebApp' })),
    named(['Two']),
  ],
  [
    'the workers of a pool',
    async ({ client, pool }) => namesOf(await client.paginate(linkIn(pool, 'Workers'))),
    named(['Worker']),
  ],
  [
    'the projects of a lifecycle',
    async ({ client, lifecycle }) => namesOf(await client.getList(linkIn(lifecycle, 'Projects'))),
    named([text(aProject.Name)]),
  ],
  [
    'the projects of a group',
    async ({ client, project }) => {
      const group = await client.get(client.link('ProjectGroups'), { id: project['ProjectGroupId'] });
      return namesOf(await client.paginate(linkIn(group, 'Projects')));
    },
    named([text(aProject.Name)]),
  ],
  [
    'the preview of a lifecycle without phases',
    async ({ client, lifecycle }) => namesOf((await client.get(linkIn(lifecycle, 'Preview')))['Phases']),
    named(['Empty', 'Test']),
  ],
  [
    'a summary of environments, without those that are empty',
    async ({ client }) => client.get(client.link('EnvironmentsSummary'), { hideEmptyEnvironments: true }),
    () => ({
      TotalMachines: 2,
      TotalDisabledMachines: 1,
      MachineEndpointSummaries: { TentaclePassive: 1, AzureWebApp: 1 },
      EnvironmentSummaries: [{ Environment: { Name: 'Test' }, TotalMachines: 2, MachineTenantSummaries: {} }],
    }),
  ],
  [
    'a summary of environments by role',
    async ({ client }) => client.get(client.link('EnvironmentsSummary'), { roles: 'db', hideEmptyEnvironments: false }),
    () => ({ TotalMachines: 1, EnvironmentSummaries: [{ TotalMachines: 0 }, { TotalMachines: 1 }] }),
  ],
  [
    'a summary of worker pools',
    async ({ client }) => client.get(client.link('WorkerPoolsSummary'), { hideEmptyPools: true }),
    () => ({ TotalMachines: 1, WorkerPoolSummaries: [{ WorkerPool: { Name: 'Pool' }, TotalMachines: 1 }] }),
  ],
  [
    'a summary of a project',
    async ({ client, project }) => client.get(linkIn(project, 'Summary')),
    () => ({ HasDeploymentProcess: true, HasRunbooks: true }),
  ],
  [
    'where an account is used',
    async ({ client, account }) => client.get(linkIn(account, 'Usages')),
    ({ project }) => ({
      Targets: [{ TargetName: 'Two' }],
      DeploymentProcesses: [{ ProjectId: project['Id'], Steps: [{ StepName: 'Deploy' }] }],
      RunbookProcesses: [],
      LibraryVariableSets: [],
      ProjectVariableSets: [{ ProjectId: project['Id'], IsCurrentlyBeingUsedInProject: true }],
    }),
  ],
  [
    'where a library variable set is used',
    async ({ client, set }) => client.get(linkIn(set, 'Usages')),
    ({ project }) => ({ Projects: [{ ProjectId: project['Id'] }], CountOfProjectsUserCannotSee: 0 }),
  ],
  [
    'where a step template is used',
    async ({ client, template }) => client.getList(linkIn(template, 'Usage')),
    ({ project }) => [{ ProjectId: project['Id'], ProcessType: 'Deployment', StepName: 'Deploy', Version: '0' }],
  ],
  [
    'the names of variables',
    async ({ client, project, environment }) =>
      client.getList(client.link('VariableNames'), {
        project: project['Id'],
        projectEnvironmentsFilter: [environment],
      }),
    named(['Account', 'Colour', 'Shared', 'Size']),
  ],
  [
    'a preview of variables: the most specific wins, then the project',
    async ({ client, project, environment }) => {
      const preview = await client.get(client.link('VariablePreview'), { project: project['Id'], environment });
      return (preview['Variables'] as readonly Document[]).map(({ Name, Value }) => [Name, Value]);
    },
    ({ account }) => [
      ['Colour', 'green'],
      ['Account', account['Id']],
      ['Shared', 's'],
    ],
  ],
  ['the roles of machines', async ({ client }) => client.getList(client.link('MachineRoles')), named(['db', 'web'])],
  [
    'a new machine policy',
    async ({ client }) => client.get(client.link('MachinePolicyTemplate')),
    () => ({ Id: null, IsDefault: false, MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete' } }),
  ],
  [
    'whether there are tenants',
    async ({ client }) => client.get(client.link('TenantsStatus')),
    () => ({ Enabled: true }),
  ],
  [
    'which tenants lack values',
    async ({ client, tenant }) =>
      client.getList(client.link('TenantsMissingVariables'), { tenantId: tenant['Id'], includeDetails: true }),
    ({ tenant }) => [
      {
        TenantId: tenant['Id'],
        MissingVariables: [{ VariableTemplateName: 'Region' }, { VariableTemplateName: 'Colour' }],
      },
    ],
  ],
  [
    'the teams of a user',
    async ({ client }) => client.getList(linkIn(client.user, 'Teams'), { includeSystem: true, spaces: ['all'] }),
    named([]),
  ],
  [
    'teams of every space and of the server',
    async ({ client }) =>
      (await client.paginate(client.link('Teams'), { includeSystem: true, spaces: 'all' })).some(
        ({ Id }) => Id === 'teams-everyone',
      ),
    () => true,
  ],
];

it.each(['2026.3.1', '2020.5.0'])("A sandbox of %s answers what the vendor's .NET client asks", async (version) => {
  const s = await inUse(version);
  for (const [what, ask, expected] of questions)
    expect.soft({ answer: await ask(s) }, what).toMatchObject({ answer: expected(s) });
});

it('A policy that says no times has times: the client takes no null for one', async () => {
  const { make } = await freshServer();
  const made = await make('machinepolicies', { Name: 'Own' });
  const times = Object.entries(made).filter(([member]) => /^(Connection|PollingRequestQueue)/.test(member));
  expect(times.map(([member]) => member)).toHaveLength(5);
  expect(times.filter(([, value]) => value === null)).toEqual([]);
});

it('An older server takes what only newer ones know where it says nothing, and refuses what somebody chose', async () => {
  const { call } = await freshServer('2020.5.0');
  const body = { SpaceId: 'Spaces-1', Name: 'Test', Slug: null, EnvironmentTags: [] };
  const made = await call('POST', '/Spaces-1/environments', body);
  expect(made.body).not.toHaveProperty('EnvironmentTags');
  const refused = await call('POST', '/Spaces-1/environments', { ...body, Name: 'Other', EnvironmentTags: ['A/B'] });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('EnvironmentTags')]);
});
