import type { Review, ReviewChange } from './review.js';

/** What is said of an action: a changeset is going to do it, a comparison found it done. */
export const actionWord = (kind: Review['kind'], action: ReviewChange['action']): string =>
  kind === 'changeset' ? action : ({ create: 'added', update: 'changed', delete: 'removed' } as const)[action];

/** The column of a summary, in the words of its actions. */
export const columnWord = (kind: Review['kind'], column: string): string =>
  column === 'create' || column === 'update' || column === 'delete' ? actionWord(kind, column) : column;

/** `1 edit`, `12 edits`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The two sides by name. */
export const sideWords = (kind: Review['kind']): readonly [from: string, to: string] =>
  kind === 'changeset' ? ['From', 'To'] : ['Older', 'Newer'];
