import { describe, expect, it } from 'vitest';
import type { Changeset, Conflict } from '../../src/changeset/changeset.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { withWholeBases } from '../../src/changeset/kept-base.js';
import { chosenBy, pick, selectionOf } from '../../src/changeset/pick/index.js';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { uncarriedIn } from '../../src/changeset/uncarried.js';
import { diff, type Base } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { UsageError } from '../../src/model/errors.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

const filled = (name: string): SpaceBuilder =>
  space(name)
    .environments('Dev', 'Test')
    .project('OctoFX')
    .variable('Db', 'a', { Environment: ['Test'] })
    .project('Shop')
    .variable('Db', 'b');

const all = settings(
  { existingSteps: 'update', overwriteExistingVariables: 'true' },
  { environments: 'all', projects: 'all' },
);
const whole = diff(filled('dev').build(), space('prod').build(), all);
const ids = (changeset: Changeset): readonly string[] => changeset.changes.map(({ id }) => id);
const named = (...names: readonly string[]) => names.map((id) => ({ id }));

describe('What is left out (rules pick-closed)', () => {
  it('takes with it what depends on it, which says on what', () => {
    const { kept, leftOut } = selectionOf(whole, [{ id: 'environments/Test', why: 'not yet' }]);
    expect(leftOut).toEqual([
      { id: 'environments/Test', why: 'not yet' },
      { id: 'projectVariables/OctoFX', because: 'environments/Test' },
    ]);
    expect(kept.map(({ id }) => id)).toEqual(
      ids(whole).filter((id) => !['environments/Test', 'projectVariables/OctoFX'].includes(id)),
    );
  });

  it('is nothing where nobody says so', () =>
    expect(selectionOf(whole, [])).toEqual({ kept: whole.changes, leftOut: [] }));
});

describe('Patterns (rules pick-patterns)', () => {
  const chosen = (only: readonly string[], except: readonly string[]) => {
    const found = chosenBy(whole, { only, except });
    const out = new Set(selectionOf(whole, found.leftOut).leftOut.map(({ id }) => id));
    return { kept: ids(whole).filter((id) => !out.has(id)), ...found };
  };

  it('a project is meant with all that belongs to it; what it needs is added', () => {
    const { kept, added, follows } = chosen(['projects/OctoFX'], []);
    expect(kept.filter((id) => id.includes('Shop'))).toEqual([]);
    expect(kept).toContain('projectVariables/OctoFX');
    expect(added).toEqual(['environments/Test']);
    expect(follows).toEqual([]);
  });

  it('what is not wanted goes, with what depends on it', () => {
    const { kept, follows } = chosen([], ['environments/T*']);
    expect(kept).not.toContain('projectVariables/OctoFX');
    expect(follows).toEqual([{ id: 'projectVariables/OctoFX', because: 'environments/Test' }]);
  });

  it('a type means all of it, whatever its letters; what is not wanted wins', () => {
    expect(chosen(['Environments'], []).kept).toEqual(['environments/Dev', 'environments/Test']);
    expect(chosen(['environments'], ['environments/Dev']).kept).toEqual(['environments/Test']);
  });

  it('types have wildcards as names have', () => {
    expect(chosen(['env*'], []).kept).toEqual(['environments/Dev', 'environments/Test']);
    expect(chosen(['*'], []).kept).toEqual(whole.changes.map(({ id }) => id));
    expect(chosen([], ['*/Test']).kept).toEqual(chosen([], ['environments/Test']).kept);
  });

  it.each([
    ['tenant?', 'There are: '],
    ['projects/OctoFZ', 'Did you mean projects/OctoFX?'],
    ['', 'There are: '],
    ['nothing-like-it-at-all', 'There are: '],
  ])('%s fits nothing: an error', (pattern, remedy) => {
    const attempt = (): unknown => chosenBy(whole, { only: [], except: [pattern] });
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(expect.objectContaining({ remedy: expect.stringContaining(remedy) as string }) as Error);
  });
});

describe('A part (rules pick-part)', () => {
  const part = pick(whole, { leftOut: [{ id: 'environments/Test', why: 'not yet' }], by: 'Ada' });

  it('says of what it is a part, and what was left out, by whom and why', () => {
    expect(part.part).toEqual({
      of: whole.digest,
      leftOut: [
        { id: 'environments/Test', why: 'not yet', by: 'Ada' },
        { id: 'projectVariables/OctoFX', because: 'environments/Test', by: 'Ada' },
      ],
    });
    expect(part.skipped.map(({ id, reasons }) => [id, reasons[0]?.says])).toEqual([
      ['environments/Test', 'It was left out by Ada: not yet'],
      ['projectVariables/OctoFX', 'It depends on "environments/Test", which was left out by Ada.'],
    ]);
    expect(part.digest).toBe(changesetDigest(part));
    expect(part.digest).not.toBe(whole.digest);
  });

  it('counts what it has', () => {
    expect(part.summary['environments']).toMatchObject({ create: 1, skipped: 1 });
    expect(part.summary['projectVariables']).toMatchObject({ create: 1, skipped: 1 });
    expect(ruleDefects(part)).toEqual([]);
  });

  it('is the whole where nothing is left out', () => expect(pick(whole, { leftOut: [] })).toBe(whole));

  it('is nothing where all would be left out', () =>
    expect(() => pick(whole, { leftOut: named(...ids(whole)) })).toThrow('Everything is left out'));

  it('says what was meant where there is no such change', () =>
    expect(() => pick(whole, { leftOut: named('environments/Tesst') })).toThrow('There is no change'));

  it('can be made of a part: what was left out before stays so', () => {
    const less = pick(part, { leftOut: named('environments/Dev') });
    expect(less.part?.of).toBe(part.digest);
    expect(less.part?.leftOut.map(({ id }) => id)).toEqual([
      ...['environments/Test', 'projectVariables/OctoFX', 'environments/Dev'],
    ]);
    expect(ruleDefects(less)).toEqual([]);
    expect(() => pick(part, { leftOut: named('environments/Test') })).toThrow('left out of this part already');
  });

  it('passes the gates that fewer changes pass, and is judged anew by the others', () => {
    const limits = { 'max-changes': { value: '2', origin: 'flag' } };
    const gated = diff(filled('dev').build(), space('prod').build(), { ...all, gates: { ...all.gates, ...limits } });
    const { gates } = pick(gated, { leftOut: named('environments/Test') });
    expect(gates).toMatchObject([{ gate: 'max-changes', figure: gated.changes.length - 2 }]);
    expect(gates[0]?.says).toBe(`${gated.changes.length - 2} changes, more than 2.`);
    const few = pick(gated, { leftOut: named('projects/OctoFX', 'projects/Shop') });
    expect(few.changes.length <= 2 ? few.gates : []).toEqual([]);
  });

  it('judges a share by the items that there were', () => {
    const many = (word: string): SpaceSnapshot => {
      const names = Array.from({ length: 10 }, (_, index) => `E${index}`);
      return names
        .reduce(
          (built, name) => built.item('environments', [name], { Name: name, Description: word }),
          space(word === 'a' ? 'dev' : 'prod'),
        )
        .build();
    };
    const gates = { 'max-update-percent': { value: '50', origin: 'flag' } };
    const given = settings({ 'existing.environments': 'update' }, { environments: 'all' });
    const all10 = diff(many('a'), many('b'), { ...given, gates });
    expect(all10.gates).toMatchObject([{ gate: 'max-update-percent', figure: 100, of: 10 }]);
    expect(pick(all10, { leftOut: named('environments/E0') }).gates).toMatchObject([
      { figure: 90, says: '9 of 10 existing environments would be updated: 90 %, more than 50 %.' },
    ]);
    const half = pick(all10, { leftOut: named(...[0, 1, 2, 3, 4].map((index) => `environments/E${index}`)) });
    expect(half.gates).toEqual([]);
  });
});

/** What is wrong with a part, that somebody has changed. */
describe('A part that somebody changed is refused (rules pick-checked)', () => {
  const part = pick(whole, { leftOut: [{ id: 'environments/Test', why: 'not yet' }], by: 'Ada' });
  const { part: told = { of: whole.digest, leftOut: [] } } = part;
  const [first, second] = told.leftOut;
  const leaving = (leftOut: typeof told.leftOut): Changeset => ({ ...part, part: { ...told, leftOut } });
  const without = (name: string): Changeset => {
    const less = { ...part };
    Reflect.deleteProperty(less, name);
    return less;
  };

  it.each<[string, Changeset]>([
    ['what is left out is a change of it', leaving([...told.leftOut, { id: 'environments/Dev' }])],
    ['something is left out twice', leaving(first && second ? [first, second, first] : [])],
    ['nothing is left out', leaving([])],
    ['something is not told of any more', leaving(first ? [first] : [])],
    ['somebody else is said to have left it out', leaving(told.leftOut.map((one) => ({ ...one, by: 'Grace' })))],
    ['it goes with what was not left out', leaving(told.leftOut.map((one) => ({ ...one, because: 'projects/X' })))],
    ['it is a part no more', without('part')],
    ['what was left out is not skipped', { ...part, skipped: [] }],
  ])('%s', (_what, changeset) => expect(ruleDefects(changeset)).not.toEqual([]));
});

describe('With a base (rules pick-base)', () => {
  const project = (name: string, description: string) => ({ Name: name, Description: description });
  const built = (name: string, a: string, b: string): SpaceSnapshot =>
    space(name).item('environments', ['A'], project('A', a)).item('environments', ['B'], project('B', b)).build();
  const given = settings({ 'existing.environments': 'update' }, { environments: 'all' });
  const base = (snapshot: SpaceSnapshot): Base => ({ snapshot, open: [] });
  const [source, destination] = [built('dev', 'new', 'new'), built('prod', 'old', 'old')];
  const second = diff(source, destination, given, {}, base(built('dev', 'old', 'old')));
  const part = pick(second, { leftOut: named('environments/A') });

  /** The base after the part is applied. */
  const after = (changeset: Changeset): Base => ({
    snapshot: source,
    open: uncarriedIn(changeset).map(({ again, ...one }) => ({ ...one, first: again ?? '2026-01-01T00:00:00Z' })),
  });

  it('keeps that of what is left out, so that it is proposed again', () => {
    expect(withWholeBases(after(part).open, source)).toMatchObject([
      { id: 'environments/A', base: { Name: 'A', Description: 'old' } },
    ]);
    const third = diff(source, built('prod', 'old', 'new'), given, {}, after(part));
    expect(ids(third)).toEqual(['environments/A']);
    expect(third.changes[0]).toEqual(second.changes[0]);
  });

  it("leaves to the destination what is its own, and the source's word what it was", () => {
    const third = diff(source, built('prod', 'mine', 'mine'), given, {}, after(part));
    expect(ids(third)).toEqual([]);
    expect(third.conflicts.map(({ id }) => id)).toEqual(['environments/A']);
  });

  it('a conflict that would take the source has the destination keep its word', () => {
    const taking = settings({ 'existing.environments': 'update', conflicts: 'source' }, { environments: 'all' });
    const both = diff(source, built('prod', 'mine', 'old'), taking, {}, base(built('dev', 'old', 'old')));
    const takes = ({ conflicts }: Changeset): readonly Conflict['takes'][] => conflicts.map((one) => one.takes);
    expect(takes(both)).toEqual(['source']);
    const without = pick(both, { leftOut: named('environments/A') });
    expect(takes(without)).toEqual(['destination']);
    expect(ruleDefects(without)).toEqual([]);
    expect(ruleDefects({ ...without, conflicts: both.conflicts })).not.toEqual([]);
    expect(ruleDefects({ ...without, keeps: [] })).not.toEqual([]);
  });
});

describe('What a person sees of a part (rules pick-shown)', () => {
  const part = pick(whole, { leftOut: [{ id: 'environments/Test', why: 'not yet' }], by: 'Ada' });
  const review = reviewChangeset(part);

  it('the header says that it is one', () =>
    expect(review.header.map(({ label, text }) => `${label}: ${text}`)).toContain(
      `Part: a part of ${whole.digest.slice(0, 19)}, 2 changes were left out by Ada: not yet`,
    ));

  it('what was left out is on the list of what is left for a person', () =>
    expect(review.tasks.find(({ kind }) => kind === 'left-out')?.tasks.map(({ id }) => id)).toEqual([
      'environments/Test',
      'projectVariables/OctoFX',
    ]));
});

it('what is left out by nobody in particular is told as such', () => {
  expect(pick(whole, { leftOut: named('projectVariables/Shop') }).skipped[0]?.reasons).toEqual([
    { rule: 'pick', says: 'It was left out.' },
  ]);
});
