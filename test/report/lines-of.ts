import type { Review } from '../../src/report/review/review.js';
import type { TableOptions } from '../../src/report/table/table-options.js';
import { tableReport } from '../../src/report/table/table.js';

/** The lines of the table that a review is shown as. */
export const tableLines = async (
  review: Review,
  { extent = 'short', width = 80 }: Partial<TableOptions> = {},
): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of tableReport(review, { extent, width })) lines.push(line);
  return lines;
};
