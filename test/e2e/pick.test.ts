import { existsSync } from 'node:fs';
import { copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Decisions } from '../../src/changeset/decisions.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { settings, space } from '../builders/space.js';
import { examples, octosync, workFolder } from './cli.js';

const source = space('dev')
  .environments('Dev', 'Test')
  .project('OctoFX')
  .variable('Db', 'a', { Environment: ['Test'] })
  .project('Shop')
  .variable('Db', 'b');
const whole = diff(source.build(), space('prod').build(), settings({}, { environments: 'all', projects: 'all' }));

/** A folder with a changeset in it. */
const prepared = async () => {
  const cwd = await workFolder();
  await writeFile(join(cwd, 'changeset.json'), canonicalFile(whole));
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, file), 'utf8'));
  return {
    cwd,
    run: (...args: readonly string[]) => octosync(args, { cwd }),
    part: async (file = 'part.json') => (await read(file)) as Changeset,
    decisions: async () => (await read('changeset.decisions.json')) as Decisions,
    approvals: async (file: string) => read(file),
    has: (file: string) => existsSync(join(cwd, file)),
  };
};

const ids = ({ changes }: Changeset): readonly string[] => changes.map(({ id }) => id);

describe('octosync pick (rules pick-file, pick-patterns)', () => {
  it('takes what is wanted with what it needs, and says so', async () => {
    const { run, part, decisions } = await prepared();
    const ran = await run('pick', 'changeset.json', '--only', 'projects/OctoFX', '--by', 'Ada', '--out', 'part.json');
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain(`a part of ${whole.digest}`);
    expect(ran.stderr).toContain('Added, since what is wanted depends on it: environments/Test');
    const made = await part();
    expect(ids(made).filter((id) => id.includes('Shop') || id.includes('Dev'))).toEqual([]);
    expect(made.part?.of).toBe(whole.digest);
    expect((await decisions()).leftOut.map(({ id }) => id)).toContain('projects/Shop');
    const shown = await run('show', 'part.json');
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toContain(`a part of ${whole.digest.slice(0, 19)}`);
  });

  it('leaves out what is not wanted with what depends on it; the decisions make the same part again', async () => {
    const { cwd, run, part } = await prepared();
    const except = ['--except', 'environments/Test', '--why', 'not yet', '--by', 'Ada'];
    const ran = await run('pick', 'changeset.json', ...except, '--out', 'part.json');
    expect(ran.stderr).toContain('Left out, too: projectVariables/OctoFX depends on environments/Test');
    expect((await part()).part?.leftOut[0]).toEqual({ id: 'environments/Test', why: 'not yet', by: 'Ada' });
    await run('pick', 'changeset.json', '--out', 'again.json');
    expect(await readFile(join(cwd, 'again.json'), 'utf8')).toBe(await readFile(join(cwd, 'part.json'), 'utf8'));
  });

  it.each<[string, readonly string[]]>([
    ['adds', ['--only', 'projectVariables/OctoFX']],
    ['leaves out', ['--except', 'environments/Test']],
  ])('with --strict, it %s nothing that nobody named', async (_what, args) => {
    const { run, has } = await prepared();
    const ran = await run('pick', 'changeset.json', ...args, '--strict', '--out', 'part.json');
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('The part is not closed');
    expect([has('part.json'), has('changeset.decisions.json')]).toEqual([false, false]);
  });

  it.each<[string, readonly string[], string]>([
    ['where nothing says what', [], 'no decisions lie beside the changeset'],
    ['for a pattern that fits nothing', ['--except', 'projects/Octofy'], 'No change of this changeset fits'],
    ['for an empty one', ['--except', ''], 'No change of this changeset fits'],
    ['where all is wanted', ['--only', 'projects,environments'], 'Nothing is left out'],
    ['where all is wanted by a wildcard', ['--only', '*'], 'Nothing is left out'],
    ['where all would go', ['--except', 'projects,environments'], 'Everything is left out'],
  ])('is an error %s', async (_what, args, says) => {
    const { run, has } = await prepared();
    const ran = await run('pick', 'changeset.json', ...args, '--out', 'part.json');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(says);
    expect([has('part.json'), has('changeset.decisions.json')]).toEqual([false, false]);
  });

  it('of a changeset without changes is an error that says so', async () => {
    const { run, has, cwd } = await prepared();
    const none = diff(space('dev').build(), space('prod').build(), settings());
    await writeFile(join(cwd, 'none.json'), canonicalFile(none));
    for (const args of [['--only', 'projects'], ['--except', '*'], []]) {
      const ran = await run('pick', 'none.json', ...args, '--out', 'part.json');
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('The changeset has no changes')]);
    }
    expect(has('part.json')).toBe(false);
  });

  it('never takes the place of what it is made of, under whatever name', async () => {
    const { cwd, run } = await prepared();
    await symlink(join(cwd, 'changeset.json'), join(cwd, 'link.json'));
    for (const out of ['changeset.json', './x/../changeset.json', 'link.json', 'changeset.decisions.json']) {
      const ran = await run('pick', 'changeset.json', '--except', 'projects/Shop', '--out', out);
      expect([out, ran.code]).toEqual([out, 1]);
    }
    expect(await readFile(join(cwd, 'changeset.json'), 'utf8')).toBe(canonicalFile(whole));
  });

  it('takes the place of no part that somebody approved, unless it is the same', async () => {
    const { run } = await prepared();
    const pick = (except: string) => run('pick', 'changeset.json', '--except', except, '--out', 'part.json');
    expect((await pick('projects/Shop')).code).toBe(0);
    expect((await run('approve', 'part.json', '--by', 'Grace')).code).toBe(0);
    expect((await pick('projects/Shop')).code).toBe(0);
    const other = await pick('projects/OctoFX');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('There are approvals beside this file')]);
  });

  it('refuses decisions about another changeset, and damaged ones', async () => {
    const { cwd, run } = await prepared();
    await run('pick', 'changeset.json', '--except', 'projects/Shop', '--out', 'part.json');
    await copyFile(join(cwd, 'changeset.decisions.json'), join(cwd, 'part.decisions.json'));
    const other = await run('pick', 'part.json', '--out', 'less.json');
    expect(other.stderr).toContain('The decisions are about another changeset');
    await writeFile(join(cwd, 'changeset.decisions.json'), '{');
    const damaged = await run('pick', 'changeset.json', '--out', 'part.json');
    expect([damaged.code, damaged.stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
  });
});

describe('octosync approve --decisions (rules pick-decisions)', () => {
  const approve = ['--by', 'Grace', '--decisions', 'changeset.decisions.json'];

  it('is refused for the whole, and taken for the part', async () => {
    const { run, has } = await prepared();
    await run('pick', 'changeset.json', '--except', 'projects/Shop', '--out', 'part.json');
    const refused = await run('approve', 'changeset.json', ...approve);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('the changeset still has')]);
    expect(has('changeset.approvals.json')).toBe(false);
    const taken = await run('approve', 'part.json', ...approve);
    expect(taken.code, taken.stderr).toBe(0);
    expect(has('part.approvals.json')).toBe(true);
  });

  it('is refused where there are none', async () => {
    const { run } = await prepared();
    const ran = await run('approve', 'changeset.json', ...approve);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('no such file of decisions')]);
  });

  it.each([
    ['pick', ['--only', 'projects/Shop']],
    ['show', ['--format', 'html']],
    ['evidence', []],
    ['diff', ['--projects', 'all']],
  ])('%s writes over nothing that belongs to a changeset', async (command, flags) => {
    const { cwd, run } = await prepared();
    const snapshots = ['dev-test', 'staging-prod'].map((name) => join(examples, name));
    const about = command === 'diff' ? snapshots : ['changeset.json'];
    for (const ending of [
      'receipt.json',
      'before.jsonl',
      'journal.jsonl',
      'log.jsonl',
      'approvals.json',
      'cleanup.md',
    ]) {
      const file = `changeset.${ending}`;
      await writeFile(join(cwd, file), 'what was there');
      const ran = await run(command, ...about, ...flags, '--out', file);
      expect([file, ran.code, await readFile(join(cwd, file), 'utf8')]).toEqual([file, 1, 'what was there']);
    }
    if (command === 'diff') return;
    const ran = await run(command, ...about, ...flags, '--out', 'changeset.json');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('take the place of what it is made of')]);
    expect(await readFile(join(cwd, 'changeset.json'), 'utf8')).toBe(canonicalFile(whole));
  });
});
