import chalk from 'chalk';
import type { Review } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { padded, wrapped } from '../wrap.js';
import { findingLines } from './finding-lines.js';
import { reasonLines } from './reason-lines.js';
import { summaryTable } from './summary.js';
import type { TableOptions } from './table-options.js';
import { taskLines } from './task-lines.js';
import { thingLines } from './thing-lines.js';

/** Three screens of 24 lines (rules review-bounded). */
const longest = 72;

/** Everything below the headline, which takes as many lines as are `above`. */
export function* tableBody(review: Review, options: TableOptions, above: number): Generator<string> {
  const head = headLines(review, options.width);
  const lists = listLines(review, options);
  const next = nextLines(review, options.width);
  yield* head;
  if (options.extent === 'summary') {
    yield '';
    yield* summaryTable(review.summary, options.width).split('\n');
    yield* next;
    return;
  }
  const tasks = taskLines(review, options);
  if (options.extent !== 'short') {
    yield* findingLines(review, options, Infinity);
    yield* thingLines(review, options, Infinity);
    yield* lists;
    yield* tasks;
    yield* next;
    return;
  }
  const room = longest - above - [head, lists, tasks, next].reduce((sum, lines) => sum + lines.length, 0);
  // Findings have the first half at least, and what things leave them.
  const wanted = thingLines(review, options, Infinity).length;
  const findings = findingLines(review, options, Math.max(Math.floor(room / 2), room - wanted));
  yield* findings;
  yield* thingLines(review, options, room - findings.length);
  yield* lists;
  yield* tasks;
  yield* next;
}

const headLines = ({ header }: Review, width: number): readonly string[] =>
  header.flatMap(({ label, text }) =>
    wrapped(visible(text), { width, first: `  ${padded(label, 6)} `, paint: chalk.dim }),
  );

/** What leads to no change: how many in a line, and why where details are asked for. */
const listLines = ({ lists }: Review, options: TableOptions): readonly string[] => {
  if (lists.length === 0) return [];
  const { width, extent } = options;
  if (extent === 'short') {
    const counts = lists.map(({ title, entries }) => `${title}: ${entries.length.toLocaleString('en')}`).join('. ');
    return ['', ...wrapped(`${counts}. (--details says why)`, { width, hang: 2 })];
  }
  return lists.flatMap(({ title, entries, reasons }) => [
    '',
    ...wrapped(`${title}: ${entries.length}`, { width, hang: 2, paint: chalk.bold }),
    ...reasonLines(reasons, options, { indent: '  ' }),
  ]);
};

const nextLines = ({ next }: Review, width: number): readonly string[] => {
  if (next.length === 0) return [];
  const widest = Math.max(...next.map(({ command }) => command.length));
  const isBeside = next.every(({ purpose }) => widest + purpose.length + 6 <= width);
  return [
    '',
    chalk.bold(`${headings.next}:`),
    ...next.flatMap(({ command, purpose }) => {
      const line = visible(command);
      return isBeside
        ? [`  ${padded(line, widest)}  ${chalk.dim(purpose)}`]
        : wrapped(`${line}  # ${purpose}`, { width, first: '  ', hang: 6 });
    }),
  ];
};
