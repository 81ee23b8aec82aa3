import { checkAcceptances, type Acceptance } from '../changeset/acceptances.js';
import { goingOn, type Approval } from '../changeset/approvals.js';
import type { Changeset } from '../changeset/changeset.js';
import { checkResolutions, type Resolved } from '../changeset/resolutions.js';
import type { Digest } from '../model/names.js';
import { addApproval } from './approvals-file.js';
import { readChangesetFile, sealChangeset } from './changeset-file.js';
import { signApproval } from './sign-approval.js';

/** What a person says when they approve. */
export interface Approving {
  readonly by: string;
  readonly comment?: string | undefined;
  /** Take over what was edited by hand in the changeset first. */
  readonly edited?: boolean;
  /** What the changeset must be that lies there, where the person has seen it before. */
  readonly digest?: Digest;
  readonly resolved: readonly Resolved[];
  readonly accepted: readonly Acceptance[];
  /** Sign it: with the SSH key of this file, or else with that of Git. */
  readonly sign?: { readonly key?: string | undefined } | undefined;
}

export interface Recorded {
  readonly changeset: Changeset;
  readonly approval: Approval;
  /** The file of approvals. */
  readonly file: string;
}

/**
 * Records that a person approves a changeset as it lies there: beside it, with its digest and that of its bytes. Throws
 * UsageError for a changeset or approvals that cannot be read, for something resolved or accepted that the changeset does
 * not have, and where it cannot be signed; then nothing is written (rules policy-accept, policy-signed).
 */
export const recordApproval = (changesetFile: string, approving: Approving): Promise<Recorded> =>
  addApproval(changesetFile, async (before) => {
    if (approving.edited) await sealChangeset(changesetFile);
    const { changeset, bytes } = await readChangesetFile(changesetFile, approving.digest);
    const approval = approvalOf(approving, changeset, bytes);
    // Nobody signs what others may have put into the file in their name.
    if (approving.sign) return { changeset, approval: await signApproval(approval, approving.sign.key) };
    return { changeset, approval: goingOn(before, approval) };
  });

const approvalOf = ({ by, comment, ...said }: Approving, changeset: Changeset, file: Approval['file']): Approval => {
  const resolved = checkResolutions(said.resolved, changeset);
  const accepted = checkAcceptances(said.accepted, changeset);
  return {
    by,
    when: new Date().toISOString(),
    digest: changeset.digest,
    file,
    ...(comment !== undefined && { comment }),
    ...(resolved.length > 0 && { resolved: [...resolved] }),
    ...(accepted.length > 0 && { accepted: [...accepted] }),
  };
};
