/* What the formats say at their top, and the columns of their summaries: in this order wherever people see them. */

export const changesetFormat = 'octosync-changeset/2';
export const comparisonFormat = 'octosync-comparison/2';
export const approvalsFormat = 'octosync-approvals/1';

export const summaryColumns = [
  'create',
  'update',
  'unchanged',
  'left',
  'skipped',
  'blocked',
  'unsupported',
  'errors',
] as const;

export const differenceColumns = ['create', 'update', 'delete', 'unchanged'] as const;
