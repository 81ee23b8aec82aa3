import { existsSync } from 'node:fs';
import type { Changeset } from '../changeset/changeset.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset, readChangeset } from './changeset-file.js';

/** What people and `apply` leave beside a changeset: it is about that one, and would be about none. */
const companions: readonly (readonly [ending: string, called: string])[] = [
  ['approvals.json', 'approvals'],
  ['decisions.json', 'decisions'],
  ['journal.jsonl', 'a journal'],
  ['receipt.json', 'a receipt'],
];

/**
 * Throws UsageError where a changeset would take the place of another one that was approved, decided on or applied: what lies
 * beside that would be about something else (rules pick-file, policy-kept). The same changeset again is no other one, and
 * where no changeset is, none is replaced. The remedy is that of who asks. Gives whether the very same one is there, with
 * such records, so that it need not be written.
 */
export const keepDecided = async (
  file: string,
  changeset: Pick<Changeset, 'digest'>,
  remedy = 'Name another file with --out.',
): Promise<boolean> => {
  const found = companions.filter(([ending]) => existsSync(besideChangeset(file, ending)));
  if (found.length === 0 || !existsSync(file)) return false;
  const present = await readChangeset(file).catch(() => undefined);
  if (present?.digest === changeset.digest) return true;
  throw new UsageError({
    what: `There are ${found.map(([, called]) => called).join(', ')} beside this file: they are about the changeset that is there, and it is not overwritten.`,
    where: file,
    remedy,
  });
};
