import { BlockedError } from '../model/errors.js';
import type { Approval } from './approvals.js';
import type { Changeset } from './changeset.js';
import type { Receipt } from './receipt.js';
import { toAccept } from './to-accept.js';

/** What was given at apply. */
interface Given {
  readonly allow: readonly string[];
  readonly skipBlocked: boolean;
}

/** What of a changeset would stop apply and does not, and who said so. */
export interface Passing extends Given {
  readonly accepted: NonNullable<Receipt['accepted']>;
}

/**
 * Which gates pass and whether what is blocked is left out: as approvers accepted it, finding by finding, and, where no policy
 * is in force, as flags say, too (rules policy-accept). Throws BlockedError under a policy for a finding that nobody accepted,
 * and for a flag that would let a gate pass unread.
 */
export const passingOf = (
  changeset: Pick<Changeset, 'gates' | 'blocked'>,
  approvals: readonly Approval[],
  { allow, skipBlocked, isUnderPolicy }: Given & { readonly isUnderPolicy: boolean },
): Passing => {
  const findings = toAccept(changeset);
  const names = new Set(findings.map(({ finding }) => finding));
  const accepted = approvals.flatMap((approval) =>
    (approval.accepted ?? []).filter(({ finding }) => names.has(finding)).map((one) => ({ ...one, by: approval.by })),
  );
  const isAccepted = new Set(accepted.map(({ finding }) => finding));
  const open = findings.filter(({ finding }) => !isAccepted.has(finding));
  if (isUnderPolicy && allow.length > 0)
    throw flagRefused(
      allow,
      open.map(({ finding }) => finding),
    );
  if (isUnderPolicy && open.length > 0) throw notAccepted(open.map(({ finding }) => finding));
  const openGates = new Set(open.flatMap(({ gate }) => gate ?? []));
  const gates = [...new Set(findings.flatMap(({ gate }) => gate ?? []))].filter((gate) => !openGates.has(gate));
  const isBlockedOpen = open.some(({ kind }) => kind === 'blocked');
  return { allow: [...new Set([...allow, ...gates])], skipBlocked: skipBlocked || !isBlockedOpen, accepted };
};

const howToAccept = (findings: readonly string[]): string =>
  `Look at them with octosync show; whoever approves accepts each: octosync approve CHANGESET --by NAME ${findings
    .slice(0, 3)
    .map((finding) => `--accept '${finding}'`)
    .join(' ')}${findings.length > 3 ? ' …' : ''} --reason TEXT.`;

const notAccepted = (findings: readonly string[]): BlockedError =>
  new BlockedError({
    what: `${findings.length === 1 ? 'A finding is' : `${findings.length} findings are`} accepted in no approval that counts, which the policy of the destination requires.`,
    details: findings,
    remedy: howToAccept(findings),
  });

const flagRefused = (allow: readonly string[], findings: readonly string[]): BlockedError =>
  new BlockedError({
    what: `The destination has a policy, so that --allow ${allow.join(' --allow ')} lets nothing pass.`,
    details: findings,
    remedy: findings.length === 0 ? 'Everything is accepted: leave the flag out.' : howToAccept(findings),
  });
