import chalk from 'chalk';
import type { SameReason } from '../review/review.js';
import { shownNames } from '../review/same-reasons.js';
import { visible } from '../visible.js';
import { wrapped } from '../wrap.js';
import type { TableOptions } from './table-options.js';

interface Marks {
  readonly indent: string;
  /** `[ ] ` where each thing is to be ticked off. */
  readonly box?: string;
}

type Reason = SameReason<{ readonly name: string }>;

/** Things with what is said of them: once, where the same is said of several. */
export function* reasonLines(reasons: readonly Reason[], options: TableOptions, marks: Marks): Generator<string> {
  for (const reason of reasons) {
    const [only, ...more] = reason.members;
    if (only === undefined) continue;
    yield* more.length === 0 ? alone(only.name, reason.says, options, marks) : together(reason, options, marks);
  }
}

function* alone(name: string, says: string, { width }: TableOptions, { indent, box = '' }: Marks): Generator<string> {
  const first = indent + box;
  yield* wrapped(visible(name), { width, first, hang: first.length + 2 });
  yield* dim(visible(says), width, `${' '.repeat(first.length)}  `);
}

function* together(
  { says, count, members }: Reason,
  { width, details }: TableOptions,
  { indent, box = '- ' }: Marks,
): Generator<string> {
  yield* wrapped(`${count}: ${visible(says)}`, { width, first: indent, hang: indent.length + 2 });
  const { names, more } = shownNames(members, details);
  for (const name of names) yield* dim(visible(name), width, `${indent}  ${box}`);
  if (more !== undefined) yield* dim(more, width, `${indent}  `);
}

const dim = (text: string, width: number, first: string): readonly string[] =>
  wrapped(text, { width, first, paint: chalk.dim });
