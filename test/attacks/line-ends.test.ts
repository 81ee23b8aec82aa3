import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/snapshot/read.js';
import { readChangesetFile } from '../../src/workspace/changeset-file.js';
import { examples, filesIn, octosync, workFolder } from '../e2e/cli.js';

/** What a checkout on Windows makes of a text. */
const checkedOut = async (file: string): Promise<void> =>
  writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));

describe('Line ends that Git changed', () => {
  it('a snapshot says the same, and has the same digest', async () => {
    const folder = join(await workFolder(), 'dev');
    await cp(join(examples, 'dev-test'), folder, { recursive: true });
    for (const path of (await filesIn(folder)).keys()) if (path.endsWith('.json')) await checkedOut(join(folder, path));
    const [changed, own] = [await readSnapshot(folder), await readSnapshot(join(examples, 'dev-test'))];
    expect(changed.digest).toBe(own.digest);
    expect(changed.items).toEqual(own.items);
  });

  it('a changeset says the same, and its approvals hold', async () => {
    const cwd = await workFolder();
    const sides = [join(examples, 'dev-test'), join(examples, 'staging-prod')];
    await octosync(['diff', ...sides, '--projects', 'OctoFX'], { cwd });
    await octosync(['approve', 'changeset.json', '--by', 'Ada'], { cwd });
    const before = await readChangesetFile(join(cwd, 'changeset.json'));
    for (const file of ['changeset.json', 'changeset.approvals.json']) await checkedOut(join(cwd, file));
    expect(await readChangesetFile(join(cwd, 'changeset.json'))).toEqual(before);
    const { stdout } = await octosync(['approve', 'changeset.json', '--by', 'Grace', '--json'], { cwd });
    expect(stdout).toContain(before.bytes);
  });

  it('and a snapshot in a repository with core.autocrlf keeps its own', async () => {
    const cwd = await workFolder();
    const git = (...args: readonly string[]) =>
      execFileSync(
        'git',
        ['-c', 'core.autocrlf=true', '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args],
        {
          cwd,
          stdio: 'pipe',
        },
      );
    git('init', '--quiet');
    await mkdir(join(cwd, 'snapshots'));
    await cp(join(examples, 'dev-test'), join(cwd, 'snapshots', 'dev'), { recursive: true });
    await writeFile(join(cwd, 'notes.txt'), 'a\nb\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    git('rm', '--quiet', '-r', '--cached', '.');
    git('reset', '--quiet', '--hard');
    expect(await readFile(join(cwd, 'snapshots/dev/snapshot.json'), 'utf8')).not.toContain('\r');
  });
});
