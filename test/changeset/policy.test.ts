import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changeset, Policy } from '../../src/changeset/changeset.js';
import { isInForce, plainPolicy, policySays, stricter } from '../../src/changeset/policy.js';

const policy = (more: Partial<Policy>): Policy => ({ ...plainPolicy, ...more });

describe('The stricter of two policies holds, field by field (rules policy-stricter)', () => {
  it.each<[string, Partial<Policy>, Partial<Policy>, Partial<Policy>]>([
    ['more approvals', { approvals: 1 }, { approvals: 2 }, { approvals: 2 }],
    ['always', { when: 'findings' }, { when: 'always' }, { when: 'always' }],
    ['findings before never', { when: 'never' }, { when: 'findings' }, { when: 'findings' }],
    ['not the author', { notByAuthor: true }, {}, { notByAuthor: true }],
    ['the smaller age', { maxAge: '2d' }, { maxAge: '47h' }, { maxAge: '47h' }],
    ['an age before none', {}, { maxAge: '30m' }, { maxAge: '30m' }],
    ['signed', { signed: 'ssh', signers: ['a k'] }, {}, { signed: 'ssh', signers: ['a k'] }],
    ['both files', { signers: ['a k'] }, { signers: ['b k'] }, { signers: ['a k'], alsoSigners: [['b k']] }],
    ['one file once', { signers: ['a k'] }, { signers: ['a k'] }, { signers: ['a k'] }],
    ['a list before anybody', { from: ['Ada'] }, {}, { from: ['Ada'] }],
    ['who is in both lists', { from: ['Ada', 'Grace'] }, { from: ['grace', 'Bob'] }, { from: ['grace'] }],
    ['what both lists say of somebody', { from: ['Ada <a@x>'] }, { from: ['a@x'] }, { from: ['a@x'] }],
    ['nobody, where nobody is in both', { from: ['Ada'] }, { from: ['Bob'] }, { from: [] }],
  ])('%s', (_name, one, other, both) => expect(stricter(policy(one), policy(other))).toEqual(policy(both)));

  const names = fc.subarray(['Ada', 'Ada <ada@x>', 'ada@x', 'Grace', 'GRACE'], { minLength: 1 });
  const lines = fc.subarray(['a ssh-ed25519 A', 'b ssh-ed25519 B'], { minLength: 1 });
  const anyPolicy: fc.Arbitrary<Policy> = fc.record(
    {
      approvals: fc.nat(4),
      when: fc.constantFrom('always' as const, 'findings' as const, 'never' as const),
      notByAuthor: fc.boolean(),
      signed: fc.constantFrom('ssh' as const, 'none' as const),
      from: names,
      maxAge: fc.constantFrom('1d', '24h', '1440m', '2d', '3h'),
      signers: lines,
    },
    { requiredKeys: ['approvals', 'when', 'notByAuthor', 'signed'] },
  );

  it('whichever comes first, once as well as twice, and never laxer than either', () =>
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (one, other) => {
        const both = stricter(one, other);
        expect(stricter(other, one)).toEqual(both);
        expect(stricter(both, both)).toEqual(both);
        expect(stricter(both, one)).toEqual(both);
        expect(both.approvals >= one.approvals && (both.notByAuthor || !one.notByAuthor)).toBe(true);
      }),
    ));
});

describe('A policy is in force', () => {
  const none = { gates: [], blocked: [], errors: [], conflicts: [], renames: [], warnings: [], changes: [] };
  const changeset = (more: object) => ({ ...none, ...more }) as unknown as Changeset;
  it.each([
    ['always', {}, true],
    ['findings', {}, false],
    ['findings', { gates: [{}] }, true],
    ['findings', { blocked: [{}] }, true],
    ['findings', { errors: [{}] }, true],
    ['findings', { conflicts: [{}] }, true],
    ['findings', { renames: [{}] }, true],
    ['findings', { warnings: ['Not all was read.'] }, true],
    ['findings', { changes: [{ warnings: [] }] }, false],
    ['findings', { changes: [{ warnings: [{}] }] }, true],
    ['never', { gates: [{}] }, false],
  ] as const)('%s, of %j: %s', (when, more, is) => expect(isInForce(policy({ when }), changeset(more))).toBe(is));
});

describe('A policy is said in words', () => {
  it('with all that it asks for', () =>
    expect(
      policySays(policy({ approvals: 2, from: ['ada', 'grace'], signed: 'ssh', maxAge: '14d', notByAuthor: true })),
    ).toBe('2 approvals, of ada, grace, signed, not older than 14d, not by the author'));
});
