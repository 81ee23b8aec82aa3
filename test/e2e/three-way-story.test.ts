import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { isList, isObject, textOf, type JsonObject } from '../../src/model/json.js';
import { apiOf, idOf } from './api.js';
import { octosync, workFolder } from './cli.js';

/*
 * The story of docs/three-way.md: five syncs of one project between two spaces, after the first one. Each run is a golden file
 * in test/golden/three-way-story: what was typed, and what octosync said.
 */

const config = ({ dev, prod }: Readonly<Record<'dev' | 'prod', RunningInstance>>) => `instances:
  dev: { url: ${dev.url} }
  prod: { url: ${prod.url} }
syncs:
  main:
    source: dev
    destination: prod
    base: bases/main
    select: { projects: all }
    options: { existingSteps: update, overwriteExistingVariables: 'true' }
`;

const step = (name: string, script: string): JsonObject => ({
  Name: name,
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  PackageRequirement: 'LetOctopusDecide',
  Properties: {},
  Actions: [
    {
      Name: name,
      ActionType: 'Octopus.Script',
      IsDisabled: false,
      IsRequired: false,
      Environments: [],
      ExcludedEnvironments: [],
      Channels: [],
      TenantTags: [],
      Packages: [],
      Properties: {
        'Octopus.Action.RunOnServer': 'true',
        'Octopus.Action.Script.ScriptSource': 'Inline',
        'Octopus.Action.Script.Syntax': 'Bash',
        'Octopus.Action.Script.ScriptBody': script,
      },
    },
  ],
});

const variable = (name: string, value: string): JsonObject => ({
  Name: name,
  Value: value,
  Type: 'String',
  IsSensitive: false,
  Scope: {},
  Description: '',
});

const listOf = (document: JsonObject, field: string): readonly JsonObject[] => {
  const list = document[field];
  return isList(list) ? list.filter(isObject) : [];
};

/** What a person does in the portal of one server. */
const portalOf = (instance: RunningInstance) => {
  const api = apiOf(instance);
  const project = async (): Promise<JsonObject> => {
    const [found] = (await api.get('projects/all')) as unknown as readonly JsonObject[];
    return found ?? {};
  };
  const variables = async (edit: (all: readonly JsonObject[]) => readonly JsonObject[]): Promise<void> => {
    const id = textOf((await project())['VariableSetId']);
    const set = await api.get(`variables/${id}`);
    await api.put(`variables/${id}`, { ...set, Variables: [...edit(listOf(set, 'Variables'))] });
  };
  const steps = async (edit: (all: readonly JsonObject[]) => readonly JsonObject[]): Promise<void> => {
    const own = await project();
    const found = await api.get(`deploymentprocesses/${textOf(own['DeploymentProcessId'])}`);
    await api.put(`projects/${idOf(own)}/deploymentprocesses`, { ...found, Steps: [...edit(listOf(found, 'Steps'))] });
  };
  const named = (name: string, change: (one: JsonObject) => JsonObject) => (all: readonly JsonObject[]) =>
    all.map((one) => (one['Name'] === name ? change(one) : one));
  return {
    api,
    variables,
    steps,
    setScript: (name: string, script: string) =>
      steps(named(name, (one) => ({ ...one, Actions: step(name, script)['Actions'] ?? [] }))),
    setValue: (name: string, value: string) => variables(named(name, (one) => ({ ...one, Value: value }))),
    renameProject: async (to: string) => {
      const own = await project();
      await api.put(`projects/${idOf(own)}`, { ...own, Name: to });
    },
  };
};

const prepared = async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1', 'empty:2026.3.1'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  await writeFile(join(cwd, 'octosync.yml'), config({ dev, prod }));
  const plain = (text: string): string =>
    text
      .replaceAll(dev.url, 'https://dev.example.com')
      .replaceAll(prod.url, 'https://prod.example.com')
      .replaceAll(dev.url.replace('http://', ''), 'dev.example.com')
      .replaceAll(prod.url.replace('http://', ''), 'prod.example.com')
      .replaceAll(/sha256:[0-9a-f]+/g, 'sha256:…')
      .replaceAll(/\d{4}-\d\d-\d\d[ T\n]+\d\d:\d\d(:\d\d\.\d+Z)?/g, '2026-11-20 06:00')
      .replaceAll(/since(\s+)\d{4}-\d\d-\d\d/g, (_, gap: string) => `since${gap}2026-11-20`)
      // What is read, and how long it may take, is another story.
      .replaceAll(/^(\w+ +\d+ read, \d+ requests?|About .*)\n/gm, '')
      .replaceAll(/ +$/gm, '');
  const told: string[] = [];
  const type = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    const words = args.map((word) => (/[ '"#*]/.test(word) ? `'${word}'` : word)).join(' ');
    told.push(plain([`$ octosync ${words}`, stderr, stdout, ...(code ? [`(exit code ${code})`] : [])].join('\n')));
    return stdout;
  };
  const quietly = (...args: readonly string[]) => octosync([...args, '--quiet'], { cwd });
  const take = async (): Promise<void> => {
    await quietly('snapshot', 'dev');
    await quietly('snapshot', 'prod');
  };
  const golden = async (name: string): Promise<void> => {
    const text = `${told
      .splice(0)
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`;
    await expect(text).toMatchFileSnapshot(`../golden/three-way-story/${name}.txt`);
  };
  return { cwd, type, take, golden, dev: portalOf(dev), prod: portalOf(prod) };
};

it('five syncs with a base (docs/three-way.md)', async () => {
  const { type, take, golden, dev, prod } = await prepared();
  const compare = async (...more: readonly string[]): Promise<void> => {
    await type('diff', '--force', ...more);
    await type('show');
  };
  const apply = (...more: readonly string[]) => type('apply', 'changeset.json', 'prod', '--yes', ...more);

  await dev.api.post('projects', { Name: 'Shop', ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' });
  await dev.steps(() => [step('Deploy web', 'deploy --retries 1'), step('Smoke test', 'curl http://localhost')]);
  await dev.variables(() => [variable('Timeout', '30'), variable('Greeting', 'Hello'), variable('Banner', 'Sale!')]);
  await take();
  await compare();
  await apply();
  await golden('0-first');

  await prod.setScript('Smoke test', 'curl https://shop.example.com');
  await take();
  await compare();
  await apply();
  await golden('1-step-on-production');

  await dev.setValue('Timeout', '60');
  await take();
  await compare();
  await apply();
  await golden('2-value-on-dev');

  await dev.setScript('Deploy web', 'deploy --retries 5');
  await prod.setScript('Deploy web', 'deploy --retries 2 --slow');
  await dev.setValue('Greeting', 'Welcome');
  await take();
  await compare();
  const element = 'deploymentProcesses/Shop#step "Deploy web", properties, script';
  await type('approve', 'changeset.json', '--by', 'Ada', '--resolve', element, 'source');
  await apply();
  await golden('3-both');

  await dev.renameProject('Web shop');
  await take();
  await compare();
  await compare('--renames', 'follow');
  await apply('--allow', 'renames');
  await golden('4-rename');

  await dev.variables((all) => all.filter((one) => one['Name'] !== 'Banner'));
  await take();
  await compare();
  await compare('--removals', 'apply');
  await apply('--allow', 'removals');
  await take();
  await compare();
  await golden('5-removal');
});
