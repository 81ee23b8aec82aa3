import { foldName, looseName } from './names.js';
import { bareName, latestOf } from './versions.js';

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

/**
 * Reads a filter of what comes in versions, with the names that there are, such as `Acme.Web@1.2.0`: an item without a version
 * means the latest of each, and excludes them all; one with a version names just that (rules select-versions).
 */
export const parseVersionFilter = (items: readonly string[], names: readonly string[]): Filter => {
  const byName = parseFilter(items.filter((item) => !item.includes('@')));
  const byVersion = parseFilter(items.filter((item) => item.includes('@')));
  const excludes = (name: string): boolean => byName.excludes(bareName(name)) || byVersion.excludes(name);
  const latest = new Set(latestOf(names.filter((name) => !excludes(name))).values());
  return {
    includes: (name) =>
      !excludes(name) && (byVersion.includes(name) || (latest.has(name) && byName.includes(bareName(name)))),
    excludes,
    unmatched: (all) => [...byName.unmatched(all.map(bareName)), ...byVersion.unmatched(all)],
  };
};

const isAll = (item: string): boolean => foldName(item) === 'all';

const matcher = (pattern: string): ((name: string) => boolean) =>
  isAll(pattern) ? () => true : matchesPattern(pattern);

/** Whether a name is meant by one pattern with wildcards, in which no word means anything else. */
export const matchesPattern = (pattern: string): ((name: string) => boolean) => {
  const pieces = looseName(pattern).split('*');
  return (name) => fits(looseName(name), pieces);
};

/**
 * Whether a text consists of the pieces, with anything between them. Each piece takes the first place that it fits: an
 * earlier piece never has to move for a later one, so that no pattern makes this slow.
 */
const fits = (text: string, [first = '', ...others]: readonly string[]): boolean => {
  const last = others.pop();
  if (last === undefined) return first.length === text.length && fitsAt(text, first, 0);
  if (!fitsAt(text, first, 0)) return false;
  let from = first.length;
  for (const piece of others) {
    const place = placeOf(piece, text, from);
    if (place === undefined) return false;
    from = place + piece.length;
  }
  const end = text.length - last.length;
  return end >= from && fitsAt(text, last, end);
};

const placeOf = (piece: string, text: string, from: number): number | undefined => {
  if (!piece.includes('?')) {
    const place = text.indexOf(piece, from);
    return place < 0 ? undefined : place;
  }
  for (let place = from; place + piece.length <= text.length; place += 1) if (fitsAt(text, piece, place)) return place;
  return undefined;
};

/** `?` stands for any one character. */
const fitsAt = (text: string, piece: string, place: number): boolean => {
  if (place + piece.length > text.length) return false;
  for (let index = 0; index < piece.length; index += 1)
    if (piece[index] !== '?' && piece[index] !== text[place + index]) return false;
  return true;
};
