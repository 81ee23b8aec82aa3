import {
  BuildInformationRepository,
  Client,
  DeploymentProcessRepository,
  EnvironmentRepository,
  EnvironmentV2Repository,
  LifecycleRepository,
  OverwriteMode,
  PackageRepository,
  ProjectGroupRepository,
  ProjectRepository,
  RunbookProcessRepository,
  RunbookRepository,
  SpaceRepository,
  spaceScopedRoutePrefix,
  TagSetRepository,
  TenantRepository,
  userGetCurrent,
  type Project,
  type Runbook,
} from '@octopusdeploy/api-client';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aProject, keep } from './project-fixture.js';
import { freshServer, text } from './server.js';

const space = 'Default';

interface Resource {
  readonly Id: string;
  readonly Name: string;
  readonly [member: string]: unknown;
}

/** What all repositories of the client have in common; its own types say more, and differ. */
interface Repository {
  readonly create: (resource: unknown) => Promise<Resource>;
  readonly list: (args: { readonly take: number }) => Promise<{ readonly Items: readonly Resource[] }>;
  readonly get: (id: string) => Promise<Resource>;
  readonly modify: (resource: Resource) => Promise<Resource>;
  readonly del: (resource: Resource) => Promise<unknown>;
}
const common = (repository: unknown): Repository => repository as Repository;

const connect = async (version: string) => {
  const api = await freshServer(version);
  const client = await Client.create({ userAgentApp: 'test', instanceURL: api.instance.url, apiKey: 'API-TEST' });
  return { ...api, client };
};

const withProject = async (version = '2026.3.1') => {
  const s = await connect(version);
  const project = await common(new ProjectRepository(s.client, space)).create(aProject);
  return { ...s, project: project as unknown as Project };
};
type WithProject = Awaited<ReturnType<typeof withProject>>;

/** Creates, lists, reads, changes and deletes. */
const everyVerb = async (repository: Repository, body: object): Promise<void> => {
  const made = await repository.create({ ...body, Name: 'New' });
  expect((await repository.list({ take: 100 })).Items.map(({ Id }) => Id)).toContain(made.Id);
  const read = await repository.get(made.Id);
  expect(read).toMatchObject({ Id: made.Id, Name: 'New' });
  await repository.modify({ ...read, Name: 'Changed' });
  expect(await repository.get(made.Id)).toMatchObject({ ...body, Name: 'Changed' });
  await repository.del(read);
  await expect(repository.get(made.Id)).rejects.toThrow('not found');
};

describe.each(['2026.3.1', '2020.5.0'])("The vendor's client and a sandbox of %s", (version) => {
  it('agree on who they are', async () => {
    const { client } = await connect(version);
    expect(await client.getServerInformation()).toEqual({ version, installationId: 'installation-of-the-test' });
    expect(await userGetCurrent(client)).toMatchObject({ Username: 'octosync' });
    const spaces = await new SpaceRepository(client).list();
    expect(spaces.Items).toMatchObject([{ Id: 'Spaces-1', Name: space }]);
    expect(await new SpaceRepository(client).get('Spaces-1')).toMatchObject({ Name: space });
  });

  it.each<[string, (client: Client) => unknown, object]>([
    ['environments', (client) => new EnvironmentRepository(client, space), { Description: 'D' }],
    ['project groups', (client) => new ProjectGroupRepository(client, space), { Description: 'D' }],
    ['lifecycles', (client) => new LifecycleRepository(client, space), { Phases: [{ Name: 'One' }] }],
    ['tag sets', (client) => new TagSetRepository(client, space), { Tags: [{ Name: 'One', Color: '#333333' }] }],
    ['tenants', (client) => new TenantRepository(client, space), { ProjectEnvironments: {} }],
    ['projects', (client) => new ProjectRepository(client, space), { ...aProject, Description: 'D' }],
  ])('create, list, read, change and delete %s', async (_type, repository, body) => {
    const { client } = await connect(version);
    await everyVerb(common(repository(client)), body);
  });

  it('order environments and tag sets', async () => {
    const { client, make, call } = await connect(version);
    const [one, two] = [await make('environments', { Name: 'A' }), await make('environments', { Name: 'B' })];
    await new EnvironmentRepository(client, space).sort([text(two['Id']), text(one['Id'])]);
    expect((await call('GET', '/Spaces-1/environments/all')).body).toMatchObject([{ Name: 'B' }, { Name: 'A' }]);
    const set = await make('tagsets', { Name: 'Region' });
    await new TagSetRepository(client, space).sort([text(set['Id'])]);
  });

  it('read and write what a tenant fills in', async () => {
    const { client, make } = await connect(version);
    const environment = text((await make('environments', { Name: 'Test' }))['Id']);
    const project = await make('projects', { ...aProject, Templates: [{ Name: 'Colour' }] });
    const [template] = project['Templates'] as { Id: string }[];
    const [projectId, templateId] = [text(project['Id']), template?.Id ?? ''];
    const tenants = new TenantRepository(client, space);
    const tenant = await tenants.create({ Name: 'Acme', ProjectEnvironments: { [projectId]: [environment] } });
    const variables = await tenants.getVariables(tenant);
    expect(variables.ProjectVariables[projectId]).toMatchObject({ Variables: { [environment]: {} } });
    const { [projectId]: entry } = variables.ProjectVariables;
    const changed = { ...entry, Variables: { [environment]: { [templateId]: 'red' } } };
    await tenants.setVariables(tenant, { ...variables, ProjectVariables: { [projectId]: changed } });
    expect((await tenants.getVariables(tenant)).ProjectVariables[projectId]?.Variables).toEqual(changed.Variables);
    if (version.startsWith('2020')) return;

    const [value] = (await tenants.getProjectVariables(tenant)).Variables;
    if (!value) throw new Error('A value was written.');
    const { Id, TemplateId, Scope } = value;
    await tenants.modifyProjectVariables(tenant, [{ Id, TemplateId, Scope, Value: 'green' }]);
    expect((await tenants.getProjectVariables(tenant)).Variables).toMatchObject([{ Id, Value: 'green' }]);
    await tenants.modifyProjectVariables(tenant, []);
    expect((await tenants.getProjectVariables(tenant, true)).MissingVariables).toMatchObject([{ TemplateId }]);
    expect((await tenants.getCommonVariables(tenant)).Variables).toEqual([]);
  });

  it('push packages and build information', async () => {
    const { client } = await connect(version);
    const file = join(await mkdtemp(join(tmpdir(), 'octosync-')), 'Web.1.0.0.zip');
    await writeFile(file, 'zip');
    const packages = new PackageRepository(client, space);
    await packages.push([file]);
    await packages.push([file], OverwriteMode.IgnoreIfExists);
    await expect(packages.push([file])).rejects.toThrow('exists already');
    const { Items } = await packages.list({ filter: 'Web', take: 10 });
    expect(Items).toMatchObject([{ Version: '1.0.0' }]);
    expect(await packages.get('packages-Web.1.0.0')).toMatchObject({ PackageId: 'Web' });

    const builds = new BuildInformationRepository(client, space);
    const build = { spaceName: space, BuildEnvironment: 'CI', BuildNumber: '1', BuildUrl: 'https://ci.example/1' };
    const source = { Branch: 'main', VcsType: 'Git', VcsRoot: 'https://git.example/x', VcsCommitNumber: 'c0ffee' };
    const commits = { Commits: [{ Id: 'c0ffee', Comment: 'Fix' }], Packages: [{ Id: 'Web', Version: '1.0.0' }] };
    const push = () => builds.push({ ...build, ...source, ...commits });
    await push();
    await expect(push()).rejects.toThrow('exists already');
  });

  it.each<[string, object]>([
    ['feeds', { FeedType: 'Maven', FeedUri: 'https://maven.example/', DownloadAttempts: 3 }],
    ['accounts', { AccountType: 'Token', Token: { HasValue: true, NewValue: 'hush' } }],
    ['machines', { EnvironmentIds: [], Roles: ['web'], Endpoint: { CommunicationStyle: 'None' } }],
    ['proxies', { Host: 'proxy', Port: 8080 }],
    ['workerpools', { WorkerPoolType: 'StaticWorkerPool' }],
    ['machinepolicies', { Description: 'D' }],
    ['libraryvariablesets', { Description: 'D' }],
    ['actiontemplates', { ActionType: 'Octopus.Script', Properties: { A: 'b' } }],
    ['teams', { MemberUserIds: [], ExternalSecurityGroups: [] }],
  ])('send %s with the name of the space among the members', async (path, body) => {
    const { client } = await connect(version);
    const at = `${spaceScopedRoutePrefix}/${path}`;
    const made = await client.doCreate<Resource>(at, { spaceName: space, ...body, Name: 'New' });
    const read = await client.request<Resource>(`${at}/{id}`, { spaceName: space, id: made.Id });
    const changed = await client.doUpdate<Resource>(
      `${at}/{id}`,
      { ...read, spaceName: space, Name: 'Changed' },
      { id: made.Id },
    );
    expect(changed).toMatchObject({ Id: made.Id, Name: 'Changed' });
  });
});

const steps = [{ Name: 'Deploy', Actions: [{ Name: 'Deploy', ActionType: 'Octopus.Script' }] }];

/** A process of the client's type with other steps. */
const withSteps = <Process>(process: Process): Process => ({ ...process, Steps: steps });

describe("The vendor's client and what belongs to a project", () => {
  it('read and change a deployment process', async () => {
    const { client, project } = await withProject();
    const processes = new DeploymentProcessRepository(client, space);
    await processes.update(project, withSteps(await processes.get(project)));
    expect(await processes.get(project)).toMatchObject({ Version: 1, Steps: [{ Name: 'Deploy' }] });
  });

  it('create, list, read, change and delete runbooks', async () => {
    const { client, project } = await withProject();
    await everyVerb(common(new RunbookRepository(client, space, project)), { ...keep, ProjectId: project.Id });
  });

  it('read and change the process of a runbook', async () => {
    const { client, project } = await withProject();
    const runbooks = common(new RunbookRepository(client, space, project));
    const made = await runbooks.create({ Name: 'Restart', ...keep, ProjectId: project.Id });
    const processes = new RunbookProcessRepository(client, space, project);
    const runbook = made as unknown as Runbook;
    await processes.update(withSteps(await processes.get(runbook)));
    expect(await processes.get(runbook)).toMatchObject({ Version: 1, Steps: [{ Name: 'Deploy' }] });
  });

  it('lists environments of every kind', async () => {
    const { client, make } = await withProject();
    await make('environments', { Name: 'Test' });
    expect(await new EnvironmentV2Repository(client, space).list()).toMatchObject({
      Items: [{ Name: 'Test', Slug: 'test', Type: 'Static' }],
    });
  });

  it.each<[string, (s: WithProject) => Promise<Resource>]>([
    ['variables', ({ client, project }) => sendBack(client, 'variables', project.VariableSetId)],
    ['channels', ({ client, project }) => sendNew(client, 'channels', { ProjectId: project.Id })],
    [
      'triggers',
      ({ client, project }) =>
        sendNew(client, 'projecttriggers', {
          ProjectId: project.Id,
          Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *' },
          Action: { ActionType: 'AutoDeploy', ShouldRedeployWhenMachineHasBeenDeployedTo: true },
        }),
    ],
    ['deployment settings', ({ client, project }) => sendBack(client, `projects/${project.Id}/deploymentsettings`)],
  ])('send %s', async (_type, send) => {
    expect(await send(await withProject())).toHaveProperty('Id');
  });
});

const sendNew = async (client: Client, path: string, body: object): Promise<Resource> =>
  client.doCreate<Resource>(`${spaceScopedRoutePrefix}/${path}`, { spaceName: space, Name: 'New', ...body });

const sendBack = async (client: Client, path: string, id?: string): Promise<Resource> => {
  const at = `${spaceScopedRoutePrefix}/${path}${id === undefined ? '' : `/${id}`}`;
  const read = await client.request<Resource>(at, { spaceName: space });
  return client.doUpdate<Resource>(at, { ...read, spaceName: space });
};
