import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { apiOf, idOf } from './api.js';
import { examples, octosync, workFolder } from './cli.js';

/** Two servers, and a folder with the configuration of a sync of one environment from one to the other. */
const prepared = async (base: string) => {
  const cwd = await workFolder();
  const places = [join(examples, 'dev-test'), 'empty:2026.3.1'];
  const sandbox = await startSandbox(await loadInstances(places, 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  const sync = `{ source: dev, destination: prod, base: ${base}, select: { environments: Test } }`;
  const config = `instances:\n  dev: { url: ${dev.url} }\n  prod: { url: ${prod.url} }\nsyncs:\n  main: ${sync}\n`;
  await writeFile(join(cwd, 'octosync.yml'), config);

  const run = async (...args: readonly string[]) => octosync(args, { cwd });
  const done = async (...args: readonly string[]) => {
    const ran = await run(...args);
    expect(ran.code, ran.stderr).toBe(0);
    return ran;
  };
  const take = async (instance: string) => done('snapshot', instance, '--only', 'environments', '--quiet');
  /** Changes what the source says of the environment, and takes its snapshot. */
  const change = async (description: string) => {
    const { get, put } = apiOf(dev);
    const [test] = (dev.dump()['environments'] ?? []).filter(({ Name: name }) => name === 'Test');
    const path = `environments/${idOf(test ?? {})}`;
    await put(path, { ...(await get(path)), Description: description });
    await take('dev');
  };
  const git = (...args: readonly string[]) => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8' }).trim();
  };
  const commit = (message: string): string => {
    git('add', '--all', '.');
    git('commit', '--quiet', '--message', message);
    return git('rev-parse', '--short', 'HEAD');
  };
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, file), 'utf8'));
  await take('dev');
  await take('prod');
  return {
    ...{ cwd, run, done, take, change, git, commit, api: apiOf(prod), faults: prod.faults },
    apply: (...args: readonly string[]) => run('apply', 'changeset.json', 'prod', '--yes', ...args),
    receipt: async () => (await read('changeset.receipt.json')) as Receipt,
    changeset: async () => (await read('changeset.json')) as Changeset,
    digestAt: async (directory: string) => (await readSnapshot(join(cwd, directory))).digest,
  };
};

type Prepared = Awaited<ReturnType<typeof prepared>>;

/** A whole sync: what is there, what differs, and its apply. */
const synced = async ({ take, done }: Prepared, ...args: readonly string[]) => {
  await take('prod');
  const { stderr } = await done('diff', '--force');
  await done('apply', 'changeset.json', 'prod', '--yes', ...args);
  return stderr;
};

describe('The base in a directory (rules base-place, base-moves)', () => {
  it('begins with the first sync, and moves with each that is complete', async () => {
    const work = await prepared('bases/main');
    const { done, change, changeset, receipt, digestAt } = work;
    expect((await done('diff', '--force')).stderr).toContain('No base yet: it cannot be told who changed.');
    expect((await done('apply', 'changeset.json', 'prod', '--yes')).stderr).toContain('bases/main holds the snapshot');
    const first = await digestAt('bases/main');
    expect(first).toBe(await digestAt('snapshots/dev'));
    expect(await receipt()).toMatchObject({
      ...{ sync: 'main', outcome: 'complete', open: [], base: { moved: true }, source: { digest: first } },
      changes: [{ id: 'environments/Test', became: 'written' }],
    });

    await change('Changed on Tuesday.');
    expect(await synced(work)).toContain(`Base: bases/main, ${first.slice(0, 19)}, taken 2`);
    expect((await changeset()).base?.digest).toBe(first);
    expect(await digestAt('bases/main')).toBe(await digestAt('snapshots/dev'));
  });

  it('keeps what is open, with the day of the first sync that left it so', async () => {
    const work = await prepared('bases/main');
    await synced(work);
    await work.change('Changed on Tuesday.');
    await synced(work);
    const { open } = await work.receipt();
    // The field that is left, and the item with the base that it keeps.
    expect(open.map(({ id, part }) => [id, part])).toEqual([
      ['environments/Test', 'field "description"'],
      ['environments/Test', undefined],
    ]);
    expect((await work.apply()).code).toBe(0);
    expect((await work.receipt()).open).toEqual(open);
    await work.take('prod');
    expect((await work.done('diff', '--force')).stderr).toContain('; 1 is open.');
  });

  it('stays where the snapshot of the source is another one by now', async () => {
    const { done, change, apply, receipt, cwd } = await prepared('bases/main');
    await done('diff', '--force');
    await change('Changed before the apply.');
    expect((await apply()).stderr).toContain('snapshots/dev holds another snapshot');
    expect((await receipt()).base).toMatchObject({ moved: false });
    await expect(readFile(join(cwd, 'bases/main/snapshot.json'))).rejects.toThrow('ENOENT');
  });

  it('is taken from where flags say, which win', async () => {
    const { done, change, apply, run, cwd, commit, git } = await prepared('bases/main');
    git('init', '--quiet');
    await done('diff', '--force');
    commit('as it was compared');
    await change('Changed before the apply.');
    expect((await apply('--source', 'HEAD:snapshots/dev', '--base', 'elsewhere')).stderr).toContain('elsewhere holds');
    expect(await readFile(join(cwd, 'elsewhere/open.json'), 'utf8')).toContain('octosync-open');
    expect((await done('diff', '--force', '--base', 'elsewhere')).stderr).toContain('Base: elsewhere, sha256:');
    expect((await done('diff', '--force', '--base', 'none')).stderr).not.toContain('ase');
    expect((await run('diff', '--force', '--base', 'HEAD:nowhere')).code).toBe(1);
    expect((await run('diff', '--force', '--base', 'snapshots/dev')).stderr).toContain('a directory of its own');
  });

  it('stays where the destination has drifted, and the receipt says so', async () => {
    const { done, apply, receipt, api, run } = await prepared('bases/main');
    await done('diff', '--force');
    await api.post('environments', { Name: 'Test', Description: 'Made by somebody else.' });
    expect((await apply()).code).toBe(4);
    expect(await receipt()).toMatchObject({
      ...{ outcome: 'drifted', base: { moved: false }, says: expect.stringContaining('has changed') as string },
      changes: [{ id: 'environments/Test', became: 'drifted' }],
    });
    expect((await run('diff', '--force')).stderr).toContain('No base yet');
  });

  it('stays where a write has failed, and moves once the run has come to its end', async () => {
    const { done, apply, receipt, faults } = await prepared('bases/main');
    await done('diff', '--force');
    faults.add({ does: 500, method: 'POST', path: /environments$/, times: 1 });
    expect((await apply()).code).toBe(5);
    expect(await receipt()).toMatchObject({
      ...{ outcome: 'failed', base: { moved: false }, who: expect.any(String) as string },
      changes: [{ became: 'failed', why: expect.stringContaining('500') as string }],
    });
    expect((await apply()).code).toBe(0);
    expect(await receipt()).toMatchObject({ outcome: 'complete', base: { moved: true } });
  });

  it('leaves no receipt of a dry run', async () => {
    const { done, apply, receipt } = await prepared('bases/main');
    await done('diff', '--force');
    expect((await apply('--dry-run')).code).toBe(0);
    await expect(receipt()).rejects.toThrow('ENOENT');
  });

  it('is refused where what is open beside it is damaged', async () => {
    const work = await prepared('bases/main');
    await synced(work);
    await writeFile(join(work.cwd, 'bases/main/open.json'), '{}');
    const { code, stderr } = await work.run('diff', '--force');
    expect([code, stderr]).toEqual([1, expect.stringContaining('bases/main/open.json')]);
  });

  it('is an error where it is of another space (rules base-same)', async () => {
    const { run, changeset } = await prepared('bases/main');
    expect((await run('diff', '--force', '--base', join(examples, 'staging-prod'))).code).toBe(3);
    expect((await changeset()).errors.map(({ id }) => id)).toContain('base');
  });
});

describe('The base in Git (rules base-git)', () => {
  it('is the snapshot of the newest complete receipt, whatever came after it', async () => {
    const work = await prepared('git');
    const { git, commit, change, done, digestAt, changeset, api, apply, run } = work;
    git('init', '--quiet');
    expect(await synced(work)).toContain('No base yet: it cannot be told who changed.');
    const monday = commit('Monday');
    const first = await digestAt('snapshots/dev');

    await change('Changed on Tuesday.');
    expect(await synced(work)).toContain(`Base: ${monday}:snapshots/dev, ${first.slice(0, 19)}`);
    expect((await changeset()).base).toMatchObject({ digest: first, revision: monday });
    const tuesday = commit('Tuesday');
    const second = await digestAt('snapshots/dev');

    await change('Changed on Wednesday.');
    await work.take('prod');
    await done('diff', '--force', '--existing-environments', 'update');
    const [test] = (await api.get('environments/all')) as unknown as readonly { Id: string }[];
    await api.put(`environments/${test?.Id ?? ''}`, { ...test, Description: 'Somebody else was here.' });
    expect((await apply()).code).toBe(4);
    commit('Wednesday, which failed');
    expect((await run('diff', '--force')).stderr).toContain(`Base: ${tuesday}:snapshots/dev, ${second.slice(0, 19)}`);
    // What was open after Tuesday is open still.
    expect((await run('diff', '--force')).stderr).toContain('; 1 is open.');
  });

  it('is none of another sync', async () => {
    const work = await prepared('git');
    work.git('init', '--quiet');
    await synced(work);
    work.commit('Monday');
    const config = join(work.cwd, 'octosync.yml');
    await writeFile(config, (await readFile(config, 'utf8')).replace('  main: ', '  other: '));
    expect((await work.done('diff', '--force')).stderr).toContain('No base yet');
  });

  it('cannot be found without the snapshot, in a history that is cut off, or outside of Git', async () => {
    const work = await prepared('git');
    expect((await work.run('diff', '--force')).stderr).toContain('in no repository of Git');
    work.git('init', '--quiet');
    await synced(work);
    await writeFile(join(work.cwd, '.gitignore'), 'snapshots\n');
    work.commit('without snapshots');
    expect((await work.run('diff', '--force')).stderr).toMatch(/no commit up to that one has[^]*snapshots\/dev/);

    await rm(join(work.cwd, 'changeset.receipt.json'));
    work.commit('the receipt is gone');
    const shallow = await workFolder();
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${work.cwd}`, 'copy'], { cwd: shallow });
    const { stderr } = await octosync(
      ['diff', join(work.cwd, 'snapshots/dev'), join(work.cwd, 'snapshots/prod'), '--base', 'git'],
      { cwd: join(shallow, 'copy') },
    );
    expect(stderr).toContain('cut off here');
  });
});

describe('approve --resolve (rules base-resolve)', () => {
  const withSomethingLeft = async () => {
    const work = await prepared('bases/main');
    await synced(work);
    await work.change('Changed on Tuesday.');
    await work.take('prod');
    await work.done('diff', '--force');
    const approve = (...more: readonly string[]) => work.run('approve', 'changeset.json', '--by', 'Ada', ...more);
    return { ...work, approve };
  };

  it("makes an element the destination's own: its base moves, and it is open no more", async () => {
    const { approve, apply, receipt } = await withSomethingLeft();
    expect((await approve('--resolve', 'environments/Test', 'own')).code).toBe(0);
    expect((await apply()).code).toBe(0);
    expect(await receipt()).toMatchObject({
      ...{ open: [], base: { moved: true } },
      resolved: [{ element: 'environments/Test', by: 'Ada', takes: 'own' }],
    });
  });

  it("leaves the source's word open for the next sync", async () => {
    const { approve, apply, receipt } = await withSomethingLeft();
    expect((await approve('--resolve', 'environments/Test', 'source')).code).toBe(0);
    expect((await apply('--require-approval')).code).toBe(0);
    const [field] = (await receipt()).open;
    expect(field).toMatchObject({ id: 'environments/Test', resolved: 'source' });
  });

  it('says what was probably meant', async () => {
    const { approve } = await withSomethingLeft();
    const { code, stderr } = await approve('--resolve', 'enviroments/Test', 'own');
    expect([code, stderr]).toEqual([1, expect.stringContaining('Did you mean environments/Test?')]);
    expect((await approve('--resolve', 'environments/Test')).stderr).toContain('whose word stands');
  });
});
