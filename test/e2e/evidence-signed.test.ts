import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Approval, Approvals } from '../../src/changeset/approvals.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { bundleOf } from '../../src/evidence/bundle.js';
import { filesIn, type Files } from '../../src/evidence/zip.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder } from './cli.js';

const approvalsFile = 'changeset.approvals.json';

/** Applies what Ada has signed for an instance that requires it, and bundles the evidence. */
const bundled = async () => {
  const cwd = await workFolder();
  const at = (name: string) => join(cwd, name);
  const run = (...args: readonly string[]) => octosync(args, { cwd });
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  for (const name of ['ada', 'mallory'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
  await writeFile(at('signers'), `ada@x ${await readFile(at('ada.pub'), 'utf8')}`);
  await writeFile(
    at('octosync.yml'),
    `instances:
  dev: { url: https://dev.example.com }
  prod: { url: ${sandbox.instances[0]?.url ?? ''}, require: { from: signers, signed: ssh } }
syncs:
  main: { source: dev, destination: prod, select: { environments: Test } }
`,
  );
  const done = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await run(...args);
    expect([args.join(' '), code, stderr]).toEqual([args.join(' '), 0, expect.any(String)]);
  };
  const sign = (by: string, key: string) =>
    done('approve', 'changeset.json', '--by', by, '--sign', '--key', at(key), '--comment', 'CHG-1');
  await done('snapshot', 'prod', '--out', 'prod');
  await done('diff', join(examples, 'dev-test'), 'prod', '--sync', 'main');
  await sign('ada@x', 'ada');
  await done('apply', 'changeset.json', 'prod', '--yes');
  await done('evidence', 'changeset.json', '--out', 'evidence.zip');
  /** A bundle that octosync would have made, had the approvals been these. */
  const forge = async (edit: (approvals: readonly Approval[]) => readonly Approval[]): Promise<void> => {
    const bytes = filesIn(await readFile(at('evidence.zip'))) ?? new Map<string, Uint8Array>();
    const read = JSON.parse(Buffer.from(bytes.get(approvalsFile) ?? []).toString('utf8')) as Approvals;
    const text = canonicalFile({ ...read, approvals: [...edit(read.approvals)] });
    const manifest = JSON.parse(Buffer.from(bytes.get('manifest.json') ?? []).toString('utf8')) as {
      readonly tool: string;
      readonly installed: Parameters<typeof bundleOf>[1]['installed'];
      readonly missing: readonly { readonly name: string; readonly why: string }[];
    };
    const files: Files = new Map([...bytes].filter(([name]) => !made.has(name))).set(approvalsFile, Buffer.from(text));
    const why = new Map(manifest.missing.map((one) => [one.name, one.why]));
    const { bytes: forged } = await bundleOf({ files, why }, { tool: manifest.tool, installed: manifest.installed });
    await writeFile(at('evidence.zip'), forged);
  };
  return { at, run, sign, forge, check: () => run('evidence', '--check', 'evidence.zip') };
};

const unsigned = (one: Approval): Approval => {
  const rest = { ...one };
  Reflect.deleteProperty(rest, 'signature');
  return rest;
};

/** What is made of the other files. */
const made = new Set(['manifest.json', 'review.html', 'review.md', 'index.html']);

describe('The signatures in a bundle (rules evidence-signatures)', () => {
  it('pass untouched, by the signers of the bundle and by those of a file', async () => {
    const { at, run, check } = await bundled();
    expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining('Sound') as unknown });
    expect(await run('evidence', '--check', 'evidence.zip', '--signers', at('signers'))).toMatchObject({ code: 0 });
  });

  it('count for nobody whose key no list has', async () => {
    const { at, run } = await bundled();
    await writeFile(at('others'), `ada@x ${await readFile(at('mallory.pub'), 'utf8')}`);
    const { code, stderr } = await run('evidence', '--check', 'evidence.zip', '--signers', at('others'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('no such signature of theirs')]);
  });

  it('hold as of when they were made: a key may expire afterwards', async () => {
    const { at, run } = await bundled();
    const key = await readFile(at('ada.pub'), 'utf8');
    const expiring = (until: string) => writeFile(at('then'), `ada@x valid-before="${until}" ${key}`);
    await expiring('20991231');
    expect(await run('evidence', '--check', 'evidence.zip', '--signers', at('then'))).toMatchObject({ code: 0 });
    await expiring('20200101');
    expect(await run('evidence', '--check', 'evidence.zip', '--signers', at('then'))).toMatchObject({ code: 1 });
  });

  it.each<[name: string, edit: (one: Approval) => Approval]>([
    ['says another comment', (one) => ({ ...one, comment: 'CHG-2' })],
    ['says another person', (one) => ({ ...one, by: 'grace@x' })],
    ['says another time', (one) => ({ ...one, when: '2026-01-01T00:00:00.000Z' })],
    [
      'has a damaged signature',
      (one) => ({ ...one, signature: (one.signature ?? '').replace('U1NIU0lH', 'U1NIU0lI') }),
    ],
    ['has none any more', unsigned],
  ])('fail where a record %s, in a bundle whose digests all fit', async (_name, edit) => {
    const { forge, check } = await bundled();
    await forge((approvals) => approvals.map(edit));
    expect(await check()).toMatchObject({ code: 1 });
  });
});
