import { foldName } from '../../model/names.js';
import { parseFilter } from '../../model/filter.js';
import { finding } from './findings.js';
import { makeReview } from './make-review.js';
import type { Finding, Review } from './review.js';
import { summaryOfRows } from './summary.js';
import { groupedTasks } from './tasks.js';
import { counted, wordsOf } from './words.js';

/** A type, or things of one by name: `projectVariables`, `projects/OctoFX*`. */
export interface Part {
  readonly type: string;
  /** Names and wildcards; without one, all of the type is meant. */
  readonly name?: string;
}

/**
 * A review of some types or things only. What stops everything stays, and the first finding says that there is more: nobody
 * may take a part for the whole.
 */
export const onlyParts = (review: Review, parts: readonly Part[], asked: string): Review => {
  const filters = parts.map(({ type, name }) => ({
    type,
    filter: name === undefined ? undefined : parseFilter([name]),
  }));
  /** An id begins with a type; what belongs to a thing is meant with it. */
  const isMeant = (id: string): boolean =>
    filters.some(({ type, filter }) => {
      const [own = '', ...names] = id.replace(/#.*$/, '').split('/');
      return foldName(own) === foldName(type) && (filter === undefined || filter.includes(names.join('/')));
    });
  const isWanted = ({ id, group }: { readonly id: string; readonly group: string }): boolean =>
    isMeant(id) || isMeant(group);
  const concerns = ({ about, thing }: Finding): boolean =>
    about === undefined || isMeant(about) || (thing !== undefined && isMeant(thing));
  const changes = review.changes.filter(isWanted);
  const findings = review.findings.filter(concerns);
  const types = new Set<string>(changes.map(({ type }) => type));
  const hidden = wordsOf[review.kind].changes(review.changes.length - changes.length);
  const unseen = counted(review.findings.length - findings.length, 'finding');
  const says = `This is a part: ${hidden} of other things and ${unseen} about them are left out.`;
  const tasks = review.tasks.flatMap((group) => group.tasks).filter(({ id, thing }) => isMeant(id) || isMeant(thing));
  return makeReview({
    ...review,
    summary: summaryOfRows(
      review.summary,
      review.summary.rows.filter(({ type }) => types.has(type)),
    ),
    findings: [finding('partial', { name: `--only ${asked}` }, says), ...findings],
    changes,
    lists: review.lists.map((list) => ({ ...list, entries: list.entries.filter(isWanted) })),
    tasks: groupedTasks(tasks),
  });
};
