import '../builders/fixed-seed.js';
import fc from 'fast-check';
import stringify from 'json-stable-stringify';
import { describe, expect, it } from 'vitest';
import { canonicalFile, canonicalText, memberKey } from '../../src/model/canonical.js';
import type { JsonValue } from '../../src/model/json.js';

const inFiles = (value: unknown): string => `${stringify(value, { space: '  ', collapseEmpty: true }) ?? 'null'}\n`;

/** Fields that engines keep in an order of their own, among others. */
const field = fc.oneof(fc.string(), fc.constantFrom('a', 'B', 'b', '0', '10', '2', '__proto__', 'é', '\u{1F600}'));
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(null, true, 0, -1.5, 1e21, '', 'text\n"\u2028'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(field, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('Canonical JSON', () => {
  it('is what json-stable-stringify makes, for every value', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(canonicalText(any)).toBe(stringify(any));
        expect(canonicalFile(any)).toBe(inFiles(any));
      }),
    );
  });

  it.each([
    ['fields as text, not as numbers', { b: 1, '10': 2, '9': 3, a: { '1': [], B: {} } }],
    ['what is undefined is left out', { b: undefined, a: [undefined, { c: undefined }] }],
    ['a field called __proto__', JSON.parse('{"z":1,"__proto__":{"b":1,"a":2}}') as unknown],
    ['nothing at all', undefined],
  ])('%s', (_, any) => {
    expect(canonicalFile(any)).toBe(inFiles(any));
  });
});

describe('Members of a list are the same (rules compare-by-meaning)', () => {
  const reference = (...names: readonly string[]): JsonValue => ({ $reference: { type: 'actions', names } });
  it.each<readonly [string, JsonValue, JsonValue, boolean]>([
    ['names by folding', 'Live ', 'live', true],
    [
      'references in whatever order their fields stand',
      { $reference: { names: ['Shop'], type: 'actions' } },
      reference('Shop'),
      true,
    ],
    ['references by folded names', reference('Shop', 'Restart'), reference('shop', 'RESTART'), true],
    ['… of one owner', reference('Shop', 'Restart'), reference('Other', 'Restart'), false],
    ['anything else by what it says', { A: 'x' }, { A: 'X' }, false],
  ])('%s', (_called, one, other, isSame) => {
    expect(memberKey(one) === memberKey(other)).toBe(isSame);
  });
});
