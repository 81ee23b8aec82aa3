import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
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
  const apply = (...args: readonly string[]) => run('apply', 'changeset.json', '--url', prod.url, '--yes', ...args);
  const verify = async () => (await run('verify', 'changeset.json', '--url', prod.url)).code;
  const approve = (name: string, ...more: readonly string[]) => run('approve', 'changeset.json', '--by', name, ...more);
  const written = () => prod.requests.filter(({ method }) => method !== 'GET').length;
  return { file: join(cwd, 'changeset.json'), apply, approve, verify, written };
};

describe('apply --require-approval', () => {
  it('writes nothing without an approval, and says how to give one', async () => {
    const { apply, written } = await prepared();
    const { code, stderr } = await apply('--require-approval');
    expect([code, stderr]).toEqual([3, expect.stringMatching(/needs an approval and has none.*octosync approve/)]);
    expect(written()).toBe(0);
  });

  it('tells who approved, and applies', async () => {
    const { apply, approve, verify, written } = await prepared();
    expect((await approve('Ada Lovelace', '--comment', 'CHG-1234')).stdout).toContain('Ada Lovelace approves 1 change');
    const { code, stderr } = await apply('--require-approval');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Approved by Ada Lovelace, \d{4}-.*: CHG-1234/)]);
    expect(written()).toBe(1);
    expect(await verify()).toBe(0);
  });

  it('fails closed when a byte has changed, although the content is the same', async () => {
    const { apply, approve, file, written } = await prepared();
    await approve('Ada');
    await appendFile(file, '\n');
    const { code, stderr } = await apply('--require-approval');
    expect([code, stderr]).toEqual([3, expect.stringContaining('it is for other bytes than these')]);
    expect(written()).toBe(0);
  });

  it('asks for as many people as --approvals says', async () => {
    const { apply, approve, verify, written } = await prepared();
    await approve('Ada');
    expect((await apply('--approvals', '2')).code).toBe(3);
    expect(written()).toBe(0);
    await approve('Grace');
    expect((await apply('--approvals', '2')).code).toBe(0);
    expect(await verify()).toBe(0);
  });

  it('refuses a damaged file of approvals, instead of taking it for none', async () => {
    const { apply, approve, file, written } = await prepared();
    await approve('Ada');
    await writeFile(file.replace('.json', '.approvals.json'), '{"format": "octosync-approvals/1"');
    const { code, stderr } = await apply('--require-approval');
    expect([code, stderr]).toEqual([1, expect.stringContaining('changeset.approvals.json')]);
    expect(written()).toBe(0);
  });
});

describe('approve', () => {
  it.each([
    ['', 'needs a text of one line'],
    ['Ada\nGrace', 'needs a text of one line'],
  ])('does not take %j for a name', async (name, says) => {
    const { approve } = await prepared();
    const { code, stderr } = await approve(name);
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });

  it('refuses an edited changeset, and takes the edit over with --edited; earlier approvals are void', async () => {
    const { apply, approve, verify, file, written } = await prepared();
    await approve('Ada');
    const changeset = JSON.parse(await readFile(file, 'utf8')) as { readonly changes: readonly JsonObject[] };
    const changes = changeset.changes.map((change) => ({
      ...change,
      document: { ...(change['document'] as JsonObject), Description: 'by hand' },
    }));
    await writeFile(file, JSON.stringify({ ...changeset, changes }));
    const refused = await approve('Grace');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/was edited.*--edited/)]);
    expect((await approve('Grace', '--edited')).code).toBe(0);
    expect((await apply('--approvals', '2')).code).toBe(3);
    const { code, stderr } = await apply('--require-approval');
    expect([code, stderr]).toEqual([0, expect.stringContaining('Approved by Grace')]);
    expect(written()).toBe(1);
    expect(await verify()).toBe(0);
  });
});
