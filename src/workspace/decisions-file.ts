import { readFile } from 'node:fs/promises';
import { checkDecisions, decidedFor, parseDecisions, type Decided, type Decisions } from '../changeset/decisions.js';
import type { Changeset } from '../changeset/changeset.js';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { besideChangeset, readChangeset } from './changeset-file.js';
import { withLock } from './lock.js';
import { writeWhole } from './write-whole.js';

/** The decisions about a changeset stand beside it: `changeset.decisions.json`. */
export const decisionsBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'decisions.json');

/** What lies beside a changeset: no decisions, decisions about it, or some about another one, which are void. */
export type FoundDecisions =
  | { readonly kind: 'none'; readonly file: string }
  | { readonly kind: 'decided'; readonly file: string; readonly decisions: Decisions }
  /** Made for the changeset that was there before: `of` is its digest. */
  | { readonly kind: 'void'; readonly file: string; readonly of: string };

/**
 * Reads the decisions beside a changeset, checked against it (rules pick-decisions). Throws UsageError for a file that is damaged, and for
 * decisions about what the changeset does not have.
 */
export const readDecisions = async (changesetFile: string, changeset: Changeset): Promise<FoundDecisions> => {
  const file = decisionsBeside(changesetFile);
  const decisions = await readDecisionsAt(file);
  if (decisions === undefined) return { kind: 'none', file };
  if (decisions.changeset !== changeset.digest) return { kind: 'void', file, of: decisions.changeset };
  return { kind: 'decided', file, decisions: checkDecisions(decisions, changeset, file) };
};

/** Reads a file of decisions, about whatever changeset; nothing where there is none. Throws UsageError for a damaged one. */
const readDecisionsAt = async (file: string): Promise<Decisions | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new UsageError({ what: 'The decisions cannot be read.', where: file, remedy: 'Check the file.' });
  });
  return text === undefined ? undefined : parseDecisions(text, file);
};

/**
 * Writes decisions beside their changeset, whole or not at all and one after the other; gives the file's name. They take the
 * place of all that was decided before. Throws UsageError for what does not fit the changeset; then nothing is written.
 */
export const writeDecisions = async (
  changesetFile: string,
  decisions: Decisions,
  changeset: Changeset,
): Promise<string> => {
  const file = decisionsBeside(changesetFile);
  checkDecisions(decisions, changeset, file);
  return withLock(`${file}.lock`, 'Somebody else is deciding about this changeset', async () => {
    await writeWhole(file, canonicalFile(decisions));
    return file;
  });
};

/**
 * What an approval of a changeset takes from a file of decisions (rules pick-decisions). Throws UsageError where there is none, or one
 * that is damaged or about something else; BlockedError where it leaves something out that the changeset still has.
 */
export const decidedIn = async (file: string, changesetFile: string): Promise<Decided> => {
  const decisions = await readDecisionsAt(file);
  if (decisions !== undefined) return decidedFor(decisions, await readChangeset(changesetFile), file);
  throw new UsageError({
    what: 'There is no such file of decisions.',
    where: file,
    remedy: 'Name the one that octosync review or pick wrote, such as changeset.decisions.json.',
  });
};
