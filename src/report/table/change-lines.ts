import chalk from 'chalk';
import type { ChangeGroup, Review, ReviewChange } from '../review/review.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, padded, wrapped } from '../wrap.js';
import { changeDetails } from './change-details.js';
import { paintOfAction } from './colours.js';
import type { TableOptions } from './table-options.js';

/** The changes in groups, a line each; with `details` and what is within them. */
export function* changeLines({ groups, changes }: Review, options: TableOptions): Generator<string> {
  const layout = layoutOf(changes, options.width);
  for (const group of groups) yield* groupLines(group, layout, options);
}

function* groupLines(
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
