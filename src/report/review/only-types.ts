import { finding } from './findings.js';
import { makeReview } from './make-review.js';
import type { Finding, Review } from './review.js';
import { summaryOfRows } from './summary.js';
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
    summary: summaryOfRows(review.summary, review.summary.rows.filter(isWanted)),
    findings: [finding('partial', `--only ${types.join(',')}`, says), ...findings],
    changes,
    lists: review.lists.map(({ title, entries }) => ({ title, entries: entries.filter(isWanted) })),
    cleanUp: review.cleanUp.filter(concerns),
  });
};
