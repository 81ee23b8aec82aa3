import type { FindingGroup, SameReason } from '../review/review.js';
import { shownNames } from '../review/same-reasons.js';
import type { Block } from './budget.js';
import { code, sentence } from './markdown-text.js';

/** One for each thing that is said; the first says also which kind it is. */
export const findingBlocks = (
  { title, means, count, reasons }: FindingGroup,
  { bullet, quote }: { readonly bullet: string; readonly quote: string },
): readonly Block[] =>
  reasons.map((reason, index) => {
    const kind = `${quote}- **${sentence(title)}** (${count})${means === '' ? '' : `: ${sentence(means)}`}`;
    const lines = reasonLines(reason, bullet, true).map((line) => `${quote}  ${line}`);
    return { lines: index === 0 ? [kind, ...lines] : lines, count: reason.members.length };
  });

/** Things with what is said of them: once, where the same is said of several. */
export const reasonLines = (
  { says, count, members }: SameReason<{ readonly name: string }>,
  bullet: string,
  details: boolean,
): readonly string[] => {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return [`${bullet} ${code(only.name)}: ${sentence(says)}`];
  const { names, more } = shownNames(members, details);
  return [
    `- ${count}: ${sentence(says)}`,
    ...names.map((name) => `  ${bullet} ${code(name)}`),
    ...(more === undefined ? [] : [`  - ${more}`]),
  ];
};
