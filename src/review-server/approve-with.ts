import { pick } from '../changeset/pick/index.js';
import type { Changeset, Policy } from '../changeset/changeset.js';
import type { Decisions } from '../changeset/decisions.js';
import { isInForce, knownIn } from '../changeset/policy.js';
import { toAccept } from '../changeset/to-accept.js';
import { elementOf, uncarriedIn } from '../changeset/uncarried.js';
import { UsageError } from '../model/errors.js';
import { applyCommand, quoted } from '../report/review/next.js';
import { writeChangeset, type ChangesetFile } from '../workspace/changeset-file.js';
import { keepDecided } from '../workspace/keep-decided.js';
import { refuseOwn } from '../workspace/refuse-own.js';
import { notCountingSays, whyNotCounted } from '../workspace/judge-approvals.js';
import { recordApproval, type Recorded } from '../workspace/record-approval.js';
import type { Decided } from './decided.js';
import { keepDecisions } from './kept.js';
import { partBeside, type Given, type Settled } from './given.js';

/**
 * Does what `pick` and `approve` do with what was decided: keeps the decisions, writes the part if something is left out, and
 * records the approval of what is left (rules review-approve). Throws UsageError, before anything is written, for decisions that
 * the changeset does not have.
 */
export const approveWith = async (
  given: Given,
  { changeset }: ChangesetFile,
  decisions: Decisions,
  { by, comment }: Pick<Decided, 'by' | 'comment'>,
): Promise<Settled> => {
  if (by === undefined) throw new UsageError({ what: 'It is not said who approves.', remedy: 'Say it.' });
  const isPart = decisions.leftOut.length > 0;
  const approved = pick(changeset, { leftOut: decisions.leftOut, by });
  const target = isPart ? partBeside(given) : given.file;
  const { resolved, accepted } = stillThere(decisions, approved);
  if (isPart) {
    await refuseOwn(given.file, target);
    await keepDecided(target, approved, 'Start octosync review with another --out.');
  }
  await keepDecisions(given.file, decisions, changeset);
  const lines = [];
  if (isPart) {
    await writeChangeset(target, approved);
    lines.push(`${target} is what is taken: ${countOf(approved)} of ${countOf(changeset)}.`);
  }
  const { sign } = given;
  if (mustBeSigned(approved) && !sign) return unsigned({ target, by, comment, resolved, accepted, lines });
  const recorded = await recordApproval(target, { by, comment, resolved, accepted, sign, digest: approved.digest });
  const uncounted = await uncountedIn(target, recorded);
  return {
    lines: [...lines, ...uncounted, `${by} approves ${countOf(approved)} of ${approved.digest}: ${recorded.file}`],
    next: [applyCommand(target, changeset.destination)],
    written: { changeset: target, approvals: recorded.file },
  };
};

/** That the approval does not count, and why, as far as the changeset says what is required (rules policy-told). */
const uncountedIn = async (file: string, { changeset, approval }: Recorded): Promise<readonly string[]> => {
  const { policy } = changeset;
  const judging = { file, changeset, policy, needed: policy, known: knownIn(policy ? [policy] : []), now: Date.now() };
  const why = await whyNotCounted(approval, judging);
  return why === undefined ? [] : [notCountingSays(approval.by, why)];
};

/** What went with a change that is left out needs no answer any more. */
const stillThere = (
  { resolved, accepted }: Decisions,
  approved: Changeset,
): Pick<Decisions, 'resolved' | 'accepted'> => {
  const findings = new Set(toAccept(approved).map(({ finding }) => finding));
  const elements = new Set(uncarriedIn(approved).flatMap((one) => [elementOf(one), one.id]));
  return {
    resolved: resolved.filter(({ element }) => elements.has(element)),
    accepted: accepted.filter(({ finding }) => findings.has(finding)),
  };
};

const countOf = ({ changes }: Changeset): string => (changes.length === 1 ? '1 change' : `${changes.length} changes`);

/** Of a part nothing may be required any more, once what asked for it is left out (rules policy-require). */
const policyOf = (changeset: Changeset): Policy | undefined =>
  changeset.policy && isInForce(changeset.policy, changeset) ? changeset.policy : undefined;

const mustBeSigned = (changeset: Changeset): boolean => policyOf(changeset)?.signed === 'ssh';

/** What the destination requires of approvals, as far as the changeset says it. */
export const requirementsOf = (changeset: Changeset, { sign }: Given): readonly string[] => {
  const policy = policyOf(changeset);
  if (policy === undefined) return [];
  const { approvals, from = [], notByAuthor, maxAge } = policy;
  return [
    `The destination requires ${approvals === 1 ? 'an approval' : `the approvals of ${approvals} people`}${from.length === 0 ? '' : ` of these: ${from.join(', ')}`}.`,
    ...(notByAuthor ? ['Who made the changeset does not count.'] : []),
    ...(maxAge === undefined ? [] : [`An approval counts for ${maxAge}.`]),
    ...(policy.signed === 'none'
      ? []
      : [`Approvals must be signed: ${sign ? 'yours will be' : 'you get the command that signs'}.`]),
  ];
};

const unsigned = ({
  target,
  by,
  comment,
  resolved,
  accepted,
  lines,
}: {
  readonly target: string;
  readonly by: string;
  readonly comment: string | undefined;
  readonly resolved: Decisions['resolved'];
  readonly accepted: Decisions['accepted'];
  readonly lines: readonly string[];
}): Settled => ({
  lines: [...lines, 'Nothing is approved yet: the destination requires a signature. This command signs and approves:'],
  next: [
    [
      `octosync approve ${quoted(target)} --by ${quoted(by)} --sign`,
      ...(comment === undefined ? [] : [`--comment ${quoted(comment)}`]),
      ...resolved.map(({ element, takes }) => `--resolve ${quoted(element)} ${takes}`),
      ...accepted.map(({ finding, reason }) => `--accept ${quoted(finding)} --reason ${quoted(reason)}`),
    ].join(' '),
  ],
  written: { changeset: target },
});
