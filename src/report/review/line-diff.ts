import { diffArrays } from 'diff';

/** One line of a comparison; a `gap` stands for lines that are the same and far from any change. */
export type DiffLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
  | { readonly kind: 'gap'; readonly count: number };

const context = 3;
/** Texts that differ more than this are shown whole, one after the other: finding the best match would take too long. */
const furthest = 3000;

/** What changed between two texts, line by line, with three lines around each change. */
export const lineDiff = (before: readonly string[], after: readonly string[]): readonly DiffLine[] => {
  const parts: readonly { value: string[]; added: boolean; removed: boolean }[] = diffArrays([...before], [...after], {
    maxEditLength: furthest,
  }) ?? [
    { value: [...before], added: false, removed: true },
    { value: [...after], added: true, removed: false },
  ];
  return parts.flatMap(({ value, added, removed }, index): readonly DiffLine[] => {
    if (added || removed) return value.map((text) => ({ kind: added ? 'added' : 'removed', text }));
    const lines = value.map((text) => ({ kind: 'same' as const, text }));
    const from = index === 0 ? 0 : context;
    const to = lines.length - (index === parts.length - 1 ? 0 : context);
    // A gap of one line would be as long as the line.
    return to - from < 2 ? lines : [...lines.slice(0, from), { kind: 'gap', count: to - from }, ...lines.slice(to)];
  });
};
