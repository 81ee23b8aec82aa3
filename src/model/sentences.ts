/* How sentences for people are put together. */

/** Names of a person's own, in quotes: `"Test", "Prod"`. */
export const quoted = (...names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

export const withCapital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
