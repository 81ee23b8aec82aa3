import { publishedSchema } from '../model/published-schema.js';
import { approvalsShape } from './approvals-shape.js';
import { changesetShape } from './changeset-shape.js';
import { comparisonShape } from './comparison-shape.js';

/** The JSON Schemas of the files that people review, for programs that read them too. */
export const schemas = {
  changeset: publishedSchema('octosync changeset', changesetShape),
  comparison: publishedSchema('octosync comparison', comparisonShape),
  approvals: publishedSchema('octosync approvals', approvalsShape),
};

/** What `checks.ts` is made of. Nobody reads a comparison back. */
export const checked = { changeset: changesetShape, approvals: approvalsShape };
