import chalk from 'chalk';
import type { Review } from '../../report/review/review.js';
import { writeWhole } from '../../workspace/write-whole.js';
import type { Extent } from '../../report/table/table-options.js';
import { page } from './pager.js';
import { terminalWidth } from './width.js';

/**
 * Shows a review as `format` says: in the file `out`, or line by line with `print`. A file has no colours; a terminal gets a
 * pager for what is longer than itself.
 */
export const printReview = async (review: Review, how: How, print: (line: string) => void): Promise<void> => {
  const { out, pager } = how;
  if (out !== undefined) chalk.level = 0;
  const lines = await linesOf(review, how);
  if (out !== undefined) await writeWhole(out, await textOf(lines));
  else if (pager && process.stdout.isTTY) await page(lines, print);
  else for await (const line of lines) print(line);
};

interface How {
  readonly format: 'table' | 'markdown' | 'html' | 'json';
  readonly extent: Extent;
  /** Characters that Markdown may have; 0 for no limit. */
  readonly limit: number;
  readonly pager: boolean;
  readonly out: string | undefined;
}

/** Each format is loaded only when it is asked for: the others start sooner without. */
const linesOf = async (
  review: Review,
  { format, extent, limit }: How,
): Promise<AsyncIterable<string> | readonly string[]> => {
  switch (format) {
    case 'table':
      return tableLines(review, extent);
    case 'markdown':
      return markdownLines(review, extent, limit);
    case 'html': {
      const { htmlReport } = await import('../../report/html/page.js');
      return [htmlReport(review).trimEnd()];
    }
    case 'json': {
      const { jsonReport } = await import('../../report/json/json.js');
      return [jsonReport(review).trimEnd()];
    }
  }
};

const tableLines = async (review: Review, extent: Extent): Promise<AsyncIterable<string>> => {
  const { tableReport } = await import('../../report/table/table.js');
  return tableReport(review, { extent, width: terminalWidth() });
};

const markdownLines = async (review: Review, extent: Extent, limit: number): Promise<readonly string[]> => {
  const { markdownReport } = await import('../../report/markdown/markdown.js');
  return [markdownReport(review, { extent, ...(limit > 0 && { limit }) })];
};

const textOf = async (lines: AsyncIterable<string> | Iterable<string>): Promise<string> => {
  const all: string[] = [];
  for await (const line of lines) all.push(`${line}\n`);
  return all.join('');
};
