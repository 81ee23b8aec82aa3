import chalk from 'chalk';
import { changeDetails } from './change-details.js';
import { paintOf, paintOfAction } from './colours.js';
import type { ChangeGroup, FindingGroup, Review, ReviewChange, SameReason } from '../review/review.js';
import { shownNames } from '../review/same-reasons.js';
import { counted, headings } from '../review/words.js';
import { summaryTable } from './summary.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, padded, wrapped } from '../wrap.js';

export interface TableOptions {
  /** Each change with its fields and reasons, and each entry by name. */
  readonly details: boolean;
  /** Columns of the terminal: no line is longer. */
  readonly width: number;
}

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
    yield* reasonLines(reasons, options, { indent: '  ', bullet: '- ' });
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
  for (const group of findingGroups) yield* groupLines(group, options, '- ');
  if (findings.length === 0) yield* ['', ...wrapped(headings.noFindings, { width, hang: 2 })];
  if (cleanUp.length > 0)
    yield* wrapped(`${counted(cleanUp.length, 'thing')} to do by hand afterwards, listed at the end.`, {
      width,
      hang: 2,
    });
}

/** Findings are listed whole: nothing of what needs eyes is left to --details. */
function* groupLines(group: FindingGroup, options: TableOptions, bullet: string): Generator<string> {
  const { title, means, tone, count, reasons } = group;
  const { width } = options;
  yield* wrapped(visible(`${title} (${count})${means === '' ? '' : `: ${means}`}`), {
    width,
    first: '  ',
    hang: 4,
    paint: paintOf(tone),
  });
  yield* reasonLines(reasons, { ...options, details: true }, { indent: '    ', bullet });
}

function* reasonLines(
  reasons: readonly SameReason<{ readonly name: string }>[],
  { width, details }: TableOptions,
  { indent, bullet }: { readonly indent: string; readonly bullet: string },
): Generator<string> {
  const dim = (text: string, first: string): readonly string[] => wrapped(text, { width, first, paint: chalk.dim });
  for (const { says, count, members } of reasons) {
    const [only] = members;
    // What is to be ticked off has its box even alone.
    const mark = bullet === '- ' ? '' : bullet;
    if (members.length === 1 && only !== undefined) {
      yield* wrapped(visible(only.name), { width, first: `${indent}${mark}`, hang: indent.length + mark.length + 2 });
      yield* dim(visible(says), `${indent}${' '.repeat(mark.length)}  `);
      continue;
    }
    yield* wrapped(`${count}: ${visible(says)}`, { width, first: indent, hang: indent.length + 2 });
    const { names, more } = shownNames(members, details);
    for (const name of names) yield* dim(visible(name), `${indent}  ${bullet}`);
    if (more !== undefined) yield* dim(more, `${indent}  `);
  }
}

function* changeLines({ groups, changes }: Review, options: TableOptions): Generator<string> {
  const layout = layoutOf(changes, options.width);
  for (const group of groups) yield* changeGroupLines(group, layout, options);
}

function* changeGroupLines(
  { title, extent, changes }: ChangeGroup,
  layout: Layout,
  { width, details }: TableOptions,
): Generator<string> {
  yield '';
  yield* wrapped(`${notFormula(visible(title))} (${extent})`, { width, hang: 2, paint: chalk.bold });
  for (const [index, change] of changes.entries()) {
    if (details && index > 0) yield '';
    yield* changeLine(change, layout);
    if (details) yield* changeDetails(change, width);
  }
}

interface Layout {
  readonly width: number;
  readonly order: number;
  readonly action: number;
  readonly id: number;
}

/** Columns as wide as what is in them, ids within what is left. */
const layoutOf = (changes: readonly ReviewChange[], width: number): Layout => {
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
  const order = widest(changes.map(orderOf));
  const action = widest(changes.map(({ does }) => does));
  const extents = widest(changes.map(({ extent }) => extent));
  const left = width - order - action - Math.min(extents, usualExtent) - 8;
  return { width, order, action, id: Math.min(widest(changes.map(({ id }) => visible(id))), Math.max(left, 20)) };
};

/** `100 fields, 1 by hand`: longer ones go on a line of their own where there is no room. */
const usualExtent = 22;

const orderOf = ({ order }: ReviewChange): string => (order === undefined ? '' : String(order));

function* changeLine(change: ReviewChange, layout: Layout): Generator<string> {
  const order = orderOf(change);
  const before = `  ${' '.repeat(layout.order - order.length)}${order}${order === '' ? '' : '  '}`;
  const action = change.does.padEnd(layout.action);
  const indent = before.length + action.length + 2;
  const [first = '', ...rest] = wrapped(visible(change.id), {
    width: indent + layout.id,
    hang: indent,
    first: ' '.repeat(indent),
  });
  const id = first.slice(indent);
  const { extent } = change;
  const isRoomBeside = indent + Math.max(layout.id, columnsOf(id)) + 2 + extent.length <= layout.width;
  const paint = change.warnings.length > 0 ? chalk.yellow : chalk.dim;
  yield `${before}${paintOfAction(change.action)(action)}  ${isRoomBeside ? `${padded(id, layout.id)}  ${paint(extent)}` : id}`;
  yield* rest;
  if (!isRoomBeside) yield* wrapped(extent, { width: layout.width, first: ' '.repeat(indent), paint });
}

function* cleanUpLines({ cleanUp, cleanUpGroups }: Review, options: TableOptions): Generator<string> {
  if (cleanUp.length === 0) return;
  yield* section(`${headings.cleanUp}: ${cleanUp.length}`, options);
  for (const group of cleanUpGroups) yield* groupLines(group, options, '[ ] ');
}
