import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import type { Manifest } from '../../src/evidence/manifest.js';
import { filesIn } from '../../src/evidence/zip.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder } from './cli.js';

/** A changeset of one environment for an empty server, and the commands in its folder. */
const prepared = async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [prod] = sandbox.instances;
  if (!prod) throw new Error('One instance was started.');
  const run = (...args: readonly string[]) => octosync(args, { cwd });
  expect((await run('snapshot', '--url', prod.url, '--out', 'prod')).code).toBe(0);
  const source = join(examples, 'dev-test');
  expect((await run('diff', source, 'prod', '--environments', 'Test')).code).toBe(0);
  const approve = () => run('approve', 'changeset.json', '--by', 'Ada', '--comment', 'CHG-1');
  const apply = (...more: readonly string[]) => run('apply', 'changeset.json', '--url', prod.url, '--yes', ...more);
  const verify = () => run('verify', 'changeset.json', '--url', prod.url);
  const evidence = (...more: readonly string[]) => run('evidence', 'changeset.json', '--out', 'evidence.zip', ...more);
  const check = (...more: readonly string[]) => run('evidence', '--check', 'evidence.zip', ...more);
  const file = (name: string) => join(cwd, name);
  const bundle = () => readFile(file('evidence.zip'));
  const manifest = async (): Promise<Manifest> => {
    const bytes = filesIn(await bundle())?.get('manifest.json');
    return JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as Manifest;
  };
  return { prod, run, approve, apply, verify, evidence, check, file, bundle, manifest };
};

describe('octosync evidence', () => {
  it('bundles what was approved, tried, applied and verified; the bundle passes (rules evidence-check)', async () => {
    const { approve, apply, verify, evidence, check, file, bundle, manifest } = await prepared();
    await approve();
    expect((await apply('--dry-run')).code).toBe(0);
    expect((await apply('--require-approval')).code).toBe(0);
    expect((await verify()).code).toBe(0);
    const made = await evidence('--require-complete');
    expect([made.code, made.stdout]).toEqual([
      0,
      expect.stringMatching(/approved by Ada; apply: complete; verify: as/),
    ]);
    const { mode } = await stat(file('evidence.zip'));
    expect(mode & 0o777).toBe(0o600);
    const { files, missing, ...about } = await manifest();
    expect(files.map(({ name }) => name)).toEqual([
      'changeset.json',
      'changeset.approvals.json',
      'changeset.dry-run.json',
      'changeset.journal.jsonl',
      'changeset.log.jsonl',
      'changeset.receipt.json',
      'changeset.cleanup.json',
      'changeset.cleanup.md',
      'changeset.cleanup.csv',
      'changeset.verify.json',
      'review.html',
      'review.md',
      'index.html',
    ]);
    expect(missing.map(({ name }) => name)).toEqual(['changeset.decisions.json', 'changeset.before.jsonl']);
    expect(about).toMatchObject({ outcome: 'complete', approvedBy: ['Ada'], asMeant: true });
    expect(about.installed.from).toBe('package-lock.json');
    const bytes = await bundle();
    expect((await evidence()).code).toBe(0);
    expect(Buffer.compare(await bundle(), bytes)).toBe(0);
    const checked = await check('--require-complete');
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('Sound: evidence.zip, 14 files')]);
  });

  it('never takes the place of what it bundles', async () => {
    const { run, file } = await prepared();
    const before = await readFile(file('changeset.json'), 'utf8');
    const { code, stderr } = await run('evidence', 'changeset.json', '--out', 'changeset.json');
    expect([code, stderr]).toEqual([1, expect.stringContaining('what it is made of')]);
    expect(await readFile(file('changeset.json'), 'utf8')).toBe(before);
  });

  it('says of a changeset that was not applied that it was not', async () => {
    const { evidence, check } = await prepared();
    const made = await evidence();
    expect([made.code, made.stdout]).toEqual([
      0,
      expect.stringContaining('approved by nobody; apply: none; verify: no'),
    ]);
    expect(made.stderr).toContain('Missing: changeset.receipt.json. There is none.');
    expect((await check()).code).toBe(0);
    const complete = await check('--require-complete');
    expect([complete.code, complete.stderr]).toEqual([3, expect.stringContaining('changeset.verify.json')]);
  });

  it('bundles an apply that failed, what was logged of it, and that verify found it undone', async () => {
    const { prod, approve, apply, verify, evidence, check, manifest } = await prepared();
    await approve();
    prod.faults.add({ does: 500, method: 'POST', times: 9 });
    expect((await apply()).code).toBe(5);
    expect((await verify()).code).toBe(4);
    expect((await evidence()).code).toBe(0);
    expect(await manifest()).toMatchObject({ outcome: 'failed', asMeant: false });
    expect((await check()).code).toBe(0);
  });

  it('takes a log from where it is', async () => {
    const { apply, evidence, file, bundle } = await prepared();
    await apply('--log', 'other.log');
    expect((await evidence('--log', 'other.log')).code).toBe(0);
    const log = filesIn(await bundle())?.get('changeset.log.jsonl');
    expect(Buffer.from(log ?? []).toString('utf8')).toBe(await readFile(file('other.log'), 'utf8'));
    expect(await evidence('--log', 'none.log')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('none.log') as string,
    });
  });

  it('fails for a changed byte, a changed approval and no bundle, and says which', async () => {
    const { approve, apply, evidence, check, file, bundle } = await prepared();
    await approve();
    await apply();
    await evidence();
    const bytes = await bundle();
    const at = bytes.indexOf('CHG-1');
    await writeFile(file('evidence.zip'), bytes.fill('X', at, at + 1));
    const changed = await check();
    expect([changed.code, changed.stderr]).toEqual([
      1,
      expect.stringMatching(/not sound[^]*SHA-256 of all bytes before[^]*changeset\.approvals\.json is another file/),
    ]);
    await writeFile(file('evidence.zip'), 'x');
    expect((await check()).code).toBe(1);
  });

  it('writes a bundle that does not pass, and says why: then it is needed most', async () => {
    const { apply, evidence, check, file } = await prepared();
    await apply();
    const receipt = await readFile(file('changeset.receipt.json'), 'utf8');
    await writeFile(file('changeset.receipt.json'), receipt.replace('"written"', '"failed"'));
    const says = expect.stringContaining('came to its end, and that environments/Test was not written') as string;
    expect(await evidence()).toMatchObject({ code: 1, stderr: says });
    expect(await check()).toMatchObject({ code: 1, stderr: says });
  });

  it.each([
    [['evidence']],
    [['evidence', 'changeset.json']],
    [['evidence', 'changeset.json', '--check', 'x.zip']],
    [['evidence', '--out', 'x.zip']],
    [['evidence', '--check', 'none.zip']],
    [['evidence', 'none.json', '--out', 'x.zip']],
    [['evidence', '--check', 'x.zip', '--out', 'y.zip']],
  ])('%j is a wrong command line', async (args) => {
    const { code, stderr } = await octosync(args, { cwd: await workFolder() });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/octosync evidence|no such file|cannot/i)]);
  });
});

describe('What goes into a bundle is kept', () => {
  it('by verify (rules evidence-kept)', async () => {
    const { apply, verify, file } = await prepared();
    await apply();
    await verify();
    const kept = JSON.parse(await readFile(file('changeset.verify.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ format: 'octosync-verified/1', asMeant: ['environments/Test'], differing: [] });
  });

  it('where it can be; elsewhere verify and a dry run say so, and fail for nothing', async () => {
    const { apply, verify, file } = await prepared();
    await mkdir(file('changeset.verify.json'));
    await mkdir(file('changeset.dry-run.json'));
    const says = (name: string) =>
      expect.stringContaining(`The record of this is not kept in changeset.${name}.json`) as string;
    expect(await apply('--dry-run')).toMatchObject({ code: 0, stderr: says('dry-run') });
    await apply();
    expect(await verify()).toMatchObject({ code: 0, stderr: says('verify') });
  });

  it('by a dry run', async () => {
    const { apply, file } = await prepared();
    await apply('--dry-run');
    const kept = JSON.parse(await readFile(file('changeset.dry-run.json'), 'utf8')) as object;
    expect(kept).toMatchObject({
      format: 'octosync-dry-run/1',
      requests: [{ about: 'environments/Test', method: 'POST', body: { Name: 'Test' } }],
    });
  });
});
