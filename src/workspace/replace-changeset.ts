import { access } from 'node:fs/promises';
import type { Changeset } from '../changeset/changeset.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset, readChangeset, writeChangeset } from './changeset-file.js';

/** What people and `apply` leave beside a changeset: it is about that one, and would be about none. */
const records = ['approvals.json', 'decisions.json', 'journal.jsonl', 'receipt.json'];

/**
 * Writes a changeset, but never over one that was approved, decided on or applied: it throws UsageError where its records lie
 * beside it, unless it is `forced`; they stay then, and are void, since they name a digest. One that says the same stays as
 * it is, byte for byte, so that its approvals hold (rules policy-kept). Gives whether it was written.
 */
export const replaceChangeset = async (file: string, changeset: Changeset, forced: boolean): Promise<boolean> => {
  const beside = await recordsBeside(file);
  if (beside.length > 0 && (await exists(file))) {
    const before = await readChangeset(file).catch(() => undefined);
    if (before?.digest === changeset.digest) return false;
    if (!forced)
      throw new UsageError({
        what: `This file holds another changeset, with ${beside.join(', ')} beside it: it is not overwritten.`,
        where: file,
        remedy: 'Write to another file with --out FILE, or over this one with --force; its records are void then.',
      });
  }
  await writeChangeset(file, changeset);
  return true;
};

const recordsBeside = async (file: string): Promise<readonly string[]> => {
  const found = await Promise.all(
    records.map(async (ending) => {
      const record = besideChangeset(file, ending);
      return (await exists(record)) ? [record] : [];
    }),
  );
  return found.flat();
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
