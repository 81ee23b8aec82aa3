import chalk from 'chalk';
import { editLines } from '../review/edit-lines.js';
import type { ReviewChange } from '../review/review.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';

const indent = '      ';

/** What a change does field by field, why, and what comes with it, for the terminal. */
export function* changeDetails(change: ReviewChange, width: number): Generator<string> {
  for (const { sign, depth, ofValue, text } of editLines(change.edits)) {
    const first = `${indent}${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}`;
    const paint = sign === '+' ? chalk.green : sign === '-' ? chalk.red : chalk.reset;
    const shown = visible(text.replaceAll('\t', tab));
    const lines = wrapped(shown, { width, first, hang: first.length + (ofValue ? 0 : 2), keepSpaces: ofValue });
    yield* lines.map((line) => paint(line));
  }
  for (const { kind, says } of change.warnings)
    yield* wrapped(visible(says), { width, first: `${indent}${kind}: `, hang: indent.length + 2, paint: chalk.yellow });
  for (const { says, at = '' } of change.cleanUp)
    yield* wrapped(visible(at === '' ? says : `${says} (${at})`), {
      width,
      first: `${indent}by hand: `,
      hang: indent.length + 2,
    });
  for (const reason of change.reasons)
    yield* wrapped(visible(reason), { width, first: `${indent}because: `, hang: indent.length + 2, paint: chalk.dim });
}

/** A tab is seen, and as wide everywhere. */
const tab = '→   ';
