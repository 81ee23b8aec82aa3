import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { checkDecisions, decidedFor, parseDecisions, type Decisions } from '../../src/changeset/decisions.js';
import { decisionsFormat } from '../../src/changeset/format.js';
import { pick } from '../../src/changeset/pick/index.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { digest } from '../builders/brands.js';
import { settings, space } from '../builders/space.js';

const where = 'changeset.decisions.json';
const source = space('dev').environments('Dev', 'Test').build();
const gates = { 'max-changes': { value: '0', origin: 'flag' } };
const given = settings({}, { environments: 'all' });
const made = diff(source, space('prod').build(), { ...given, gates });
/** With something that it does not carry. */
const whole: Changeset = {
  ...made,
  skipped: [{ id: 'environments/Prod', type: 'environments', names: ['Prod'], reasons: [{ rule: 'x', says: 'Why.' }] }],
};
const decisions: Decisions = {
  format: decisionsFormat,
  changeset: whole.digest,
  by: 'Ada',
  leftOut: [],
  resolved: [],
  accepted: [],
};
const accepted = [{ finding: 'max-changes', reason: 'CHG-1' }];

describe('Decisions are read (rules pick-decisions)', () => {
  it('as they were written', async () =>
    expect(await parseDecisions(canonicalFile(decisions), where)).toEqual(decisions));

  it.each<[string, string, string]>([
    ['what is no JSON', '{', 'cannot be read'],
    ['another format', '{"format":"octosync-decisions/9"}', 'no decisions of the format octosync-decisions/1'],
    ['something else', '[]', 'no decisions of the format'],
    ['a field that nobody knows', canonicalFile({ ...decisions, allow: ['all'] }), 'damaged'],
    ['a remark that is no text', JSON.stringify({ ...decisions, leftOut: [{ id: 'a', why: 1 }] }), 'damaged'],
    ['an acceptance without a reason', JSON.stringify({ ...decisions, accepted: [{ finding: 'a' }] }), 'damaged'],
  ])('not %s', async (_what, text, says) => {
    await expect(parseDecisions(text, where)).rejects.toThrow(says);
    await expect(parseDecisions(text, where)).rejects.toMatchObject({ where });
  });
});

describe('Decisions fit the changeset (rules pick-decisions)', () => {
  it('where all that they name is there', () => {
    const all: Decisions = {
      ...decisions,
      leftOut: [{ id: 'environments/Test' }],
      resolved: [{ element: 'environments/Prod', takes: 'own' }],
      accepted,
    };
    expect(checkDecisions(all, whole, where)).toBe(all);
  });

  it.each<[string, Partial<Decisions>, string]>([
    ['those about another one are void', { changeset: digest('other') }, 'about another changeset'],
    ['a change that is not there', { leftOut: [{ id: 'environments/Tst' }] }, 'has no change environments/Tst'],
    ['one left out twice', { leftOut: [{ id: 'environments/Test' }, { id: 'environments/Test' }] }, 'left out twice'],
    [
      'a finding that is not there',
      { accepted: [{ finding: 'max-change', reason: 'x' }] },
      'has no finding max-change',
    ],
    ['an acceptance for no reason', { accepted: [{ finding: 'max-changes', reason: ' ' }] }, 'not said why'],
    [
      'an element that is not open',
      { resolved: [{ element: 'environments/X', takes: 'own' }] },
      'leaves open is called',
    ],
  ])('%s', (_what, more, says) => {
    const check = (): unknown => checkDecisions({ ...decisions, ...more }, whole, where);
    expect(check).toThrow(says);
    expect(check).toThrow(expect.objectContaining({ where }) as Error);
  });
});

describe('What an approval takes from decisions (rules pick-decisions)', () => {
  const leaving: Decisions = { ...decisions, leftOut: [{ id: 'environments/Test' }], accepted };

  it('what is accepted and resolved, where nothing is left out', () =>
    expect(decidedFor({ ...decisions, accepted }, whole, where)).toEqual({ accepted, resolved: [] }));

  it('nothing of the whole, where something is left out of it', () =>
    expect(() => decidedFor(leaving, whole, where)).toThrow('leave out 1 change, and the changeset still has it'));

  it('what the part still has', () => {
    expect(decidedFor(leaving, pick(whole, { leftOut: leaving.leftOut }), where)).toEqual({ accepted, resolved: [] });
    const passing = diff(source, space('prod').build(), {
      ...given,
      gates: { 'max-changes': { value: '1', origin: 'flag' } },
    });
    const own: Decisions = { ...leaving, changeset: passing.digest };
    expect(decidedFor(own, pick(passing, { leftOut: leaving.leftOut }), where).accepted).toEqual([]);
  });

  it('nothing of another part', () =>
    expect(() => decidedFor(leaving, pick(whole, { leftOut: [{ id: 'environments/Dev' }] }), where)).toThrow(
      'another part of the changeset',
    ));

  it('nothing where they are about something else', () =>
    expect(() => decidedFor({ ...decisions, changeset: digest('other') }, whole, where)).toThrow('another changeset'));
});
