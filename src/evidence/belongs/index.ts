import type { Facts } from '../facts.js';
import { approvalDefects } from './approvals.js';
import { journalDefects } from './journal.js';
import { logDefects } from './log.js';
import { receiptDefects } from './receipt.js';
import { recordDefects } from './records.js';

/**
 * Why the files of a bundle do not belong together (rules evidence-belongs): one sentence each, none where they do. What
 * somebody put together anew, with digests that fit, still has to tell one story.
 */
export const belongingDefects = (facts: Facts): readonly string[] => [
  ...recordDefects(facts),
  ...approvalDefects(facts),
  ...receiptDefects(facts),
  ...journalDefects(facts),
  ...logDefects(facts),
];
