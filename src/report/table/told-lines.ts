import chalk from 'chalk';
import { blockLines } from '../field-lines.js';
import type { ComparedTexts, Finding, FindingGroup, NextCommand, SameReason, ThreeSides } from '../review/review.js';
import { shortlySaid } from '../review/short.js';
import { visible } from '../visible.js';
import { padded, wrapped } from '../wrap.js';
import { sectionLine } from './change-details.js';
import { paintOfSign } from './colours.js';
import type { TableOptions } from './table-options.js';

const indent = '    ';
const inner = '      ';

/**
 * Findings one by one, each with base, source and destination below each other and the lines to copy, in at most `room` lines
 * (rules review-conflicts). Those that have no room are counted.
 */
export const toldLines = (group: FindingGroup, options: TableOptions, room: number): readonly string[] => {
  const all = group.reasons.flatMap((reason) => reason.members.map((finding, index) => ({ reason, finding, index })));
  const shown: string[] = [];
  for (const [done, { reason, finding, index }] of all.entries()) {
    const lines = [...reasonHead(reason, index, options), ...findingLines(finding, reason, options)];
    // The last line is needed for how many there are besides.
    const kept = done === all.length - 1 ? 0 : 1;
    if (shown.length + lines.length + kept > room) return [...shown, ...more(all.length - done, done > 0)];
    for (const line of lines) shown.push(line);
  }
  return shown;
};

const more = (count: number, isAfter: boolean): readonly string[] => {
  const counted = count.toLocaleString('en');
  return [chalk.dim(`${indent}${isAfter ? `… and ${counted} more` : counted} (--details lists them)`)];
};

/** What is said of several is said once, above the first. */
const reasonHead = ({ says, count, members }: SameReason<Finding>, index: number, { width }: TableOptions) =>
  index > 0 || members.length === 1
    ? []
    : wrapped(`${count}: ${visible(says)}`, { width, first: indent, hang: indent.length + 2 });

const findingLines = (
  { name, says, three, lines = [] }: Finding,
  { members }: SameReason<Finding>,
  { width, extent }: TableOptions,
): readonly string[] => [
  ...wrapped(visible(name), { width, first: indent, hang: inner.length, paint: chalk.bold }),
  ...(members.length === 1 ? wrapped(visible(says), { width, first: inner, paint: chalk.dim }) : []),
  ...(three === undefined ? [] : sideLines(three, width)),
  ...(three === undefined || extent === 'short' ? [] : three.compared.flatMap((texts) => comparedLines(texts, width))),
  ...lines.flatMap((line) => commandLines(line, width)),
];

const sideLines = ({ sides }: ThreeSides, width: number): readonly string[] =>
  sides.flatMap(({ label, value }) =>
    wrapped(visible(shortlySaid(value)), { width, first: `${inner}${padded(label, 6)}  ` }),
  );

const comparedLines = ({ title, blocks }: ComparedTexts, width: number): readonly string[] => [
  ...wrapped(`${title}:`, { width, first: inner, paint: chalk.underline }),
  ...blocks.flatMap((block) => blockLines(block, 0)).flatMap((line) => sectionLine(line, width)),
];

const commandLines = ({ command, purpose }: NextCommand, width: number): readonly string[] =>
  wrapped(`${visible(command)}  # ${purpose}`, {
    width,
    first: inner,
    hang: inner.length + 4,
    paint: paintOfSign('~'),
  });
