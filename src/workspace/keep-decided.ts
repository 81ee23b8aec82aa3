import { existsSync } from 'node:fs';
import type { Changeset } from '../changeset/changeset.js';
import { parts } from '../evidence/format.js';
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
 * beside that would be about something else; and where it would take the place of such a record (rules pick-file, policy-kept). The same changeset again is no other one, and
 * where no changeset is, none is replaced. The remedy is that of who asks. Gives whether the very same one is there, with
 * such records, so that it need not be written.
 */
export const keepDecided = async (
  file: string,
  changeset: Pick<Changeset, 'digest'>,
  remedy = 'Name another file with --out.',
): Promise<boolean> => {
  if (isRecord(file))
    throw new UsageError({
      what: 'This file belongs to the changeset beside it, and is not overwritten.',
      where: file,
      remedy,
    });
  const found = companions.filter(([ending]) => existsSync(besideChangeset(file, ending)));
  if (found.length === 0 || !existsSync(file)) return false;
  const present = await readChangeset(file).catch(() => undefined);
  if (present?.digest === changeset.digest) return true;
  throw new UsageError({
    what: `There ${found.length === 1 && found[0]?.[1].startsWith('a ') ? 'is' : 'are'} ${found.map(([, called]) => called).join(', ')} beside this file, about the changeset that is there: it is not overwritten.`,
    where: file,
    remedy,
  });
};

/** Whether a file is what people, or `apply`, have left beside a changeset: its receipt, say. */
const isRecord = (file: string): boolean =>
  existsSync(file) &&
  parts.some(({ ending }) => {
    const end = `.${ending}`;
    return ending !== 'json' && file.endsWith(end) && existsSync(`${file.slice(0, -end.length)}.json`);
  });
