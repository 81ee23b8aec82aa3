import type { Changeset } from '../changeset/changeset.js';
import { UsageError } from '../model/errors.js';
import { writeChangeset } from './changeset-file.js';
import { keepDecided } from './keep-decided.js';

/**
 * Writes a changeset, but never over one that was approved, decided on or applied, unless it is `forced`: its records stay
 * then, and are void, since they name a digest. One that says the same stays as it is, byte for byte, so that its approvals
 * hold (rules policy-kept). Gives whether it was written. Throws UsageError where it must not be.
 */
export const replaceChangeset = async (file: string, changeset: Changeset, forced: boolean): Promise<boolean> => {
  const remedy = 'Write it to another place with --out, or over this one with --force; its records are void then.';
  const isThere = await keepDecided(file, changeset, remedy).catch((error: unknown) => {
    if (forced && error instanceof UsageError) return false;
    throw error;
  });
  if (isThere) return false;
  await writeChangeset(file, changeset);
  return true;
};
