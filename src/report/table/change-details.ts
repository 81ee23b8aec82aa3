import chalk from 'chalk';
import { fieldLines } from '../field-lines.js';
import type { ReviewChange } from '../review/review.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import { paintOf } from './colours.js';

const indent = '      ';

/** What a change does field by field, what comes with it, why, and what it waits for, for the terminal. */
export function* changeDetails(change: ReviewChange, width: number): Generator<string> {
  for (const { sign, depth, ofValue, text } of fieldLines(change.fields)) {
    const first = `${indent}${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}`;
    const paint = sign === '+' ? chalk.green : sign === '-' ? chalk.red : chalk.reset;
    const shown = visible(text.replaceAll('\t', tab));
    const lines = wrapped(shown, { width, first, hang: first.length + (ofValue ? 0 : 2), keepSpaces: ofValue });
    yield* lines.map((line) => paint(line));
  }
  for (const { title, tone, says, place } of [...change.warnings, ...change.cleanUp])
    yield* note(title, place === undefined ? says : `${says} (${place})`, width, paintOf(tone));
  for (const reason of change.reasons) yield* note('because', reason, width, chalk.dim);
  if (change.dependsOn.length > 0) yield* note('after', change.dependsOn.join(', '), width, chalk.dim);
}

const note = (label: string, text: string, width: number, paint: (line: string) => string): readonly string[] =>
  wrapped(visible(text), { width, first: `${indent}${visible(label)}: `, hang: indent.length + 2, paint });

/** A tab is seen, and as wide everywhere. */
const tab = '→   ';
