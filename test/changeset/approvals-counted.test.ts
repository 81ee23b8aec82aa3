import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/changeset/approvals.js';
import { countApprovals, type Signature } from '../../src/changeset/approvals-counted.js';
import { passingOf } from '../../src/changeset/approvals-accepted.js';
import type { Changeset, Policy } from '../../src/changeset/changeset.js';
import { namesOfPerson } from '../../src/model/people.js';
import { knownIn, plainPolicy } from '../../src/changeset/policy.js';
import { digest } from '../builders/brands.js';

const now = Date.parse('2026-06-15T12:00:00Z');
const approved = { digest: digest('a'.repeat(64)), file: digest('b'.repeat(64)) };
const by = (name: string, when = '2026-06-15T11:00:00Z', more: Partial<Approval> = {}): Approval => ({
  ...{ by: name, when },
  ...approved,
  ...more,
});
const count = (
  approvals: readonly Approval[],
  more: Partial<Policy> = {},
  author?: string,
  signatures: readonly Signature[] = [],
) => {
  const policy = { ...plainPolicy, ...more };
  const none: Signature = { kind: 'none', why: 'it is not signed' };
  const signatureOf = (one: Approval) => signatures[approvals.indexOf(one)] ?? none;
  return countApprovals(approvals, { approved, policy, known: knownIn([policy]), author, now, signatureOf });
};
const signed = (fingerprint: string, ...principals: readonly string[]): Signature => ({
  kind: 'good',
  fingerprint,
  principals,
});

describe('People are counted, not records (rules policy-people)', () => {
  it.each<[string, readonly string[], number]>([
    ['two people', ['Ada', 'Grace'], 2],
    ['another case and other blanks', ['Ada Lovelace', 'ADA  lovelace', 'ada\u00A0lovelace'], 1],
    ['characters that nobody sees', ['Ada', 'A\u200Bda', 'Ad\u2060a', 'A\u00ADda', 'Ada\u2800', 'Ada\u3164'], 1],
    ['letters of full width', ['Ada', '\uFF21\uFF44\uFF41'], 1],
    ['letters composed otherwise', ['Ren\u00E9', 'Rene\u0301'], 1],
    ['a name, an address, and both', ['Ada', 'ada@x', 'Ada <ada@x>'], 1],
    ['a name and an address that nothing joins', ['Ada', 'ada@x'], 2],
    ['whatever joins them step by step', ['A <1@x>', 'B <1@x>', 'B <2@x>', 'C <2@x>'], 1],
    ['nobody at all', ['\u200B', '<>'], 0],
  ])('%s', (_name, names, people) => expect(count(names.map((name) => by(name))).people).toBe(people));

  it('who is known under two names by the list is one', () =>
    expect(count([by('Ada'), by('ada@x')], { from: ['Ada <ada@x>', 'Grace'] }).people).toBe(1));

  it('who is not in the list does not count', () =>
    expect(count([by('Mallory'), by('grace')], { from: ['Ada', 'Grace'] })).toMatchObject({
      people: 1,
      others: [{ by: 'Mallory', why: 'they are not among those who may approve' }],
    }));

  it.each([
    ['by the same name', 'Ada', 'ada', undefined],
    ['by an address', 'Ada <ada@x>', 'ada@x', undefined],
    ['by a name that the list knows', 'ada@x', 'Ada', ['Ada <ada@x>']],
  ])('the author does not count, %s', (_name, author, approver, from) =>
    expect(count([by(approver)], { notByAuthor: true, ...(from && { from }) }, author)).toMatchObject({
      people: 0,
      counted: [],
    }),
  );

  it('folds nothing to the name of somebody else', () =>
    expect(namesOfPerson('Ada Lovelace <Ada@Example.com>')).toEqual(['adalovelace', 'ada@example.com']));
});

describe('An approval has its time (rules policy-age)', () => {
  it.each([
    ['now', '2026-06-15T12:00:00Z', 1],
    ['ahead by what clocks differ', '2026-06-15T12:04:59Z', 1],
    ['from the future', '2026-06-15T12:05:01Z', 0],
    ['as old as it may be', '2026-06-13T12:00:00Z', 1],
    ['older', '2026-06-13T11:59:59Z', 0],
    ['no time', 'yesterday', 0],
    ['a time somewhere else', '2026-06-15T12:00:00+14:00', 0],
  ])('%s', (_name, when, people) => expect(count([by('Ada', when)], { maxAge: '2d' }).people).toBe(people));
});

describe('Where approvals are signed (rules policy-signed)', () => {
  const policy: Partial<Policy> = { signed: 'ssh', signers: ['ada@x,ada ssh-ed25519 A', 'grace@x ssh-ed25519 G'] };
  it.each<[string, readonly string[], readonly Signature[], Partial<Policy>, number]>([
    ['two keys are two people', ['ada@x', 'grace@x'], [signed('A', 'ada@x'), signed('G', 'grace@x')], {}, 2],
    ['one key is one', ['ada@x', 'grace@x'], [signed('A', 'ada@x'), signed('A', 'grace@x')], {}, 1],
    ['two keys of one person are one', ['ada', 'ada@x'], [signed('A', 'ada'), signed('B', 'ada@x')], {}, 1],
    ['no signature counts nothing', ['ada@x'], [], {}, 0],
    ['a bad one counts nothing', ['ada@x'], [{ kind: 'bad', why: 'bad' }], {}, 0],
    [
      'a name that is only claimed is nobody of the list',
      ['Grace <ada@x>'],
      [signed('A', 'ada@x')],
      { from: ['Grace'] },
      0,
    ],
  ])('%s', (_name, names, signatures, more, people) =>
    expect(
      count(
        names.map((name) => by(name)),
        { ...policy, ...more },
        undefined,
        signatures,
      ).people,
    ).toBe(people),
  );
});

describe('Findings pass as they are accepted (rules policy-accept)', () => {
  const changeset = {
    gates: [
      { gate: 'scope-widening', figure: 2, limit: 'refuse', says: 'Wider.', ids: ['projects/A', 'projects/B'] },
      { gate: 'max-changes', figure: 2, limit: '1', says: 'Many.', ids: [] },
    ],
    blocked: [{ id: 'tenants/T', type: 'tenants', names: ['T'], reasons: [], missing: [] }],
  } as Pick<Changeset, 'gates' | 'blocked'>;
  const all = ['scope-widening:projects/A', 'scope-widening:projects/B', 'max-changes', 'blocked:tenants/T'];
  const accepting = (...findings: readonly string[]) => [
    by('Ada', undefined, { accepted: findings.map((finding) => ({ finding, reason: 'CHG-1' })) }),
  ];
  const given = { allow: [], skipBlocked: false };

  it('all of them, under a policy', () =>
    expect(passingOf(changeset, accepting(...all), { ...given, isUnderPolicy: true })).toMatchObject({
      allow: ['scope-widening', 'max-changes'],
      skipBlocked: true,
    }));

  it.each(all)('not without %s', (missing) => {
    const passing = () =>
      passingOf(changeset, accepting(...all.filter((one) => one !== missing)), { ...given, isUnderPolicy: true });
    expect(passing).toThrow(expect.objectContaining({ exitCode: 3, details: [missing] }));
  });

  it('not by --skip-blocked, nor by --allow, under a policy', () => {
    const passing = (more: object) => () =>
      passingOf(changeset, accepting(...all.slice(0, 3)), { ...given, isUnderPolicy: true, ...more });
    expect(passing({ skipBlocked: true })).toThrow('accepted in no approval');
    expect(passing({ allow: ['max-changes'] })).toThrow('lets nothing pass');
  });

  it('without a policy, flags let pass what nobody accepted', () =>
    expect(
      passingOf(changeset, accepting('max-changes', all[0] ?? ''), {
        allow: [],
        skipBlocked: true,
        isUnderPolicy: false,
      }),
    ).toMatchObject({ allow: ['max-changes'], skipBlocked: true }));
});
