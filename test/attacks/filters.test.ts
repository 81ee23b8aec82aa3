import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/model/filter.js';

/** What a pattern means, said in the plainest way, for short texts: each star tries every length. */
const means = (pattern: string, text: string): boolean => {
  const [first, ...rest] = [pattern.slice(0, 1), pattern.slice(1)];
  if (first === '') return text === '';
  if (first === '*') return [...Array(text.length + 1).keys()].some((from) => means(rest.join(''), text.slice(from)));
  return text !== '' && (first === '?' || first === text[0]) && means(rest.join(''), text.slice(1));
};

describe('A wildcard', () => {
  it('means what it says', () => {
    const letters = (alphabet: string) =>
      fc.array(fc.constantFrom(...alphabet.split('')), { maxLength: 7 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters('ab*?'), letters('ab'), (pattern, text) => {
        fc.pre(pattern !== 'all');
        expect(parseFilter([pattern]).includes(text)).toBe(means(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['stars and a letter that never comes', `${'*a'.repeat(40)}*b`, 'a'.repeat(20_000)],
    ['stars one after the other', `${'*'.repeat(5_000)}x`, 'a'.repeat(20_000)],
    ['question marks and stars', `${'*?a'.repeat(40)}*b`, 'a'.repeat(20_000)],
    ['what a regular expression would repeat', '(a+)+$*b', 'a'.repeat(20_000)],
  ])('with %s is answered, however long the name is', (_what, pattern, name) => {
    expect(parseFilter([pattern]).includes(name)).toBe(false);
  });

  it.each([
    ['a dot', 'a.b', 'axb', false],
    ['brackets', '[ab]', 'a', false],
    ['a backslash', 'a\\b', 'a\\b', true],
    ['a line end within the name', 'a*b', 'a\nb', true],
    ['a star that covers nothing', 'a*b', 'ab', true],
    ['pieces that would have to overlap', 'ab*ba', 'aba', false],
    ['other letters', 'OCTO*', 'octofx', true],
  ])('%s: %s for %j', (_what, pattern, name, expected) => {
    expect(parseFilter([pattern]).includes(name)).toBe(expected);
  });
});
