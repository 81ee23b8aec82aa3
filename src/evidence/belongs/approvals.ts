import { approvalsHolding } from '../../changeset/approvals.js';
import { toAccept } from '../../changeset/to-accept.js';
import type { Facts } from '../facts.js';

/** Whether anybody approved exactly these bytes, and accepted only what there is to accept. */
export const approvalDefects = ({ changeset, file, approvals }: Facts): readonly string[] => {
  if (approvals === undefined) return [];
  const holding = approvalsHolding(approvals, { ...changeset, file });
  if (holding.length === 0) return ['changeset.approvals.json has no approval of these bytes of the changeset.'];
  const findings = new Set(toAccept(changeset).map(({ finding }) => finding));
  return holding.flatMap(({ by, accepted = [] }) =>
    accepted
      .filter(({ finding }) => !findings.has(finding))
      .map(({ finding }) => `The approval of ${by} accepts ${finding}, which is no finding of the changeset.`),
  );
};
