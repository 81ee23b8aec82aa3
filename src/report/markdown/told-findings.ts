import { blockLines } from '../field-lines.js';
import type { ComparedTexts, Finding, FindingGroup, ThreeSides } from '../review/review.js';
import { shortlySaid } from '../review/short.js';
import { lengthOf, type Budget } from './budget.js';
import { code, fenced, htmlSentence, sentence } from './markdown-text.js';

interface Told {
  readonly group: FindingGroup;
  /** Its name alone, and with all that is to be seen of it. */
  readonly name: readonly string[];
  readonly whole: readonly string[];
}

/**
 * Findings that have something below them, one by one (rules review-conflicts): all are named while there is room, before anything
 * else is, and the first of them have their values and what to copy.
 */
export class ToldFindings {
  readonly #all: readonly Told[];
  #named = 0;
  #whole = 0;

  /** `prefix` is what each line of a group begins with. */
  constructor(groups: readonly FindingGroup[], prefix: (group: FindingGroup) => string) {
    this.#all = groups.flatMap((group) => {
      const framed = (lines: readonly string[]): readonly string[] =>
        lines.map((line) => `${prefix(group)}${line}`.trimEnd());
      return group.reasons.flatMap(({ members }) =>
        members.map((finding) => ({
          group,
          name: framed([`- ${code(finding.name)}`]),
          whole: framed(wholeLines(finding)),
        })),
      );
    });
  }

  name(budget: Budget): void {
    while (this.#named < this.#all.length && budget.take(this.#all[this.#named]?.name ?? [])) this.#named += 1;
  }

  /** Shows more of them whole, in their order, within `share` of what is left. */
  widen(budget: Budget, share = 1): void {
    let room = budget.left === Infinity ? Infinity : budget.left * share;
    for (const { name, whole } of this.#all.slice(this.#whole, this.#named)) {
      const length = lengthOf(whole) - lengthOf(name);
      if (length > room || !budget.takeCharacters(length)) return;
      room -= length;
      this.#whole += 1;
    }
  }

  /** Those that are not even named. */
  get dropped(): number {
    return this.#all.length - this.#named;
  }

  /** Those that are named only. */
  get cut(): number {
    return this.#named - this.#whole;
  }

  linesOf(group: FindingGroup): readonly string[] {
    return this.#all
      .slice(0, this.#named)
      .flatMap((told, index) => (told.group !== group ? [] : index < this.#whole ? told.whole : told.name));
  }
}

const wholeLines = ({ name, says, three, lines = [] }: Finding): readonly string[] => [
  `- ${code(name)}: ${sentence(says)}`,
  ...[
    ...(three === undefined ? [] : ['', ...sideTable(three), ...comparedLines(three.compared), '']),
    ...lines.map(({ command, purpose }) => `- ${code(command)} ${purpose}`),
  ].map((line) => `  ${line}`),
];

const sideTable = ({ sides }: ThreeSides): readonly string[] => [
  `| ${sides.map(({ label }) => label).join(' | ')} |`,
  '| --- | --- | --- |',
  `| ${sides.map(({ value }) => cell(shortlySaid(value))).join(' | ')} |`,
];

/** In a table a bar ends the cell, in code as well: there it is written as HTML. */
const cell = (text: string): string => (text.includes('|') ? `<code>${htmlSentence(text)}</code>` : code(text));

const comparedLines = (compared: readonly ComparedTexts[]): readonly string[] => {
  if (compared.length === 0) return [];
  const lines = compared.flatMap(({ title, blocks }) => [
    `  ${title}`,
    ...blocks
      .flatMap((block) => blockLines(block, 0))
      .map(({ sign, ofValue, text }) => `${sign} ${ofValue ? '│ ' : ''}${text}`.trimEnd()),
  ]);
  return ['', ...fenced('diff', lines)];
};
