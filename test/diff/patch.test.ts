import '../builders/fixed-seed.js';
import fc from 'fast-check';
import jsonpatch from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { makePatch } from '../../src/diff/patch/patch.js';
import type { JsonObject } from '../../src/model/json.js';

const { fields } = typeNamed('deploymentProcesses');
const step = (name: string, more: JsonObject = {}): JsonObject => ({ Name: name, Actions: [], ...more });
const steps = (...list: readonly JsonObject[]): JsonObject => ({ Steps: list });

const applied = (before: JsonObject, after: JsonObject): unknown =>
  jsonpatch.applyPatch(structuredClone(before), [...makePatch(fields, before, after)], true).newDocument;

describe('Patches of named lists', () => {
  it('an inserted step does not rewrite the others', () => {
    expect(makePatch(fields, steps(step('A'), step('B')), steps(step('A'), step('New'), step('B')))).toEqual([
      { op: 'add', path: '/Steps/1', value: step('New') },
    ]);
  });

  it('what has an empty name is added as any other', () => {
    expect(makePatch(fields, steps(), steps(step('')))).toEqual([{ op: 'add', path: '/Steps/0', value: step('') }]);
  });

  it('a removed step is tested as a whole before it goes', () => {
    expect(makePatch(fields, steps(step('A'), step('B')), steps(step('B')))).toEqual([
      { op: 'test', path: '/Steps/0', value: step('A') },
      { op: 'remove', path: '/Steps/0' },
    ]);
  });

  it('a moved step is a move, and edits inside it come after', () => {
    expect(
      makePatch(fields, steps(step('A'), step('B')), steps(step('B', { Condition: 'Always' }), step('A'))),
    ).toEqual([
      { op: 'test', path: '/Steps/1/Name', value: 'B' },
      { op: 'move', from: '/Steps/1', path: '/Steps/0' },
      { op: 'test', path: '/Steps/0/Name', value: 'B' },
      { op: 'add', path: '/Steps/0/Condition', value: 'Always' },
    ]);
  });

  it('every replace and remove comes after a test of the old value, and of whose it is', () => {
    const patch = makePatch(
      fields,
      steps(step('A', { Condition: 'Success' })),
      steps(step('A', { Condition: 'Always' })),
    );
    expect(patch).toEqual([
      { op: 'test', path: '/Steps/0/Name', value: 'A' },
      { op: 'test', path: '/Steps/0/Condition', value: 'Success' },
      { op: 'replace', path: '/Steps/0/Condition', value: 'Always' },
    ]);
  });
});

describe('Patches of lists of values', () => {
  const { fields: ofVariables } = typeNamed('projectVariables');
  const value = (name: string, says: string, more: JsonObject = {}): JsonObject => ({
    ...{ Name: name, IsSensitive: false, Value: says },
    ...more,
  });
  const secret = (name: string): JsonObject => value(name, '', { IsSensitive: true, Value: { $secret: name } });
  const patched = (before: readonly JsonObject[], after: readonly JsonObject[]) =>
    makePatch(ofVariables, { Variables: before }, { Variables: after }).map(({ op, path }) => `${op} ${path}`);

  it.each<[string, readonly JsonObject[], readonly JsonObject[], readonly string[]]>([
    [
      'a value that says something else is changed in its place',
      [value('A', '1'), value('B', '2')],
      [value('A', '1'), value('B', '3')],
      ['test /Variables/1', 'test /Variables/1/Value', 'replace /Variables/1/Value'],
    ],
    [
      'a secret in the place of what was none is put there as a whole',
      [value('A', '1')],
      [secret('A')],
      ['test /Variables/0', 'replace /Variables/0'],
    ],
    [
      'and so is what is none in the place of a secret',
      [secret('A')],
      [value('A', '1')],
      ['test /Variables/0', 'replace /Variables/0'],
    ],
    [
      'where one went, and one of another name came, what moved up is put in its place as a whole',
      [value('A', '1'), value('B', '2')],
      [value('B', '2'), value('C', '3')],
      ['test /Variables/0', 'replace /Variables/0', 'test /Variables/1', 'replace /Variables/1'],
    ],
    [
      'and so it is where all have one name',
      [value('A', '1'), value('a', '2')],
      [value('a', '2'), value('A', '3')],
      ['test /Variables/0', 'replace /Variables/0', 'test /Variables/1', 'replace /Variables/1'],
    ],
    [
      'a value that is there twice has not moved',
      [value('A', '1'), value('A', '1')],
      [value('A', '1'), value('A', '2')],
      ['test /Variables/1', 'test /Variables/1/Value', 'replace /Variables/1/Value'],
    ],
  ])('%s', (_, before, after, operations) => {
    expect(patched(before, after)).toEqual(operations);
  });
});

describe('Any patch', () => {
  const anyStep = fc.record(
    {
      Name: fc.constantFrom('A', 'B', 'C', 'D', ''),
      Condition: fc.constantFrom('x', 'y'),
      Notes: fc.option(fc.string()),
    },
    { noNullPrototype: true },
  );
  const anyProcess = fc
    .uniqueArray(anyStep, { selector: ({ Name: name }) => name, maxLength: 5 })
    .map((list) => steps(...list));

  it('turns the one document into the other, and a document into itself by nothing', () => {
    fc.assert(
      fc.property(anyProcess, anyProcess, (before, after) => {
        expect(applied(before, after)).toEqual(after);
        expect(makePatch(fields, before, before)).toEqual([]);
      }),
    );
  });
});
