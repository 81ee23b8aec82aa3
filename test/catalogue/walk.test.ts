import { describe, expect, it } from 'vitest';
import {
  byField,
  cleared,
  createOnly,
  currentVersion,
  listOf,
  mapOf,
  named,
  nested,
  optional,
  plain,
  positional,
  readOnly,
  required,
  secretObject,
  set,
  unordered,
  volatile,
} from '../../src/catalogue/words.js';
import type { FieldRule } from '../../src/catalogue/index.js';
import { childrenOf, insideOf, pairingOf, ruleAt, rulesIn } from '../../src/catalogue/walk.js';
import type { JsonValue } from '../../src/model/json.js';
import { atLeastOne } from '../builders/at-least-one.js';

const environment = optional('environments');
const account = required('accounts');
const fields = { Account: account, Notes: plain };
const values = { Account: 'AWS', Notes: 'x', Other: ['y'] };

/** A rule, the rules inside it, a value of it with the parts inside that, and how two such values are paired. */
type Row = readonly [
  FieldRule,
  readonly FieldRule[],
  JsonValue,
  readonly (readonly [FieldRule | undefined, JsonValue])[],
  string,
];

const inFields: Row[3] = [
  [account, 'AWS'],
  [plain, 'x'],
  [undefined, ['y']],
];

const rows: Readonly<Record<string, Row>> = {
  'a reference': [account, [], 'AWS', [], 'json'],
  'a list of references': [
    listOf(environment),
    [environment],
    ['Test', 'Prod'],
    [
      [environment, 'Test'],
      [environment, 'Prod'],
    ],
    'member',
  ],
  'an object named by references': [
    mapOf(account, listOf(environment)),
    [account, listOf(environment)],
    { AWS: ['Test'] },
    [
      [account, 'AWS'],
      [listOf(environment), ['Test']],
    ],
    'key',
  ],
  'an object': [nested(fields), [account, plain], values, inFields, 'field'],
  'a list by name': [named(fields), [account, plain], [values], inFields, 'name'],
  'a list by place': [positional(fields), [account, plain], [values], inFields, 'place'],
  'a list without an order': [unordered(fields), [account, plain], [values], inFields, 'content'],
  'a field that depends on another': [
    byField('Type', { Account: account }, plain),
    [account, plain],
    'AWS',
    [[account, 'AWS']],
    'json',
  ],
  'any JSON': [
    plain,
    [],
    { A: ['x'], B: 1 },
    [
      [undefined, ['x']],
      [undefined, 1],
    ],
    'json',
  ],
  'a set': [set, [], ['x'], [[undefined, 'x']], 'member'],
  'what only the server says': [volatile, [], 'x', [], 'json'],
  'what counts on create': [createOnly, [], 1, [], 'json'],
  'what is never sent': [readOnly, [], 'x', [], 'json'],
  'a secret': [secretObject(''), [], { $secret: true }, [[undefined, true]], 'json'],
  'what is cleared': [cleared(null, ''), [], 'x', [], 'json'],
  'a version of its own': [currentVersion('Template', ['stepTemplates'], 'Version'), [], '1', [], 'json'],
  'a picture': [{ kind: 'picture' }, [], { $file: 'sha256:0' }, [[undefined, 'sha256:0']], 'nothing'],
};

describe.each(atLeastOne(Object.entries(rows)))('%s', (_what, [rule, children, value, inside, pairedBy]) => {
  it('has inside a declaration', () => expect(childrenOf(rule)).toEqual(children));

  it('has inside a document', () =>
    expect(insideOf({ rule, value, siblings: { Type: 'Account' } }).map((part) => [part.rule, part.value])).toEqual(
      inside,
    ));

  it('is paired', () => expect(pairingOf(rule).by).toBe(pairedBy));
});

describe('The rule at a path', () => {
  const declared = { A: nested({ B: named({ C: listOf(account) }) }), D: mapOf(environment, plain) };

  it.each<[readonly string[], FieldRule | undefined]>([
    [['A', 'B', '3', 'C'], listOf(account)],
    [['A', 'B', '3', 'C', '0'], account],
    [['A', 'B', '3'], undefined],
    [['D', 'Test'], plain],
    [['E'], undefined],
    [[], undefined],
  ])('%j', (path, rule) => expect(ruleAt(declared, path)).toEqual(rule));
});

it('a walk passes over what is not of the form that its rule has', () =>
  expect(
    [listOf(account), mapOf(account, plain), nested(fields), named(fields)].flatMap((rule) =>
      insideOf({ rule, value: 'x', siblings: {} }),
    ),
  ).toEqual([]));

it('a declaration is walked to its innermost rule', () =>
  expect(rulesIn({ A: nested({ B: named({ C: listOf(account) }) }) })).toContain(account));
