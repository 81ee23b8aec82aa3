import type { AskGroup } from '../review/review.js';
import type { FindingGroup, Review } from '../review/review.js';
import { hasMore } from '../review/has-more.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import { capped } from './cut.js';
import { paintOf } from './colours.js';
import { reasonLines } from './reason-lines.js';
import type { TableOptions } from './table-options.js';
import { toldLines } from './told-lines.js';

/** What needs eyes, by what it asks, in at most `room` lines: the gravest whole, of others how many there are. */
export const findingLines = ({ asks }: Review, options: TableOptions, room: number): readonly string[] => {
  if (asks.length === 0) return ['', ...wrapped(headings.noFindings, { width: options.width, hang: 2 })];
  const told = asks.map((ask) => ({
    title: ['', ...askTitle(ask, options.width)],
    kinds: ask.groups.map((group) => {
      // One kind that asks for it needs no heading of its own.
      const isSaid = ask.ask !== 'know' && ask.groups.length === 1;
      const title = isSaid ? [] : kindTitle(group, options);
      if (hasMore(group)) return { title, within: (most: number) => toldLines(group, options, most) };
      const lines = kindLines(group, options);
      return { title, within: (most: number) => capped(lines, most) };
    }),
  }));
  // Each kind takes its heading and a line at least; what is left goes to the gravest first.
  const least = told.reduce(
    (sum, { title, kinds }) => sum + title.length + kinds.reduce((lines, kind) => lines + kind.title.length + 1, 0),
    0,
  );
  let left = Math.max(room - least, 0);
  const lines = told.flatMap(({ title, kinds }) => [
    ...title,
    ...kinds.flatMap((kind) => {
      const shown = kind.within(left + 1);
      left -= shown.length - 1;
      return [...kind.title, ...shown];
    }),
  ]);
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
