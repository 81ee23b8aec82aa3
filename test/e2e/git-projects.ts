import { expect, onTestFinished } from 'vitest';
import { isObject, objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { emptySpace, sharedOf, startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf, idOf } from './api.js';
import { octosync, workFolder } from './cli.js';

/* Two servers whose projects may be in Git, for what a user does with the command line. */

/** So that all of the second edition comes over. */
export const carrying = [
  ...['--existing-runbooks', 'update', '--existing-steps', 'update', '--overwrite-existing-variables', 'true'],
  ...['--triggers', 'all', '--clone-project-channel-rules', 'true'],
  ...['--clone-project-versioning-release-creation-settings', 'true'],
] as const;

const version = '2026.3.1';

/** What of a project goes to Git when it is converted. */
export interface Converted {
  readonly url: string;
  readonly VariablesAreInGit: boolean;
  readonly RunbooksAreInGit: boolean;
  readonly settings?: JsonObject;
}

const script = (name: string, body: string): JsonObject => ({
  Name: name,
  Actions: [
    {
      Name: name,
      ActionType: 'Octopus.Script',
      Packages: [{ Name: '', PackageId: 'Web', FeedId: 'feeds-builtin' }],
      Properties: { 'Octopus.Action.Script.ScriptBody': body, 'Octopus.Action.Script.Syntax': 'Bash' },
    },
  ],
});

type Api = ReturnType<typeof apiOf>;

const makeRunbook = async (api: Api, project: string, name: string): Promise<JsonObject> => {
  const runbook = await api.post('runbooks', {
    ...{ Name: name, ProjectId: project, SpaceId: 'Spaces-1', EnvironmentScope: 'All' },
    RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false },
  });
  await api.put(`runbookProcesses/${textOf(runbook['RunbookProcessId'])}`, { Version: 0, Steps: [script(name, 'ok')] });
  return runbook;
};

/** What only the second edition has: a channel with a rule about a step, a trigger of a runbook, settings that only a PUT takes. */
const furnish = async (api: Api, project: string, restart: JsonObject, environment: JsonObject): Promise<void> => {
  const own = { ProjectId: project, SpaceId: 'Spaces-1' };
  const rotate = await makeRunbook(api, project, 'Rotate logs');
  await api.put(`runbooks/${idOf(rotate)}`, { ...rotate, FailTargetDiscovery: true });
  await api.put(`projects/${project}/deploymentsettings`, {
    ...own,
    VersioningStrategy: { Template: '2.#{Octopus.Version.NextPatch}' },
  });
  await api.post('channels', {
    ...own,
    Name: 'Beta',
    Rules: [{ VersionRange: '[1,2)', ActionPackages: [{ DeploymentAction: 'Deploy web', PackageReference: '' }] }],
  });
  await api.post('projecttriggers', {
    ...own,
    Name: 'Nightly',
    Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' },
    Action: { ActionType: 'RunRunbook', RunbookId: idOf(restart), EnvironmentIds: [idOf(environment)] },
  });
};

/** A project `Shop` in the database, in its first or its second edition: a step, a value and a runbook more. */
export const makeShop = async (instance: RunningInstance, edition: 1 | 2): Promise<void> => {
  const api = apiOf(instance);
  const environment = await api.post('environments', { Name: 'Test', SpaceId: 'Spaces-1' });
  const project = await api.post('projects', {
    ...{ Name: 'Shop', SpaceId: 'Spaces-1', ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' },
  });
  const id = idOf(project);
  const steps = [script('Deploy web', 'echo deploy'), ...(edition === 2 ? [script('Smoke test', 'curl')] : [])];
  const process = await api.get(`deploymentprocesses/deploymentprocess-${id}`);
  const stored = await api.put(`projects/${id}/deploymentprocesses`, { ...process, Steps: steps });
  const [action] = objectsOf(stored['Steps']).flatMap((step) => objectsOf(step['Actions']));
  const restart = await makeRunbook(api, id, 'Restart');
  if (edition === 2) await furnish(api, id, restart, environment);
  const set = await api.get(`projects/${id}/variables`);
  const scope = { Environment: [idOf(environment)], Action: [idOf(action ?? {})] };
  await api.put(`projects/${id}/variables`, {
    ...set,
    Variables: [
      { Name: 'Colour', Value: edition === 2 ? 'blue' : 'red', Type: 'String', Scope: scope },
      { Name: 'Password', Value: 'hush', Type: 'Sensitive', IsSensitive: true, Scope: {} },
      ...(edition === 2 ? [{ Name: 'Size', Value: 'large', Type: 'String', Scope: {} }] : []),
    ],
  });
};

const shopOf = async (instance: RunningInstance): Promise<JsonObject> =>
  objectsOf((await apiOf(instance).get('projects'))['Items']).find(({ Name: name }) => name === 'Shop') ?? {};

/** Moves the project to Git, as a person does. */
export const convertShop = async (instance: RunningInstance, { url, settings, ...state }: Converted): Promise<void> => {
  await apiOf(instance).post(`projects/${idOf(await shopOf(instance))}/git/convert`, {
    ChangeDescription: 'Move to Git',
    VersionControlSettings: {
      ...{ Type: 'VersionControlled', Url: url, BasePath: '.octopus', DefaultBranch: 'main' },
      Credentials: { Type: 'Anonymous' },
      ConversionState: state,
      ...settings,
    },
  });
};

/** What the project of a server says, wherever it keeps it: names of steps and runbooks, values. */
export const shopAt = async (instance: RunningInstance, ref = 'refs/heads/main') => {
  const api = apiOf(instance);
  const shop = await shopOf(instance);
  const at = `projects/${idOf(shop)}`;
  const settings = shop['PersistenceSettings'];
  const isInGit = isObject(settings) && settings['Type'] === 'VersionControlled';
  const state = isInGit && isObject(settings['ConversionState']) ? settings['ConversionState'] : {};
  const below = (is: unknown): string => (is === true ? `${at}/${encodeURIComponent(ref)}` : at);
  const process = await api.get(`${below(isInGit)}/deploymentprocesses`);
  const sets = [await api.get(`${at}/variables`)];
  if (state['VariablesAreInGit'] === true) sets.push(await api.get(`${below(true)}/variables`));
  const runbooks = await api.get(`${below(state['RunbooksAreInGit'])}/runbooks`);
  const { VersioningStrategy: versioning = null } = await api.get(`${below(isInGit)}/deploymentsettings`);
  const [trigger] = objectsOf((await api.get(`${at}/triggers`))['Items']);
  return {
    steps: objectsOf(process['Steps']).map(({ Name: name }) => name),
    values: Object.fromEntries(
      sets.flatMap((set) => objectsOf(set['Variables']).map((one) => [textOf(one['Name']), one['Value'] ?? null])),
    ),
    runbooks: objectsOf(runbooks['Items'])
      .map((one) => `${textOf(one['Name'])}${one['FailTargetDiscovery'] === true ? ', which fails' : ''}`)
      .sort(),
    version: isObject(versioning) ? textOf(versioning['Template']) : '',
    trigger: trigger?.['Name'] ?? null,
  };
};

/** Two fresh servers, and a shell in a folder of its own. */
export const twoServers = async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(
    (['dev', 'prod'] as const).map((name, index) => ({
      ...{ name, version, installationId: name, apiKey: 'API-SANDBOX', idOffset: 100 + 400 * index },
      spaces: [{ id: 'Spaces-1', name: 'Default', documents: emptySpace(version) }],
      shared: sharedOf(version),
    })),
  );
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, `${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
    return stdout;
  };
  const snapshot = (name: 'dev' | 'prod', ...more: readonly string[]) =>
    run('snapshot', '--url', (name === 'dev' ? dev : prod).url, '--out', name, '--quiet', ...more);
  const diff = (...more: readonly string[]) =>
    run(...['diff', 'dev', 'prod', '--no-log', '--projects', 'all', '--environments', 'all', ...more]);
  const apply = (...more: readonly string[]) => run('apply', 'changeset.json', '--url', prod.url, '--yes', ...more);
  const verify = () => run('verify', 'changeset.json', '--url', prod.url);
  /** Changes the project of a server, as a person does. */
  const change = async (instance: RunningInstance, more: (shop: JsonObject) => JsonObject): Promise<void> => {
    const shop = await shopOf(instance);
    await apiOf(instance).put(`projects/${idOf(shop)}`, { ...shop, ...more(shop) });
  };
  const protect = (patterns: readonly string[]) =>
    change(prod, ({ PersistenceSettings: settings = null }) => ({
      PersistenceSettings: { ...(isObject(settings) && settings), ProtectedBranchNamePatterns: patterns },
    }));
  const describe = (instance: RunningInstance, says: string) => change(instance, () => ({ Description: says }));
  return { cwd, dev, prod, run, snapshot, diff, apply, verify, protect, describe };
};

/** What was written to the repository of a server, by method and path. */
export const gitWrites = ({ requests }: RunningInstance, from = 0): readonly string[] =>
  requests
    .slice(from)
    .filter(({ method, path }) => method !== 'GET' && /%2f/i.test(path))
    .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
