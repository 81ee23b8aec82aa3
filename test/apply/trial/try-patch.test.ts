import '../../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryPatch } from '../../../src/apply/trial/try-patch.js';
import { typeNamed } from '../../../src/catalogue/index.js';
import { makePatch } from '../../../src/diff/patch/patch.js';
import type { JsonObject } from '../../../src/model/json.js';

const { fields } = typeNamed('deploymentProcesses');
const step = (name: string, more: JsonObject = {}): JsonObject => ({ Name: name, Actions: [], ...more });
const steps = (...list: readonly JsonObject[]): JsonObject => ({ Steps: list });

const reordered = makePatch(fields, steps(step('A'), step('B')), steps(step('B'), step('A')));
const removed = makePatch(fields, steps(step('A'), step('B')), steps(step('A')));

describe('A patch that only reorders', () => {
  it('is still to be applied where the order is the old one', () => {
    expect(tryPatch(fields, steps(step('A'), step('B')), reordered)).toEqual({
      kind: 'applies',
      document: steps(step('B'), step('A')),
    });
  });

  it('is applied already where the order is the new one', () => {
    expect(tryPatch(fields, steps(step('B'), step('A')), reordered).kind).toBe('already-applied');
  });

  it('is drift where something else stands in the places', () => {
    expect(tryPatch(fields, steps(step('A'), step('C'), step('B')), reordered).kind).toBe('drift');
  });
});

describe('A patch that removes a step', () => {
  it('is drift where somebody has edited the step: it is not gone', () => {
    const edited = steps(step('A'), step('B', { Condition: 'Always' }));
    expect(tryPatch(fields, edited, removed)).toEqual({ kind: 'drift', pointers: ['/Steps/1'] });
  });

  it('is applied already where the step is gone and another has taken its place', () => {
    expect(tryPatch(fields, steps(step('A'), step('C')), removed).kind).toBe('already-applied');
  });
});

describe('A patch that adds at the end of a list without names, inside a step', () => {
  const using = (...credentials: readonly string[]): JsonObject =>
    steps(
      step('A', {
        Actions: [{ Name: 'A', GitDependencies: credentials.map((GitCredentialId) => ({ GitCredentialId })) }],
      }),
    );
  const added = makePatch(fields, using('Robot'), using('Robot', 'Other'));

  it('applies where the list is what it was', () =>
    expect(tryPatch(fields, using('Robot'), added)).toEqual({ kind: 'applies', document: using('Robot', 'Other') }));

  it('is drift where the list has grown: the place is taken', () =>
    expect(tryPatch(fields, using('Robot', 'Mine'), added)).toEqual({
      kind: 'drift',
      pointers: ['/Steps/0/Actions/0/GitDependencies/1'],
    }));
});

describe('Any patch', () => {
  const action = fc.record(
    { Name: fc.constantFrom('X', 'Y', 'Z'), Notes: fc.constantFrom('n', 'm') },
    { noNullPrototype: true },
  );
  const byName = { selector: ({ Name: name }: { readonly Name: string }) => name, maxLength: 4 };
  const anyStep = fc.record(
    {
      Name: fc.constantFrom('A', 'B', 'C', 'D'),
      Condition: fc.constantFrom('x', 'y'),
      Actions: fc.uniqueArray(action, byName),
    },
    { noNullPrototype: true },
  );
  const anyProcess = fc.uniqueArray(anyStep, byName).map((list) => steps(...list));

  it('applies to what it was made against, and is applied already to what it makes of it', () => {
    fc.assert(
      fc.property(anyProcess, anyProcess, (before, after) => {
        const patch = makePatch(fields, before, after);
        fc.pre(patch.length > 0);
        expect(tryPatch(fields, before, patch)).toEqual({ kind: 'applies', document: after });
        expect(tryPatch(fields, after, patch).kind).toBe('already-applied');
      }),
      { numRuns: 300 },
    );
  });
});
