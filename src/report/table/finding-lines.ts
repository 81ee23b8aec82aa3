import chalk from 'chalk';
import type { AskGroup } from '../review/review.js';
import type { FindingGroup, Review } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import { capped } from './cut.js';
import { paintOf } from './colours.js';
import { reasonLines } from './reason-lines.js';
import type { TableOptions } from './table-options.js';

/** What needs eyes, by what it asks, in at most `room` lines: the gravest whole, of others how many there are. */
export const findingLines = ({ asks }: Review, options: TableOptions, room: number): readonly string[] => {
  if (asks.length === 0) return ['', ...wrapped(headings.noFindings, { width: options.width, hang: 2 })];
  // What each kind takes at least: its heading, and that there is more of it.
  let left = room - asks.reduce((sum, { groups }) => sum + 2 + 2 * groups.length, 0);
  const lines = asks.flatMap((ask) => {
    const own: string[] = ['', ...askTitle(ask, options.width)];
    for (const group of ask.groups) {
      // One kind that asks for it needs no heading of its own.
      const isSaid = ask.ask !== 'know' && ask.groups.length === 1;
      const whole = [...(isSaid ? [] : kindTitle(group, options)), ...kindLines(group, options)];
      const shown = whole.slice(0, Math.max(left + 2, 1));
      left -= Math.max(whole.length - 2, 0);
      own.push(...shown);
      if (shown.length < whole.length) own.push(chalk.dim('      … more of this: --details'));
    }
    return own;
  });
  return capped(lines, room);
};

const askTitle = ({ title, count, means, tone }: AskGroup, width: number): readonly string[] =>
  wrapped(`${title}: ${count.toLocaleString('en')}. ${means}`, { width, hang: 2, paint: paintOf(tone) });

const kindTitle = ({ title, means, tone, count }: FindingGroup, { width }: TableOptions): readonly string[] =>
  wrapped(visible(`${title} (${count})${means === '' ? '' : `: ${means}`}`), {
    width,
    first: '  ',
    hang: 4,
    paint: paintOf(tone),
  });

const kindLines = ({ reasons }: FindingGroup, options: TableOptions): readonly string[] =>
  reasonLines(reasons, options, { indent: '    ' });
