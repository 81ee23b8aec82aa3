import { publishedSchema } from '../model/published-schema.js';
import { approvalsShape } from './approvals-shape.js';
import { changesetShape } from './changeset-shape.js';
import { decisionsShape } from './decisions-shape.js';
import { comparisonShape } from './comparison-shape.js';
import { openShape } from './open-shape.js';
import { plannedShape } from './planned-shape.js';
import { receiptShape } from './receipt-shape.js';
import { verifiedShape } from './verified-shape.js';

/** The JSON Schemas of the files that people review, for programs that read them too. */
export const schemas = {
  changeset: publishedSchema('octosync changeset', changesetShape),
  comparison: publishedSchema('octosync comparison', comparisonShape),
  approvals: publishedSchema('octosync approvals', approvalsShape),
  receipt: publishedSchema('octosync receipt', receiptShape),
  open: publishedSchema('octosync open', openShape),
  decisions: publishedSchema('octosync decisions', decisionsShape),
  verified: publishedSchema('octosync verified', verifiedShape),
  'dry-run': publishedSchema('octosync dry run', plannedShape),
};

/** What `checks.ts` is made of. Nobody reads a comparison back. */
export const checked = {
  changeset: changesetShape,
  approvals: approvalsShape,
  receipt: receiptShape,
  open: openShape,
  decisions: decisionsShape,
  verified: verifiedShape,
  planned: plannedShape,
};
