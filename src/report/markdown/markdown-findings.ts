import type { AskGroup, FindingGroup, SameReason } from '../review/review.js';
import { shownNames } from '../review/same-reasons.js';
import { Filling, type Block, type Budget } from './budget.js';
import { code, sentence } from './markdown-text.js';

interface ReasonBlock extends Block {
  readonly group: FindingGroup;
}

/** What needs eyes, by what it asks: every kind in a line, and below it what it is about while there is room. */
export class Findings {
  readonly #asks: readonly AskGroup[];
  readonly #reasons: Filling<ReasonBlock>;

  /** Kinds that have no room are not listed. `details` lists all that one thing is said of. */
  constructor(asks: readonly AskGroup[], budget: Budget, details: boolean) {
    this.#asks = asks
      .map((ask) => {
        const isThere = budget.take(askHead(ask));
        return { ...ask, groups: isThere ? ask.groups.filter((group) => budget.take(kindHead(ask, group))) : [] };
      })
      .filter(({ groups }) => groups.length > 0);
    this.#reasons = new Filling(
      this.#asks.flatMap((ask) =>
        ask.groups.flatMap((group) =>
          group.reasons.map((reason) => ({
            group,
            lines: reasonLines(reason, '-', details).map((line) => (isSaid(ask) ? `> ${line}` : `>   ${line}`)),
            count: reason.members.length,
          })),
        ),
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
    return this.#asks.flatMap((ask) => [
      ...askHead(ask),
      ...ask.groups.flatMap((group) => [
        ...kindHead(ask, group),
        ...this.#reasons.taken.filter((block) => block.group === group).flatMap(({ lines }) => lines),
      ]),
    ]);
  }
}

/** The platforms have frames of different looks for what is to be seen. */
const frames = { allow: 'CAUTION', cannot: 'CAUTION', conflict: 'IMPORTANT', know: 'WARNING' } as const;

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
