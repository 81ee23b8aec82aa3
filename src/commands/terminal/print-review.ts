import chalk from 'chalk';
import { writeFile } from 'node:fs/promises';
import type { Review } from '../../report/review.js';
import { terminalWidth } from './width.js';

/** A comment on GitHub holds 65,536 characters: whoever posts it may add a few. */
const longestComment = 65_000;

/**
 * Shows a review as `format` says: in the file `out`, or line by line with `print`. A file has no colours, and Markdown
 * in a file is not shortened to the length of a comment.
 */
export const printReview = async (
  review: Review,
  {
    format,
    details,
    out,
  }: { readonly format: 'table' | 'markdown'; readonly details: boolean; readonly out: string | undefined },
  print: (line: string) => void,
): Promise<void> => {
  if (out !== undefined) chalk.level = 0;
  const lines = format === 'table' ? await tableLines(review, details) : await markdownLines(review, details, out);
  if (out === undefined) for await (const line of lines) print(line);
  else await writeFile(out, asText(lines));
};

const tableLines = async (review: Review, details: boolean): Promise<AsyncIterable<string>> => {
  const { tableReport } = await import('../../report/table.js');
  return tableReport(review, { details, width: terminalWidth() });
};

const markdownLines = async (review: Review, details: boolean, out: string | undefined): Promise<readonly string[]> => {
  const { markdownReport } = await import('../../report/markdown.js');
  return [markdownReport(review, { details, ...(out === undefined && { limit: longestComment }) })];
};

async function* asText(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
