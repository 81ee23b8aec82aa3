import { describe, expect, it } from 'vitest';
import type { Approval, Approvals } from '../../src/changeset/approvals.js';
import { goingOn, noApprovals, withApproval } from '../../src/changeset/approvals.js';
import type { Changeset, Conflict, Entry, Rename } from '../../src/changeset/changeset.js';
import { isOpen, isReceipt } from '../../src/changeset/checks.js';
import { openFileOf, receiptOf, runOf, type Run, type ToldOfRun } from '../../src/changeset/make-receipt.js';
import { parseOpen, parseReceipt } from '../../src/changeset/read-receipt.js';
import { checkResolutions, pairResolutions, resolutionsIn } from '../../src/changeset/resolutions.js';
import { elementOf } from '../../src/changeset/uncarried.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { DriftError, InterruptedError, PartialApplyError, UsageError } from '../../src/model/errors.js';
import { changeId, digest } from '../builders/brands.js';
import { settings, space } from '../builders/space.js';

const source = space('dev').environments('Dev', 'Test').build();
const made = diff(source, space('prod').build(), settings({}, { environments: 'all' }));
const [dev, test] = made.changes.map(({ id }) => id);

const entry = (name: string, more: Partial<Entry> = {}): Entry => ({
  id: changeId(`environments/${name}`),
  type: 'environments',
  names: [name],
  reasons: [{ rule: 'x', says: `Why ${name} is not carried.` }],
  ...more,
});
const conflict = (name: string, takes: Conflict['takes']): Conflict => ({
  ...entry(name, { since: 'both' }),
  at: '/Description' as Conflict['at'],
  takes,
});
const rename = (name: string, follows: boolean): Rename => ({ ...entry(name), candidates: [], to: 'x', follows });

const complete: Run = { outcome: 'complete', written: [], alreadyApplied: [], failed: [], drifted: [] };
const told: ToldOfRun = {
  tool: '0.1.0',
  when: '2026-03-01T00:00:00.000Z',
  sync: 'main',
  options: { allow: [], skipBlocked: false, allowDrift: false },
  resolutions: [],
};
const openOf = (changeset: Partial<Changeset>, more: Partial<ToldOfRun> = {}) =>
  receiptOf({ ...made, ...changeset }, complete, { ...told, ...more }).open;

describe('What is open after a run (rules base-open)', () => {
  it.each<[string, Partial<Changeset>, readonly string[]]>([
    ['nothing where all was carried', {}, []],
    ['what was left', { left: [entry('A')] }, ['environments/A']],
    ['a part that was left, by its name', { left: [entry('A', { part: 'field "x"' })] }, ['environments/A#field "x"']],
    ['what was skipped', { skipped: [entry('A')] }, ['environments/A']],
    ['what is blocked', { blocked: [{ ...entry('A'), missing: [] }] }, ['environments/A']],
    ['what is in error', { errors: [entry('A')] }, ['environments/A']],
    ['a conflict that was left', { conflicts: [conflict('A', 'destination')] }, ['environments/A']],
    ['no conflict that the source has won', { conflicts: [conflict('A', 'source')] }, []],
    ['none that was merged', { conflicts: [conflict('A', 'merged')] }, []],
    ['what the source has removed', { removed: [entry('A', { since: 'source' })] }, ['environments/A']],
    ['a rename that is reported', { renames: [rename('A', false)] }, ['environments/A']],
    ['no rename that is followed', { renames: [rename('A', true)] }, []],
    ['nothing that is not supported', { unsupported: [entry('A')] }, []],
    ['nothing that only the destination has', { only: [entry('A')] }, []],
    ["nothing that is the destination's own", { left: [entry('A', { since: 'destination' })] }, []],
    [
      '… unless its base is kept',
      { left: [entry('A', { since: 'destination' })], keeps: [{ id: 'environments/A', base: null }] },
      ['environments/A'],
    ],
    [
      'what is kept without a word',
      { keeps: [{ id: 'environments/A%2FB', part: 'x', base: { X: 1 } }] },
      ['environments/A%2FB#x'],
    ],
    ['everything once', { left: [entry('A')], skipped: [entry('A')] }, ['environments/A']],
  ])('%s', (_what, changeset, open) => {
    expect(openOf(changeset).map(elementOf)).toEqual(open);
  });

  it('with the base that it keeps: null where it had none, nothing where no base told', () => {
    const left = [entry('A'), entry('B'), entry('C')];
    const keeps = [
      { id: 'environments/A', base: { Name: 'A' } },
      { id: 'environments/B', base: null },
    ];
    const open = openOf({ left, keeps });
    expect(open.map((one) => ('base' in one ? one.base : 'absent'))).toEqual([{ Name: 'A' }, null, 'absent']);
  });

  it('with names that an id has folded away', () => {
    expect(openOf({ keeps: [{ id: 'channels/Octo%2FFX/100%25', base: null }] })).toEqual([
      {
        id: 'channels/Octo%2FFX/100%25',
        type: 'channels',
        names: ['Octo/FX', '100%'],
        since: 'source',
        base: null,
        first: told.when,
      },
    ]);
  });

  it.each<[string, string | undefined, string | undefined, string]>([
    ['the day of this run', undefined, undefined, told.when],
    ['the day that an earlier sync said', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['the day of an earlier run of this changeset', undefined, '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'],
  ])('since %s', (_what, again, earlier, first) => {
    const left = [entry('A', again === undefined ? {} : { again })];
    const before = receiptOf({ ...made, left }, complete, { ...told, when: earlier ?? '' });
    const open = openOf(
      { left },
      earlier === undefined ? {} : { before: { ...before, base: { moved: false, says: '' } } },
    );
    expect(open.map((one) => one.first)).toEqual([first]);
  });

  it('lies beside the base with its digest', () => {
    const file = openFileOf(receiptOf({ ...made, left: [entry('A')] }, complete, told));
    expect([isOpen(file), file.base]).toEqual([true, made.source.digest]);
  });
});

describe('What a receipt says became of the changes (rules base-receipt)', () => {
  const done = { written: [], alreadyApplied: [], failed: [], drifted: [] };
  const failure = { id: dev ?? '', error: new Error('It broke.') };
  const trouble = { what: 'Because.' };

  it.each<[string, Parameters<typeof runOf>, string, readonly string[]]>([
    [
      'written and done already',
      [{ ...done, written: [dev ?? ''], alreadyApplied: [test ?? ''] }, undefined],
      'complete',
      ['written', 'done already'],
    ],
    ['failed', [{ ...done, failed: [failure] }, new PartialApplyError(trouble)], 'failed', ['failed', 'not attempted']],
    [
      'drifted, before anything was written',
      [undefined, new DriftError({ ...trouble, ids: [dev ?? ''] })],
      'drifted',
      ['drifted', 'not attempted'],
    ],
    [
      'drifted, with others written',
      [{ ...done, drifted: [dev ?? ''], written: [test ?? ''] }, new DriftError(trouble)],
      'drifted',
      ['drifted', 'written'],
    ],
    [
      'interrupted',
      [{ ...done, written: [dev ?? ''] }, new InterruptedError(trouble)],
      'interrupted',
      ['written', 'not attempted'],
    ],
    [
      'written, but its lists could not be',
      [{ ...done, written: [dev ?? '', test ?? ''] }, new UsageError(trouble)],
      'failed',
      ['written', 'written'],
    ],
  ])('%s', (_what, ended, outcome, became) => {
    const run = runOf(...ended);
    if (run === undefined) throw new Error('A run was begun.');
    const receipt = receiptOf(made, run, told);
    expect([receipt.outcome, receipt.changes.map((one) => one.became)]).toEqual([outcome, became]);
    expect(receipt.says).toBe(outcome === 'complete' ? undefined : 'Because.');
  });

  it.each([
    ['declined', undefined],
    ['refused before the destination was compared', new UsageError(trouble)],
  ])('no run: %s', (_what, thrown) => {
    expect(runOf(undefined, thrown)).toBeUndefined();
  });

  it('why a change failed', () => {
    const receipt = receiptOf(
      made,
      { ...complete, outcome: 'failed', failed: [{ id: failure.id, why: 'It broke.' }] },
      told,
    );
    expect(receipt.changes[0]).toEqual({ id: dev, action: 'create', became: 'failed', why: 'It broke.' });
  });
});

describe('A receipt in its file', () => {
  const receipt = { ...receiptOf({ ...made, left: [entry('A')] }, complete, told), base: { moved: true, says: 'x' } };
  const text = canonicalFile(receipt);

  it('is of its shape, and is read back', async () => {
    expect(isReceipt(receipt)).toBe(true);
    expect(await parseReceipt(text, 'r.json')).toEqual(receipt);
  });

  it.each<[string, typeof parseReceipt | typeof parseOpen, string, RegExp]>([
    ['cut short', parseReceipt, text.slice(0, 90), /receipt cannot be read/],
    ['of another format', parseReceipt, text.replace('receipt/1', 'receipt/9'), /no receipt of the format/],
    ['damaged', parseReceipt, text.replace('"complete"', '"perhaps"'), /receipt is damaged/],
    ['no list of what is open', parseOpen, text, /no list of what is open of the format/],
    ['a damaged one', parseOpen, '{"format": "octosync-open/1"}', /what is open is damaged/],
  ])('is refused: %s', async (_what, read, damaged, says) => {
    await expect(read(damaged, 'r.json')).rejects.toThrow(says);
  });
});

describe('Resolutions (rules base-resolve)', () => {
  const left = [entry('A'), entry('B', { part: 'field "x"' }), entry('B', { part: 'field "y"' })];
  const changeset = { ...made, left };
  const approved = { digest: made.digest, file: digest('b'), where: 'changeset.json' };
  const by = (name: string, ...words: readonly string[]): Approval => ({
    ...{ by: name, when: told.when, digest: approved.digest, file: approved.file },
    resolved: checkResolutions(pairResolutions(words), changeset),
  });
  const approvals = (...all: readonly Approval[]): Approvals =>
    all.reduce((before, one) => withApproval(before, goingOn(before, one)), noApprovals);
  const open = (...all: readonly Approval[]) =>
    openOf({ left }, { resolutions: resolutionsIn(approvals(...all), approved) }).map((one) => [
      elementOf(one),
      one.resolved,
    ]);

  it.each<[string, readonly Approval[], readonly (readonly [string, string | undefined])[]]>([
    ['own: open no more', [by('Ada', 'environments/A', 'own', 'environments/B', 'own')], []],
    [
      'source: open until the next sync has carried it',
      [by('Ada', 'environments/A', 'source', 'environments/B', 'own')],
      [['environments/A', 'source']],
    ],
    [
      'of a part, and of the rest of its item',
      [by('Ada', 'environments/A', 'own', 'environments/B#field "x"', 'source', 'environments/B', 'own')],
      [['environments/B#field "x"', 'source']],
    ],
    ['by two people', [by('Ada', 'environments/A', 'own'), by('Grace', 'environments/B', 'own')], []],
    [
      'by one person, one after the other',
      [by('Ada', 'environments/A', 'own'), by('Ada', 'environments/B', 'own')],
      [],
    ],
    [
      'by one person, who changes their mind',
      [by('Ada', 'environments/A', 'own', 'environments/B', 'own'), by('Ada', 'environments/A', 'source')],
      [['environments/A', 'source']],
    ],
  ])('%s', (_what, all, expected) => {
    expect(open(...all)).toEqual(expected);
  });

  it('holds for these bytes alone', () => {
    const stale = { ...by('Ada', 'environments/A', 'own'), file: digest('c') };
    expect(open(stale)).toHaveLength(3);
  });

  it('contradicting each other, are refused', () => {
    const both = [by('Ada', 'environments/A', 'own'), by('Grace', 'environments/A', 'source')];
    expect(() => open(...both)).toThrow('Ada has resolved environments/A as own, and Grace as source.');
  });

  it.each<[string, readonly string[], string]>([
    ['a word is missing', ['environments/A'], 'not said whose word stands for environments/A'],
    ['the word is none of the two', ['environments/A', 'destination'], '"destination" is neither own nor source'],
    ['nothing is called so', ['environments/Z9', 'own'], 'called environments/Z9'],
    ['twice', ['environments/A', 'own', 'environments/A', 'source'], 'resolved twice'],
  ])('is refused: %s', (_what, words, says) => {
    expect(() => checkResolutions(pairResolutions(words), changeset)).toThrow(says);
  });

  it('is refused of what is an error: nothing of it would be applied', () => {
    const failing = { ...changeset, errors: [entry('A')] };
    expect(() => checkResolutions(pairResolutions(['environments/A', 'own']), failing)).toThrow('cannot be applied');
  });

  it('says what was probably meant', () => {
    expect(() => checkResolutions(pairResolutions(['enviroments/A', 'own']), changeset)).toThrow(
      expect.objectContaining({ remedy: 'Did you mean environments/A?' }),
    );
  });
});
