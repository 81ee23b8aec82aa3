import chalk from 'chalk';
import type { FindingGroup, Review } from '../review/review.js';
import { counted, headings } from '../review/words.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import { changeLines } from './change-lines.js';
import { paintOf } from './colours.js';
import { reasonLines } from './reason-lines.js';
import { summaryTable } from './summary.js';
import type { TableOptions } from './table-options.js';

/** Everything below the sides, line by line. */
export function* tableBody(review: Review, options: TableOptions): Generator<string> {
  const { kind, title, actions, changes, lists, digest, summary } = review;
  yield* findingLines(review, options);
  yield '';
  yield* summaryTable(summary, options.width).split('\n');
  const order = kind === 'changeset' ? ', each with its place in the order of writing' : '';
  yield* section(changes.length === 0 ? title : `${title}: ${actions}${order}`, options);
  yield* changeLines(review, options);
  for (const { title: listed, entries, reasons } of lists) {
    yield* section(`${listed}: ${entries.length}`, options);
    yield* reasonLines(reasons, options, { indent: '  ' });
  }
  yield* cleanUpLines(review, options);
  if (digest !== undefined)
    yield* ['', ...wrapped(`Digest ${visible(digest)}`, { width: options.width, paint: chalk.dim })];
}

function* section(title: string, { width }: TableOptions): Generator<string> {
  yield '';
  yield* wrapped(title, { width, hang: 2, paint: chalk.bold });
}

function* findingLines({ findings, findingGroups, cleanUp }: Review, options: TableOptions): Generator<string> {
  const { width } = options;
  if (findings.length > 0) yield* section(`${headings.findings}: ${findings.length}`, options);
  for (const group of findingGroups) yield* groupLines(group, options);
  if (findings.length === 0) yield* ['', ...wrapped(headings.noFindings, { width, hang: 2 })];
  if (cleanUp.length > 0)
    yield* wrapped(`${counted(cleanUp.length, 'thing')} to do by hand afterwards, listed at the end.`, {
      width,
      hang: 2,
    });
}

/** Findings are listed whole: nothing of what needs eyes is left to --details. */
function* groupLines(group: FindingGroup, options: TableOptions, box = ''): Generator<string> {
  const { title, means, tone, count, reasons } = group;
  const { width } = options;
  yield* wrapped(visible(`${title} (${count})${means === '' ? '' : `: ${means}`}`), {
    width,
    first: '  ',
    hang: 4,
    paint: paintOf(tone),
  });
  yield* reasonLines(reasons, { ...options, details: true }, { indent: '    ', box });
}

function* cleanUpLines({ cleanUp, cleanUpGroups }: Review, options: TableOptions): Generator<string> {
  if (cleanUp.length === 0) return;
  yield* section(`${headings.cleanUp}: ${cleanUp.length}`, options);
  for (const group of cleanUpGroups) yield* groupLines(group, options, '[ ] ');
}
