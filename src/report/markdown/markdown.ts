import type { Review } from '../review/review.js';
import { counted, headings } from '../review/words.js';
import { Budget, Filling, lengthOf } from './budget.js';
import { detailSections } from './markdown-details.js';
import { Findings, reasonLines } from './markdown-findings.js';
import { Tasks } from './markdown-tasks.js';
import { code, cutText, folded, htmlSentence, sentence } from './markdown-text.js';
import { ThingList } from './markdown-things.js';

export interface MarkdownOptions {
  /** The counts; each thing with its steps; the same with reasons; every field. */
  readonly extent: 'summary' | 'short' | 'details' | 'all';
  /** Characters that it may have, the line end of its last line included. */
  readonly limit?: number;
}

/**
 * A review as Markdown for a comment on a pull request: findings, then every thing that changes, then what is to be done by
 * hand, then steps and values, the biggest risk first. Never longer than `limit` (rules review-bounded): what has no room is
 * left out from the end, names of things last, and the second paragraph says so.
 */
export const markdownReport = (review: Review, { extent, limit = Infinity }: MarkdownOptions): string => {
  const [head, foot] = [headLines(review), footLines(review)];
  const room = limit - lengthOf([...head, ...foot]) - forNote;
  if (room < 0) return headlineWithin(review, limit);
  if (extent === 'summary') return summaryWithin(review, head, foot, limit);
  const isDetailed = extent !== 'short';
  const budget = new Budget(room);
  const things = new ThingList(review, budget);
  const tasks = new Tasks(review.tasks, budget);
  const findings = new Findings(review.asks, budget, isDetailed);
  const lists = new Lists(review, budget, isDetailed);
  findings.name(budget);
  findings.fill(budget, 1 / 2);
  things.widen(budget);
  findings.fill(budget);
  tasks.fill(budget, 1 / 4);
  lists.fill(budget, 1 / 4);
  const details = detailSections(review, budget, extent);
  tasks.fill(budget);
  lists.fill(budget);
  const left = leftOut(limit, [
    things.dropped > 0 ? counted(things.dropped, 'thing') : '',
    things.isCut && things.lines.length > 0 ? 'a part of some lines' : '',
    findings.dropped > 0 ? counted(findings.dropped, 'finding') : '',
    findings.cut > 0 ? `what there is to see of ${counted(findings.cut, 'finding')}` : '',
    tasks.dropped > 0 ? counted(tasks.dropped, 'thing to do by hand', 'things to do by hand') : '',
    lists.dropped > 0 ? counted(lists.dropped, 'reason why something stays', 'reasons why something stays') : '',
    details.cut > 0 ? `a part of the steps and values of ${counted(details.cut, 'thing')}` : '',
    details.dropped > 0 ? `the steps and values of ${counted(details.dropped, 'thing')}` : '',
  ]);
  return [
    ...head,
    ...left,
    ...(review.asks.length === 0 ? ['', headings.noFindings] : findings.lines),
    ...(review.things.length === 0 ? ['', review.title] : things.lines),
    ...tasks.lines,
    ...lists.lines,
    ...details.lines,
    ...foot,
  ].join('\n');
};

/** What is left out takes no more than this, nor do the words for what there is nothing of. */
const forNote = 600;

const headLines = ({ headline, header }: Review): readonly string[] => [
  `## ${sentence(headline)}`,
  '',
  ...header.map(({ label, text }) => `- ${label}: ${code(text)}`),
];

const footLines = ({ next, digest }: Review): readonly string[] => [
  ...(next.length === 0 ? [] : ['', `### ${headings.next}`, '']),
  ...next.map(({ command, purpose }) => `- ${code(command)} ${purpose}`),
  ...(digest === undefined ? [] : ['', `Digest: ${code(digest)}`]),
];

/** Where there is no room for anything else: as much of the headline as there is room for. */
const headlineWithin = ({ headline }: Review, limit: number): string => {
  const upTo = (length: number): string => `## ${sentence(cutText(headline, length))}`;
  let [low, high] = [0, Math.min(headline.length, limit)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (upTo(middle).length < limit) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : upTo(low);
};

const summaryWithin = (review: Review, head: readonly string[], foot: readonly string[], limit: number): string => {
  const whole = [...head, ...summaryLines(review), ...foot];
  return lengthOf(whole) <= limit ? whole.join('\n') : [...head, ...foot].join('\n');
};

const summaryLines = ({ summary: { columns, rows, empty } }: Review): readonly string[] =>
  columns.length === 0
    ? ['', empty]
    : [
        '',
        `| | ${columns.map(({ title }) => title).join(' | ')} |`,
        `| --- |${columns.map(() => ' ---: |').join('')}`,
        ...rows.map(({ heading, counts }) => {
          const figures = counts.map((count) => (count === 0 ? '' : String(count))).join(' | ');
          return `| ${sentence(heading)} | ${figures} |`;
        }),
      ];

/** What leads to no change, and why: one line for each list, its reasons while there is room. */
class Lists {
  readonly #lists: Review['lists'];
  readonly #reasons: Filling<{
    readonly list: Review['lists'][number];
    readonly lines: readonly string[];
    readonly count: number;
  }>;

  constructor({ lists }: Review, budget: Budget, details: boolean) {
    this.#lists = lists.filter((list) => budget.take(folded(titleOf(list), [])));
    this.#reasons = new Filling(
      this.#lists.flatMap((list) =>
        list.reasons.map((reason) => ({ list, lines: reasonLines(reason, '-', details), count: 1 })),
      ),
    );
  }

  fill(budget: Budget, share?: number): void {
    this.#reasons.fill(budget, share);
  }

  get dropped(): number {
    return this.#reasons.dropped;
  }

  get lines(): readonly string[] {
    return this.#lists.flatMap((list) => {
      const own = this.#reasons.taken.filter((block) => block.list === list).flatMap(({ lines }) => lines);
      return own.length === 0 ? ['', titleOf(list)] : folded(titleOf(list), own);
    });
  }
}

const titleOf = ({ title, entries }: Review['lists'][number]): string =>
  `${htmlSentence(title)}: ${entries.length.toLocaleString('en')}`;

const leftOut = (limit: number, parts: readonly string[]): readonly string[] => {
  const said = parts.filter((part) => part !== '');
  if (said.length === 0) return [];
  const length = limit.toLocaleString('en');
  return ['', `**Shortened to ${length} characters.** Left out: ${said.join('; ')}. All of it: \`--max-length 0\`.`];
};
