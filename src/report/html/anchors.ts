import type { Finding, Review } from '../review/review.js';

/** A place on the page, and what it is called. */
export interface Anchor {
  readonly id: string;
  readonly called: string;
}

/** Where on the page things, changes and what leads to no change stand, each by its own id. */
export interface Anchors {
  readonly things: ReadonlyMap<string, Anchor>;
  readonly changes: ReadonlyMap<string, Anchor>;
  readonly entries: ReadonlyMap<string, Anchor>;
}

/** Anchors are numbers: no name is part of one. */
export const anchorsOf = ({ things, changes, lists }: Review): Anchors => ({
  things: byId(
    things.flatMap((group) => group.things),
    ({ noun, name }, index) => ({ id: `t${index + 1}`, called: `${noun} "${name}"` }),
  ),
  changes: byId(changes, ({ called }, index) => ({ id: `c${index + 1}`, called })),
  entries: byId(
    lists.flatMap(({ entries }) => entries),
    ({ name }, index) => ({ id: entryAnchor(index), called: name }),
  ),
});

/** Of an entry, by its place in all lists together: several parts of one item have one id. */
export const entryAnchor = (index: number): string => `e${index + 1}`;

/** Of what has the same id, the first. */
const byId = <T extends { readonly id: string }>(
  items: readonly T[],
  anchor: (item: T, index: number) => Anchor,
): ReadonlyMap<string, Anchor> =>
  new Map(items.map((item, index) => [item.id, anchor(item, index)] as const).toReversed());

/** Where a finding leads: to its change, to what is said of it, to its thing, or to the first of what a gate is about. */
export const anchorOf = (
  { about = '', thing = '', concerns = [] }: Pick<Finding, 'about' | 'thing' | 'concerns'>,
  { changes, entries, things }: Anchors,
): Anchor | undefined =>
  [changes.get(about), entries.get(about), things.get(thing)].find((found) => found !== undefined) ??
  concerns.map((id) => changes.get(id) ?? things.get(id)).find((found) => found !== undefined);
