import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { emptySpace, startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf, idOf } from './api.js';
import { applyAndVerify } from './apply-and-verify.js';
import { filesIn, octosync, workFolder } from './cli.js';

const runner =
  (cwd: string) =>
  async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };

const policy = { QuantityToKeep: 100, ShouldKeepForever: false };
const hidden = { HasValue: true, NewValue: 'of the source' };
const text = { 'Octopus.ControlType': 'SingleLineText' };

/** What a server of 2020.5 has in shapes of its own: flat teams, one document of tenant values, no settings document. */
const fill = async (server: RunningInstance): Promise<void> => {
  const api = apiOf(server);
  const environment = await api.post('environments', { Name: 'Test', SortOrder: 0 });
  const project = await api.post('projects', {
    Name: 'Shop',
    ProjectGroupId: 'ProjectGroups-1',
    LifecycleId: 'Lifecycles-1',
    TenantedDeploymentMode: 'TenantedOrUntenanted',
    DefaultGuidedFailureMode: 'On',
    Templates: [{ Name: 'Site', Label: 'Site', DisplaySettings: text }],
  });
  const script = { 'Octopus.Action.Script.ScriptBody': 'echo', 'Octopus.Action.Script.Syntax': 'Bash' };
  const step = { Name: 'Run', Actions: [{ Name: 'Run', ActionType: 'Octopus.Script', Properties: script }] };
  const process = await api.get(`deploymentprocesses/${textOf(project['DeploymentProcessId'])}`);
  await api.put(`deploymentprocesses/${idOf(process)}`, { ...process, Steps: [step] });
  const runbook = await api.post('runbooks', { Name: 'Clean', ProjectId: idOf(project), RunRetentionPolicy: policy });
  const runbookProcess = await api.get(`runbookProcesses/${textOf(runbook['RunbookProcessId'])}`);
  await api.put(`runbookProcesses/${idOf(runbookProcess)}`, { ...runbookProcess, Steps: [step] });
  await api.post('accounts', { Name: 'Deployer', AccountType: 'UsernamePassword', Username: 'x', Password: hidden });
  await api.post('actiontemplates', { Name: 'Say', ActionType: 'Octopus.Script', Properties: script, Parameters: [] });
  const tenant = await api.post('tenants', {
    Name: 'Contoso',
    TenantTags: [],
    ProjectEnvironments: { [idOf(project)]: [idOf(environment)] },
  });
  await setTenantValue(server, tenant, project, environment);
};

const setTenantValue = async (
  server: RunningInstance,
  tenant: JsonObject,
  project: JsonObject,
  environment: JsonObject,
) => {
  const api = apiOf(server);
  const values = await api.get(`tenants/${idOf(tenant)}/variables`);
  const ofProjects = values['ProjectVariables'] as Readonly<Record<string, JsonObject>>;
  const entry = ofProjects[idOf(project)] ?? {};
  const [template] = entry['Templates'] as readonly JsonObject[];
  const variables: JsonValue = { [idOf(environment)]: { [idOf(template ?? {})]: 'shop.example.com' } };
  await api.put(`tenants/${idOf(tenant)}/variables`, {
    ...values,
    ProjectVariables: { ...ofProjects, [idOf(project)]: { ...entry, Variables: variables } },
  });
};

it('a space of a 2020.5 server is synced in the shapes of that version, and a second diff is empty', async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2020.5.4', 'empty:2020.5.4'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  await fill(dev);
  const run = runner(cwd);
  const rules = [
    ...['environments', 'projects', 'tenants', 'accounts', 'step-templates'].flatMap((type) => [`--${type}`, 'all']),
    ...['--clone-tenant-variables', 'true', '--clone-project-versioning-release-creation-settings', 'true'],
  ];
  await run('snapshot', '--url', dev.url, '--out', 'dev', '--quiet');
  await run('snapshot', '--url', prod.url, '--out', 'prod', '--quiet');
  await run('diff', 'dev', 'prod', ...rules);
  await applyAndVerify(cwd, prod.url);
  await run('snapshot', '--url', prod.url, '--out', 'after', '--quiet');
  await run('diff', 'dev', 'after', ...rules, '--out', 'again.json', '--exit-code');

  const [before, after] = await Promise.all([filesIn(join(cwd, 'dev')), filesIn(join(cwd, 'after'))]);
  const differing = [...before].filter(([path, content]) => after.get(path) !== content).map(([path]) => path);
  // A new account says that its credentials are placeholders.
  expect(differing).toEqual(['accounts/Deployer.json', 'snapshot.json']);
  expect(JSON.parse(after.get('tenants/Contoso/variables.json') ?? '')).toMatchObject({
    Project: [
      { ProjectId: 'Shop', TemplateId: 'Site', Scope: { EnvironmentIds: ['Test'] }, Value: 'shop.example.com' },
    ],
  });
  const { types, unresolved } = JSON.parse(before.get('snapshot.json') ?? '') as Record<
    string,
    Record<string, JsonObject>
  >;
  expect(unresolved).toEqual([]);
  expect(types?.['gitCredentials']).toMatchObject({ read: 0, complete: true, absent: true });
});

it('a version-controlled project whose repository does not answer is in the snapshot, and comes as far as it was read', async () => {
  const cwd = await workFolder();
  const base = emptySpace('2026.3.1');
  const projects = [
    {
      Id: 'Projects-1',
      Name: 'In Git',
      ProjectGroupId: 'ProjectGroups-1',
      LifecycleId: 'Lifecycles-1',
      IsVersionControlled: true,
      PersistenceSettings: { Type: 'VersionControlled', Url: 'https://git.example.com/shop', DefaultBranch: 'main' },
    },
  ];
  const of = (name: string, documents: typeof base, idOffset: number) => ({
    name,
    version: '2026.3.1',
    installationId: name,
    apiKey: 'API-SANDBOX',
    idOffset,
    spaces: [{ id: 'Spaces-1', name: 'Default', documents }],
  });
  const sandbox = await startSandbox([of('dev', { ...base, projects }, 0), of('prod', base, 1000)]);
  onTestFinished(() => sandbox.close());
  const run = runner(cwd);
  for (const { name, url } of sandbox.instances) await run('snapshot', '--url', url, '--out', name, '--quiet');
  const files = await filesIn(join(cwd, 'dev'));
  expect(JSON.parse(files.get('projects/In Git/project.json') ?? '')).toMatchObject({ IsVersionControlled: true });
  expect(
    Object.values((JSON.parse(files.get('snapshot.json') ?? '') as { types: Record<string, JsonObject> }).types).filter(
      ({ complete, why }) => complete !== true && !textOf(why).startsWith('not read'),
    ),
  ).toEqual([]);

  await run('diff', 'dev', 'prod', '--projects', 'all');
  const { changes, unsupported } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as {
    changes: readonly { id: string }[];
    unsupported: readonly unknown[];
  };
  expect(unsupported).toEqual([]);
  expect(changes.map(({ id }) => id)).toEqual(['projects/In Git']);
});
