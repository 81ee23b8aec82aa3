import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCode } from '../model/node-errors.js';
import { otherKind, removeScratch, scratchOf, sweepScratch, type Scratch } from './scratch.js';

/** Begins every snapshot; written last, so that a directory that has it is whole. */
export const manifestFile = 'snapshot.json';

/**
 * Puts a finished directory in the place of another. No system call of Node's exchanges two directories, so between two
 * renames there is none at `target`: both lie beside it, whole, and `finishReplacement` knows where.
 */
export const replaceDirectory = async (fresh: string, target: string): Promise<void> => {
  const aside = otherKind(fresh, 'old');
  const hadOne = await rename(target, aside).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
  try {
    await rename(fresh, target);
  } catch (error) {
    if (hadOne) await rename(aside, target);
    throw error;
  }
  if (hadOne) await removeScratch(aside);
};

/** How often, and how long (ms), a run that is just between its two renames is waited for. */
const patience = { times: 40, pause: 50 } as const;

/**
 * Finishes what a killed run began: if it was killed between the two renames, the finished directory takes its place now.
 * Waits for a run that is just there. Gives a sentence about it, or nothing where there was nothing to do.
 */
export const finishReplacement = async (target: string): Promise<string | undefined> => {
  for (let attempt = 0; attempt < patience.times && !existsSync(target); attempt += 1) {
    const pair = await betweenRenames(target);
    if (!pair) return undefined;
    if (!pair.isInUse) return (await moveInto(target, pair)) ? said(target) : undefined;
    await sleep(patience.pause);
  }
  return undefined;
};

/** Removes what killed runs have left beside `target`, once nothing of it is needed any more. */
export const sweepReplacements = async (target: string): Promise<void> => {
  if (existsSync(target) || !(await betweenRenames(target))) await sweepScratch(target);
};

/** The directory that was moved aside, while `target` is not there. */
const betweenRenames = async (target: string): Promise<Scratch | undefined> =>
  existsSync(target) ? undefined : (await scratchOf(target)).find(({ kind }) => kind === 'old');

/** The fresh one, which was whole when the old one was moved aside; the old one where somebody took the fresh one away. */
const moveInto = async (target: string, { path: aside }: Scratch): Promise<boolean> => {
  const fresh = otherKind(aside, 'new');
  try {
    await rename(existsSync(join(fresh, manifestFile)) ? fresh : aside, target);
    return true;
  } catch (error) {
    // Another run was quicker.
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) return false;
    throw error;
  }
};

const said = (target: string): string =>
  `An earlier run was killed while it put the snapshot in its place; that was finished now: ${target}.`;
