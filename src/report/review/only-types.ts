import { finding } from './findings.js';
import { makeReview } from './make-review.js';
import type { Finding, Review, Summary } from './review.js';
import { counted, wordsOf } from './words.js';

/**
 * A review of some types only. What stops everything stays, and the first finding says that there is more: nobody may
 * take a part for the whole.
 */
export const onlyTypes = (review: Review, types: readonly string[]): Review => {
  const isWanted = ({ type }: { readonly type: string }): boolean => types.includes(type);
  const concerns = ({ name }: Finding): boolean =>
    !/^[^/]+\//.test(name) || types.some((type) => name.startsWith(`${type}/`));
  const changes = review.changes.filter(isWanted);
  const findings = review.findings.filter(concerns);
  const hidden = wordsOf[review.kind].changes(review.changes.length - changes.length);
  const unseen = counted(review.findings.length - findings.length, 'finding');
  const says = `This is a part: ${hidden} of other types and ${unseen} about them are left out.`;
  return makeReview({
    ...review,
    summary: withRows(review.summary, review.summary.rows.filter(isWanted)),
    findings: [finding('partial', `--only ${types.join(',')}`, says), ...findings],
    changes,
    lists: review.lists.map(({ title, entries }) => ({ title, entries: entries.filter(isWanted) })),
    cleanUp: review.cleanUp.filter(concerns),
  });
};

/** Columns that count nothing any more are left out. */
const withRows = ({ columns, empty }: Summary, rows: Summary['rows']): Summary => {
  const totals = columns.map((_, index) => rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
  const counting = totals.map((total) => total > 0);
  return {
    columns: columns
      .map(({ title }, index) => ({ title, total: totals[index] ?? 0 }))
      .filter((_, index) => counting[index]),
    rows: rows.map(({ type, counts }) => ({ type, counts: counts.filter((_, index) => counting[index]) })),
    empty,
  };
};
