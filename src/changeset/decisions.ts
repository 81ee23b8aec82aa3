import type { Static } from '@sinclair/typebox';
import { closestName } from '../model/closest-name.js';
import { defectsIn } from '../model/defects.js';
import { BlockedError, OctosyncError, UsageError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import { checkAcceptances } from './acceptances.js';
import type { Changeset } from './changeset.js';
import { isDecisions } from './checks.js';
import type { decisionsShape } from './decisions-shape.js';
import { decisionsFormat } from './format.js';
import { isPartWithout } from './pick/index.js';
import { checkResolutions } from './resolutions.js';
import { toAccept } from './to-accept.js';

/** What a person has decided of a changeset so far (`changeset.decisions.json`). */
export type Decisions = Static<typeof decisionsShape>;

const remedy = 'Restore the file, or remove it and decide again.';

/** Reads decisions from their text; `where` names them in errors. Throws UsageError for anything unknown in them. */
export const parseDecisions = async (text: string, where: string): Promise<Decisions> => {
  const parsed = parseJson(text);
  if (parsed.kind !== 'value')
    throw new UsageError({ what: `The decisions cannot be read: ${whyUnusable(parsed)}.`, where, remedy });
  const value: unknown = parsed.json;
  if (isDecisions(value)) return value;
  if (!isObject(value) || value['format'] !== decisionsFormat)
    throw new UsageError({ what: `These are no decisions of the format ${decisionsFormat}.`, where, remedy });
  // What can say why is loaded only here: it takes longer than all the rest.
  const { decisionsShape } = await import('./decisions-shape.js');
  const details = await defectsIn(decisionsShape, value);
  throw new UsageError({ what: 'The decisions are damaged.', where, details, remedy });
};

/**
 * Decisions about a changeset, checked: it has each change, finding and element that they name, and each is decided once (rules
 * pick-decisions). Throws UsageError for anything else, with what was probably meant.
 */
export const checkDecisions = (decisions: Decisions, changeset: Changeset, where: string): Decisions => {
  if (decisions.changeset !== changeset.digest)
    throw new UsageError({
      what: `The decisions are about another changeset: ${decisions.changeset}, not ${changeset.digest}.`,
      where,
      remedy: 'Decide anew: what is decided holds for exactly one changeset.',
    });
  const ids = changeset.changes.map(({ id }): string => id);
  const known = new Set(ids);
  const seen = new Set<string>();
  for (const { id } of decisions.leftOut) {
    if (!known.has(id)) throw noChange(id, ids, where);
    if (seen.has(id)) throw new UsageError({ what: `${id} is left out twice.`, where, remedy });
    seen.add(id);
  }
  return inFile(where, () => {
    checkAcceptances(decisions.accepted, changeset);
    checkResolutions(decisions.resolved, changeset);
    return decisions;
  });
};

const noChange = (id: string, ids: readonly string[], where: string): UsageError => {
  const meant = closestName(id, ids);
  const otherwise = 'Remove it from the decisions.';
  return new UsageError({
    what: `The changeset has no change ${id} that could be left out.`,
    where,
    remedy: meant === undefined ? otherwise : `Did you mean ${meant}? ${otherwise}`,
  });
};

/** What is wrong is wrong in a file: the error says in which. */
const inFile = <Result>(where: string, check: () => Result): Result => {
  try {
    return check();
  } catch (error) {
    if (error instanceof OctosyncError && error.where === undefined)
      throw new UsageError({ what: error.message, where, remedy: error.remedy ?? remedy });
    throw error;
  }
};

/** What an approval takes from decisions. */
export type Decided = Pick<Decisions, 'accepted' | 'resolved'>;

/**
 * What an approval of a changeset takes from decisions: about that very one, or about the one that it is a part of. What they accept
 * of something that was left out is no matter any more. Throws BlockedError where they leave something out that the
 * changeset still has: it is to be picked first. Throws UsageError where they are about something else.
 */
export const decidedFor = (decisions: Decisions, changeset: Changeset, where: string): Decided => {
  const { leftOut, accepted, resolved } = decisions;
  if (decisions.changeset === changeset.digest) {
    checkDecisions(decisions, changeset, where);
    if (leftOut.length > 0) throw pickFirst(leftOut.length, where);
    return { accepted, resolved };
  }
  if (changeset.part?.of !== decisions.changeset) return checkDecisions(decisions, changeset, where);
  if (!isPartWithout(changeset, decisions.changeset, leftOut)) throw otherPart(where);
  const findings = new Set(toAccept(changeset).map(({ finding }) => finding));
  return inFile(where, () => ({
    accepted: checkAcceptances(
      accepted.filter(({ finding }) => findings.has(finding)),
      changeset,
    ),
    resolved: checkResolutions(resolved, changeset),
  }));
};

const pickFirst = (count: number, where: string): BlockedError =>
  new BlockedError({
    what: `The decisions leave out ${count === 1 ? '1 change' : `${count} changes`}, and the changeset still has ${count === 1 ? 'it' : 'them'}.`,
    where,
    remedy: 'Pick the part first (octosync pick CHANGESET --out FILE), and approve that.',
  });

const otherPart = (where: string): BlockedError =>
  new BlockedError({
    what: 'This is another part of the changeset than the decisions make: it has changes that they leave out.',
    where,
    remedy: 'Pick the part anew (octosync pick CHANGESET --out FILE), and approve that.',
  });
