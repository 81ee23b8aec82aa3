import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { Changeset } from '../../changeset/changeset.js';
import { parseChangeset } from '../../changeset/read.js';
import { canonicalFile } from '../../model/canonical.js';
import { UsageError } from '../../model/errors.js';

/** Reads and checks a changeset file. Throws UsageError for everything that is wrong with it. */
export const readChangeset = async (file: string): Promise<Changeset> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'There is no such file.'
        : 'The file cannot be read.';
    throw new UsageError({ what: why, where: file, remedy: 'Name a changeset that octosync diff wrote.' });
  });
  return parseChangeset(text, file);
};

/** Writes a changeset file whole or not at all. */
export const writeChangeset = (file: string, changeset: Changeset): Promise<void> =>
  writeFileAtomic(file, canonicalFile(changeset));
