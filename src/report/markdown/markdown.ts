import type { Review } from '../review/review.js';
import { counted, headings } from '../review/words.js';
import { Budget } from './budget.js';
import { changeSections } from './markdown-changes.js';
import { findingBlocks, reasonLines } from './markdown-findings.js';
import { code, folded, sentence } from './markdown-text.js';

export interface MarkdownOptions {
  /** The reasons of each change, and every entry that leads to none. */
  readonly details: boolean;
  /** Characters that it may have. */
  readonly limit?: number;
}

/**
 * A review as Markdown for a comment on a pull request: warnings first, fields folded away by what they belong to.
 * Where it would be longer than `limit`, it keeps what needs eyes, leaves out from the end what is folded, and says so.
 */
export const markdownReport = (review: Review, { details, limit = Infinity }: MarkdownOptions): string => {
  const { title: changesTitle, actions, asks, tasks: groups, changes, lists } = review;
  const findingGroups = asks.flatMap((ask) => ask.groups);
  const toDo = groups.reduce((sum, { count }) => sum + count, 0);
  const budget = new Budget(limit - forHeadings);
  const [title, summary, digest] = [titleLines(review), summaryLines(review), digestLines(review)];
  budget.take([...title, ...summary, ...digest]);
  // In the order of what matters most; what comes first has the room.
  const findings = budget.fit(findingGroups.flatMap((group) => findingBlocks(group, { bullet: '-', quote: '> ' })));
  const tasks = budget.fit(groups.map((group) => ({ lines: [`- ${sentence(group.says)}`], count: group.count })));
  const shown = changeSections(review, budget, details);
  const entries = lists.map((list) => {
    const { lines, dropped } = budget.fit(
      list.reasons.map((reason) => ({ lines: reasonLines(reason, '-', details), count: 1 })),
    );
    return { lines: lines.length === 0 ? [] : folded(`${list.title}: ${list.entries.length}`, lines), dropped };
  });
  const left = leftOut([
    [findings.dropped, 'thing that needs your eyes', 'things that need your eyes'],
    [shown.dropped, 'change', 'changes'],
    [shown.withoutFields, "change's fields", "changes' fields"],
    [entries.reduce((sum, { dropped }) => sum + dropped, 0), 'reason', 'reasons why something stays as it is'],
    [tasks.dropped, 'thing to do by hand', 'things to do by hand'],
  ]);
  return [
    ...title,
    '',
    ...findingLines(review, findings.lines),
    ...(toDo === 0 ? [] : ['', `${counted(toDo, 'thing')} to do by hand afterwards, listed at the end.`]),
    ...left,
    ...summary,
    '',
    `### ${changesTitle}${changes.length === 0 ? '' : `: ${actions}`}`,
    ...shown.lines,
    ...entries.flatMap(({ lines }) => lines),
    ...(toDo === 0 ? [] : ['', `### ${headings.cleanUp}: ${toDo}`, '', ...tasks.lines]),
    ...digest,
  ].join('\n');
};

/** What headings, the frames of lists and the note on what is left out take at most. */
const forHeadings = 1500;

const titleLines = ({ sides }: Review): readonly string[] => [
  `## octosync: ${sides.map(({ space, url }) => `${code(space)} of ${code(url)}`).join(' → ')}`,
  '',
  ...sides.map(({ title, version, digest }) => {
    const snapshot = digest === undefined ? '' : `, snapshot ${code(digest)}`;
    return `- ${title}: Octopus ${code(version)}${snapshot}`;
  }),
];

const summaryLines = ({ summary: { columns, rows, empty } }: Review): readonly string[] =>
  columns.length === 0
    ? ['', empty]
    : [
        '',
        `| | ${columns.map(({ title }) => title).join(' | ')} |`,
        `| --- |${columns.map(() => ' ---: |').join('')}`,
        ...rows.map(({ type, counts }) => {
          const figures = counts.map((count) => (count === 0 ? '' : String(count))).join(' | ');
          return `| ${sentence(type)} | ${figures} |`;
        }),
      ];

const digestLines = ({ digest }: Review): readonly string[] =>
  digest === undefined ? [] : ['', `Digest: ${code(digest)}`];

const findingLines = ({ findings }: Review, lines: readonly string[]): readonly string[] =>
  findings.length === 0
    ? [headings.noFindings]
    : ['> [!WARNING]', `> **${headings.findings}: ${findings.length}**`, '>', ...lines];

type Part = readonly [count: number, one: string, many: string];

const leftOut = (parts: readonly Part[]): readonly string[] => {
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  if (said.length === 0) return [];
  const all = '`octosync show CHANGESET --format markdown --out FILE`';
  return ['', `**Shortened to fit into a comment.** Left out: ${said.join('; ')}. All of it: ${all}.`];
};
