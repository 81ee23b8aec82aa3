import { describe, expect, it } from 'vitest';
import {
  noApprovals,
  parseApprovals,
  withApproval,
  type Approval,
  type Approvals,
} from '../../src/changeset/approvals.js';
import { countApprovals, missingSays } from '../../src/changeset/approvals-counted.js';
import { plainPolicy } from '../../src/changeset/policy.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { Digest } from '../../src/model/names.js';
import { digest } from '../builders/brands.js';

const when = '2026-01-01T00:00:00.000Z';
const sha = (letter: string): Digest => digest(letter.repeat(64));
const file = { digest: sha('a'), file: sha('b'), where: 'changeset.json' };
const by = (name: string, more: Partial<Pick<Approval, 'digest' | 'file' | 'comment'>> = {}) => ({
  by: name,
  when,
  digest: file.digest,
  file: file.file,
  ...more,
});
const count = (approvals: Approvals, needed: number) => {
  const policy = { ...plainPolicy, approvals: needed };
  const counted = countApprovals(approvals.approvals, {
    ...{ approved: file, policy, known: [], author: undefined, now: Date.parse(when) },
    signatureOf: () => ({ kind: 'none', why: 'not asked' }),
  });
  return { ...counted, missing: missingSays(counted, policy) };
};
const approved = (...approvals: readonly ReturnType<typeof by>[]) =>
  approvals.reduce((before, approval) => withApproval(before, approval), noApprovals);

describe('A changeset is approved when enough people approved exactly its bytes', () => {
  it.each([
    ['one of one', approved(by('Ada')), 1, ['Ada']],
    ['two of one', approved(by('Ada'), by('Grace')), 1, ['Ada', 'Grace']],
    ['two of two', approved(by('Ada'), by('Grace')), 2, ['Ada', 'Grace']],
    ['with a stale one besides', approved(by('Ada', { file: sha('c') }), by('Grace')), 1, ['Grace']],
  ])('%s', (_name, approvals, needed, people) => {
    const { counted, missing } = count(approvals, needed);
    expect([counted.map(({ approval }) => approval.by), missing]).toEqual([people, undefined]);
  });

  it.each([
    ['nobody', noApprovals, 1, 'needs an approval and has none'],
    ['one of two', approved(by('Ada')), 2, 'needs the approval of 2 people and has that of Ada'],
    ['one person twice', approved(by('Ada'), by(' ADA ')), 2, 'needs the approval of 2 people and has that of'],
    [
      'one person under two names',
      approved(by('Ada <ada@x>'), by('ada@x')),
      2,
      'These 2 approvals are of one person: who shares a name',
    ],
    ['other bytes', approved(by('Ada', { file: sha('c') })), 1, 'Ada does not count: it is for other bytes than these'],
    ['another digest', approved(by('Ada', { digest: sha('d') })), 1, 'has none'],
  ])('not by %s', (_name, approvals, needed, says) => {
    const { what, details } = count(approvals, needed).missing ?? { what: '', details: [] };
    expect([what, ...details].join(' ')).toContain(says);
  });
});

describe('The file of approvals', () => {
  const text = canonicalFile(approved(by('Ada', { comment: 'CHG-1' })));

  it('gives back what was written', async () => expect(canonicalFile(await parseApprovals(text, 'a.json'))).toBe(text));

  it('holds one approval of a person for the same bytes, the last', () =>
    expect(approved(by('Ada'), by('ada', { comment: 'seen again' })).approvals).toEqual([
      by('ada', { comment: 'seen again' }),
    ]));

  it.each([
    ['cut short', text.slice(0, 40), 'not valid JSON'],
    ['another format', text.replace('approvals/1', 'approvals/2'), 'no approvals of the format'],
  ])('%s is refused', (_name, damaged, says) => expect(parseApprovals(damaged, 'a.json')).rejects.toThrow(says));

  it.each([
    ['no list', text.replace('"approvals": [', '"others": ['), '/approvals is missing'],
    ['nobody', text.replace('"Ada"', '" "'), '/approvals/0/by is wrong'],
    ['a field too many', text.replace('"by"', '"sig": "x", "by"'), '/approvals/0/sig is unknown here'],
    ['a comment that is no text', text.replace('"CHG-1"', '1'), '/approvals/0/comment is no text'],
  ])('%s is refused, and the place is named', (_name, damaged, says) =>
    expect(parseApprovals(damaged, 'a.json')).rejects.toMatchObject({
      where: 'a.json',
      details: expect.arrayContaining([expect.stringContaining(says)]) as unknown,
    }),
  );
});
