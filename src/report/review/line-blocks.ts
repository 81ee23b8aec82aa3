import { diffArrays } from 'diff';

/** Lines of two texts: the same in both, or what one of them says where the other says something else. */
export type LineBlock =
  /** Folded lines are far from any change: it is enough to say how many there are. */
  | { readonly kind: 'same'; readonly lines: readonly string[]; readonly isFolded: boolean }
  | { readonly kind: 'changed'; readonly before: readonly string[]; readonly after: readonly string[] };

/** Lines around each change that are shown. */
const context = 3;
/** Texts that differ more than this are shown whole, one after the other: finding the best match would take too long. */
const furthest = 2000;

/** What changed between two texts, line by line. */
export const lineBlocks = (before: readonly string[], after: readonly string[]): readonly LineBlock[] => {
  const parts = diffArrays([...before], [...after], { maxEditLength: furthest });
  if (parts === undefined) return [{ kind: 'changed', before, after }];
  const blocks: LineBlock[] = [];
  let open: { readonly before: string[]; readonly after: string[] } | undefined;
  for (const [index, { value, added, removed }] of parts.entries()) {
    if (added || removed) {
      if (open === undefined) blocks.push({ kind: 'changed', ...(open = { before: [], after: [] }) });
      // One by one: a text may have more lines than a call has arguments.
      for (const line of value) open[removed ? 'before' : 'after'].push(line);
    } else {
      open = undefined;
      blocks.push(...folded(value, { isFirst: index === 0, isLast: index === parts.length - 1 }));
    }
  }
  return blocks;
};

const folded = (
  lines: readonly string[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly LineBlock[] => {
  const from = isFirst ? 0 : context;
  const to = lines.length - (isLast ? 0 : context);
  // What is said of a single line would be as long as the line.
  if (to - from < 2) return [{ kind: 'same', lines, isFolded: false }];
  return [
    { lines: lines.slice(0, from), isFolded: false },
    { lines: lines.slice(from, to), isFolded: true },
    { lines: lines.slice(to), isFolded: false },
  ].flatMap((block) => (block.lines.length === 0 ? [] : [{ kind: 'same' as const, ...block }]));
};

/** What stands for lines that are folded. */
export const foldedWords = (lines: readonly string[]): string => `${lines.length} lines are the same`;
