import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OpenElement, OpenFile } from '../changeset/receipt.js';
import { parseOpen } from '../changeset/read-receipt.js';
import { withWholeBases } from '../changeset/kept-base.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { openFile } from '../snapshot/belongings.js';
import { readSnapshot, type KnownTexts, type ReadSnapshot } from '../snapshot/read.js';
import { finishReplacement } from '../snapshot/replace-directory.js';
import { isInGit, revisionOf, withDirectoryAt } from './snapshot-at.js';

/** What the source said when it was last synced, what that sync left open, and where that was found. */
export interface FoundBase {
  readonly snapshot: ReadSnapshot;
  readonly open: readonly OpenElement[];
  /** What took part in the syncs up to it; nobody knows where nothing is said. */
  readonly selections?: OpenFile['selections'];
  /** The directory, or the revision and the directory. */
  readonly place: string;
  /** The commit, where Git holds it as it stands. */
  readonly revision?: string;
}

/**
 * Reads a base from a directory, or as Git had it (REVISION:DIRECTORY), with what lies open beside it (rules base-place). A
 * directory that is not there yet is no base. Throws UsageError for what is damaged, and for what Git does not know.
 */
export const readBase = async (place: string, known?: KnownTexts): Promise<FoundBase | undefined> => {
  if (!isInGit(place)) {
    // A run that was killed while it moved the base may have left it aside.
    await finishReplacement(resolve(place));
    if (!existsSync(place)) return undefined;
  }
  const found = await withDirectoryAt(place, async (directory) => {
    const snapshot = await readSnapshot(directory, known);
    return { snapshot, ...(await readOpen(directory, place, snapshot)) };
  });
  const revision = await revisionOf(place);
  return { ...found, place, ...(revision !== undefined && { revision }) };
};

/** What is open beside a base; a snapshot without such a file leaves nothing open. */
const readOpen = async (
  directory: string,
  place: string,
  snapshot: ReadSnapshot,
): Promise<Pick<FoundBase, 'open' | 'selections'>> => {
  const where = join(place, openFile);
  const text = await readFile(join(directory, openFile), 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new UsageError({ what: 'What is open beside the base cannot be read.', where, remedy: 'Check the file.' });
  });
  if (text === undefined) return { open: [] };
  const { base, open, selections } = await parseOpen(text, where);
  if (base === snapshot.digest)
    return { open: withWholeBases(open, snapshot, where), ...(selections && { selections }) };
  throw new UsageError({
    what: `It lists what is open beside another base (${base}) than the one it lies in (${snapshot.digest}).`,
    where,
    remedy: 'Restore the base from Git, all of it.',
  });
};
