import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../changeset/receipt.js';
import { isCode } from '../model/node-errors.js';
import type { Digest } from '../model/names.js';
import { openFile } from '../snapshot/belongings.js';
import { copySnapshot } from '../snapshot/copy.js';
import { readBase } from './base-at.js';
import { isInGit } from './snapshot-at.js';

/** Where the base lies that was there before the last one: one level, for an undo (rules undo-base). */
export const previousBase = (base: string): string => `${base}.previous`;

/** Keeps a base that is about to be replaced; none is kept where there is none. */
export const keepPrevious = async (base: string, present: Digest | undefined): Promise<void> => {
  const to = previousBase(base);
  if (present === undefined) await rm(to, { recursive: true, force: true });
  else await copyBase(base, to, present);
};

const copyBase = async (from: string, to: string, digest: Digest): Promise<void> => {
  const open = await readFile(join(from, openFile), 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (open === undefined) await rm(to, { recursive: true, force: true });
  await copySnapshot(from, to, { digest, beside: new Map(open === undefined ? [] : [[openFile, open]]) });
};

/**
 * Moves the base back after a complete undo (rules undo-base): to what it was before the run that was taken back, or away where there
 * was none. Otherwise the next sync would take what was undone for something that the destination has made its own. Gives
 * what the receipt says of it; throws what keeps it from being read.
 */
export const moveBack = async ({ undoes }: Pick<Receipt, 'undoes'>, base: string): Promise<Receipt['base']> => {
  if (base === 'git')
    return moved('Git has the base from before the run, once this receipt is committed beside the other.');
  if (isInGit(base)) return stays(`The base stays as it is: ${base} is of a revision, which nothing changes.`);
  if (undoes?.source === undefined)
    return stays('The base stays as it is: what was taken back is a part of a sync, or an undo itself.');
  const present = (await readBase(base))?.snapshot.digest;
  if (present === undefined || present === undoes.base) return stays('The base is what it was before the run.');
  if (present !== undoes.source)
    return stays(
      `The base stays as it is: another sync has moved it since (${present}). What was undone counts as the destination's own.`,
    );
  if (undoes.base === undefined) {
    const aside = `${base}.undone`;
    await rename(base, aside);
    await rm(aside, { recursive: true, force: true });
    return moved(`${base} is gone: before the run there was no base.`);
  }
  const previous = previousBase(base);
  const found = existsSync(previous) ? (await readBase(previous))?.snapshot.digest : undefined;
  if (found !== undoes.base)
    return stays(
      `The base stays as it is: ${previous} does not hold the one from before the run (${undoes.base}). Restore ${base} from Git, or the next sync takes what was undone for the destination's own.`,
    );
  await copyBase(previous, base, found);
  await rm(previous, { recursive: true, force: true });
  return moved(`${base} holds again what it held before the run.`);
};

const stays = (says: string): Receipt['base'] => ({ moved: false, says });
const moved = (says: string): Receipt['base'] => ({ moved: true, says });
