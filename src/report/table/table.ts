import chalk from 'chalk';
import type { Review } from '../review/review.js';
import { notFormula, visible } from '../visible.js';
import type { TableOptions } from './table-options.js';

/**
 * A review for the terminal, line by line as it is made (rules review-bounded): a sentence that sums it up, what was compared,
 * what asks for something, the things that change, what is to be done by hand, and what comes next.
 *
 * No name begins a line, so that none is a formula to a spreadsheet that lines are pasted into.
 */
export async function* tableReport(review: Review, options: TableOptions): AsyncGenerator<string> {
  // What measures and wraps text takes longer to load than this line takes to read: the line comes first.
  const headline = notFormula(visible(review.headline));
  const width = Math.max(options.width, narrowest);
  const isPlain = /^[ -~]*$/.test(headline) && headline.length <= width;
  if (isPlain) yield chalk.bold(headline);
  const [{ wrapped }, { tableBody }] = await Promise.all([import('../wrap.js'), import('./table-body.js')]);
  const lines = wrapped(headline, { width, hang: 2, paint: chalk.bold });
  if (!isPlain) yield* lines;
  yield* tableBody(review, { ...options, width }, lines.length);
}

/** Below, there is no room for words beside their indentation. */
const narrowest = 40;
