import { describe, expect, it } from 'vitest';
import { emptySpace } from '../../src/sandbox/server/index.js';
import { freshServer, text } from './server.js';

/** A server with an environment, a tag set, a project with a step, and a library variable set. */
const furnished = async () => {
  const api = await freshServer();
  const environment = await api.make('environments', { Name: 'Test' });
  const tags = await api.make('tagsets', { Name: 'Region', Tags: [{ Name: 'Europe' }] });
  const project = await api.make('projects', {
    Name: 'Web',
    ProjectGroupId: 'ProjectGroups-1',
    LifecycleId: 'Lifecycles-1',
  });
  const process = await api.call('GET', `/Spaces-1/deploymentprocesses/${text(project['DeploymentProcessId'])}`);
  const variables = await api.call('GET', `/Spaces-1/variables/${text(project['VariableSetId'])}`);
  return { ...api, environment, tags, project, process: process.body, variables: variables.body };
};

type Furnished = Awaited<ReturnType<typeof furnished>>;

const step = (more: Record<string, unknown> = {}, action: Record<string, unknown> = {}) => ({
  Name: 'Deploy',
  Actions: [{ Name: 'Deploy', ActionType: 'Octopus.Script', ...action }],
  ...more,
});

const putProcess = ({ call, process, project }: Furnished, body: Record<string, unknown>) =>
  call('PUT', `/Spaces-1/projects/${text(project['Id'])}/deploymentprocesses`, { ...process, ...body });

const putVariables = (
  { call, variables }: Furnished,
  list: readonly Record<string, unknown>[],
  more: Record<string, unknown> = {},
) => call('PUT', `/Spaces-1/variables/${text(variables['Id'])}`, { ...variables, Variables: list, ...more });

const post = ({ call }: Furnished, collection: string, body: Record<string, unknown>) =>
  call('POST', `/Spaces-1/${collection}`, { SpaceId: 'Spaces-1', ...body });

const aProject = { Name: 'New', ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' };

describe('The sandbox refuses what a server refuses', () => {
  it.each<[string, (s: Furnished) => Promise<{ status: number; body: Record<string, unknown> }>, string, number?]>([
    ['an unknown member', (s) => post(s, 'environments', { Name: 'A', Colour: 'red' }), "unknown member 'Colour'"],
    [
      'an unknown member inside a step',
      (s) => putProcess(s, { Steps: [step({ Nope: 1 })] }),
      "unknown member 'Steps[0].Nope'",
    ],
    ['a missing member', (s) => post(s, 'projects', { Name: 'A' }), "'ProjectGroupId' is required"],
    [
      'a wrong type',
      (s) => post(s, 'environments', { Name: 'A', SortOrder: 'first' }),
      "'SortOrder' must be a whole number",
    ],
    ['a name that is too long', (s) => post(s, 'environments', { Name: 'x'.repeat(51) }), 'at most 50'],
    [
      'a value outside an enum',
      (s) => post(s, 'projects', { ...aProject, TenantedDeploymentMode: 'Perhaps' }),
      'must be one of',
    ],
    ['a name that is taken, in another case', (s) => post(s, 'environments', { Name: 'TEST' }), 'already exists'],
    [
      'a lifecycle that does not exist',
      (s) => post(s, 'projects', { ...aProject, LifecycleId: 'Lifecycles-99' }),
      'Lifecycles-99',
    ],
    [
      'an environment of another server in a phase',
      (s) =>
        post(s, 'lifecycles', { Name: 'L', Phases: [{ Name: 'P', OptionalDeploymentTargets: ['Environments-9999'] }] }),
      'Environments-9999',
    ],
    ['a tag that does not exist', (s) => post(s, 'tenants', { Name: 'T', TenantTags: ['Region/Mars'] }), 'Region/Mars'],
    [
      'a second phase without environments',
      (s) => post(s, 'lifecycles', { Name: 'L', Phases: [{ Name: 'A' }, { Name: 'B' }] }),
      'Only one phase',
    ],
    [
      'an environment in two phases',
      (s) =>
        post(s, 'lifecycles', {
          Name: 'L',
          Phases: ['A', 'B'].map((Name) => ({ Name, OptionalDeploymentTargets: [s.environment['Id']] })),
        }),
      'more than one phase',
    ],
    ['a stale version of a process', (s) => putProcess(s, { Version: 7, Steps: [step()] }), 'changed in between', 409],
    ['a stale version of a variable set', (s) => putVariables(s, [], { Version: 7 }), 'changed in between', 409],
    ['a step ID it never issued', (s) => putProcess(s, { Steps: [step({ Id: 'made-up' })] }), 'never issued'],
    ['an action ID it never issued', (s) => putProcess(s, { Steps: [step({}, { Id: 'made-up' })] }), 'never issued'],
    [
      'a variable ID it never issued',
      (s) => putVariables(s, [{ Id: 'made-up', Name: 'A', Value: '1' }]),
      'never issued',
    ],
    ['two steps of one name', (s) => putProcess(s, { Steps: [step(), step({}, { Name: 'Other' })] }), "'deploy'"],
    ['a step without actions', (s) => putProcess(s, { Steps: [{ Name: 'Empty', Actions: [] }] }), 'has no actions'],
    [
      'a feed that does not exist',
      (s) => putProcess(s, { Steps: [step({}, { Packages: [{ Name: '', PackageId: 'P', FeedId: 'Feeds-77' }] })] }),
      'Feeds-77',
    ],
    [
      'a variable scoped to an action of no process',
      (s) => putVariables(s, [{ Name: 'A', Value: '1', Scope: { Action: ['nope'] } }]),
      "Action 'nope'",
    ],
    [
      'a variable scoped to an environment that does not exist',
      (s) => putVariables(s, [{ Name: 'A', Value: '1', Scope: { Environment: ['Environments-1'] } }]),
      'Environments-1',
    ],
    [
      'an account variable whose value is no account',
      (s) => putVariables(s, [{ Name: 'A', Type: 'AmazonWebServicesAccount', Value: 'Accounts-5' }]),
      "'Accounts-5' is none",
    ],
    [
      'a secret that is claimed but not there',
      (s) => putProcess(s, { Steps: [step({}, { Properties: { P: { HasValue: true, NewValue: null } } })] }),
      'none is stored',
    ],
    [
      'a second Id in the body',
      ({ call, environment }) =>
        call('PUT', `/Spaces-1/environments/${text(environment['Id'])}`, { ...environment, Id: 'Environments-1' }),
      'but the path says',
    ],
    [
      'another space in the body',
      (s) => post(s, 'environments', { Name: 'A', SpaceId: 'Spaces-2' }),
      "'SpaceId' is 'Spaces-2'",
    ],
    [
      'a change of a built-in feed',
      ({ call }) =>
        call('PUT', '/Spaces-1/feeds/feeds-builtin', {
          Name: 'x',
          FeedType: 'BuiltIn',
          SpaceId: 'Spaces-1',
          Id: 'feeds-builtin',
        }),
      'built in',
    ],
    ['a delete of what is in use', ({ call }) => call('DELETE', '/Spaces-1/lifecycles/Lifecycles-1'), 'in use'],
    ['a path it does not have', ({ call }) => call('GET', '/Spaces-1/unicorns'), 'was not found', 404],
    ['a space it does not have', ({ call }) => call('GET', '/Spaces-9/projects'), 'was not found', 404],
    ['a method it does not have', ({ call }) => call('POST', '/Spaces-1/variables', {}), 'The server makes these', 405],
    ['a wrong key', ({ call }) => call('GET', '/Spaces-1/projects', undefined, 'API-OTHER'), 'API key', 401],
  ])('%s', async (_what, request, says, status = 400) => {
    const answer = await request(await furnished());
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(says);
  });

  it('a tag that is removed while in use', async () => {
    const { call, make, tags } = await furnished();
    await make('tenants', { Name: 'T', TenantTags: ['Region/Europe'] });
    const { status, body } = await call('PUT', `/Spaces-1/tagsets/${text(tags['Id'])}`, { ...tags, Tags: [] });
    expect([status, body['ErrorMessage']]).toEqual([400, "Tag 'Region/Europe' is in use and cannot be removed."]);
  });
});

describe('The sandbox does what a server does', () => {
  it('a project comes with variables, a process and a default channel', async () => {
    const { call, project } = await furnished();
    const channels = await call('GET', `/Spaces-1/projects/${text(project['Id'])}/channels`);
    expect(channels.body['Items']).toMatchObject([{ Name: 'Default', IsDefault: true }]);
    expect(project).toMatchObject({ Slug: 'web', DeploymentProcessId: `deploymentprocess-${text(project['Id'])}` });
  });

  it('writing counts the version up, and gives IDs that stay', async () => {
    const s = await furnished();
    const first = await putVariables(s, [{ Name: 'A', Value: '1' }]);
    const [variable] = first.body['Variables'] as Record<string, unknown>[];
    expect([first.body['Version'], typeof variable?.['Id']]).toEqual([1, 'string']);
    const second = await putVariables(s, [{ ...variable, Value: '2' }], { Version: 1 });
    expect(second.body).toMatchObject({ Version: 2, Variables: [{ Id: variable?.['Id'], Value: '2' }] });
  });

  it('keeps secrets, and never answers them', async () => {
    const s = await furnished();
    const secret = { Name: 'P', Type: 'Sensitive', IsSensitive: true };
    const first = await putVariables(s, [{ ...secret, Value: 'hush' }]);
    const [variable] = first.body['Variables'] as Record<string, unknown>[];
    expect(variable).toMatchObject({ Value: null });
    await putVariables(s, [{ ...variable, Value: null }], { Version: 1 });
    expect([...s.instance.secrets().values()]).toEqual([{ value: 'hush', writes: 1 }]);
    expect(JSON.stringify([first.body, s.instance.requests, s.instance.dump()])).not.toContain('hush');
  });

  it('pages by skip and take, 30 unless said (10 for environments)', async () => {
    const api = await freshServer();
    for (let number = 0; number < 12; number += 1)
      await api.make('environments', { Name: `E${number}`, SortOrder: number });
    const names = async (query: string) => {
      const { body } = await api.call('GET', `/Spaces-1/environments${query}`);
      return [body['TotalResults'], (body['Items'] as { Name: string }[]).map(({ Name }) => Name)];
    };
    expect(await names('')).toEqual([12, ['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9']]);
    expect(await names('?skip=10&take=5')).toEqual([12, ['E10', 'E11']]);
    expect(await names('?partialName=e1')).toEqual([3, ['E1', 'E10', 'E11']]);
    const all = await api.call('GET', '/Spaces-1/environments/all');
    expect(all.body).toHaveLength(12);
  });

  it('answers under the aliases of a path', async () => {
    const { call } = await furnished();
    const paths = [
      '/Spaces-1/projects/all',
      '/projects/all',
      '/spaces/Spaces-1/projects/all',
      '/spaces/Default/projects/all',
    ];
    const answers = await Promise.all(paths.map((path) => call('GET', path)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('reads members without regard to case, and takes the space from the path', async () => {
    const { call } = await freshServer();
    const tags = [{ name: 'Europe', COLOR: '#333333' }];
    const body = { name: 'Region', spaceId: 'Spaces-1', spaceName: 'Default', tags };
    expect(await call('POST', '/Spaces-1/tagsets', body)).toMatchObject({
      status: 201,
      body: { Name: 'Region', SpaceId: 'Spaces-1', Tags: [{ Name: 'Europe', Color: '#333333' }] },
    });
    expect((await call('POST', '/Spaces-1/tagsets', { name: 'Other', spacename: 'Default' })).status).toBe(400);
    expect((await call('POST', '/Spaces-1/tagsets', { name: 'Other', spaceId: 'Spaces-2' })).status).toBe(400);
  });

  it('puts environments in the order of a list that names them all', async () => {
    const { call, make } = await freshServer();
    const [one, two] = [await make('environments', { Name: 'A' }), await make('environments', { Name: 'B' })];
    const sort = async (...ids: readonly unknown[]) => call('PUT', '/Spaces-1/environments/sortorder', ids);
    expect((await sort(two['Id'], one['Id'])).status).toBe(200);
    expect((await sort(one['Id'])).status).toBe(400);
    expect((await call('GET', '/Spaces-1/environments/all')).body).toMatchObject([{ Name: 'B' }, { Name: 'A' }]);
  });

  it('two servers never share an ID for the same thing', async () => {
    const [one, other] = await Promise.all([
      freshServer('2026.3.1', { idOffset: 100 }),
      freshServer('2026.3.1', { idOffset: 900 }),
    ]);
    const ids = await Promise.all(
      [one, other].map(async ({ make }) => (await make('environments', { Name: 'Test' }))['Id']),
    );
    expect(ids).toEqual(['Environments-101', 'Environments-901']);
  });

  it('loads documents, and says which are none', async () => {
    const documents = { ...emptySpace('2026.3.1'), environments: [{ Name: 'No Id' }] };
    await expect(freshServer('2026.3.1', { spaces: [{ id: 'Spaces-1', name: 'Default', documents }] })).rejects.toThrow(
      'has no Id',
    );
  });
});

describe('What only a create says', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['accounts', { Name: 'A', AccountType: 'Token' }, { AccountType: 'SshKeyPair' }],
    ['feeds', { Name: 'F', FeedType: 'Docker', FeedUri: 'https://f' }, { FeedType: 'Helm' }],
    ['actiontemplates', { Name: 'T', ActionType: 'Octopus.Script', Properties: {} }, { ActionType: 'Octopus.Manual' }],
    ['workerpools', { Name: 'P', WorkerPoolType: 'StaticWorkerPool' }, { WorkerPoolType: 'DynamicWorkerPool' }],
    ['libraryvariablesets', { Name: 'L', ContentType: 'Variables' }, { ContentType: 'ScriptModule' }],
    ['channels', { Name: 'C', Type: 'Lifecycle' }, { Type: 'EphemeralEnvironment' }],
  ])('no PUT changes: %s', async (collection, document, change) => {
    const s = await furnished();
    const owner = collection === 'channels' ? { ProjectId: s.project['Id'] } : {};
    const { body } = await post(s, collection, { ...document, ...owner });
    const at = `/Spaces-1/${collection}/${text(body['Id'])}`;
    const refused = await s.call('PUT', at, { ...body, ...change });
    expect([refused.status, text(refused.body['ErrorMessage'])]).toEqual([
      400,
      expect.stringContaining('cannot change'),
    ]);
    expect((await s.call('PUT', at, body)).status).toBe(200);
  });

  it('a tag set may come to allow more, and anything while its tags are not in use', async () => {
    const s = await furnished();
    const at = `/Spaces-1/tagsets/${text(s.tags['Id'])}`;
    const becomes = async (type: string) => (await s.call('PUT', at, { ...s.tags, Type: type })).status;
    expect(await becomes('SingleSelect')).toBe(200);
    await post(s, 'tenants', { Name: 'T', TenantTags: ['Region/Europe'] });
    expect([await becomes('FreeText'), await becomes('MultiSelect'), await becomes('SingleSelect')]).toEqual([
      400, 200, 400,
    ]);
  });

  it('an account variable takes accounts of its kind only', async () => {
    const s = await furnished();
    const { body } = await post(s, 'accounts', { Name: 'A', AccountType: 'Token' });
    const variable = { Name: 'A', Type: 'AmazonWebServicesAccount', Value: body['Id'] };
    expect((await putVariables(s, [variable])).status).toBe(400);
  });
});
