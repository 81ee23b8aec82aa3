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
export const reasonLines = (reasons: readonly Reason[], options: TableOptions, marks: Marks): readonly string[] =>
  reasons.flatMap((reason) => {
    const [only, ...more] = reason.members;
    if (only === undefined) return [];
    return more.length === 0 ? alone(only.name, reason.says, options, marks) : together(reason, options, marks);
  });

const alone = (name: string, says: string, { width }: TableOptions, { indent, box = '' }: Marks): readonly string[] => {
  const first = indent + box;
  return [
    ...wrapped(visible(name), { width, first, hang: first.length + 2 }),
    ...dim(visible(says), width, `${' '.repeat(first.length)}  `),
  ];
};

const together = (
  { says, count, members }: Reason,
  { width, extent }: TableOptions,
  { indent, box = '- ' }: Marks,
): readonly string[] => {
  const { names, more } = shownNames(members, extent !== 'short');
  return [
    ...wrapped(`${count}: ${visible(says)}`, { width, first: indent, hang: indent.length + 2 }),
    ...names.flatMap((name) => dim(visible(name), width, `${indent}  ${box}`)),
    ...(more === undefined ? [] : dim(more, width, `${indent}  `)),
  ];
};

const dim = (text: string, width: number, first: string): readonly string[] =>
  wrapped(text, { width, first, paint: chalk.dim });
