import { existsSync } from 'node:fs';
import type { Changeset } from '../changeset/changeset.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset, readChangeset } from './changeset-file.js';

/** What lies beside a changeset once people decided about it, or applied it. */
const companions: readonly (readonly [ending: string, called: string])[] = [
  ['approvals.json', 'approvals'],
  ['decisions.json', 'decisions'],
  ['journal.jsonl', 'a journal'],
  ['receipt.json', 'a receipt'],
];

/**
 * Throws UsageError where a changeset would take the place of another one that was approved, decided about or applied: what
 * lies beside that would be about something else (rules pick-file). The same changeset again is no other one.
 */
export const keepDecided = async (file: string, changeset: Changeset): Promise<void> => {
  const found = companions.filter(([ending]) => existsSync(besideChangeset(file, ending)));
  if (found.length === 0) return;
  const present = await readChangeset(file).catch(() => undefined);
  if (present?.digest === changeset.digest) return;
  throw new UsageError({
    what: `There are ${found.map(([, called]) => called).join(', ')} beside this file: they are about the changeset that is there.`,
    where: file,
    remedy: 'Name another file with --out.',
  });
};
