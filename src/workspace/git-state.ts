import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isCode } from '../model/node-errors.js';
import { git } from './git.js';

/** How a directory stands in Git: not there, no Git to ask, in no repository, with changes that no commit has, or as committed. */
export type GitState = 'none' | 'no-git' | 'outside' | 'changed' | 'committed';

/** Reads only: not even the index is refreshed. */
export const gitStateOf = async (directory: string): Promise<GitState> => {
  if (!existsSync(directory)) return 'none';
  const path = resolve(directory);
  try {
    const asked = ['--no-optional-locks', '-C', dirname(path), 'status', '--porcelain', '--ignored', '--', path];
    return (await git(...asked)).trim() === '' ? 'committed' : 'changed';
  } catch (error) {
    return error instanceof Error && isCode(error, 'ENOENT') ? 'no-git' : 'outside';
  }
};
