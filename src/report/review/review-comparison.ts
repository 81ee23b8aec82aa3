import type { Comparison, Difference } from '../../changeset/comparison.js';
import { differenceColumns } from '../../changeset/format.js';
import { finding } from './findings.js';
import { makeChange, makeReview } from './make-review.js';
import type { Review, ReviewChange } from './review.js';
import { summaryOf } from './summary.js';

/** What an auditor sees of a comparison of two snapshots. */
export const reviewComparison = ({ older, newer, changes, warnings, summary }: Comparison): Review =>
  makeReview({
    kind: 'comparison',
    from: older,
    to: newer,
    summary: summaryOf('comparison', differenceColumns, summary),
    findings: warnings.map((says) => finding('warning', { name: 'the comparison' }, says)),
    changes: changes.map(reviewDifference),
    lists: [],
    tasks: [],
  });

const reviewDifference = (change: Difference): ReviewChange => {
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
  });
};
