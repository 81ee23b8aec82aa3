import { summaryColumns, type Since } from '../../changeset/format.js';
import { finding } from './findings.js';
import { makeReview } from './make-review.js';
import type { Finding, Review, Summary } from './review.js';
import { sinceTitles } from './since.js';
import { summaryOf } from './summary.js';
import { groupedTasks } from './tasks.js';
import { counted, wordsOf } from './words.js';

/**
 * A review of what some side has changed since the base (rules review-since). What is about the whole changeset stays, and the
 * first finding of those to know says that there is more. What no base tells of is `unknown`.
 */
export const onlySince = (review: Review, words: readonly Since[]): Review => {
  const isWanted = ({ since = 'unknown' }: { readonly since?: Since }): boolean => words.includes(since);
  const changes = review.changes.filter(isWanted);
  const findings = review.findings.filter((one) => one.about === undefined || isWanted(one));
  const lists = review.lists.map((list) => ({ ...list, entries: list.entries.filter(isWanted) }));
  const tasks = review.tasks.flatMap((group) => group.tasks).filter(isWanted);
  const hidden = wordsOf[review.kind].changes(review.changes.length - changes.length);
  const unseen = counted(review.findings.length - findings.length, 'finding');
  const asked = words.map((word) => sinceTitles[word]).join(', ');
  const noBase = review.base === undefined ? ' There is no base: it cannot be told who changed.' : '';
  const says = `This is a part (${asked}): ${hidden} and ${unseen} of others are left out.${noBase}`;
  return makeReview({
    ...review,
    summary: summaryOfPart({ changes, lists, findings }),
    findings: [finding('partial', { name: `--since ${words.join(',')}` }, says), ...findings],
    changes,
    lists,
    tasks: groupedTasks(tasks),
  });
};

type Part = Pick<Review, 'changes' | 'findings'> & {
  readonly lists: readonly Pick<Review['lists'][number], 'key' | 'entries'>[];
};

/** Counted anew: how much of a type nobody touched is not known of a part. */
const summaryOfPart = ({ changes, lists, findings }: Part): Summary => {
  const counts = new Map<string, Record<string, number>>();
  const add = (type: string, column: string): void => {
    const row = counts.get(type) ?? { ...none };
    row[column] = (row[column] ?? 0) + 1;
    counts.set(type, row);
  };
  for (const { type, action } of changes) add(type, action);
  for (const { key, entries } of lists) for (const { type } of entries) add(type, key);
  for (const one of findings) {
    const column = columnOf(one);
    if (column !== undefined && one.about !== undefined) add(typeOf(one.about), column);
  }
  return summaryOf('changeset', summaryColumns, Object.fromEntries(counts) as Readonly<Record<string, typeof none>>);
};

const none = Object.fromEntries(summaryColumns.map((column) => [column, 0])) as Record<
  (typeof summaryColumns)[number],
  number
>;

/** The column that counts what a finding is about, where no change or entry of a list does. */
const columnOf = ({ kind }: Finding): string | undefined =>
  new Map([
    ['error', 'errors'],
    ['blocked', 'blocked'],
    ['conflict', 'conflicts'],
    ['removed', 'removed'],
    ['rename', 'renames'],
  ]).get(kind);

/** An id begins with its type. */
const typeOf = (id: string): string => id.replace(/[/#].*$/s, '');
