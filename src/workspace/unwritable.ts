import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';

/** Throws UsageError, before anything is done, for a folder that cannot be made or written to. */
export const refuseUnwritableFolder = async (folder: string): Promise<void> => {
  const why = await whyUnwritable(folder);
  if (why === undefined) return;
  throw new UsageError({
    what: `The folder cannot be written to (${why}).`,
    where: folder,
    remedy: 'Give yourself the permission there, free the place, or work in another folder.',
  });
};

/** Why a directory could not be written to, or be made, as far as that is told without trying; undefined where it could. */
export const whyUnwritable = async (directory: string): Promise<string | undefined> => {
  const path = resolve(directory);
  try {
    if (!(await stat(path)).isDirectory()) return 'is no directory';
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isCode(error, 'ENOENT') && dirname(path) !== path) return whyUnwritable(dirname(path));
    if (isCode(error, 'ENOTDIR')) return 'lies below a file';
    return isCode(error, 'EROFS') ? 'is read-only' : 'no permission';
  }
};
