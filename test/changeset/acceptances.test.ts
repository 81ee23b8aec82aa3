import { describe, expect, it } from 'vitest';
import { checkAcceptances, pairReasons } from '../../src/changeset/acceptances.js';
import type { Changeset } from '../../src/changeset/changeset.js';

const gate = (name: string, ids: readonly string[]) => ({
  gate: name,
  figure: 1,
  limit: 'refuse',
  says: 'Wider.',
  ids,
});
const entry = (id: string) => ({ id, type: 'projects', names: [id.split('/')[1] ?? ''], reasons: [] });
const changeset: Pick<Changeset, 'gates' | 'blocked' | 'errors'> = {
  gates: [
    gate('scope-widening', ['projects/OctoFX', 'projects/Other']),
    gate('max-changes', []),
    gate('max-update-percent', ['projects/OctoFX']),
  ],
  blocked: [{ ...entry('projects/Internal'), part: 'variable "X"', missing: [] }],
  errors: [entry('projects/Broken')],
};
const accept = (...findings: readonly string[]) =>
  checkAcceptances(
    findings.map((finding) => ({ finding, reason: 'CHG-1' })),
    changeset,
  );

describe('A finding is accepted by its full name (rules policy-accept)', () => {
  it.each([
    'scope-widening:projects/OctoFX',
    'max-changes',
    'max-update-percent:projects',
    'blocked:projects/Internal#variable "X"',
  ])('%s', (finding) => expect(accept(finding)).toEqual([{ finding, reason: 'CHG-1' }]));

  it.each([
    ['a gate without what it is about', 'scope-widening', 'no finding scope-widening'],
    ['a wildcard', 'scope-widening:*', 'no finding'],
    ['all', 'all', 'no finding all'],
    ['an error', 'error:projects/Broken', 'nobody can accept it'],
    ['an error by its id', 'projects/Broken', 'nobody can accept it'],
  ])('not %s', (_name, finding, says) => expect(() => accept(finding)).toThrow(says));

  it('names what was probably meant', () =>
    expect(() => accept('scope-widening:projects/OctFX')).toThrow(
      expect.objectContaining({ remedy: 'Did you mean scope-widening:projects/OctoFX?' }),
    ));

  it('once', () => expect(() => accept('max-changes', 'max-changes')).toThrow('accepted twice'));

  it('with a reason that says something', () =>
    expect(() => checkAcceptances([{ finding: 'max-changes', reason: '  ' }], changeset)).toThrow(
      'It is not said why',
    ));
});

describe('Reasons belong to findings in their order, or one to all', () => {
  it.each([
    [
      ['a', 'b'],
      ['1', '2'],
      ['a 1', 'b 2'],
    ],
    [['a', 'b'], ['1'], ['a 1', 'b 1']],
    [[], [], []],
  ])('%j with %j', (findings, reasons, pairs) =>
    expect(pairReasons(findings, reasons).map(({ finding, reason }) => `${finding} ${reason}`)).toEqual(pairs),
  );

  it.each([
    [['a', 'b', 'c'], ['1', '2'], '3 findings to accept, and 2 reasons'],
    [['a'], ['1', '2'], '1 findings to accept, and 2 reasons'],
    [['a'], [], 'It is not said why a is accepted'],
    [[], ['1'], 'nothing that is accepted'],
  ])('not %j with %j', (findings, reasons, says) => expect(() => pairReasons(findings, reasons)).toThrow(says));
});
