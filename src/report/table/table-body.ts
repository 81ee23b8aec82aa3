import chalk from 'chalk';
import { actionWord, counted } from '../review/action-words.js';
import { actionCounts, changeGroups, grouped } from '../review/change-groups.js';
import { changeDetails } from './change-details.js';
import type { Finding, Review, ReviewChange } from '../review/review.js';
import { entriesByReason, findingsByReason, shownNames, type SameReason } from '../review/same-reasons.js';
import { summaryTable } from './summary.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, padded, wrapped } from '../wrap.js';

export interface TableOptions {
  /** Each change with its fields and reasons, and each entry by name. */
  readonly details: boolean;
  /** Columns of the terminal: no line is longer. */
  readonly width: number;
}

/** Everything below the title, line by line. */
export function* tableBody(review: Review, options: TableOptions): Generator<string> {
  const { kind, changes, lists, digest, summary } = review;
  yield* findingLines(review, options);
  yield '';
  yield* summaryTable(kind, summary, options.width).split('\n');
  const order = kind === 'changeset' ? ', each with its place in the order of writing' : '';
  yield* section(changes.length === 0 ? 'No changes' : `Changes: ${actionCounts(kind, changes)}${order}`, options);
  yield* changeLines(review, options);
  for (const { title, entries } of lists) {
    yield* section(`${title}: ${entries.length}`, options);
    yield* reasonLines(entriesByReason(entries), options, '  ');
  }
  yield* cleanUpLines(review, options);
  if (digest !== undefined)
    yield* ['', ...wrapped(`Digest ${visible(digest)}`, { width: options.width, paint: chalk.dim })];
}

function* section(title: string, { width }: TableOptions): Generator<string> {
  yield '';
  yield* wrapped(title, { width, hang: 2, paint: chalk.bold });
}

/** What is said of kinds that stop `apply` is red; of what it lets pass, yellow. */
const stops = new Set(['gate', 'error', 'blocked']);

function* findingLines({ findings, cleanUp }: Review, options: TableOptions): Generator<string> {
  const { width } = options;
  if (findings.length > 0) yield* section('Needs your eyes', options);
  for (const [kind, same] of grouped(findings, (finding) => finding.kind)) {
    const colour = stops.has(kind) ? chalk.red : chalk.yellow;
    yield* wrapped(visible(`${kind.toUpperCase()} (${same.length})`), { width, first: '  ', paint: colour });
    yield* reasonLines(findingsByReason(same), { ...options, details: true }, '    ');
  }
  if (findings.length === 0) yield* ['', ...wrapped('No errors, nothing blocked, no warnings.', { width, hang: 2 })];
  if (cleanUp.length > 0)
    yield* wrapped(`${counted(cleanUp.length, 'thing')} to do by hand afterwards, listed at the end.`, {
      width,
      hang: 2,
    });
}

function* reasonLines(reasons: readonly SameReason[], options: TableOptions, indent: string): Generator<string> {
  const { width, details } = options;
  for (const { says, count, names } of reasons) {
    const [only] = names;
    if (names.length === 1 && only !== undefined) {
      yield* wrapped(visible(only), { width, first: indent, hang: indent.length + 2 });
      yield* wrapped(visible(says), { width, first: `${indent}  `, paint: chalk.dim });
      continue;
    }
    yield* wrapped(`${count}: ${visible(says)}`, { width, first: indent, hang: indent.length + 2 });
    const shown = shownNames(names, details);
    for (const name of shown) yield* wrapped(visible(name), { width, first: `${indent}  - `, paint: chalk.dim });
    if (shown.length < names.length)
      yield* wrapped(`… and ${names.length - shown.length} more (--details lists them)`, {
        width,
        first: `${indent}  `,
        paint: chalk.dim,
      });
  }
}

function* changeLines(review: Review, options: TableOptions): Generator<string> {
  const layout = layoutOf(review, options.width);
  for (const { title, extent, changes } of changeGroups(review)) {
    yield '';
    yield* wrapped(`${notFormula(visible(title))} (${extent})`, { width: options.width, hang: 2, paint: chalk.bold });
    for (const [index, change] of changes.entries()) {
      if (options.details && index > 0) yield '';
      yield* changeLine(review, change, layout);
      if (options.details) yield* changeDetails(change, options.width);
    }
  }
}

interface Layout {
  readonly width: number;
  readonly order: number;
  readonly action: number;
  readonly id: number;
}

/** Columns as wide as what is in them, ids within what is left. */
const layoutOf = ({ kind, changes }: Review, width: number): Layout => {
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
  const order = widest(changes.map((change) => orderOf(change)));
  const action = widest(changes.map((change) => actionWord(kind, change.action)));
  const extents = widest(changes.map(extentOf));
  const left = width - order - action - Math.min(extents, usualExtent) - 8;
  return { width, order, action, id: Math.min(widest(changes.map(({ id }) => visible(id))), Math.max(left, 20)) };
};

/** `100 fields, 1 by hand`: longer ones go on a line of their own where there is no room. */
const usualExtent = 22;

const orderOf = ({ order }: ReviewChange): string => (order === undefined ? '' : String(order));

const extentOf = ({ edits, action, warnings, cleanUp }: ReviewChange): string =>
  [
    counted(edits.length, action === 'update' ? 'edit' : 'field'),
    ...(warnings.length > 0 ? [counted(warnings.length, 'warning')] : []),
    ...(cleanUp.length > 0 ? [`${cleanUp.length} by hand`] : []),
  ].join(', ');

const colours = { create: chalk.green, update: chalk.cyan, delete: chalk.red };

function* changeLine({ kind }: Review, change: ReviewChange, layout: Layout): Generator<string> {
  const order = orderOf(change);
  const before = `  ${' '.repeat(layout.order - order.length)}${order}${order === '' ? '' : '  '}`;
  const action = actionWord(kind, change.action).padEnd(layout.action);
  const indent = before.length + action.length + 2;
  const [first = '', ...rest] = wrapped(visible(change.id), {
    width: indent + layout.id,
    hang: indent,
    first: ' '.repeat(indent),
  });
  const id = first.slice(indent);
  const extent = extentOf(change);
  const isRoomBeside = indent + Math.max(layout.id, columnsOf(id)) + 2 + extent.length <= layout.width;
  const paint = change.warnings.length > 0 ? chalk.yellow : chalk.dim;
  yield `${before}${colours[change.action](action)}  ${isRoomBeside ? `${padded(id, layout.id)}  ${paint(extent)}` : id}`;
  yield* rest;
  if (!isRoomBeside) yield* wrapped(extent, { width: layout.width, first: ' '.repeat(indent), paint });
}

function* cleanUpLines({ cleanUp }: Review, options: TableOptions): Generator<string> {
  if (cleanUp.length === 0) return;
  yield* section(`To do by hand afterwards: ${cleanUp.length}`, options);
  const { width } = options;
  for (const [about, tasks] of grouped<Finding, string>(cleanUp, (task) => task.about)) {
    yield* wrapped(visible(about), { width, first: '  ', hang: 4 });
    for (const { says } of tasks) yield* wrapped(visible(says), { width, first: '    [ ] ' });
  }
}
