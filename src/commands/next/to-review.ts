import type { Changeset } from '../../changeset/changeset.js';
import { isInForce } from '../../changeset/policy.js';
import { applyCommand } from '../../report/review/next.js';
import { typed } from './typed.js';

/** The page on which a changeset is decided, signed where the policy of its destination asks for it. */
export const toReview = (file: string, changeset: Changeset): string => {
  const { policy } = changeset;
  const isSigned = policy?.signed === 'ssh' && isInForce(policy, changeset);
  return typed('review', file, isSigned ? '--sign' : undefined);
};

/** All of a changeset on the terminal; undefined for one that has nothing to show. */
export const toShow = (
  file: string,
  { changes, blocked, errors }: Pick<Changeset, 'changes' | 'blocked' | 'errors'>,
): string | undefined =>
  changes.length + blocked.length + errors.length > 0 ? typed('show', file, '--details') : undefined;

interface Approved {
  readonly changeset: Changeset;
  /** Findings that nobody has accepted. */
  readonly open: number;
  /** Whether the policy of the destination requires no more. */
  readonly isMet: boolean;
}

/** The run; the review of what is still required of somebody; or the errors, which no approval settles. */
export const afterApproval = (file: string, { changeset, open, isMet }: Approved): string | undefined => {
  if (changeset.errors.length > 0) return toShow(file, changeset);
  if (open > 0 || !isMet) return toReview(file, changeset);
  return changeset.changes.length > 0 ? applyCommand(file, changeset.destination) : undefined;
};
