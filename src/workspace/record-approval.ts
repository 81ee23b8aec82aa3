import { checkAcceptances, type Acceptance } from '../changeset/acceptances.js';
import type { Approval } from '../changeset/approvals.js';
import type { Changeset } from '../changeset/changeset.js';
import { checkResolutions, type Resolved } from '../changeset/resolutions.js';
import { addApproval } from './approvals-file.js';
import { readChangesetFile, sealChangeset } from './changeset-file.js';

/** What a person says when they approve. */
export interface Approving {
  readonly by: string;
  readonly comment?: string | undefined;
  /** Take over what was edited by hand in the changeset first. */
  readonly edited?: boolean;
  readonly resolved: readonly Resolved[];
  readonly accepted: readonly Acceptance[];
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
 * not have; then nothing is written (rules policy-accept).
 */
export const recordApproval = (changesetFile: string, approving: Approving): Promise<Recorded> =>
  addApproval(changesetFile, async () => {
    if (approving.edited) await sealChangeset(changesetFile);
    const { changeset, bytes } = await readChangesetFile(changesetFile);
    return { changeset, approval: approvalOf(approving, changeset, bytes) };
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
