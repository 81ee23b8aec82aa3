import { describe, expect, it } from 'vitest';
import { parseChangeset } from '../../src/changeset/read.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { settings, space } from '../builders/space.js';

const changeset = diff(space('a').project('OctoFX').build(), space('b').build(), settings());
const text = canonicalFile(changeset);

describe('Reading a changeset', () => {
  it('gives back what was written', () => expect(parseChangeset(text, 'c.json')).toEqual(changeset));

  it('does not mind the order of fields', () => {
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(changeset).reverse()));
    expect(parseChangeset(reversed, 'c.json')).toEqual(changeset);
  });

  it.each([
    ['cut short', text.slice(0, 500), 'not valid JSON'],
    ['something else', '{"format": "npm"}', 'not a changeset'],
    ['a list', '[]', 'not a changeset'],
    [
      'another format version',
      text.replace('octosync-changeset/1', 'octosync-changeset/7'),
      'reads octosync-changeset/1',
    ],
    ['edited by a byte', text.replace('"OctoFX"', '"OctoFY"'), 'was edited'],
    ['without a part', text.replace('"left": []', '"right": []'), '/left is no list'],
  ])('%s', (_what, damaged, says) => expect(() => parseChangeset(damaged, 'c.json')).toThrow(says));
});
