import type { Comparison, Difference } from '../../changeset/comparison.js';
import { differenceColumns } from '../../changeset/format.js';
import { editsIn, editsOf } from './edits.js';
import type { Review, ReviewChange } from './review.js';

/** What an auditor sees of a comparison of two snapshots. */
export const reviewComparison = ({ older, newer, changes, warnings, summary }: Comparison): Review => {
  const rows = Object.entries(summary).map(([type, counts]) => ({ type, counts: { ...counts } }));
  return {
    kind: 'comparison',
    from: older,
    to: newer,
    summary: { columns: differenceColumns.filter((column) => rows.some(({ counts }) => counts[column] > 0)), rows },
    findings: warnings.map((says) => ({ kind: 'warning', about: 'all', says })),
    changes: changes.map(reviewDifference),
    lists: [],
    cleanUp: [],
  };
};

const reviewDifference = (change: Difference): ReviewChange => {
  const { id, action, type, owner } = change;
  return {
    id,
    action,
    type,
    group: owner ?? id,
    dependsOn: [],
    edits:
      action === 'update' ? editsIn(change.patch) : editsOf(change.document, action === 'create' ? 'add' : 'remove'),
    reasons: [],
    warnings: [],
    cleanUp: [],
  };
};
