import { closestName } from '../model/closest-name.js';
import { BlockedError, UsageError } from '../model/errors.js';
import { approvalsHolding, type ApprovedFile, type Approval, type Approvals } from './approvals.js';
import type { Changeset } from './changeset.js';
import type { Receipt } from './receipt.js';
import { elementOf, uncarriedIn, type Uncarried } from './uncarried.js';

/** What a person decided of something that is not carried: as a receipt lists it. */
export type Resolution = Receipt['resolved'][number];

export type Resolved = NonNullable<Approval['resolved']>[number];

/** Reads `--resolve ELEMENT own | source`, given once or more: the words come in pairs. Throws UsageError for anything else. */
export const pairResolutions = (words: readonly string[]): readonly Resolved[] =>
  words.flatMap((element, index): readonly Resolved[] => {
    if (index % 2 === 1) return [];
    const takes = words[index + 1];
    if (takes !== 'own' && takes !== 'source') throw noPair(element, takes);
    return [{ element, takes }];
  });

/**
 * What a person resolved of a changeset, checked. An element is the id of an entry, for all that is not carried of the item,
 * or the id, a # and the part. Throws UsageError for what the changeset does not leave open, with what was probably meant.
 */
export const checkResolutions = (resolved: readonly Resolved[], changeset: Changeset): readonly Resolved[] => {
  const open = uncarriedIn(changeset);
  const seen = new Set<string>();
  for (const { element } of resolved) {
    if (!open.some((one) => isMeant(one, element))) throw unknown(element, open);
    if (isError(element, changeset)) throw anError(element);
    if (seen.has(element))
      throw new UsageError({ what: `${element} is resolved twice.`, remedy: 'Keep one of the two.' });
    seen.add(element);
  }
  return resolved;
};

/** What is an error keeps the changeset from being applied: nobody would ever look at the resolution. */
const isError = (element: string, { errors }: Changeset): boolean => errors.some((one) => isMeant(one, element));

const anError = (element: string): UsageError =>
  new UsageError({
    what: `${element} is an error, so that this changeset cannot be applied, whatever is resolved.`,
    remedy: 'Remove its cause, or make the changeset with conflicts: leave, and resolve it there.',
  });

const noPair = (element: string, takes: string | undefined): UsageError =>
  new UsageError({
    what:
      takes === undefined
        ? `It is not said whose word stands for ${element}.`
        : `"${takes}" is neither own nor source, and ${element} needs one of them.`,
    remedy: 'Use --resolve ELEMENT own, or --resolve ELEMENT source, after the name of the changeset.',
  });

const unknown = (element: string, open: readonly Uncarried[]): UsageError => {
  const names = [...new Set(open.flatMap((one) => [elementOf(one), one.id]))];
  const meant = closestName(element, names);
  const some = names.slice(0, 5).join(', ');
  return new UsageError({
    what: `Nothing that this changeset leaves open is called ${element}.`,
    remedy:
      names.length === 0
        ? 'It leaves nothing open: there is nothing to resolve.'
        : meant === undefined
          ? `There are: ${some}${names.length > 5 ? ', …' : ''}.`
          : `Did you mean ${meant}?`,
  });
};

const isMeant = (one: Pick<Uncarried, 'id' | 'part'>, element: string): boolean =>
  element === elementOf(one) || element === one.id;

/**
 * What the approvals that hold for a changeset have resolved. Throws BlockedError where people contradict each other: one
 * of them must approve again.
 */
export const resolutionsIn = (approvals: Approvals, approved: ApprovedFile): readonly Resolution[] => {
  const found = new Map<string, Resolution>();
  for (const { by, resolved = [] } of approvalsHolding(approvals, approved))
    for (const { element, takes } of resolved) {
      const other = found.get(element);
      if (other && other.takes !== takes)
        throw new BlockedError({
          what: `${other.by} has resolved ${element} as ${other.takes}, and ${by} as ${takes}.`,
          where: approved.where,
          remedy: 'Agree, and let one of them record it again with octosync approve --resolve.',
        });
      if (!other) found.set(element, { element, takes, by });
    }
  return [...found.values()];
};

/** What was resolved of an element: by its own name first, or else with its whole item. */
export const resolutionOf = (
  one: Pick<Uncarried, 'id' | 'part'>,
  resolutions: readonly Resolution[],
): Resolution | undefined =>
  resolutions.find(({ element }) => element === elementOf(one)) ??
  resolutions.find(({ element }) => element === one.id);
