import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parts } from '../evidence/format.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset } from './changeset-file.js';

/**
 * What is made of a changeset takes the place neither of that, nor of anything that belongs to it: decisions, approvals, a receipt,
 * or what undo needs (rules pick-file).
 */
export const refuseOwn = async (changesetFile: string, out: string): Promise<void> => {
  const own = parts.map(({ ending }) => (ending === 'json' ? changesetFile : besideChangeset(changesetFile, ending)));
  const [target, ...taken] = await Promise.all([out, ...own].map(realPath));
  if (target === undefined || !taken.includes(target)) return;
  throw new UsageError({
    what: 'What is made would take the place of what it is made of.',
    where: out,
    remedy: 'Name another file with --out.',
  });
};

const realPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
