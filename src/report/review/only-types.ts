import { counted } from './action-words.js';
import type { Finding, Review } from './review.js';

/**
 * A review of some types only. What stops everything stays, and the first finding says that there is more: nobody may
 * take a part for the whole.
 */
export const onlyTypes = (review: Review, types: readonly string[]): Review => {
  const isWanted = ({ type }: { readonly type: string }): boolean => types.includes(type);
  const concerns = ({ about }: Finding): boolean =>
    !/^[^/]+\//.test(about) || types.some((type) => about.startsWith(`${type}/`));
  const changes = review.changes.filter(isWanted);
  const findings = review.findings.filter(concerns);
  const hidden = review.changes.length - changes.length;
  const unseen = review.findings.length - findings.length;
  const rows = review.summary.rows.filter(isWanted);
  return {
    ...review,
    summary: {
      columns: review.summary.columns.filter((column) => rows.some(({ counts }) => counts[column] !== 0)),
      rows,
    },
    findings: [
      {
        kind: 'partial',
        about: `--only ${types.join(',')}`,
        says: `This is a part: ${counted(hidden, 'change')} of other types and ${counted(unseen, 'finding')} about them are left out.`,
      },
      ...findings,
    ],
    changes,
    lists: review.lists
      .map(({ title, entries }) => ({ title, entries: entries.filter(isWanted) }))
      .filter(({ entries }) => entries.length > 0),
    cleanUp: review.cleanUp.filter(concerns),
  };
};
