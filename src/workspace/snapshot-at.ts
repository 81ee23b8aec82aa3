import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../model/errors.js';
import { readSnapshot, type KnownTexts, type ReadSnapshot } from '../snapshot/read.js';

const run = promisify(execFile);

/**
 * Reads a snapshot from a directory, or as Git had it: `v1.2:snapshots/prod`, `HEAD~3:./prod`, as `git show` would take
 * it. Throws UsageError for what is neither.
 */
export const readSnapshotAt = (place: string, known?: KnownTexts): Promise<ReadSnapshot> =>
  withDirectoryAt(place, (directory) => readSnapshot(directory, known));

/** Whether a place is REVISION:DIRECTORY. `C:\snapshots` is a directory, and so is whatever exists. */
export const isInGit = (place: string): boolean => place.indexOf(':') >= 2 && !existsSync(place);

/** Does something with a directory; one that Git has is there only meanwhile. Throws UsageError for what is neither. */
export const withDirectoryAt = async <Result>(
  place: string,
  use: (directory: string) => Promise<Result>,
): Promise<Result> => {
  if (!isInGit(place)) return use(place);
  const colon = place.indexOf(':');
  const folder = await mkdtemp(join(tmpdir(), 'octosync-compare-'));
  try {
    const [revision, directory] = [place.slice(0, colon), place.slice(colon + 1)];
    await extract(revision, directory, folder, place);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/**
 * The commit that last touched a snapshot, abbreviated: for one that Git holds as it stands. Undefined for one that was
 * changed since, and where there is no Git. `place` is a directory or REVISION:DIRECTORY.
 */
export const revisionOf = async (place: string): Promise<string | undefined> => {
  try {
    if (isInGit(place)) {
      const revision = place.slice(0, place.indexOf(':'));
      const asked = ['rev-parse', '--short', '--verify', '--end-of-options', `${revision}^{commit}`];
      return (await run('git', asked)).stdout.trim();
    }
    const cwd = place;
    const { stdout: changed } = await run('git', ['status', '--porcelain', '--ignored', '--', '.'], { cwd });
    const { stdout: last } = await run('git', ['log', '-1', '--format=%h', '--', '.'], { cwd });
    return changed.trim() === '' && last.trim() !== '' ? last.trim() : undefined;
  } catch {
    // Not in Git, or no Git: a header without a revision is right.
    return undefined;
  }
};

/** Git writes the tree as an archive, which every system that has Git can unpack. */
const extract = async (revision: string, directory: string, folder: string, place: string): Promise<void> => {
  const fromHere = directory.startsWith('/') ? directory : `./${directory}`;
  const archive = join(folder, '.tar');
  try {
    // A text that begins with a hyphen would be an option of Git's.
    const { stdout } = await run('git', ['rev-parse', '--verify', '--end-of-options', `${revision}:${fromHere}`]);
    // From below the top, Git would archive that folder only.
    const top = await run('git', ['rev-parse', '--show-toplevel']);
    const cwd = top.stdout.replace(/\r?\n$/, '');
    await run('git', ['archive', '--format=tar', `--output=${archive}`, stdout.trim()], { cwd });
    await run('tar', ['-xf', archive, '-C', folder]);
    await rm(archive);
  } catch (error) {
    throw new UsageError(
      {
        what: `There is no directory of this name, and Git does not know it as REVISION:DIRECTORY either${reason(error)}.`,
        where: place,
        remedy: 'Name a snapshot directory, or one in Git: HEAD~1:snapshots/prod.',
      },
      { cause: error },
    );
  }
};

const reason = (error: unknown): string => {
  const said = error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  const [first = ''] = said.trim().split('\n');
  return first === '' ? '' : ` (${first})`;
};
