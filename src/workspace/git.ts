import { execFile } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a Git command prints; a file of ours may be long. Throws what it failed with. */
export const git = async (...args: readonly string[]): Promise<string> =>
  (await run('git', args, { maxBuffer: 512 * 1024 * 1024 })).stdout;

/** A path as Git takes it after a revision and a colon: from this folder on, with slashes. */
export const pathForGit = (path: string): string =>
  `./${relative(process.cwd(), resolve(path)).replaceAll('\\', '/') || '.'}`;

/** The lines of a text that Git printed, without an empty one. */
export const linesOf = (printed: string): readonly string[] => printed.split(/\r?\n/).filter((line) => line !== '');

/** The text of a file at a commit; undefined where it has none of that name. */
export const fileAt = (commit: string, path: string): Promise<string | undefined> =>
  git('cat-file', 'blob', `${commit}:${pathForGit(path)}`).catch(() => undefined);
