import { describe, expect, it } from 'vitest';
import { isAsFound, saysTheSame } from '../../src/catalogue/says-the-same.js';
import type { FieldRule } from '../../src/catalogue/index.js';
import {
  always,
  createOnly,
  listOf,
  mapOf,
  named,
  narrowing,
  nested,
  optional,
  plain,
  set,
  unordered,
} from '../../src/catalogue/words.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';

const environment = optional('environments');
const scoped = always('environments', 'SkipUnlessPartialMatch', 'everything');
const limiting = always('environments', 'IgnoreMismatch', 'permits');
const secret = { $secret: true };
const referenceTo = (name: string, more: JsonObject = {}): JsonObject => ({
  $reference: { type: 'accounts', names: [name], ...more },
});

type Row = readonly [what: string, rule: FieldRule | undefined, stored: JsonValue, meant: JsonValue, same: boolean];

/* Unordered lists are unordered wherever they stand (rules verify-says). */
describe('A server says what was meant', () => {
  it.each<Row>([
    ['references in another order', listOf(environment), ['B', 'A'], ['A', 'B'], true],
    ['one of them twice', listOf(environment), ['A', 'A'], ['A', 'B'], false],
    ['references whose order counts', listOf(environment, { ordered: true }), ['B', 'A'], ['A', 'B'], false],
    ['a set in another order', set, ['B', 'A'], ['A', 'B'], true],
    ['lists within a map', mapOf(environment, listOf(environment)), { P: ['B', 'A'] }, { P: ['A', 'B'] }, true],
    ['names in other letters', mapOf(environment, listOf(environment)), { P: ['B'] }, { p: ['b'] }, true],
    ['another name', mapOf(environment, listOf(environment)), { P: ['B'] }, { Q: ['B'] }, false],
    ['other letters of what is no name', nested({}), { P: 1 }, { p: 1 }, false],
    ['things without order', unordered({}), [{ A: 1 }, { A: 2 }], [{ A: 2 }, { A: 1 }], true],
    ['sets within named things', named({ C: set }), [{ Name: 'N', C: [2, 1] }], [{ Name: 'N', C: [1, 2] }], true],
    ['named things in another order', named({}), [{ Name: 'M' }, { Name: 'N' }], [{ Name: 'N' }, { Name: 'M' }], false],
    ['any list of JSON', undefined, [1, 2], [2, 1], false],
    ['a secret for a placeholder', undefined, { A: secret }, { A: { $placeholder: 'x' } }, true],
    ['a member more', nested({ A: plain }), { A: 1, B: 2 }, { A: 1 }, true],
    ['what counts on create, otherwise', unordered({ B: createOnly }), [{ A: 1, B: 2 }], [{ A: 1, B: 3 }], true],
    ['a scope where none was meant', nested({ E: scoped }), { E: ['A'] }, {}, false],
    ['a scope where an empty one was meant', nested({ E: scoped }), { E: ['A'] }, { E: [] }, false],
    ['an empty scope where none was meant', nested({ E: scoped }), { E: [] }, {}, true],
    ['a limit of a permission where none was meant', nested({ E: limiting }), { E: ['A'] }, {}, false],
    ['target tags where none were meant', nested({ R: narrowing }), { R: ['web'] }, {}, false],
    [
      'a scoped thing for one that is for all',
      unordered({ S: nested({ E: scoped }) }),
      [{ S: { E: ['A'] } }],
      [{ S: {} }],
      false,
    ],
    ['references that narrow nothing', nested({ E: listOf(environment) }), { E: ['A'] }, {}, true],
  ])('%s', (_what, rule, stored, meant, same) => expect(saysTheSame(rule, stored, meant)).toBe(same));

  it.each<Row>([
    ['a member more', nested({ A: plain }), { A: 1, B: 2 }, { A: 1 }, false],
    ['a secret for a placeholder', undefined, { A: secret }, { A: { $placeholder: 'x' } }, false],
    ['things without order', unordered({}), [{ A: 1 }, { A: 2 }], [{ A: 2 }, { A: 1 }], true],
    ['what counts on create, otherwise', unordered({ B: createOnly }), [{ A: 1, B: 2 }], [{ A: 1, B: 3 }], true],
    ['names in other letters', mapOf(environment, plain), { P: 1 }, { p: 1 }, true],
    ['a name more', mapOf(environment, plain), { P: 1, Q: 1 }, { p: 1 }, false],
    ['a reference in other letters', undefined, referenceTo('B'), referenceTo('b'), true],
    ['a reference with a member more', undefined, referenceTo('B'), referenceTo('B', { Id: true }), false],
    ['a reference beside a member', undefined, referenceTo('B'), { ...referenceTo('B'), Id: true }, false],
  ])('and is as it was found: %s', (_what, rule, stored, found, same) =>
    expect(isAsFound(rule, stored, found)).toBe(same),
  );
});
