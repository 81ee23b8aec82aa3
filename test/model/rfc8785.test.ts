import { describe, expect, it } from 'vitest';
import { canonicalText, digestOf } from '../../src/model/canonical.js';
import type { JsonValue } from '../../src/model/json.js';

const parsed = (text: string): JsonValue => JSON.parse(text) as JsonValue;

/** The number whose IEEE 754 bits these are. */
const fromBits = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE();

describe('What is digested is RFC 8785, so that others can check a digest in any language', () => {
  it('writes the example of section 3.2.2: numbers, escapes, literals', () => {
    const text = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalText(parsed(text))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts the example of section 3.2.3 by UTF-16 code units: an emoji stands before U+FB33', () => {
    const text = String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`;
    expect(canonicalText(parsed(text)).match(/(?<=:")[^"]*/g)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s of appendix B as %s', (bits, text) =>
    expect(canonicalText({ value: fromBits(bits) })).toBe(`{"value":${text}}`),
  );

  it.each([
    ['fields that are numbers stand as text', '{"10":1,"9":2,"1":3,"a":4}', '{"1":3,"10":1,"9":2,"a":4}'],
    ['fields inside of lists are sorted, lists are not', '[{"b":1,"a":2},2,1]', '[{"a":2,"b":1},2,1]'],
    ['all white space between things goes', '{ "a" : [ 1 , { } ] }', '{"a":[1,{}]}'],
    ['text is not normalized', '["\\u0041\\u030a"]', '["A\u030a"]'],
    ['only control characters, quotes and backslashes are escaped', '["\\u007f\\u2028<\\/>"]', '["\u007f\u2028</>"]'],
  ])('%s', (_, given, text) => expect(canonicalText(parsed(given))).toBe(text));

  it('the digest is of its UTF-8', () =>
    // printf '{"€":1}' | sha256sum
    expect(digestOf({ '€': 1 })).toBe('sha256:54c96e18a4f4dbe234690ccffa55edc12fe9ed72e0702bbbc2fbccc121fe0564'));
});
