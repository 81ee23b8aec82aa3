import { readFile } from 'node:fs/promises';
import type { Changeset } from '../changeset/changeset.js';
import { sealAnew } from '../changeset/edited.js';
import { parseChangeset } from '../changeset/read.js';
import { canonicalFile, sha256 } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import type { Digest } from '../model/names.js';
import { isCode } from '../model/node-errors.js';

/**
 * Reads and checks a changeset file; `expected` is the digest that it must have. Throws UsageError for everything that is
 * wrong with it.
 */
export const readChangeset = async (file: string, expected?: string): Promise<Changeset> =>
  changesetIn(await readBytes(file), file, expected);

/** A changeset, and the bytes that it was read from: an approval is about those. */
export interface ChangesetFile {
  readonly changeset: Changeset;
  /** SHA-256 of the file's bytes, with the line ends that it was written with: Git may have changed them on the way. */
  readonly bytes: Digest;
}

/** Like readChangeset; gives the digest of the file's bytes too. */
export const readChangesetFile = async (file: string, expected?: string): Promise<ChangesetFile> => {
  const content = await readBytes(file);
  return { changeset: await changesetIn(content, file, expected), bytes: sha256(withOwnLineEnds(content)) };
};

const changesetIn = async (content: Buffer, file: string, expected: string | undefined): Promise<Changeset> => {
  const changeset = await parseChangeset(content.toString('utf8'), file);
  if (expected === undefined || digestsAgree(changeset.digest, expected)) return changeset;
  throw new UsageError({
    what: `The changeset has the digest ${changeset.digest}, not ${expected}.`,
    where: file,
    remedy: 'Apply the file that was approved.',
  });
};

/** Takes over what a person edited in a changeset: writes it anew with a digest that fits. Throws UsageError. */
export const sealChangeset = async (file: string): Promise<void> => {
  await writeChangeset(file, await sealAnew((await readBytes(file)).toString('utf8'), file));
};

const readBytes = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: unknown) => {
    const why = isCode(error, 'ENOENT') ? 'There is no such file.' : 'The file cannot be read.';
    throw new UsageError({ what: why, where: file, remedy: 'Name a changeset that octosync diff wrote.' });
  });

/** No text of ours holds a carriage return: where there is one, it came with a checkout. */
const withOwnLineEnds = (content: Buffer): Buffer | string =>
  content.includes(13) ? content.toString('utf8').replaceAll('\r\n', '\n') : content;

/** The digest may be given without its `sha256:`. */
const digestsAgree = (digest: string, expected: string): boolean =>
  digest.toLowerCase().replace('sha256:', '') === expected.trim().toLowerCase().replace('sha256:', '');

/** Writes a changeset file whole or not at all. */
export const writeChangeset = async (file: string, changeset: Changeset): Promise<void> => {
  // Most commands only read.
  const { writeWhole } = await import('./write-whole.js');
  await writeWhole(file, canonicalFile(changeset));
};

/** What belongs to a changeset stands beside it: `changeset.journal.jsonl`, `changeset.cleanup.md`. */
export const besideChangeset = (file: string, ending: string): string => `${file.replace(/\.json$/, '')}.${ending}`;
