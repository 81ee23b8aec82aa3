import type { Comparison, Difference } from '../../changeset/comparison.js';
import { differenceColumns } from '../../changeset/format.js';
import { finding } from './findings.js';
import { makeChange, makeReview } from './make-review.js';
import type { Review, ReviewChange, WhoById, WhoTold } from './review.js';
import { summaryOf } from './summary.js';

/** What an auditor sees of a comparison of two snapshots. */
export const reviewComparison = (
  { older, newer, changes, warnings, summary }: Comparison,
  who: WhoById = new Map(),
): Review =>
  makeReview({
    kind: 'comparison',
    from: older,
    to: newer,
    summary: summaryOf('comparison', differenceColumns, summary),
    findings: warnings.map((says) => finding('warning', { name: 'the comparison' }, says)),
    changes: changes.map((change) => reviewDifference(change, who.get(change.id))),
    lists: [],
    tasks: [],
  });

const reviewDifference = (change: Difference, who: readonly WhoTold[] | undefined): ReviewChange => {
  const { id, action, type, owner } = change;
  return makeChange('comparison', {
    id,
    action,
    type,
    names: change.names,
    told: change,
    group: owner ?? id,
    dependsOn: [],
    reasons: [],
    warnings: [],
    cleanUp: [],
    ...(who && { who }),
  });
};
