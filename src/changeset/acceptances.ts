import { closestName } from '../model/closest-name.js';
import { UsageError } from '../model/errors.js';
import type { Approval } from './approvals.js';
import type { Changeset } from './changeset.js';
import { elementOf } from './uncarried.js';
import { toAccept } from './to-accept.js';

/** A finding that a person accepts, and why. */
export type Acceptance = NonNullable<Approval['accepted']>[number];

/**
 * Reads `--accept FINDING --reason TEXT`, each given once or more: the reasons in the order of the findings, or one for all.
 * Throws UsageError where it cannot be told which reason belongs to which finding.
 */
export const pairReasons = (findings: readonly string[], reasons: readonly string[]): readonly Acceptance[] => {
  const [only] = reasons;
  if (findings.length === 0 && only !== undefined)
    throw new UsageError({ what: 'There is a reason, and nothing that is accepted.', remedy: 'Use --accept FINDING.' });
  if (reasons.length > 1 && reasons.length !== findings.length)
    throw new UsageError({
      what: `There are ${findings.length} findings to accept, and ${reasons.length} reasons.`,
      remedy: 'Give each --accept its --reason, in the same order, or one --reason for all.',
    });
  return findings.map((finding, index) => {
    const reason = reasons.length > 1 ? reasons[index] : only;
    if (reason === undefined) throw noReason(finding);
    return { finding, reason };
  });
};

/**
 * What a person accepts of a changeset, checked: each is one of its findings by its full name, once, with a reason (rules
 * policy-accept). Throws UsageError for anything else, with what was probably meant.
 */
export const checkAcceptances = (
  accepted: readonly Acceptance[],
  changeset: Pick<Changeset, 'gates' | 'blocked' | 'errors'>,
): readonly Acceptance[] => {
  const names = toAccept(changeset).map(({ finding }) => finding);
  const seen = new Set<string>();
  return accepted.map(({ finding, reason }) => {
    if (!names.includes(finding)) throw isError(finding, changeset) ? anError(finding) : unknown(finding, names);
    if (reason.trim() === '') throw noReason(finding);
    if (seen.has(finding))
      throw new UsageError({ what: `${finding} is accepted twice.`, remedy: 'Keep one of the two.' });
    seen.add(finding);
    return { finding, reason: reason.trim() };
  });
};

const isError = (finding: string, { errors }: Pick<Changeset, 'errors'>): boolean =>
  errors.some((one) => [one.id, elementOf(one)].some((name) => finding.endsWith(name)));

const anError = (finding: string): UsageError =>
  new UsageError({
    what: `${finding} is an error: nobody can accept it.`,
    remedy: 'Remove its cause and diff again.',
  });

const noReason = (finding: string): UsageError =>
  new UsageError({ what: `It is not said why ${finding} is accepted.`, remedy: 'Use --reason "…" with it.' });

const unknown = (finding: string, names: readonly string[]): UsageError => {
  const meant = closestName(finding, names);
  const some = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
  return new UsageError({
    what: `This changeset has no finding ${finding}.`,
    remedy:
      names.length === 0
        ? 'It has nothing to accept.'
        : meant === undefined
          ? `Findings are accepted one by one, by their full names. There are: ${some}.`
          : `Did you mean ${meant}?`,
  });
};
