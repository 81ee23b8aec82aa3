import { execFileSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import type { cleanUpAsJson } from '../../src/report/json/clean-up.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import type { JsonObject } from '../../src/model/json.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { apiOf, idOf } from './api.js';
import { examples, octosync, workFolder } from './cli.js';

type CleanUp = ReturnType<typeof cleanUpAsJson>;

/** Two servers, and a folder with a sync of environments and tag sets from one to the other. */
const prepared = async (base = 'bases/main', permissions?: readonly string[]) => {
  const cwd = await workFolder();
  const specs = await loadInstances([join(examples, 'dev-test'), 'empty:2026.3.1'], 'API-SANDBOX', 0);
  const sandbox = await startSandbox(specs.map((spec) => ({ ...spec, ...(permissions && { permissions }) })));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  const sync = `{ source: dev, destination: prod, base: ${base}, select: { environments: Test }, options: { existing.environments: update } }`;
  const config = `instances:\n  dev: { url: ${dev.url} }\n  prod: { url: ${prod.url} }\nsyncs:\n  main: ${sync}\n`;
  await writeFile(join(cwd, 'octosync.yml'), config);
  const run = async (...args: readonly string[]) => octosync(args, { cwd });
  const done = async (...args: readonly string[]) => {
    const ran = await run(...args);
    expect(ran.code, ran.stderr).toBe(0);
    return ran;
  };
  const take = (instance: string) => done('snapshot', instance, '--only', 'environments', '--quiet');
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, file), 'utf8'));
  const change = async (of: typeof dev, fields: JsonObject) => {
    const { get, put } = apiOf(of);
    const [test] = (of.dump()['environments'] ?? []).filter(({ Name: name }) => name === 'Test');
    const path = `environments/${idOf(test ?? {})}`;
    await put(path, { ...(await get(path)), ...fields });
  };
  const describeAs = (of: typeof dev, description: string) => change(of, { Description: description });
  await take('dev');
  await take('prod');
  return {
    ...{ cwd, run, done, take, read, dev, prod, change, describeAs },
    sync: async (file = 'changeset.json') => {
      await take('dev');
      await take('prod');
      await done('diff', '--force', '--out', file);
      return done('apply', file, 'prod', '--yes');
    },
    digestOf: async () => {
      await take('prod');
      return (await readSnapshot(join(cwd, 'snapshots/prod'))).digest;
    },
    hasBase: async () =>
      readSnapshot(join(cwd, 'bases/main')).then(
        ({ digest }) => digest,
        () => undefined,
      ),
  };
};

describe('octosync undo (rules undo-of, undo-before)', () => {
  it('takes back what was created only where it is told to, and the gate is open; the base goes too (rules undo-base)', async () => {
    const { done, run, sync, digestOf, hasBase, read, cwd } = await prepared();
    const before = await digestOf();
    await sync();
    const first = (await read('changeset.json')) as Changeset;
    expect(await hasBase()).toBeDefined();
    expect((await stat(join(cwd, 'changeset.before.jsonl'))).mode & 0o777).toBe(0o600);
    expect(((await read('changeset.receipt.json')) as Receipt).changes).toMatchObject([
      {
        id: 'environments/Test',
        action: 'create',
        became: 'written',
        created: [expect.stringMatching(/^Environments-/)],
      },
    ]);

    const { stderr } = await done('undo', 'changeset.json', '--out', 'none.json');
    expect(stderr).toContain('Stays: environments/Test. The run created this environment');
    expect(((await read('none.json')) as Changeset).changes).toEqual([]);

    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    expect((await done('show', 'undo.json')).stdout).toMatch(/Environments\n +- Test/);
    const refused = await run('apply', 'undo.json', 'prod', '--yes');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('deletions');
    const applied = await done('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    expect(applied.stderr).toContain('bases/main is gone');
    expect(await digestOf()).toBe(before);
    expect(await hasBase()).toBeUndefined();
    expect((await run('verify', 'undo.json', 'prod')).code).toBe(0);
    // Once more: it is done already.
    expect((await done('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions')).stdout).toContain('0 written');
    await done('diff', '--out', 'again.json');
    expect(((await read('again.json')) as Changeset).changes).toEqual(first.changes);
  });

  it('brings a document back to what it said, and the base with it; the next diff proposes the same again', async () => {
    const { done, sync, digestOf, hasBase, read, describeAs, dev } = await prepared();
    await sync();
    const [before, base] = [await digestOf(), await hasBase()];
    await describeAs(dev, 'Changed on Tuesday.');
    await sync('second.json');
    const second = (await read('second.json')) as Changeset;
    expect(second.changes).toHaveLength(1);
    expect(await hasBase()).not.toBe(base);
    await done('undo', 'second.json', '--out', 'undo.json');
    expect((await done('apply', 'undo.json', 'prod', '--yes')).stderr).toContain('holds again what it held before');
    expect(await digestOf()).toBe(before);
    expect(await hasBase()).toBe(base);
    await done('diff', '--out', 'again.json');
    expect(((await read('again.json')) as Changeset).changes).toEqual(second.changes);
    // An undo is taken back like any other run.
    await done('undo', 'undo.json', '--out', 'redo.json');
    await done('apply', 'redo.json', 'prod', '--yes');
    expect((await done('verify', 'second.json', 'prod')).stdout).toContain('1 change as meant');
  });

  it('is refused where somebody has changed what it would take back', async () => {
    const { done, run, sync, describeAs, prod, read, cwd } = await prepared();
    await sync();
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    await describeAs(prod, 'Somebody needs it.');
    const drifted = await run('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    expect(drifted.code).toBe(4);
    expect(drifted.stderr).toContain('environments/Test at /Description');
    expect(drifted.stderr).toContain('--allow-drift takes back all else');
    expect(drifted.stderr).not.toContain('diff again');
    const rest = await run('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions', '--allow-drift');
    expect([rest.code, rest.stderr]).toEqual([4, expect.stringContaining('by hand what is not wanted there')]);
    // The list says what was left and why, for the person who takes it back (rules apply-clean-up).
    const list = (await read('undo.cleanup.json')) as CleanUp;
    expect(list.groups).toMatchObject([
      {
        kind: 'drifted',
        count: 1,
        tasks: [
          {
            id: 'environments/Test',
            says: 'Not removed. It is another now than in the snapshot: environments/Test at /Description.',
          },
        ],
      },
    ]);
    expect(await readFile(join(cwd, 'undo.cleanup.md'), 'utf8')).toContain('Left, since the destination has changed');
    expect(prod.dump()['environments']?.map(({ Name: name }) => name)).toContain('Test');
  });

  it('deletes nothing that its receipt does not bear out (rules undo-delete)', async () => {
    const { done, run, sync, read, cwd, prod } = await prepared();
    await sync();
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    const receipt = (await read('changeset.receipt.json')) as Receipt;
    const apply = () => run('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    await writeFile(join(cwd, 'changeset.receipt.json'), JSON.stringify({ ...receipt, tool: '9.9.9' }));
    expect((await apply()).stderr).toContain('not the one that the undo was made of');
    const undo = (await read('undo.json')) as Changeset;
    const others = Object.entries(undo).filter(([field]) => field !== 'undoes');
    await writeFile(join(cwd, 'undo.json'), JSON.stringify(Object.fromEntries(others)));
    expect((await run('approve', 'undo.json', '--edited', '--by', 'Eve')).stderr).toContain('nothing is ever deleted');
    expect(prod.dump()['environments']?.map(({ Name: name }) => name)).toContain('Test');
  });

  it('deletes nothing unless the API key may do that, which is asked before the first write (rules undo-delete)', async () => {
    const { done, run, sync, digestOf, prod } = await prepared('bases/main', ['EnvironmentCreate', 'EnvironmentEdit']);
    const before = await digestOf();
    await sync();
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    prod.requests.length = 0;
    const refused = await run('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('EnvironmentDelete (environments/Test)'),
    ]);
    expect(refused.stderr).not.toMatch(/EnvironmentCreate|EnvironmentEdit/);
    expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    await done('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions', '--no-permission-check');
    expect(await digestOf()).toBe(before);
  });

  it('asks for no permission to create or to edit where it only deletes (rules undo-delete)', async () => {
    const { done, sync, digestOf } = await prepared('bases/main', ['EnvironmentCreate', 'EnvironmentDelete']);
    const before = await digestOf();
    await sync();
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    await done('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    expect(await digestOf()).toBe(before);
  });

  it('is not made without a receipt of that changeset, or without what was kept', async () => {
    const { run, sync, cwd, read } = await prepared();
    expect((await run('undo', 'changeset.json', '--out', 'undo.json')).code).toBe(1);
    await sync();
    const receipt = (await read('changeset.receipt.json')) as Receipt;
    const other = JSON.stringify({ ...receipt, changeset: `sha256:${'0'.repeat(64)}` });
    await writeFile(join(cwd, 'other.json'), other);
    const foreign = await run('undo', 'changeset.json', '--receipt', 'other.json', '--out', 'undo.json');
    expect(foreign.stderr).toContain('of another changeset');
    await writeFile(join(cwd, 'changeset.before.jsonl'), '');
    expect((await run('undo', 'changeset.json', '--out', 'undo.json')).stderr).toContain('before the run is not here');
  });

  it.each([
    ['is to come later', { does: 429, retryAfter: 1 }],
    ['has done it, and its answer is lost', { does: 'commit-then-reset' }],
    ['breaks off before it does it', { does: 'reset' }],
  ] as const)('deletes although the server %s (rules undo-delete)', async (_what, fault) => {
    const { done, sync, digestOf, prod } = await prepared();
    const before = await digestOf();
    await sync();
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    prod.requests.length = 0;
    prod.faults.add({ ...fault, method: 'DELETE', times: 1 });
    await done('apply', 'undo.json', 'prod', '--yes', '--allow', 'deletions');
    expect(prod.requests.filter(({ method }) => method === 'DELETE').length).toBeGreaterThanOrEqual(2);
    expect(await digestOf()).toBe(before);
  });

  it('leaves the base where another sync came in between, and says so (rules undo-base)', async () => {
    const { done, sync, hasBase, read, describeAs, change, dev, prod } = await prepared();
    await sync();
    await describeAs(dev, 'Changed on Tuesday.');
    await sync('second.json');
    await change(dev, { UseGuidedFailure: true });
    await sync('third.json');
    const base = await hasBase();
    await done('undo', 'second.json', '--out', 'undo.json');
    const applied = await done('apply', 'undo.json', 'prod', '--yes');
    expect(applied.stderr).toContain('another sync has moved it since');
    expect(await hasBase()).toBe(base);
    const { outcome, base: said } = (await read('undo.receipt.json')) as Receipt;
    expect({ outcome, ...said }).toEqual({
      outcome: 'complete',
      moved: false,
      says: expect.stringContaining("counts as the destination's own") as string,
    });
    const [test] = (prod.dump()['environments'] ?? []).filter(({ Name: name }) => name === 'Test');
    expect(test).toMatchObject({ UseGuidedFailure: true });
    expect(test?.['Description']).not.toBe('Changed on Tuesday.');
  });

  it('with a base in Git, its receipt takes the run out of the history: diff proposes the same again (rules undo-base)', async () => {
    const { done, sync, read, describeAs, take, dev, cwd } = await prepared('git');
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd });
    const commit = (message: string) => {
      git('add', '--all', '.');
      git('commit', '--quiet', '--message', message);
    };
    git('init', '--quiet');
    await sync();
    commit('Monday');
    await describeAs(dev, 'Changed on Tuesday.');
    await sync();
    const second = (await read('changeset.json')) as Changeset;
    expect(second.changes).toMatchObject([{ action: 'update', since: 'source' }]);
    commit('Tuesday');
    await done('undo', 'changeset.json', '--out', 'undo.json');
    await done('apply', 'undo.json', 'prod', '--yes');
    commit('Tuesday, taken back');
    await take('prod');
    // The receipt of the sync is the one beside this file.
    await done('diff', '--force');
    const again = (await read('changeset.json')) as Changeset;
    expect(again.base?.digest).toBe(second.base?.digest);
    expect(again.changes).toEqual(second.changes);
  });
});

describe('An undo is a changeset like any other', () => {
  it('that takes the place neither of what it undoes nor of one that was approved (rules policy-kept)', async () => {
    const { run, done, sync, read } = await prepared();
    await sync();
    const applied = await read('changeset.json');
    const own = await run('undo', 'changeset.json', '--out', 'changeset.json', '--force');
    expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('what it is made of')]);
    expect(await read('changeset.json')).toEqual(applied);
    await done('undo', 'changeset.json', '--out', 'undo.json');
    await done('approve', 'undo.json', '--by', 'Ada');
    const approved = await read('undo.json');
    const other = await run('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('approvals')]);
    expect(await read('undo.json')).toEqual(approved);
    await done('undo', 'changeset.json', '--include-creations', '--out', 'undo.json', '--force');
  });

  it('that says who made it, and what the destination requires by now (rules policy-author)', async () => {
    const { run, sync, read, cwd, prod } = await prepared();
    await sync();
    const config = await readFile(join(cwd, 'octosync.yml'), 'utf8');
    const requiring = config.replace(`{ url: ${prod.url} }`, `{ url: ${prod.url}, require: { notByAuthor: true } }`);
    await writeFile(join(cwd, 'octosync.yml'), requiring);
    const made = await run(
      'undo',
      'changeset.json',
      '--include-creations',
      '--author',
      'Mallory',
      '--out',
      'undo.json',
    );
    expect([made.code, made.stderr]).toEqual([0, expect.any(String)]);
    expect(await read('undo.json')).toMatchObject({ made: { author: 'Mallory' }, policy: { notByAuthor: true } });
    const approve = (by: string) =>
      run(...['approve', 'undo.json', '--by', by], ...['--accept', 'deletions:environments/Test', '--reason', 'CHG-9']);
    expect((await approve('Mallory')).code).toBe(0);
    const refused = await run('apply', 'undo.json', 'prod', '--yes');
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('they made the changeset')]);
    expect((await approve('Ada')).code).toBe(0);
    const applied = await run('apply', 'undo.json', 'prod', '--yes');
    expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  });
});
