import { access } from 'node:fs/promises';
import type { Changeset } from '../changeset/changeset.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset, readChangeset } from '../workspace/changeset-file.js';

const companions = ['approvals.json', 'decisions.json', 'journal.jsonl', 'receipt.json'] as const;

/** Throws UsageError where another changeset would be written over that somebody has approved, decided on or applied. */
export const refuseReplacing = async (file: string, changeset: Changeset): Promise<void> => {
  const there = await readChangeset(file).catch(() => undefined);
  if (there?.digest === changeset.digest) return;
  for (const ending of companions) {
    const beside = besideChangeset(file, ending);
    if (!(await isThere(beside))) continue;
    throw new UsageError({
      what: `${file} is there already, with ${beside}: nothing was written over it.`,
      remedy: 'Start octosync review with another --out.',
    });
  }
};

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
