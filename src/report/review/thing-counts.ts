import type { ReviewKind, Thing } from './review.js';

/** What is said of things that come, change and go. */
export const thingWords: Readonly<Record<ReviewKind, Readonly<Record<Thing['action'], string>>>> = {
  changeset: { create: 'new', update: 'changed', delete: 'removed' },
  comparison: { create: 'added', update: 'changed', delete: 'removed' },
};

/** `3 new, 97 changed`. */
export const thingCounts = (kind: ReviewKind, things: readonly Thing[]): string =>
  (['create', 'update', 'delete'] as const)
    .flatMap((action) => {
      const count = things.filter((thing) => thing.action === action).length;
      return count === 0 ? [] : [`${count.toLocaleString('en')} ${thingWords[kind][action]}`];
    })
    .join(', ');
