import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a line, and whether the other side has it too. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Lines that stand side by side: the same on both sides, or what was there before and what is there after. */
export type Block =
  | { readonly kind: 'same'; readonly text: string; readonly lines: number }
  | { readonly kind: 'changed'; readonly before: readonly Piece[]; readonly after: readonly Piece[] };

/** Texts that differ nearly everywhere: comparing them to the end would take long and show nothing. */
const limits = { lines: { maxEditLength: 2_000 }, words: { maxEditLength: 300 } } as const;

/** Both texts as blocks that stand side by side, line ends aside where both sides use the same. */
export const lineBlocks = (before: string, after: string): readonly Block[] => {
  const [one, other] = withPlainEnds(before, after);
  const parts = diffLines(one, other, limits.lines);
  if (parts === undefined) return [changed(one, other)];
  const blocks: Block[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    const next = parts[index + 1];
    if (part === undefined) break;
    if (!part.added && !part.removed) blocks.push({ kind: 'same', text: part.value, lines: part.count });
    else if (part.removed && next?.added) {
      blocks.push(changed(part.value, next.value));
      index += 1;
    } else blocks.push(part.removed ? changed(part.value, '') : changed('', part.value));
  }
  return blocks;
};

/** Both texts in pieces; those that differ are marked, unless nearly all of it differs. */
export const wordPieces = (
  before: string,
  after: string,
): { readonly before: readonly Piece[]; readonly after: readonly Piece[] } => {
  const whole = { before: [{ text: before, changed: false }], after: [{ text: after, changed: false }] };
  if (before === '' || after === '') return whole;
  const parts = diffWordsWithSpace(before, after, limits.words);
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

const changed = (before: string, after: string): Block => ({ kind: 'changed', ...wordPieces(before, after) });

/** A carriage return is shown where it tells the sides apart, and is noise where every line has one. */
const withPlainEnds = (...texts: readonly [string, string]): readonly [string, string] => {
  const allAlike = texts.every((text) => !/(?<!\r)\n/.test(text));
  const plain = (text: string): string => (allAlike ? text.replaceAll('\r\n', '\n') : text);
  return [plain(texts[0]), plain(texts[1])];
};
