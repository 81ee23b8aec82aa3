import { actionCounts, grouped } from '../review/change-groups.js';
import { columnWord, counted, sideWords } from '../review/action-words.js';
import { Budget } from './budget.js';
import { changeSections } from './markdown-changes.js';
import { code, folded, sentence } from './markdown-text.js';
import type { Review } from '../review/review.js';
import { entriesByReason, findingsByReason, shownNames, type SameReason } from '../review/same-reasons.js';

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
  const { kind, cleanUp, changes, lists } = review;
  const budget = new Budget(limit - forHeadings);
  const [title, summary, digest] = [titleLines(review), summaryLines(review), digestLines(review)];
  budget.take([...title, ...summary, ...digest]);
  // In the order of what matters most; what comes first has the room.
  const findings = fit(budget, findingBlocks(review));
  const tasks = fit(
    budget,
    cleanUp.map(({ about, at = '', says }) => {
      const place = details && at !== '' ? ` (${code(at)})` : '';
      return [`- [ ] ${code(about)}: ${sentence(says)}${place}`];
    }),
  );
  const shown = changeSections(review, budget, details);
  const entries = lists.map((list) => {
    const reasons = entriesByReason(list.entries).map((reason) => reasonLines(reason, details));
    const { lines, dropped } = fit(budget, reasons);
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
    ...(cleanUp.length === 0
      ? []
      : ['', `${counted(cleanUp.length, 'thing')} to do by hand afterwards, listed at the end.`]),
    ...left,
    ...summary,
    '',
    changes.length === 0 ? '### No changes' : `### Changes: ${actionCounts(kind, changes)}`,
    ...shown.lines,
    ...entries.flatMap(({ lines }) => lines),
    ...(cleanUp.length === 0 ? [] : ['', `### To do by hand afterwards: ${cleanUp.length}`, '', ...tasks.lines]),
    ...digest,
  ].join('\n');
};

/** What headings, the frames of lists and the note on what is left out take at most. */
const forHeadings = 1500;

const titleLines = ({ kind, from, to }: Review): readonly string[] => {
  const [source = '', target = ''] = [from, to].map(({ space, url }) => `${code(space)} of ${code(url)}`);
  if (kind === 'changeset') return [`## octosync: ${source} → ${target}`];
  const [older, newer] = sideWords(kind);
  const elsewhere = source === target ? '' : ` (${target})`;
  return [
    `## octosync: what changed in ${source}`,
    '',
    `${older}: ${code(from.digest)}. ${newer}: ${code(to.digest)}${elsewhere}.`,
  ];
};

const summaryLines = ({ kind, summary: { columns, rows } }: Review): readonly string[] => {
  if (columns.length === 0) return [];
  const figures = (counts: Readonly<Record<string, number>>): string =>
    columns.map((column) => ((counts[column] ?? 0) === 0 ? '' : String(counts[column]))).join(' | ');
  return [
    '',
    `| | ${columns.map((column) => columnWord(kind, column)).join(' | ')} |`,
    `| --- |${columns.map(() => ' ---: |').join('')}`,
    ...rows.map(({ type, counts }) => `| ${sentence(type)} | ${figures(counts)} |`),
  ];
};

const digestLines = ({ digest }: Review): readonly string[] =>
  digest === undefined ? [] : ['', `Digest: ${code(digest)}`];

interface Fitted {
  readonly lines: readonly string[];
  readonly dropped: number;
}

/** As many blocks as there is room for. */
const fit = (budget: Budget, blocks: readonly (readonly string[])[]): Fitted => {
  const taken = budget.takeFirst(blocks);
  return { lines: taken.flat(), dropped: blocks.length - taken.length };
};

const findingLines = ({ findings }: Review, lines: readonly string[]): readonly string[] =>
  findings.length === 0
    ? ['No errors, nothing blocked, no warnings.']
    : ['> [!WARNING]', `> **Needs your eyes: ${findings.length}**`, '>', ...lines];

const findingBlocks = ({ findings }: Review): readonly (readonly string[])[] =>
  [...grouped(findings, ({ kind }) => kind)].flatMap(([kind, same]) =>
    findingsByReason(same).map(({ says, names: [first = '', ...more] }) =>
      more.length === 0
        ? [`> - **${sentence(kind)}** ${code(first)}: ${sentence(says)}`]
        : [
            `> - **${sentence(kind)}** (${more.length + 1}): ${sentence(says)}`,
            ...[first, ...more].map((name) => `>   - ${code(name)}`),
          ],
    ),
  );

const reasonLines = ({ says, count, names }: SameReason, details: boolean): readonly string[] => {
  const [first = ''] = names;
  if (names.length === 1) return [`- ${code(first)}: ${sentence(says)}`];
  const shown = shownNames(names, details);
  return [
    `- ${count}: ${sentence(says)}`,
    ...shown.map((name) => `  - ${code(name)}`),
    ...(shown.length < names.length ? [`  - and ${names.length - shown.length} more`] : []),
  ];
};

type Part = readonly [count: number, one: string, many: string];

const leftOut = (parts: readonly Part[]): readonly string[] => {
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  if (said.length === 0) return [];
  const all = '`octosync show CHANGESET --format markdown --out FILE`';
  return ['', `**Shortened to fit into a comment.** Left out: ${said.join('; ')}. All of it: ${all}.`];
};
