import chalk from 'chalk';
import { fieldLines, type FieldLine } from '../field-lines.js';
import type { FieldSection } from '../review/fields.js';
import type { ReviewChange } from '../review/review.js';
import type { Row } from '../review/row-types.js';
import { saysMore } from '../review/says-more.js';
import { sharedReasons } from '../review/shared-reasons.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import { paintOf, paintOfSign } from './colours.js';
import type { TableOptions } from './table-options.js';

const indent = '      ';

/**
 * What a change does step by step and value by value, what is to be known of it, and why. What changes is shown field by
 * field; with `all` so is what comes, with what is as usual. `before` is the change above it, of the same thing.
 */
export function* changeDetails(
  change: ReviewChange,
  before: ReviewChange | undefined,
  options: TableOptions,
): Generator<string> {
  const { width, extent } = options;
  const isAll = extent === 'all';
  if (change.below !== '' && change.below !== before?.below)
    yield* wrapped(visible(change.below), { width, first: '    ', hang: 6, paint: chalk.underline });
  for (const row of change.rows) {
    if (row.isUsual && !isAll) continue;
    yield* rowLines(row, width);
    const sections = isAll || row.sign === '~' ? row.sections() : [];
    if (isAll || saysMore(sections)) yield* sectionLines(sections, width);
  }
  for (const { title, tone, says, place } of [...change.warnings, ...change.cleanUp])
    yield* note(title, place === undefined ? says : `${says} (${place})`, width, paintOf(tone));
  if (change.sinceSays !== undefined) yield* note('who', change.sinceSays, width, chalk.dim);
  for (const { says, page } of change.who ?? []) yield* note('who', `${says} (${page})`, width, chalk.dim);
  for (const reason of sharedReasons(change.reasons)) yield* note('because', reason, width, chalk.dim);
  if (isAll && change.dependsOn.length > 0) yield* note('after', change.dependsOn.join(', '), width, chalk.dim);
}

const rowLines = ({ sign, title, says }: Row, width: number): readonly string[] => {
  const shown = sign === '=' ? ' ' : sign;
  const text = [visible(title), ...(says === '' ? [] : [visible(says)])].join(sign === '=' ? '' : ': ');
  return wrapped(text, {
    width,
    first: `${indent}${shown} `,
    hang: indent.length + 4,
    paint: sign === '=' ? chalk.dim : paintOfSign(sign),
  });
};

function* sectionLines(sections: readonly FieldSection[], width: number): Generator<string> {
  for (const line of fieldLines(sections)) yield* sectionLine(line, width);
}

/** One line of a change, with its sign. */
export const sectionLine = ({ sign, depth, ofValue, text }: FieldLine, width: number): readonly string[] => {
  const first = `${indent}    ${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}`;
  const paint = sign === '+' ? chalk.green : sign === '-' ? chalk.red : chalk.reset;
  const shown = visible(text.replaceAll('\t', tab));
  const lines = wrapped(shown, { width, first, hang: first.length + (ofValue ? 0 : 2), keepSpaces: ofValue });
  return lines.map((line) => paint(line));
};

const note = (label: string, text: string, width: number, paint: (line: string) => string): readonly string[] =>
  wrapped(visible(text), { width, first: `${indent}${visible(label)}: `, hang: indent.length + 2, paint });

/** A tab is seen, and as wide everywhere. */
const tab = '→   ';
