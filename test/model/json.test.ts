import { describe, expect, it } from 'vitest';
import {
  copyOf,
  membersLacking,
  objectsOf,
  sameJson,
  sameMembers,
  textOf,
  type JsonValue,
} from '../../src/model/json.js';

describe('Two values say the same', () => {
  it.each<[JsonValue, JsonValue, boolean]>([
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ toString: 1 }, { valueOf: 1 }, false],
    [null, {}, false],
    [[], {}, false],
    ['1', 1, false],
    [0, -0, true],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameJson(one, other)).toBe(same);
    expect(sameJson(other, one)).toBe(same);
  });
});

it('A copy says the same, whatever its fields are called, and shares nothing that could change', () => {
  const value = JSON.parse('{"a":[{"b":null},[1]],"__proto__":{"c":true}}') as { a: JsonValue[] };
  const copy = copyOf(value);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
  copy.a.push('more');
  (copy.a[0] as { b: unknown }).b = 1;
  expect(value.a).toEqual([{ b: null }, [1]]);
});

describe('Two lists whose order means nothing', () => {
  it.each<[JsonValue, JsonValue, boolean]>([
    [['a', 'b'], ['b', 'a'], true],
    [['a', 'a', 'b'], ['a', 'b', 'b'], false],
    [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
    [['a'], ['a', 'a'], false],
    ['a', ['a'], false],
  ])('%j and %j: %s', (one, other, same) => expect(sameMembers(one, other)).toBe(same));

  it('says which members one has that the other lacks, and where', () =>
    expect(membersLacking(['a', 'b', 'a', 'c'], ['a', 'c'])).toEqual([
      { index: 1, item: 'b' },
      { index: 2, item: 'a' },
    ]));
});

it.each<[JsonValue | undefined, readonly JsonValue[], string]>([
  [[{ a: 1 }, 'x', null, [], { b: 2 }], [{ a: 1 }, { b: 2 }], ''],
  ['text', [], 'text'],
  [undefined, [], ''],
  [1, [], ''],
])('%j has these objects, and this text', (value, objects, text) => {
  expect(objectsOf(value)).toEqual(objects);
  expect(textOf(value)).toBe(text);
});
