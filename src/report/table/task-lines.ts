import chalk from 'chalk';
import type { Review } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import type { TableOptions } from './table-options.js';

/** What a person has to do afterwards, grouped by what is to be done (rules apply-clean-up); each thing with `details`. */
export const taskLines = ({ tasks }: Review, { width, extent }: TableOptions): readonly string[] => {
  if (tasks.length === 0) return [];
  const count = tasks.reduce((sum, group) => sum + group.count, 0);
  const title = `${headings.cleanUp}: ${count.toLocaleString('en')}`;
  return [
    '',
    ...wrapped(title, { width, hang: 2, paint: chalk.bold }),
    ...tasks.flatMap((group) => [
      ...wrapped(visible(group.says), { width, first: '  ', hang: 4, paint: chalk.cyan }),
      ...(extent === 'short'
        ? []
        : group.tasks.flatMap(({ called, says, at }) => [
            ...wrapped(visible(called), { width, first: '    [ ] ', hang: 10 }),
            ...wrapped(visible(at === undefined ? says : `${says} (${at})`), {
              width,
              first: ' '.repeat(10),
              paint: chalk.dim,
            }),
          ])),
    ]),
  ];
};
