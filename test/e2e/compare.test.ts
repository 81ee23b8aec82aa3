import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { textOf } from '../../src/model/json.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { apiOf } from './api.js';
import { examples, octosync, workFolder } from './cli.js';

/** A repository whose last commit but one has the snapshot of a space, and whose work tree has a later one of it. */
const repository = async (cwd: string): Promise<void> => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd });
  const sandbox = await startSandbox(await loadInstances([join(examples, 'dev-test')], 'API-SANDBOX', 0));
  const [server] = sandbox.instances;
  if (!server) throw new Error('One instance was started.');
  const take = async () => {
    const { code, stderr } = await octosync(['snapshot', '--url', server.url, '--out', 'snapshots/dev', '--quiet'], {
      cwd,
    });
    expect(code, stderr).toBe(0);
  };
  git('init', '--quiet');
  await take();
  git('add', '.');
  git('commit', '--quiet', '--message', 'monday');
  const { get, put } = apiOf(server);
  const [test] = (server.dump()['environments'] ?? []).filter(({ Name: name }) => name === 'Test');
  const path = `environments/${textOf((test as { readonly Id: string }).Id)}`;
  await put(path, { ...(await get(path)), Description: 'Changed on Tuesday.' });
  await take();
  await sandbox.close();
};

// None of the tests writes to it.
let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'octosync-compare-'));
  await repository(cwd);
  return () => rm(cwd, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => octosync(args, { cwd });

describe('compare', () => {
  it.each(['snapshots/dev', './snapshots/dev'])(
    'finds in Git what changed in one space, field by field (%s)',
    async (dir) => {
      const { code, stdout } = await run('compare', `HEAD:${dir}`, 'snapshots/dev', '--details', '--exit-code');
      expect(code).toBe(2);
      expect(stdout).toMatch(/^Default: 1 thing changed$/m);
      // Which commit, and when (rules review-header).
      expect(stdout).toMatch(
        /^ {2}Older {2}space Default of .*taken \d{4}-\d\d-\d\d \d\d:\d\d UTC,\s+commit [0-9a-f]{7}/ms,
      );
      expect(stdout).toMatch(/^Environments\n {2}~ Test {2}description changed$/m);
      expect(stdout).toContain('~ description: "Where QA works." → "Changed on Tuesday."');
    },
  );

  it('works from a folder below the top, as git show does', async () => {
    await mkdir(join(cwd, 'audit'));
    const { code, stdout } = await octosync(['compare', 'HEAD:../snapshots/dev', '../snapshots/dev'], {
      cwd: join(cwd, 'audit'),
    });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/1 thing changed/)]);
  });

  it.each(['table', 'markdown', 'json', 'html'])('says so as %s', async (format) => {
    const { code, stdout } = await run(
      'compare',
      'HEAD:snapshots/dev',
      'snapshots/dev',
      '--format',
      format,
      '--details',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Changed on Tuesday.');
  });

  it('has nothing to say of the same snapshot twice', async () => {
    const cwd = await workFolder();
    await cp(join(examples, 'dev-test'), join(cwd, 'copy'), { recursive: true });
    const { code, stdout, stderr } = await octosync(['compare', join(examples, 'dev-test'), 'copy', '--exit-code'], {
      cwd,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain('Needs your eyes');
  });

  it.each([
    ['a directory that is not there', 'nowhere', 'There is no snapshot here'],
    ['a revision that Git does not know', 'v9.9:snapshots/dev', 'Git does not know it'],
    ['what would be an option of Git', '--output=x:snapshots', 'has no option'],
    ['a directory of Git without a snapshot', 'HEAD:snapshots', 'There is no snapshot here'],
  ])('refuses %s', async (_what, place, says) => {
    const { code, stderr } = await run('compare', place, 'snapshots/dev');
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });
});
