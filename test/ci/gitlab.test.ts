import { cp, readFile } from 'node:fs/promises';
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

const file = fileURLToPath(new URL('../../docs/ci/gitlab/octosync.gitlab-ci.yml', import.meta.url));

interface Pipeline {
  readonly variables: Readonly<Record<string, string>>;
  readonly '.octosync': { readonly before_script: readonly string[] };
  readonly 'octosync-plan': {
    readonly script: readonly string[];
    readonly artifacts?: { readonly paths: readonly string[] };
  };
  readonly 'octosync-apply': { readonly script: readonly string[] };
  readonly 'octosync-receipt': { readonly script: readonly string[] };
}

/** Runs a job as a runner would: one shell, its lines one after the other. */
const runJob = async (
  stage: Stage,
  job: 'octosync-plan' | 'octosync-apply' | 'octosync-receipt',
  keys: Readonly<Record<string, string>>,
  prepare: (work: string) => Promise<unknown> = () => Promise.resolve(),
) => {
  const pipeline = parse(await readFile(file, 'utf8')) as Pipeline;
  const { work, temp } = await stage.machine();
  await prepare(work);
  const env = {
    ...pipeline.variables,
    CI_API_V4_URL: 'https://gitlab.example.com/api/v4',
    CI_SERVER_URL: 'https://gitlab.example.com',
    CI_PROJECT_ID: '12',
    CI_PROJECT_URL: stage.remote.replace(/\.git$/, ''),
    CI_JOB_URL: 'https://gitlab.example.com/jobs/77',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_SHA: await stage.git(work, 'rev-parse', 'HEAD'),
    OCTOSYNC_BOT_TOKEN: 'the-bot-token',
    RETRY_SECONDS: '0',
    TMPDIR: temp,
    ...keys,
  };
  const script = [...pipeline['.octosync'].before_script, ...pipeline[job].script].join('\n');
  return { work, ...(await stage.bash({ script, cwd: work, env })) };
};

const plan = (stage: Stage) =>
  runJob(stage, 'octosync-plan', { DEV_API_KEY: 'API-SANDBOX', PROD_API_KEY: 'API-SANDBOX' });
const apply = (stage: Stage) => runJob(stage, 'octosync-apply', { PROD_API_KEY: 'API-SANDBOX' });

/** The job after it, with the artifacts of the apply. */
const keepReceipt = (
  stage: Stage,
  from: string,
  prepare: (work: string) => Promise<unknown> = () => Promise.resolve(),
) =>
  runJob(stage, 'octosync-receipt', {}, async (work) => {
    for (const file of ['changeset.json', 'changeset.receipt.json']) await cp(join(from, file), join(work, file));
    await prepare(work);
  });

/** A person merges the plan, as merge request 5, which these people approved. */
const merge = async (stage: Stage) => {
  const { work } = await stage.machine();
  await stage.git(work, 'merge', '--quiet', '--no-ff', '--message', 'Merge', 'origin/octosync/plan');
  await stage.git(work, 'push', '--quiet', 'origin', 'main', 'origin/octosync/plan:refs/merge-requests/5/head');
  const sha = await stage.git(work, 'rev-parse', 'origin/octosync/plan');
  return (...usernames: readonly string[]) =>
    stage.answers([
      { tool: 'curl', matches: '/repository/commits/', says: JSON.stringify([{ iid: 5, state: 'merged', sha }]) },
      {
        tool: 'curl',
        matches: '/approvals',
        says: JSON.stringify({ approved_by: usernames.map((username) => ({ user: { username } })) }),
      },
    ]);
};

it('GitLab: proposes what differs, applies what was merged, and has nothing left to do', async () => {
  const stage = await setStage(twoServers);
  const [dev, prod] = stage.servers;
  const none = { tool: 'curl', matches: 'GET .*merge_requests\\?', says: '[]' } as const;
  await stage.answers([none]);
  const first = await plan(stage);
  expect([first.code, first.stderr]).toEqual([0, expect.anything()]);
  await expectPlanLog(stage, first.work);
  const kept = (parse(await readFile(file, 'utf8')) as Pipeline)['octosync-plan'].artifacts?.paths;
  expect(kept).toContain('changeset.log.jsonl');
  const calls = await stage.calls('curl');
  expect(JSON.stringify(calls)).not.toContain('the-bot-token');
  const data = calls.at(-1)?.at(-1) ?? '';
  const request = JSON.parse(await readFile(data.slice(1), 'utf8')) as Readonly<Record<string, string>>;
  expect(request).toMatchObject({ source_branch: 'octosync/plan', title: 'octosync: changes for prod' });
  expect(request['description']).toMatch(/^Digest: `sha256:[0-9a-f]{64}`\n[^]*Environments[^]*Test/);

  await forgeApproval(stage);
  const approvedBy = await merge(stage);
  await approvedBy('eve');
  const refused = await apply(stage);
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringMatching(notOfThePolicy('eve'))]);
  expect(writesOn(prod)).toBe(0);

  await approvedBy('grace');
  const applied = await apply(stage);
  expect([applied.code, applied.stderr]).toEqual([0, expect.stringContaining('Approved by grace')]);
  await expectEvidence(join(applied.work, 'evidence.zip'), 'complete');
  expect(namesOn(prod, 'environments')).toEqual(namesOn(dev, 'environments'));

  await stage.answers([{ ...none, says: '[{"iid": 5}]' }]);
  expect((await plan(stage)).code).toBe(0);
  expect((await stage.calls('curl')).at(-1)?.join(' ')).toMatch(
    /PUT .*merge_requests\/5 --data {"state_event":"close"}/,
  );
});

it('GitLab: compares a second time with the base that the first run committed, whoever else pushes', async () => {
  const stage = await setStage(twoServers);
  const none = { tool: 'curl', matches: 'GET .*merge_requests\\?', says: '[]' } as const;
  await stage.answers([none]);
  await plan(stage);
  await (
    await merge(stage)
  )('grace');
  const { work } = await apply(stage);

  const allow = await refuseSnapshots(stage);
  const refused = await keepReceipt(stage, work);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringMatching(/Not yours[^]*The changes are applied, but their receipt is not on octosync\/snapshots/),
  ]);
  await allow();
  const kept = await keepReceipt(stage, work, (machine) => raceWith(stage, machine));
  expect([kept.code, kept.stderr]).toEqual([0, expect.stringContaining('rejected')]);
  await expectReceipt(stage);
  expect((await keepReceipt(stage, work)).stdout).toContain('is there already');

  await moveApart(stage);
  await stage.answers([none]);
  const second = await runJob(
    stage,
    'octosync-plan',
    { DEV_API_KEY: 'API-SANDBOX', PROD_API_KEY: 'API-SANDBOX' },
    (machine) => raceWith(stage, machine),
  );
  expect([second.code, second.stderr]).toEqual([0, expect.stringContaining('rejected')]);
  await expectBaseUsed(stage, await readFile(join(second.work, 'changeset.json'), 'utf8'));
});
