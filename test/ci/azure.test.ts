import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  expectBaseUsed,
  expectEvidence,
  expectPlanLog,
  expectReceipt,
  forgeApproval,
  moveApart,
  notOfThePolicy,
  raceWith,
  refuseSnapshots,
} from './base.js';
import { namesOn, setStage, twoServers, writesOn, type Stage } from './stage.js';

const folder = fileURLToPath(new URL('../../docs/ci/azure-pipelines', import.meta.url));

interface Step {
  readonly bash?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Pipeline {
  readonly variables: readonly { readonly name?: string; readonly value?: string }[];
  readonly jobs: readonly {
    readonly steps?: readonly Step[];
    readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } };
  }[];
}

/** Runs the shell steps of a pipeline's job as an agent would, until one fails. */
const runPipeline = async (
  stage: Stage,
  file: string,
  given: Readonly<Record<string, string>>,
  prepare: (machine: { readonly work: string; readonly temp: string }) => Promise<unknown> = () => Promise.resolve(),
  index = 0,
) => {
  const pipeline = parse(await readFile(join(folder, file), 'utf8')) as Pipeline;
  const { work, temp } = await stage.machine();
  await prepare({ work, temp });
  const variables: Record<string, string> = { ...given, 'Agent.TempDirectory': temp };
  for (const { name, value } of pipeline.variables) if (name !== undefined) variables[name] ??= value ?? '';
  const job = pipeline.jobs[index];
  const printed: string[] = [];
  for (const { bash: script, env = {} } of job?.steps ?? job?.strategy?.runOnce.deploy.steps ?? []) {
    if (script === undefined) continue;
    // The agent hands out variables in capitals, but for secret ones: those only where a step names them.
    const open = Object.entries(variables).filter(([name]) => !isSecret(name));
    const own = Object.entries(env).map(([name, value]) => [name, filledIn(value, variables)] as const);
    const all = [...open.map(([name, value]) => [name.toUpperCase().replaceAll('.', '_'), value] as const), ...own];
    const ran = await stage.bash({ script, cwd: work, env: Object.fromEntries(all) });
    printed.push(ran.stdout, ran.stderr);
    for (const [, name = '', value = ''] of ran.stdout.matchAll(/##vso\[task\.setvariable variable=(\w+)\](.*)/g))
      variables[name] = value;
    if (ran.code !== 0) return { code: ran.code, log: printed.join(''), work, temp };
  }
  return { code: 0, log: printed.join(''), work, temp };
};

const isSecret = (name: string): boolean => /ApiKey$|AccessToken$/.test(name);

const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\(([\w.]+)\)/g, (whole, name: string) => variables[name] ?? whole);

const system = {
  'System.CollectionUri': 'https://dev.azure.example.com/example/',
  'System.TeamProject': 'Octopus',
  'System.AccessToken': 'the-job-token',
  'Build.Repository.Name': 'sync',
  'Build.Repository.ID': 'a-guid',
  RETRY_SECONDS: '0',
};
const readers = { DevReadApiKey: 'API-SANDBOX', ProdReadApiKey: 'API-SANDBOX' };

const plan = (stage: Stage) => runPipeline(stage, 'octosync-plan.yml', { ...system, ...readers });

const mergeAndApply = async (stage: Stage, approvers: string) => {
  const { work } = await stage.machine();
  await stage.git(work, 'merge', '--quiet', '--no-ff', '--message', 'Merge', 'origin/octosync/plan');
  await stage.git(work, 'push', '--quiet', 'origin', 'main');
  const reviewed = await stage.git(work, 'rev-parse', 'origin/octosync/plan');
  await stage.answers([
    { tool: 'az', matches: '^repos pr list .*--status completed', says: '5' },
    { tool: 'az', matches: '^repos pr show', says: reviewed },
    { tool: 'az', matches: '^repos pr reviewer list', says: approvers },
  ]);
  const head = { 'Build.SourceVersion': await stage.git(work, 'rev-parse', 'HEAD') };
  return runPipeline(stage, 'octosync-apply.yml', { ...system, ...head, ProdWriteApiKey: 'API-SANDBOX' });
};

/** The second job of the apply pipeline, with what the first one published. */
const keepReceipt = (
  stage: Stage,
  record: string,
  prepare: (work: string) => Promise<unknown> = () => Promise.resolve(),
) =>
  runPipeline(
    stage,
    'octosync-apply.yml',
    system,
    async ({ work, temp }) => {
      await mkdir(join(temp, 'records'));
      await cp(record, join(temp, 'records', 'octosync-apply-1'), { recursive: true });
      await prepare(work);
    },
    1,
  );

it('Azure Pipelines: proposes what differs, applies what was merged, and has nothing left to do', async () => {
  const stage = await setStage(twoServers);
  const [dev, prod] = stage.servers;
  await stage.answers([{ tool: 'az', matches: '^repos pr create', says: '5' }]);
  const first = await plan(stage);
  expect([first.code, first.log]).toEqual([0, expect.stringContaining('variable=code]2')]);
  // All of this folder is published.
  await expectPlanLog(stage, join(first.temp, 'changeset'));
  const calls = await stage.calls('az');
  const created = calls.find((args) => args[2] === 'create');
  expect(created).toContain('octosync: changes for prod');
  expect(created?.find((arg) => arg.startsWith('Digest: sha256:'))).toBeDefined();
  const thread = JSON.parse(await readFile(calls.at(-1)?.at(-1) ?? '', 'utf8')) as { comments: { content: string }[] };
  expect(thread.comments[0]?.content).toMatch(/Environments[^]*Test/);
  expect(writesOn(prod)).toBe(0);

  await forgeApproval(stage);
  const refused = await mergeAndApply(stage, 'eve@example.com');
  expect([refused.code, refused.log]).toEqual([3, expect.stringMatching(notOfThePolicy('eve@example.com'))]);
  expect(writesOn(prod)).toBe(0);

  const applied = await mergeAndApply(stage, 'grace@example.com');
  expect([applied.code, applied.log]).toEqual([0, expect.stringContaining('Approved by grace@example.com')]);
  expect(namesOn(prod, 'environments')).toEqual(namesOn(dev, 'environments'));
  expect(await readFile(join(applied.temp, 'record', 'changeset.log.jsonl'), 'utf8')).toContain('"POST"');
  await expectEvidence(join(applied.temp, 'record', 'evidence.zip'), 'complete');

  await stage.answers([{ tool: 'az', matches: '^repos pr list', says: '5' }]);
  expect((await plan(stage)).code).toBe(0);
  expect((await stage.calls('az')).at(-1)).toEqual(expect.arrayContaining(['--id', '5', '--status', 'abandoned']));
});

it('Azure Pipelines: compares a second time with the base that the first run committed, whoever else pushes', async () => {
  const stage = await setStage(twoServers);
  await stage.answers([{ tool: 'az', matches: '^repos pr create', says: '5' }]);
  await plan(stage);
  const applied = await mergeAndApply(stage, 'grace@example.com');
  const record = join(applied.temp, 'record');

  const allow = await refuseSnapshots(stage);
  const refused = await keepReceipt(stage, record);
  expect([refused.code, refused.log]).toEqual([
    1,
    expect.stringContaining('The changes are applied, but their receipt'),
  ]);
  await allow();
  const kept = await keepReceipt(stage, record, (work) => raceWith(stage, work));
  expect([kept.code, kept.log]).toEqual([0, expect.stringContaining('rejected')]);
  await expectReceipt(stage);
  expect((await keepReceipt(stage, record)).log).toContain('is there already');

  await moveApart(stage);
  const second = await runPipeline(stage, 'octosync-plan.yml', { ...system, ...readers }, ({ work }) =>
    raceWith(stage, work),
  );
  expect([second.code, second.log]).toEqual([0, expect.stringContaining('rejected')]);
  await expectBaseUsed(stage, await readFile(join(second.work, 'changeset.json'), 'utf8'));
});
