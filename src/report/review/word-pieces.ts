import { diffWordsWithSpace } from 'diff';

/** A piece of a text, and whether the other side lacks it. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Texts that differ nearly everywhere: comparing them to the end would take long and show nothing. */
const furthest = 300;

/** Both texts in pieces; those that differ are marked, unless nearly all of it differs. */
export const wordPieces = (
  before: string,
  after: string,
): { readonly before: readonly Piece[]; readonly after: readonly Piece[] } => {
  const whole = { before: [{ text: before, changed: false }], after: [{ text: after, changed: false }] };
  if (before === '' || after === '') return whole;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: furthest });
  if (parts === undefined) return whole;
  const kept = parts
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0);
  if (kept * 3 < Math.max(before.length, after.length)) return whole;
  const side = (skip: 'added' | 'removed'): readonly Piece[] =>
    parts
      .filter((part) => !part[skip])
      .map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
  return { before: side('added'), after: side('removed') };
};
