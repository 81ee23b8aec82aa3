import { foldName } from './names.js';

/**
 * A filter as people write it: `all`, exact names, wildcards (`*`, `?`), a leading `!` to exclude
 * (rules select-filter).
 */
export interface Filter {
  readonly includes: (name: string) => boolean;
  readonly excludes: (name: string) => boolean;
  /** The items of the filter that none of the names matches (rules select-unmatched). */
  readonly unmatched: (names: readonly string[]) => readonly string[];
}

/** Reads a filter. An empty one includes nothing. */
export const parseFilter = (items: readonly string[]): Filter => {
  const patterns = items.map((item) => {
    const negative = item.startsWith('!');
    return { item, negative, matches: matcher(negative ? item.slice(1) : item) };
  });
  const positive = patterns.filter((pattern) => !pattern.negative);
  const negative = patterns.filter((pattern) => pattern.negative);
  const excludes = (name: string): boolean => negative.some((pattern) => pattern.matches(name));
  return {
    includes: (name) => positive.some((pattern) => pattern.matches(name)) && !excludes(name),
    excludes,
    unmatched: (names) =>
      patterns.filter(({ item, matches }) => !isAll(item) && !names.some(matches)).map(({ item }) => item),
  };
};

const isAll = (item: string): boolean => foldName(item) === 'all';

const matcher = (pattern: string): ((name: string) => boolean) => {
  if (isAll(pattern)) return () => true;
  const source = foldName(pattern)
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'su');
  return (name) => expression.test(foldName(name));
};
