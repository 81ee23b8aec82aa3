import { readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/snapshot/read.js';
import { emptySpace, startSandbox } from '../../src/sandbox/server/index.js';
import { readBase } from '../../src/workspace/base-at.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, filesIn, workFolder } from '../e2e/cli.js';
import { killedAt, sampled, stepsOf } from './killed-at.js';

const key = { OCTOPUS_API_KEY: 'API-SANDBOX' };

/** A folder within a folder of its own, so that what is beside it is seen. */
const place = async (): Promise<string> => {
  const cwd = join(await workFolder(), 'work');
  await mkdir(cwd);
  return cwd;
};

/** What Git would see besides what was there: neither empty folders, nor ours with its own `.gitignore`. */
const strays = (cwd: string, known: readonly string[]): readonly string[] =>
  readdirSync(cwd).filter((name) => {
    if (known.includes(name)) return false;
    const below = name === '.octosync-tmp' ? readdirSync(join(cwd, name)) : ['of its own'];
    return below.length > 0 && !below.includes('.gitignore');
  });

describe('kill -9 at a step with files', () => {
  let url = '';
  beforeAll(async () => {
    const spaces = [{ id: 'Spaces-1', name: 'Default', documents: emptySpace('2026.3.1') }];
    const sandbox = await startSandbox([
      { name: 'dev', version: '2026.3.1', installationId: 'dev', apiKey: 'API-SANDBOX', spaces },
    ]);
    url = sandbox.instances[0]?.url ?? '';
    return () => sandbox.close();
  });

  it('of snapshot: there is a whole one at every moment, and the next run leaves nothing behind', async () => {
    const cwd = await place();
    const args = ['snapshot', '--url', url, '--out', 'prod', '--only', 'environments,lifecycles', '--quiet'];
    await cp(join(examples, 'staging-prod'), join(cwd, 'prod'), { recursive: true });
    const steps = await stepsOf(args, cwd, key);
    const fresh = (await readSnapshot(join(cwd, 'prod'))).digest;
    const old = (await readSnapshot(join(examples, 'staging-prod'))).digest;
    expect(steps.filter((step) => step.startsWith('rename'))).toHaveLength(2);
    for (const at of atLeastOne(sampled(steps))) {
      await rm(join(cwd, 'prod'), { recursive: true, force: true });
      await cp(join(examples, 'staging-prod'), join(cwd, 'prod'), { recursive: true });
      await killedAt(args, { cwd, at }, key);
      expect(strays(cwd, ['prod']), steps[at - 1]).toEqual([]);
      expect([old, fresh], steps[at - 1]).toContain((await readSnapshot(join(cwd, 'prod'))).digest);
    }
    await stepsOf(args, cwd, key);
    expect(readdirSync(cwd)).toEqual(['prod']);
  });

  it('of diff --out: the file is the old one or the new one', async () => {
    const cwd = await place();
    const args = [
      'diff',
      join(examples, 'dev-test'),
      join(examples, 'staging-prod'),
      '--projects',
      'OctoFX',
      '--quiet',
      '--no-log',
    ];
    const steps = await stepsOf(args, cwd);
    const fresh = await readFile(join(cwd, 'changeset.json'), 'utf8');
    for (const at of atLeastOne(sampled(steps))) {
      await writeFile(join(cwd, 'changeset.json'), 'the old one');
      await killedAt(args, { cwd, at });
      expect(['the old one', fresh], steps[at - 1]).toContain(await readFile(join(cwd, 'changeset.json'), 'utf8'));
      expect(strays(cwd, ['changeset.json']), steps[at - 1]).toEqual([]);
    }
    await stepsOf(args, cwd);
    expect([...(await filesIn(cwd)).keys()]).toEqual(['changeset.json']);
  });

  it('of apply: the base is a whole one at every moment, and the next run leaves nothing behind', async () => {
    const cwd = await place();
    const source = join(examples, 'dev-test');
    const prod = join(cwd, 'prod');
    await stepsOf(['snapshot', '--url', url, '--out', 'prod', '--only', 'environments', '--quiet'], cwd, key);
    await stepsOf(['diff', source, prod, '--quiet'], cwd);
    const args = ['apply', 'changeset.json', '--url', url, '--yes', '--quiet', '--source', source, '--base', 'base'];
    await stepsOf(args, cwd, key);
    const steps = await stepsOf(args, cwd, key);
    const { digest } = await readSnapshot(source);
    const base = join(cwd, 'base');
    // The lists and the receipt are files like any other.
    const moves = sampled(steps).filter((at) => [at - 1, at].some((one) => (steps[one - 1] ?? '').includes('base~')));
    for (const at of atLeastOne(moves)) {
      await killedAt(args, { cwd, at }, key);
      expect(await readBase(base), steps[at - 1]).toMatchObject({ open: [], snapshot: { digest } });
    }
    await stepsOf(args, cwd, key);
    expect(strays(cwd, []).filter((name) => !name.startsWith('changeset.'))).toEqual(['base', 'prod']);
    expect(
      strays(join(cwd, 'base'), [])
        .filter((name) => name.endsWith('.json'))
        .sort(),
    ).toEqual(['open.json', 'snapshot.json']);
  });

  it('of approve: no approval is lost, and the next one finds its turn', async () => {
    const cwd = await place();
    await stepsOf(
      [
        'diff',
        join(examples, 'dev-test'),
        join(examples, 'staging-prod'),
        '--projects',
        'OctoFX',
        '--quiet',
        '--no-log',
      ],
      cwd,
    );
    const approve = (by: string): readonly string[] => ['approve', 'changeset.json', '--by', by, '--quiet'];
    const steps = await stepsOf(approve('Ada'), cwd);
    const approvers = async (): Promise<readonly string[]> => {
      const text = await readFile(join(cwd, 'changeset.approvals.json'), 'utf8');
      return (JSON.parse(text) as { readonly approvals: readonly { readonly by: string }[] }).approvals.map(
        ({ by }) => by,
      );
    };
    for (const at of atLeastOne(sampled(steps))) {
      await killedAt(approve(`Killed ${at}`), { cwd, at });
      expect(await approvers(), steps[at - 1]).toContain('Ada');
    }
    await stepsOf(approve('Grace'), cwd);
    expect(await approvers()).toEqual(expect.arrayContaining(['Ada', 'Grace']));
    expect([...(await filesIn(cwd)).keys()]).toEqual(['changeset.approvals.json', 'changeset.json']);
  });
});
