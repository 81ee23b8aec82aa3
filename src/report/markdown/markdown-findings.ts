import type { AskGroup, FindingGroup, SameReason } from '../review/review.js';
import { shownNames } from '../review/same-reasons.js';
import { hasMore } from '../review/has-more.js';
import { Filling, type Block, type Budget } from './budget.js';
import { code, sentence } from './markdown-text.js';
import { ToldFindings } from './told-findings.js';

interface ReasonBlock extends Block {
  readonly group: FindingGroup;
}

/** What needs eyes, by what it asks: every kind in a line, and below it what it is about while there is room. */
export class Findings {
  readonly #asks: readonly AskGroup[];
  readonly #reasons: Filling<ReasonBlock>;
  readonly #told: ToldFindings;

  /** Kinds that have no room are not listed. `details` lists all that one thing is said of. */
  constructor(asks: readonly AskGroup[], budget: Budget, details: boolean) {
    this.#asks = asks
      .map((ask) => {
        const isThere = budget.take(askHead(ask));
        return { ...ask, groups: isThere ? ask.groups.filter((group) => budget.take(kindHead(ask, group))) : [] };
      })
      .filter(({ groups }) => groups.length > 0);
    const all = this.#asks.flatMap((ask) => ask.groups.map((group) => ({ ask, group })));
    const prefixes = new Map(all.map(({ ask, group }) => [group, isSaid(ask) ? '> ' : '>   ']));
    this.#told = new ToldFindings(
      all.map(({ group }) => group).filter(hasMore),
      (group) => prefixes.get(group) ?? '> ',
    );
    this.#reasons = new Filling(
      this.#asks.flatMap((ask) =>
        ask.groups
          .filter((group) => !hasMore(group))
          .flatMap((group) =>
            group.reasons.map((reason) => ({
              group,
              lines: reasonLines(reason, '-', details).map((line) => (isSaid(ask) ? `> ${line}` : `>   ${line}`)),
              count: reason.members.length,
            })),
          ),
      ),
    );
  }

  /** Names what somebody has to decide with values beside each other: before anything has more than its heading. */
  name(budget: Budget): void {
    this.#told.name(budget);
    this.#told.widen(budget, 1 / 3);
  }

  fill(budget: Budget, share = 1): void {
    this.#told.widen(budget, share / 2);
    this.#reasons.fill(budget, share);
  }

  get dropped(): number {
    return this.#reasons.dropped + this.#told.dropped;
  }

  /** Findings that are named, without what there is to see of them. */
  get cut(): number {
    return this.#told.cut;
  }

  get lines(): readonly string[] {
    return this.#asks.flatMap((ask) => [
      ...askHead(ask),
      ...ask.groups.flatMap((group) => [
        ...kindHead(ask, group),
        ...this.#told.linesOf(group),
        ...this.#reasons.taken.filter((block) => block.group === group).flatMap(({ lines }) => lines),
      ]),
    ]);
  }
}

/** The platforms have frames of different looks for what is to be seen. */
const frames = {
  conflict: 'IMPORTANT',
  allow: 'CAUTION',
  cannot: 'CAUTION',
  rename: 'IMPORTANT',
  know: 'WARNING',
} as const;

const askHead = ({ ask, title, count, means }: AskGroup): readonly string[] => [
  '',
  `> [!${frames[ask]}]`,
  `> **${title}: ${count.toLocaleString('en')}.** ${means}`,
  '>',
];

/** One kind that asks for it needs no heading of its own. */
const kindHead = (ask: AskGroup, { title, count, means }: FindingGroup): readonly string[] =>
  isSaid(ask)
    ? []
    : [`> - **${sentence(title)}** (${count.toLocaleString('en')})${means === '' ? '' : `: ${sentence(means)}`}`];

const isSaid = ({ ask, groups }: AskGroup): boolean => ask !== 'know' && groups.length === 1;

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
