import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json.js';
import {
  around,
  below,
  fieldOf,
  pointerOf,
  ROOT,
  seenFrom,
  segmentsOf,
  under,
  valueAt,
} from '../../src/model/pointer.js';

/* RFC 6901: `~` is written `~0`, `/` is written `~1`, and only pointer.ts does so. */

const anyPath = fc.array(fc.stringMatching(/^[ab~/01]{0,4}$/), { maxLength: 4 });

describe('A pointer', () => {
  it.each<[string, readonly (string | number)[], string]>([
    ['of the document itself', [], ''],
    ['of an item of a list', ['Steps', 0, 'Name'], '/Steps/0/Name'],
    ['of a field with a slash', ['New', 'a/b'], '/New/a~1b'],
    ['of a field with a tilde', ['c~d', '~1'], '/c~0d/~01'],
    ['of a field without a name', [''], '/'],
  ])('%s', (_what, path, text) => {
    expect(pointerOf(path)).toBe(text);
    expect(segmentsOf(pointerOf(path))).toEqual(path.map(String));
  });

  it('says the path it was made of, whatever the fields are called', () => {
    fc.assert(
      fc.property(anyPath, anyPath, (outer, inner) => {
        const place = under(pointerOf(outer), pointerOf(inner));
        expect(segmentsOf(place)).toEqual([...outer, ...inner]);
        expect(place).toBe(inner.reduce(below, pointerOf(outer)));
        expect(seenFrom(pointerOf(outer), place)).toBe(pointerOf(inner));
        expect(segmentsOf(around(place))).toEqual([...outer, ...inner].slice(0, -1));
        expect(fieldOf(place)).toBe([...outer, ...inner][0] ?? '');
      }),
    );
  });

  it('is not seen from a place that only begins alike', () => {
    expect(seenFrom(pointerOf(['Steps', 1]), pointerOf(['Steps', 10]))).toBeUndefined();
  });
});

describe('The value at a place', () => {
  const document = { Steps: [{ 'a/b': 1 }], none: null, toString: 'x' };

  it.each<[string, readonly (string | number)[], JsonValue | undefined]>([
    ['is found through lists and escaped fields', ['Steps', 0, 'a/b'], 1],
    ['may be null', ['none'], null],
    ['may stand in a field that every object inherits', ['toString'], 'x'],
    ['is no method that every object inherits', ['hasOwnProperty'], undefined],
    ['is nothing after the end of a list', ['Steps', '-'], undefined],
    ['is nothing beyond a plain value', ['none', 'more'], undefined],
  ])('%s', (_rule, path, value) => {
    expect(valueAt(document, pointerOf(path))).toBe(value);
  });

  it('is the document at its root', () => {
    expect(valueAt(document, ROOT)).toBe(document);
  });
});
