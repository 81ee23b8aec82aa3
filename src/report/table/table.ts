import chalk from 'chalk';
import type { Review } from '../review/review.js';
import type { TableOptions } from './table-options.js';
import { visible } from '../visible.js';

/**
 * A review for the terminal, line by line as it is made: what needs eyes first, then the changes by what they belong
 * to, what leads to no change, and what is to be done by hand.
 *
 * No name begins a line, so that none is a formula to a spreadsheet that lines are pasted into.
 */
export async function* tableReport(review: Review, { details, width }: TableOptions): AsyncGenerator<string> {
  // What measures and wraps text takes longer to load than this line takes to read: the line comes first.
  const title = titleLines(review);
  const columns = Math.max(width, narrowest);
  const isPlain = title.every((line) => /^[ -~]*$/.test(line) && line.length <= columns);
  if (isPlain) yield* title.map((line) => chalk.bold(line));
  const [{ wrapped }, { tableBody }] = await Promise.all([import('../wrap.js'), import('./table-body.js')]);
  if (!isPlain) for (const line of title) yield* wrapped(line, { width: columns, hang: 4, paint: chalk.bold });
  yield* tableBody(review, { details, width: columns });
}

/** Below, there is no room for words beside their indentation. */
const narrowest = 40;

const titleLines = ({ sides }: Review): readonly string[] =>
  sides.map(({ title, space, url, version, digest }) => {
    const snapshot = digest === undefined ? '' : `, snapshot ${visible(digest)}`;
    return `${`${title}:`.padEnd(7)} ${visible(space)} of ${visible(url)} (${visible(version)})${snapshot}`;
  });
