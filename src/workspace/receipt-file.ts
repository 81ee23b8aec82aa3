import { readFile } from 'node:fs/promises';
import { parseReceipt } from '../changeset/read-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { besideChangeset } from './changeset-file.js';
import { writeWhole } from './write-whole.js';

/** The receipt of a changeset stands beside it: `changeset.receipt.json`. */
export const receiptBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'receipt.json');

/** Reads the receipt beside a changeset; undefined where there is none. Throws UsageError for one that is damaged. */
export const readReceipt = async (changesetFile: string): Promise<Receipt | undefined> => {
  const file = receiptBeside(changesetFile);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new UsageError({ what: 'The receipt cannot be read.', where: file, remedy: 'Check the file.' });
  });
  return text === undefined ? undefined : parseReceipt(text, file);
};

/** Writes a receipt whole or not at all; gives the file's name. */
export const writeReceipt = async (changesetFile: string, receipt: Receipt): Promise<string> => {
  const file = receiptBeside(changesetFile);
  await writeWhole(file, canonicalFile(receipt));
  return file;
};
