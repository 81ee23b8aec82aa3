import { nounOf, nounsOf } from '../../catalogue/called.js';
import type { Action, ReviewKind } from './review.js';

/** What is said of an action: a changeset is going to do it, a comparison found it done. */
export const actionWord = (kind: ReviewKind, action: Action): string => (kind === 'changeset' ? action : done[action]);

const done = { create: 'added', update: 'changed', delete: 'removed' } as const;

/** The column of a summary, in the words of its actions. */
export const columnWord = (kind: ReviewKind, column: string): string =>
  column === 'create' || column === 'update' || column === 'delete' ? actionWord(kind, column) : column;

/** `1 field`, `2,000 fields`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `1 project`, `1,200 step templates`. */
export const countOfType = (type: string, count: number): string => counted(count, nounOf(type), nounsOf(type));

/** What every review of a kind is worded with. */
export interface ReviewWords {
  /** How the two sides are called, and what they say of a field. */
  readonly sides: readonly [from: string, to: string];
  readonly before: string;
  readonly after: string;
  /** `2 changes`, `1 difference`. */
  readonly changes: (count: number) => string;
  /** The same as what is to be done with them: `2 changes to review`. */
  readonly title: (count: number) => string;
  /** Instead of a summary without figures. */
  readonly emptySummary: string;
}

export const wordsOf: Readonly<Record<ReviewKind, ReviewWords>> = {
  changeset: {
    sides: ['From', 'To'],
    before: 'Before',
    after: 'After',
    changes: (count) => counted(count, 'change'),
    title: (count) => (count === 0 ? 'No changes' : counted(count, 'change to review', 'changes to review')),
    emptySummary: 'Nothing was selected.',
  },
  comparison: {
    sides: ['Older', 'Newer'],
    before: 'Older',
    after: 'Newer',
    changes: (count) => counted(count, 'difference'),
    title: (count) => (count === 0 ? 'No differences' : counted(count, 'difference')),
    emptySummary: 'Nothing was compared.',
  },
};

/** The headings of the parts of a review, the same in every format. */
export const headings = {
  findings: 'Needs your eyes',
  noFindings: 'No errors, nothing blocked, no warnings.',
  cleanUp: 'To do by hand afterwards',
  next: 'Next',
} as const;
