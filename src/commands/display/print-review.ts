import chalk from 'chalk';
import type { Review } from '../../report/review/review.js';
import { writeWhole } from '../../workspace/write-whole.js';
import { terminalWidth } from './width.js';

/** A comment on GitHub holds 65,536 characters: whoever posts it may add a few. */
const longestComment = 65_000;

/**
 * Shows a review as `format` says: in the file `out`, or line by line with `print`. A file has no colours, and Markdown
 * in a file is not shortened to the length of a comment.
 */
export const printReview = async (
  review: Review,
  { format, details, out }: How,
  print: (line: string) => void,
): Promise<void> => {
  if (out !== undefined) chalk.level = 0;
  const lines = await linesOf(review, { format, details, out });
  if (out === undefined) for await (const line of lines) print(line);
  else await writeWhole(out, await textOf(lines));
};

interface How {
  readonly format: 'table' | 'markdown' | 'html';
  readonly details: boolean;
  readonly out: string | undefined;
}

/** Each format is loaded only when it is asked for: the others start sooner without. */
const linesOf = async (
  review: Review,
  { format, details, out }: How,
): Promise<AsyncIterable<string> | readonly string[]> => {
  switch (format) {
    case 'table':
      return tableLines(review, details);
    case 'markdown':
      return markdownLines(review, details, out);
    case 'html': {
      const { htmlReport } = await import('../../report/html/page.js');
      return [htmlReport(review).trimEnd()];
    }
  }
};

const tableLines = async (review: Review, details: boolean): Promise<AsyncIterable<string>> => {
  const { tableReport } = await import('../../report/table/table.js');
  return tableReport(review, { details, width: terminalWidth() });
};

const markdownLines = async (review: Review, details: boolean, out: string | undefined): Promise<readonly string[]> => {
  const { markdownReport } = await import('../../report/markdown/markdown.js');
  return [markdownReport(review, { details, ...(out === undefined && { limit: longestComment }) })];
};

const textOf = async (lines: AsyncIterable<string> | Iterable<string>): Promise<string> => {
  const all: string[] = [];
  for await (const line of lines) all.push(`${line}\n`);
  return all.join('');
};
