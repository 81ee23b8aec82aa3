/* What the formats say at their top, and the columns of their summaries: in this order wherever people see them. */

export const changesetFormat = 'octosync-changeset/2';
export const comparisonFormat = 'octosync-comparison/2';
export const approvalsFormat = 'octosync-approvals/1';
export const receiptFormat = 'octosync-receipt/1';
export const openFormat = 'octosync-open/1';
export const decisionsFormat = 'octosync-decisions/1';
export const verifiedFormat = 'octosync-verified/1';
export const dryRunFormat = 'octosync-dry-run/1';

export const summaryColumns = [
  'create',
  'update',
  'unchanged',
  'left',
  'skipped',
  'blocked',
  'unsupported',
  'errors',
  'conflicts',
  'removed',
  'renames',
  'own',
  'only',
  'ignored',
] as const;

/** Of which changesets a policy requires something: of all, of those with something to look at, of none. */
export const policyTimes = ['always', 'findings', 'never'] as const;

/** How an approval is signed. */
export const policySignatures = ['ssh', 'none'] as const;

/** The lists of what leads to no change; each is counted by the column of its name. */
export const entryLists = [
  'left',
  'skipped',
  'unsupported',
  'blocked',
  'errors',
  'conflicts',
  'removed',
  'renames',
  'only',
  'ignored',
] as const;

/** Who made a difference, as far as a base tells. */
export const sinceWords = ['source', 'destination', 'both', 'new', 'unknown'] as const;

export type Since = (typeof sinceWords)[number];

export const differenceColumns = ['create', 'update', 'delete', 'unchanged'] as const;
