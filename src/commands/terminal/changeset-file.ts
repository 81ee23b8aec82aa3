import { readFile } from 'node:fs/promises';
import type { Changeset } from '../../changeset/changeset.js';
import { parseChangeset } from '../../changeset/read.js';
import { canonicalFile } from '../../model/canonical.js';
import { UsageError } from '../../model/errors.js';

/**
 * Reads and checks a changeset file; `expected` is the digest that it must have. Throws UsageError for everything that is
 * wrong with it.
 */
export const readChangeset = async (file: string, expected?: string): Promise<Changeset> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'There is no such file.'
        : 'The file cannot be read.';
    throw new UsageError({ what: why, where: file, remedy: 'Name a changeset that octosync diff wrote.' });
  });
  const changeset = parseChangeset(text, file);
  if (expected === undefined || digestsAgree(changeset.digest, expected)) return changeset;
  throw new UsageError({
    what: `The changeset has the digest ${changeset.digest}, not ${expected}.`,
    where: file,
    remedy: 'Apply the file that was approved.',
  });
};

/** The digest may be given without its `sha256:`. */
const digestsAgree = (digest: string, expected: string): boolean =>
  digest.toLowerCase().replace('sha256:', '') === expected.trim().toLowerCase().replace('sha256:', '');

/** Writes a changeset file whole or not at all. */
export const writeChangeset = async (file: string, changeset: Changeset): Promise<void> => {
  // Most commands only read.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, canonicalFile(changeset));
};

/** What belongs to a changeset stands beside it: `changeset.journal.jsonl`, `changeset.cleanup.md`. */
export const besideChangeset = (file: string, ending: string): string => `${file.replace(/\.json$/, '')}.${ending}`;
