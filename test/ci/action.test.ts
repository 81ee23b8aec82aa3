import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { execFileSync, spawnSync } from 'node:child_process';
import { atLeastOne } from '../builders/at-least-one.js';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expectEvidence } from './base.js';
import { runAction } from './github.js';
import { namesOn, setStage, twoServers, writesOn, type Stage } from './stage.js';

const file = fileURLToPath(new URL('../../action.yml', import.meta.url));
const text = readFileSync(file, 'utf8');

const defects = (content: string): readonly string[] => {
  const { context, value } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
  if (value) convertActionTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
};

describe('The action: what GitHub itself says of it', () => {
  it('is that nothing is wrong', () => {
    expect(defects(text)).toEqual([]);
  });

  it.each([
    ['a mistyped word', 'using: composite', 'use: composite'],
    ['a step without a shell', '      shell: bash\n', ''],
    ['a context that there is not', "if: steps.plan.outputs.code == '3'", "if: step.plan.outputs.code == '3'"],
  ])('is not that with %s', (_what, right, wrong) => {
    expect(text).toContain(right);
    expect(defects(text.replace(right, wrong))).not.toEqual([]);
  });

  it('pins the actions that it uses, and puts no input and no other context into a script', () => {
    const { runs } = parse(text) as { readonly runs: { readonly steps: readonly { run?: string; uses?: string }[] } };
    const uses = runs.steps.flatMap((step) => (step.uses === undefined ? [] : [step.uses]));
    expect(uses).toEqual([expect.stringMatching(/^actions\/setup-node@[0-9a-f]{40}$/)]);
    const scripts = runs.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    expect(scripts.filter((script) => !script.startsWith('set -euo pipefail\n'))).toEqual([]);
  });
});

/** The workflows that docs/approval-in-ci.md shows for the action. */
const examples = [
  ...(/^### The action$[^]*?(?=^## )/m
    .exec(readFileSync(new URL('../../docs/approval-in-ci.md', import.meta.url), 'utf8'))?.[0]
    .matchAll(/^```yaml\n([^]*?)^```$/gm) ?? []),
].map(([, content = '']) => content);

describe.each(atLeastOne(examples))('An example of its use', (content) => {
  it('has nothing wrong, says GitHub itself, and names inputs that there are', async () => {
    const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    expect(context.errors.getErrors()).toEqual([]);
    const { jobs } = parse(content) as {
      readonly jobs: Readonly<Record<string, { readonly steps: readonly { uses?: string; with?: object }[] }>>;
    };
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const used = atLeastOne(steps.filter((step) => step.uses?.startsWith('octosync/octosync@')));
    const { inputs } = parse(text) as { readonly inputs: object };
    for (const step of used) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });
});

const hasJq = spawnSync('jq', ['--version']).status === 0;

it.skipIf(!hasJq)('writes over a comment only if this token made it, and it begins with the mark of the sync', () => {
  const [, filter = ''] = /--jq '(\[\.data[^']+)'/.exec(text) ?? [];
  const comments = [
    { databaseId: 1, viewerDidAuthor: false, body: '<!-- octosync main -->\nOf somebody else.' },
    { databaseId: 2, viewerDidAuthor: true, body: '<!-- octosync other -->\n' },
    { databaseId: 3, viewerDidAuthor: true, body: '<!-- octosync main -->\n' },
  ];
  const chosen = (nodes: readonly object[]): string => {
    const input = JSON.stringify({ data: { repository: { pullRequest: { comments: { nodes } } } } });
    const env = { ...process.env, MARK: '<!-- octosync main -->' };
    return execFileSync('jq', ['-r', filter], { input, env, encoding: 'utf8' }).trim();
  };
  expect([chosen(comments), chosen(comments.slice(0, 2))]).toEqual(['3', '']);
});

const use = async (
  stage: Stage,
  inputs: Readonly<Record<string, string>>,
  machine?: { readonly work: string; readonly temp: string },
  action_path = fileURLToPath(new URL('../..', import.meta.url)),
) => {
  const on = machine ?? (await stage.machine());
  const github = {
    token: 'the-job-token',
    event: { pull_request: { number: 5 } },
    repository: 'example/octopus',
    server_url: 'https://github.example.com',
    run_id: '77',
    action_path,
  };
  const env = { DEV_API_KEY: 'API-SANDBOX', PROD_API_KEY: 'API-SANDBOX' };
  return { ...on, ...(await runAction(stage, file, on, { inputs, env, github })) };
};

const bodyOf = async (call: readonly string[] | undefined): Promise<string> =>
  readFile((call?.at(-1) ?? '').replace('body=@', ''), 'utf8');

describe('The action', () => {
  it('plans, comments on the pull request, and applies what was approved when the plan is the same again', async () => {
    const stage = await setStage(twoServers);
    const [dev, prod] = stage.servers;
    const planned = await use(stage, { steps: 'plan comment' });
    expect([planned.conclusion, planned.outputs]).toMatchObject(['success', { code: '2', applied: '' }]);
    const { digest = '' } = planned.outputs;
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.parse(planned.outputs['digests'] ?? '')).toEqual({ main: digest });
    expect(await stage.calls('npm')).toEqual([['install', '--global', '--ignore-scripts', 'octosync@0.1.0']]);
    const [asked, commented] = await stage.calls('gh');
    expect(asked?.slice(0, 2)).toEqual(['api', 'graphql']);
    expect(commented?.slice(0, 5)).toEqual([
      'api',
      '--silent',
      '--method',
      'POST',
      'repos/example/octopus/issues/5/comments',
    ]);
    const body = await bodyOf(commented);
    expect(body).toMatch(new RegExp(`^<!-- octosync main -->\nDigest: \`${digest}\`\n[^]*Environments[^]*Test`));
    expect(body.length).toBeLessThan(65_536);
    expect(planned.summary).toBe(body);
    expect([writesOn(dev), writesOn(prod)]).toEqual([0, 0]);

    const applied = await use(stage, { steps: 'plan apply', digest, 'approved-by': 'grace\n' });
    expect([applied.conclusion, applied.log]).toEqual(['success', expect.stringContaining('Approved by grace')]);
    expect(applied.outputs).toMatchObject({ applied: '0', digest });
    expect(namesOn(prod, 'environments')).toEqual(namesOn(dev, 'environments'));
    expect(writesOn(dev)).toBe(0);
    await expectEvidence(join(applied.work, 'changesets/main.evidence.zip'), 'complete');
    for (const tool of ['npm', 'gh'] as const)
      expect(JSON.stringify(await stage.calls(tool))).not.toMatch(/API-SANDBOX|the-job-token/);

    expect((await use(stage, { steps: 'plan', sync: 'main' })).outputs).toMatchObject({ code: '0' });
  });

  it('writes its own comment anew', async () => {
    const stage = await setStage(twoServers);
    await stage.answers([{ tool: 'gh', matches: '^api graphql', says: '4711' }]);
    const { conclusion } = await use(stage, { steps: 'plan comment', all: 'true' });
    expect(conclusion).toBe('success');
    const patched = (await stage.calls('gh')).at(-1);
    expect(patched?.slice(2, 5)).toEqual(['--method', 'PATCH', 'repos/example/octopus/issues/comments/4711']);
  });

  it('builds its own commit where it is told source, and takes another version where it is told one', async () => {
    const stage = await setStage(twoServers);
    const machine = await stage.machine();
    await use(stage, { steps: 'snapshot', version: 'source' }, machine, machine.work);
    const [ci, packed, installed] = await stage.calls('npm');
    expect(ci).toEqual(['ci', '--include=dev', '--ignore-scripts']);
    expect(packed?.slice(0, 2)).toEqual(['pack', '--pack-destination']);
    expect(installed?.at(-1)).toBe(`${packed?.at(-1) ?? ''}/octosync-*.tgz`);
    await use(stage, { steps: 'snapshot', version: '1.2.3-rc.1' });
    expect((await stage.calls('npm')).at(-1)?.at(-1)).toBe('octosync@1.2.3-rc.1');
  });

  it('takes snapshots of a sync', async () => {
    const stage = await setStage(twoServers);
    const { conclusion, work } = await use(stage, { steps: 'snapshot', sync: 'main' });
    expect(conclusion).toBe('success');
    expect(await readFile(join(work, 'snapshots/dev/environments/Test.json'), 'utf8')).toContain('Test');
  });

  it.each([
    ['whom the policy does not name', 'eve', '3', /approval of eve does not count/],
    ['nobody', '', '3', /needs an approval and has none/],
  ])('writes nothing where %s approved, whatever a record in the repository says', async (_who, by, code, says) => {
    const stage = await setStage(twoServers);
    const planned = await use(stage, {});
    const script = 'octosync approve changesets/main.json --by grace@example.com --comment Forged';
    expect((await stage.bash({ script, cwd: planned.work })).code).toBe(0);
    const inputs = { steps: 'apply', digest: planned.outputs['digest'] ?? '', 'approved-by': by };
    const applied = await use(stage, inputs, planned);
    expect([applied.conclusion, applied.log]).toEqual(['failure', expect.stringMatching(says)]);
    expect(applied.outputs['applied']).toBe(code);
    expect(writesOn(stage.servers[1])).toBe(0);
  });

  it('writes nothing where the plan is another one by now', async () => {
    const stage = await setStage(twoServers);
    const digest = `sha256:${'0'.repeat(64)}`;
    const applied = await use(stage, { steps: 'plan apply', digest, 'approved-by': 'grace' });
    expect([applied.conclusion, applied.outputs['applied']]).toEqual(['failure', '4']);
    expect(applied.log).toContain('has the digest that was approved');
    expect(writesOn(stage.servers[1])).toBe(0);
  });

  it('fails where something is blocked, unless it may pass', async () => {
    const stage = await setStage((urls) => `${twoServers(urls)}    gates: { max-changes: 1 }\n`);
    const stopped = await use(stage, { steps: 'plan comment' });
    expect([stopped.conclusion, stopped.outputs['code']]).toEqual(['failure', '3']);
    expect(await bodyOf((await stage.calls('gh')).at(-1))).toContain('max-changes');
    const passed = await use(stage, { steps: 'plan', 'fail-on-blocked': 'false' });
    expect([passed.conclusion, passed.outputs['code']]).toEqual(['success', '3']);
  });

  it.each([
    ['a step that there is not', { steps: 'plan destroy' }, /steps are snapshot, plan, comment and apply/],
    ['no step', { steps: ' ' }, /steps names none/],
    ['a version that is a command', { version: '$(touch hacked)' }, /version is a version/],
    ['apply without a digest', { steps: 'apply' }, /apply needs digest/],
    ['comment without a pull request', { steps: 'comment', 'pull-request': '' }, /needs pull-request/],
    ['all and a sync', { all: 'true', sync: 'main' }, /exclude each other/],
    ['snapshots of all', { steps: 'snapshot', all: 'true' }, /snapshot needs the names/],
  ])('refuses %s before anything is installed', async (_what, inputs: Record<string, string>, says) => {
    const stage = await setStage(twoServers);
    const { conclusion, log, ran } = await use(stage, inputs);
    expect([conclusion, log, ran.at(-1)]).toEqual(['failure', expect.stringMatching(says), 'Check the inputs']);
    expect(await stage.calls('npm')).toEqual([]);
  });

  it('takes what looks like a command in an input as text', async () => {
    const stage = await setStage(twoServers);
    const { work, conclusion } = await use(stage, { config: '$(touch hacked).yml', sync: '`touch hacked`' });
    expect(conclusion).toBe('failure');
    expect(await stage.git(work, 'status', '--short')).toBe('');
  });

  it('goes on by itself after an apply that stopped part-way', async () => {
    const stage = await setStage(twoServers);
    const { outputs } = await use(stage, {});
    stage.servers[1]?.faults.add({ does: 500, method: 'POST', times: 1 });
    const inputs = { steps: 'plan apply', digest: outputs['digest'] ?? '', 'approved-by': 'grace' };
    const { conclusion, log } = await use(stage, { ...inputs, 'retry-seconds': '0' });
    expect([conclusion, log]).toEqual(['success', expect.stringContaining('Attempt 1 stopped part-way')]);
  });
});
