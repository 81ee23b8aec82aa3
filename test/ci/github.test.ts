import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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
import { runJob, type JobContext } from './github.js';
import { octosync } from '../e2e/cli.js';
import { namesOn, setStage, signedByGrace, twoServers, writesOn, type Stage } from './stage.js';

const folder = fileURLToPath(new URL('../../docs/ci/github-actions', import.meta.url));
const planFile = join(folder, 'octosync-plan.yml');
const applyFile = join(folder, 'octosync-apply.yml');

const context = (more: Readonly<Record<string, unknown>> = {}): JobContext => ({
  github: {
    token: 'the-job-token',
    event: { repository: { default_branch: 'main' } },
    repository: 'example/octopus',
    server_url: 'https://github.example.com',
    run_id: '77',
    run_attempt: '1',
    ref_name: 'main',
    ...more,
  },
  secrets: { DEV_READ_API_KEY: 'API-SANDBOX', PROD_READ_API_KEY: 'API-SANDBOX', PROD_WRITE_API_KEY: 'API-SANDBOX' },
  env: { RETRY_SECONDS: '0' },
});

const plan = async (stage: Stage) => {
  const machine = await stage.machine();
  return { ...machine, ...(await runJob(stage, planFile, 'plan', machine, context())) };
};

/** A person merges the plan, as pull request 5 that Grace approved. */
const merge = async (stage: Stage): Promise<string> => {
  const { work } = await stage.machine();
  await stage.git(work, 'merge', '--quiet', '--no-ff', '--message', 'Merge', 'origin/octosync/plan');
  await stage.git(work, 'push', '--quiet', 'origin', 'main', 'origin/octosync/plan:refs/pull/5/head');
  const reviewed = await stage.git(work, 'rev-parse', 'origin/octosync/plan');
  await stage.answers([
    { tool: 'gh', matches: '/commits/.*/pulls', says: `5 ${reviewed}` },
    { tool: 'gh', matches: '/pulls/5/reviews', says: 'grace' },
  ]);
  return stage.git(work, 'rev-parse', 'HEAD');
};

const apply = async (stage: Stage, sha: string) => {
  const machine = await stage.machine();
  return { ...machine, ...(await runJob(stage, applyFile, 'apply', machine, context({ sha }))) };
};

/** The job that keeps the receipt of an apply, on a machine that a test may prepare. */
const keepReceipt = async (
  stage: Stage,
  applied: Awaited<ReturnType<typeof apply>>,
  prepare: (work: string) => Promise<unknown> = () => Promise.resolve(),
) => {
  const machine = await stage.machine('octosync/snapshots');
  await mkdir(join(machine.temp, 'record'));
  await cp(join(applied.work, 'changeset.receipt.json'), join(machine.temp, 'record', 'changeset.receipt.json'));
  await prepare(machine.work);
  const needs = { apply: { outputs: applied.outputs, result: applied.conclusion } };
  return runJob(stage, applyFile, 'receipt', machine, { ...context(), needs });
};

/** What takes long, and is seen in the long run only. */
const itLong = it.runIf(process.env['OCTOSYNC_LONG'] === '1');

describe('GitHub Actions', () => {
  it('proposes what differs, applies what was merged in the name of who approved it, and has nothing left to do', async () => {
    const stage = await setStage(twoServers);
    const [dev, prod] = stage.servers;

    const first = await plan(stage);
    expect([first.conclusion, first.log]).toEqual(['success', expect.stringContaining('changes, 0 blocked, 0 errors')]);
    await expectPlanLog(stage, first.work);
    expect(await readFile(planFile, 'utf8')).toMatch(/path: \|\n +changeset\.json\n +changeset\.log\.jsonl\n/);
    const { work } = await stage.machine('octosync/snapshots');
    expect(await stage.git(work, 'ls-files', 'snapshots')).toContain('snapshots/dev/environments/Test.json');
    expect(await stage.git(work, 'log', '--format=%s', '-1')).toBe('Snapshots of dev and prod');
    expect(await stage.git(work, 'diff', '--name-only', 'origin/main', 'origin/octosync/plan')).toBe('changeset.json');
    const created = (await stage.calls('gh')).find((args) => args[1] === 'create');
    expect(created?.slice(0, 6)).toEqual(['pr', 'create', '--head', 'octosync/plan', '--base', 'main']);
    const body = await readFile(created?.at(-1) ?? '', 'utf8');
    expect(body).toMatch(/^Digest: `sha256:[0-9a-f]{64}`\n/);
    expect(body).toMatch(/Environments[^]*Test/);
    expect(first.summary).toMatch(/Environments[^]*Test/);
    expect([writesOn(dev), writesOn(prod)]).toEqual([0, 0]);

    const applied = await apply(stage, await merge(stage));
    expect([applied.conclusion, applied.log]).toEqual(['success', expect.stringContaining('Approved by grace')]);
    expect(applied.outputs).toEqual({ code: '0', record: 'octosync-apply-1' });
    expect(applied.ran.at(-1)).toBe('Keep the record');
    expect(namesOn(prod, 'environments')).toEqual(namesOn(dev, 'environments'));
    expect(await readFile(join(applied.work, 'changeset.log.jsonl'), 'utf8')).not.toContain('API-SANDBOX');
    await expectEvidence(join(applied.work, 'evidence.zip'), 'complete');

    await stage.answers([{ tool: 'gh', matches: 'pr list', says: '5' }]);
    const second = await plan(stage);
    expect([second.conclusion, second.log]).toEqual(['success', expect.stringContaining('0 changes')]);
    expect((await stage.calls('gh')).at(-1)?.slice(0, 3)).toEqual(['pr', 'close', '5']);
  });

  itLong('updates the pull request that is open, and leaves the one alone that says the same', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    const proposed = () => stage.git(stage.folder, 'ls-remote', stage.remote, 'refs/heads/octosync/plan');
    const before = await proposed();
    await stage.answers([{ tool: 'gh', matches: 'pr list', says: '5' }]);
    const again = await plan(stage);
    expect(again.log).toContain('has this changeset already');
    expect(await proposed()).toBe(before);
    expect((await stage.calls('gh')).at(-1)?.slice(0, 3)).toEqual(['pr', 'edit', '5']);
  });

  it.each([
    ['nobody approved it, whatever a record in it says', '', /needs an approval and has none/, '3'],
    ['the policy does not name who approved it', 'eve', notOfThePolicy('eve'), '3'],
    ['it came without a pull request', undefined, /came without a pull request/, ''],
  ])('writes nothing when %s', async (_when, reviewers, says, code) => {
    const stage = await setStage(twoServers);
    await plan(stage);
    await forgeApproval(stage);
    const sha = await merge(stage);
    const { work } = await stage.machine();
    const reviewed = await stage.git(work, 'rev-parse', 'origin/octosync/plan');
    const pulls = reviewers === undefined ? '' : `5 ${reviewed}`;
    await stage.answers([
      { tool: 'gh', matches: '/commits/.*/pulls', says: pulls },
      { tool: 'gh', matches: '/pulls/5/reviews', says: reviewers ?? '' },
    ]);
    const { conclusion, log, outputs } = await apply(stage, sha);
    expect([conclusion, log, outputs['code']]).toEqual(['failure', expect.stringMatching(says), code]);
    expect(writesOn(stage.servers[1])).toBe(0);
  });

  it('writes nothing when main has another changeset than the one that was reviewed', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    await merge(stage);
    const { work } = await stage.machine();
    const swap = `octosync diff snapshots/dev snapshots/dev --sync main; git commit -qam "Swapped"; git push -q origin main`;
    await stage.git(work, 'fetch', '--quiet', 'origin', 'octosync/snapshots');
    await stage.git(work, 'checkout', '--quiet', 'FETCH_HEAD', '--', 'snapshots');
    const who = { GIT_AUTHOR_NAME: 'Eve', GIT_AUTHOR_EMAIL: 'eve@example.com' };
    const committer = { GIT_COMMITTER_NAME: 'Eve', GIT_COMMITTER_EMAIL: 'eve@example.com' };
    expect((await stage.bash({ script: swap, cwd: work, env: { ...who, ...committer } })).code).toBe(0);
    const { conclusion, log } = await apply(stage, await stage.git(work, 'rev-parse', 'HEAD'));
    expect([conclusion, log]).toEqual(['failure', expect.stringMatching(/digest/)]);
    expect(writesOn(stage.servers[1])).toBe(0);
  });

  it('proposes a gate where approvals are signed, and applies what was accepted in a signed record', async () => {
    const stage = await setStage(signedByGrace);
    // The branch of the snapshots begins without the file of signers: the one beside octosync.yml is what counts.
    expect((await plan(stage)).log).toContain('allowed signers');
    const { work: keys } = await stage.machine();
    for (const name of ['grace', 'eve'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(stage.folder, name)]);
    await writeFile(join(keys, 'signers'), `grace ${await readFile(join(stage.folder, 'grace.pub'), 'utf8')}`);
    await stage.git(keys, 'add', 'signers');
    await stage.git(keys, 'commit', '--quiet', '--message', 'Who signs');
    await stage.git(keys, 'push', '--quiet', 'origin', 'main');
    const first = await plan(stage);
    expect([first.conclusion, first.log]).toEqual(['success', expect.stringContaining('max-changes')]);
    /** Signs in Grace's name, on the branch of the pull request. */
    const sign = async (key: string) => {
      const { work } = await stage.machine('octosync/plan');
      const who = `--by grace --sign --key '${join(stage.folder, key)}'`;
      const script = `octosync approve changeset.json ${who} --accept max-changes --reason CHG-1`;
      const signed = await stage.bash({ script, cwd: work });
      expect([signed.code, signed.stderr]).toEqual([0, expect.stringContaining('Accepted: max-changes: CHG-1')]);
      await stage.git(work, 'add', '--force', 'changeset.approvals.json');
      await stage.git(work, 'commit', '--quiet', '--message', 'Approved');
      await stage.git(work, 'push', '--quiet', 'origin', 'octosync/plan');
    };
    await sign('eve');
    const refused = await apply(stage, await merge(stage));
    expect([refused.conclusion, refused.outputs['code']]).toEqual(['failure', '3']);
    expect(writesOn(stage.servers[1])).toBe(0);
    await sign('grace');
    const applied = await apply(stage, await merge(stage));
    expect([applied.conclusion, applied.log]).toEqual(['success', expect.stringMatching(/Approved by grace.*signed/)]);
    const receipt: unknown = JSON.parse(await readFile(join(applied.work, 'changeset.receipt.json'), 'utf8'));
    const signed = expect.stringMatching(/^SHA256:/) as unknown;
    expect(receipt).toMatchObject({
      policy: { signed: 'ssh', when: 'always' },
      accepted: [{ finding: 'max-changes', reason: 'CHG-1', by: 'grace' }],
      approvals: [{ by: 'grace', signed }],
    });
    const { code } = await octosync(['evidence', '--check', 'evidence.zip'], { cwd: applied.work });
    expect(code).toBe(0);
  });

  itLong('goes on by itself after an apply that stopped part-way', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    stage.servers[1]?.faults.add({ does: 500, method: 'POST', times: 1 });
    const { conclusion, log } = await apply(stage, await merge(stage));
    expect([conclusion, log]).toEqual(['success', expect.stringContaining('Attempt 1 stopped part-way')]);
  });

  it('asks for a new plan when the destination has changed since', async () => {
    const stage = await setStage(twoServers);
    const [, prod] = stage.servers;
    await plan(stage);
    const sha = await merge(stage);
    const Name = namesOn(stage.servers[0], 'environments')[0];
    const headers = { 'X-Octopus-ApiKey': 'API-SANDBOX', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ Name, Description: 'Made by hand in the meantime.' });
    const made = await fetch(`${prod?.url ?? ''}/api/Spaces-1/environments`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);
    const before = writesOn(prod);
    const applied = await apply(stage, sha);
    expect([applied.conclusion, applied.outputs]).toMatchObject(['failure', { code: '4' }]);
    expect(writesOn(prod)).toBe(before);
    await expectEvidence(join(applied.work, 'evidence.zip'), 'drifted');

    const needs = { apply: { outputs: applied.outputs, result: 'failure' } };
    const again = await runJob(stage, applyFile, 'plan-again', applied, { ...context(), needs });
    expect(again.conclusion).toBe('success');
    expect((await stage.calls('gh')).at(-1)?.slice(0, 3)).toEqual(['workflow', 'run', 'octosync-plan.yml']);
  });

  it('compares a second time with the base that the first run committed', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    const applied = await apply(stage, await merge(stage));
    const kept = await keepReceipt(stage, applied);
    expect([kept.conclusion, kept.ran.at(-1)]).toEqual(['success', 'Commit the receipt']);
    await expectReceipt(stage);

    await moveApart(stage);
    const second = await plan(stage);
    expect([second.conclusion, second.log]).toEqual([
      'success',
      expect.stringMatching(/^Base: [0-9a-f]+:snapshots\/dev/m),
    ]);
    await expectBaseUsed(stage, await readFile(join(second.work, 'changeset.json'), 'utf8'));
  });

  itLong('commits the receipt on top of what somebody pushed meanwhile, and once', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    const applied = await apply(stage, await merge(stage));
    const kept = await keepReceipt(stage, applied, (work) => raceWith(stage, work));
    expect([kept.conclusion, kept.log]).toEqual(['success', expect.stringContaining('rejected')]);
    const { work } = await stage.machine('octosync/snapshots');
    expect(await stage.git(work, 'ls-files')).toMatch(/^note\.md$[^]*^receipts\/main\/changeset\.receipt\.json$/m);
    const again = await keepReceipt(stage, applied);
    expect([again.conclusion, again.log]).toEqual(['success', expect.stringContaining('is there already')]);
  });

  itLong('says what is left to do when it may not push the receipt, and a re-run of that job does it', async () => {
    const stage = await setStage(twoServers);
    await plan(stage);
    const applied = await apply(stage, await merge(stage));
    const allow = await refuseSnapshots(stage);
    const refused = await keepReceipt(stage, applied);
    expect([refused.conclusion, refused.log]).toEqual(['failure', expect.stringContaining('Not yours.')]);
    expect(refused.log).toContain('The changes are applied, but their receipt is not on octosync/snapshots');
    await allow();
    expect((await keepReceipt(stage, applied)).conclusion).toBe('success');
    await expectReceipt(stage);
  });

  itLong(
    'keeps its snapshots on top of what somebody pushed meanwhile, and compares with the history of before',
    async () => {
      const stage = await setStage(twoServers);
      await plan(stage);
      const machine = await stage.machine();
      await raceWith(stage, machine.work);
      const second = await runJob(stage, planFile, 'plan', machine, context());
      expect([second.conclusion, second.log]).toEqual(['success', expect.stringContaining('rejected')]);
      const { work } = await stage.machine('octosync/snapshots');
      const snapshots = 'Snapshots of dev and prod';
      expect(await stage.git(work, 'log', '--format=%s', '-2')).toBe(`${snapshots}\nSomething else`);
      const compared = await stage.git(join(machine.temp, 'history'), 'log', '--format=%s', '-2');
      expect(compared).toBe(`${snapshots}\n${snapshots}`);
    },
  );
});
