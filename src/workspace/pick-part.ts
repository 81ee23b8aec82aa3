import type { Changeset } from '../changeset/changeset.js';
import type { Decisions } from '../changeset/decisions.js';
import { decisionsFormat } from '../changeset/format.js';
import { chosenBy, pick, selectionOf, type Chosen, type LeftOut, type Patterns } from '../changeset/pick/index.js';
import { BlockedError, UsageError } from '../model/errors.js';
import { readChangeset, writeChangeset } from './changeset-file.js';
import { readDecisions, writeDecisions, type FoundDecisions } from './decisions-file.js';
import { keepDecided } from './keep-decided.js';
import { refuseOwn } from './refuse-own.js';

export interface Picking extends Patterns {
  readonly by?: string | undefined;
  /** Nothing may be added, and nothing may go, that nobody named. */
  readonly strict: boolean;
  /** The file of the part. */
  readonly out: string;
}

export interface PickedPart extends Pick<Chosen, 'added' | 'follows'> {
  readonly whole: Changeset;
  readonly part: Changeset;
  /** The file of decisions about the whole. */
  readonly decisions: string;
}

/**
 * Writes a part of a changeset, and the decisions that make it beside the whole (rules pick-file). Without patterns it takes the
 * decisions that are there. Throws UsageError for a changeset without changes, where nothing is said to be left out, where nothing would be left, for patterns
 * and decisions that do not fit, and for a file that must not be written over; BlockedError where `strict` does not let
 * anything be added or go. Then nothing is written.
 */
export const pickPart = async (changesetFile: string, picking: Picking): Promise<PickedPart> => {
  const { out, strict } = picking;
  await refuseOwn(changesetFile, out);
  const whole = await readChangeset(changesetFile);
  if (whole.changes.length === 0) throw nothingToTake(changesetFile);
  const found = await readDecisions(changesetFile, whole);
  const chosen = isByPatterns(picking) ? chosenBy(whole, picking) : decidedIn(whole, found, picking, changesetFile);
  if (strict) refuseMore(chosen);
  if (chosen.leftOut.length === 0) throw nothingLeftOut(changesetFile);
  const before = found.kind === 'decided' ? found.decisions : undefined;
  const by = picking.by ?? before?.by;
  const leftOut = chosen.leftOut.map((one) => withWhy(one, before));
  const part = pick(whole, { leftOut, by });
  const decisions: Decisions = {
    format: decisionsFormat,
    changeset: whole.digest,
    ...(by !== undefined && { by }),
    leftOut,
    resolved: before?.resolved ?? [],
    accepted: before?.accepted ?? [],
  };
  await keepDecided(out, part);
  await writeChangeset(out, part);
  const { added, follows } = chosen;
  return { whole, part, added, follows, decisions: await writeDecisions(changesetFile, decisions, whole) };
};

const isByPatterns = ({ only, except }: Patterns): boolean => only.length + except.length > 0;

/** Why something is left out, as people said before, where they say nothing now. */
const withWhy = ({ id, why }: LeftOut, before: Decisions | undefined): Decisions['leftOut'][number] => {
  const said = why ?? before?.leftOut.find((one) => one.id === id)?.why;
  return { id, ...(said !== undefined && { why: said }) };
};

/** What the decisions beside a changeset leave out. */
const decidedIn = (
  whole: Changeset,
  found: FoundDecisions,
  { why }: Pick<Picking, 'why'>,
  changesetFile: string,
): Chosen => {
  if (found.kind === 'void')
    throw new UsageError({
      what: `The decisions are about another changeset: ${found.of}, not ${whole.digest}.`,
      where: found.file,
      remedy: 'Decide anew with octosync review, or say what to leave out with --only or --except.',
    });
  if (found.kind === 'none')
    throw new UsageError({
      what: 'Nothing says what to leave out, and no decisions lie beside the changeset.',
      where: changesetFile,
      remedy: 'Use --only or --except, or decide with octosync review.',
    });
  const asked = found.decisions.leftOut.map((one): LeftOut => ({ ...one, ...(one.why === undefined && { why }) }));
  const follows = selectionOf(whole, asked).leftOut.filter(({ because }) => because !== undefined);
  return { leftOut: asked, added: [], follows };
};

const refuseMore = ({ added, follows }: Chosen): void => {
  if (added.length + follows.length === 0) return;
  throw new BlockedError({
    what: 'The part is not closed: changes depend on each other that were not named together.',
    details: [
      ...added.map((id) => `${id} would be added: what is wanted depends on it.`),
      ...follows.map(({ id, because = '' }) => `${id} would go, too: it depends on ${because}.`),
    ],
    remedy: 'Name these as well, or leave out --strict.',
  });
};

const nothingToTake = (changesetFile: string): UsageError =>
  new UsageError({
    what: 'The changeset has no changes: there is nothing to take a part of.',
    where: changesetFile,
    remedy: `octosync show ${changesetFile} says what was found.`,
  });

const nothingLeftOut = (changesetFile: string): UsageError =>
  new UsageError({
    what: 'Nothing is left out: the part would be the whole changeset.',
    where: changesetFile,
    remedy: 'Approve and apply the changeset as it is, or leave something out.',
  });
