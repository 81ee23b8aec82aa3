import type { Review } from '../../src/report/review/review.js';
import { tableReport } from '../../src/report/table/table.js';

/** The lines of the table that a review is shown as. */
export const tableLines = async (review: Review, { details = false, width = 80 } = {}): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of tableReport(review, { details, width })) lines.push(line);
  return lines;
};
