import { describe, expect, it } from 'vitest';
import type { BaseBefore, Changeset } from '../../../src/changeset/changeset.js';
import { withWholeBases } from '../../../src/changeset/kept-base.js';
import { pick } from '../../../src/changeset/pick/index.js';
import { parseChangeset } from '../../../src/changeset/read.js';
import { sealAnew } from '../../../src/changeset/edited.js';
import { ruleDefects } from '../../../src/changeset/rules/index.js';
import { uncarriedIn } from '../../../src/changeset/uncarried.js';
import { diff } from '../../../src/diff/index.js';
import { canonicalFile } from '../../../src/model/canonical.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { atLeastOne } from '../../builders/at-least-one.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';

/* What the base says stands in a changeset by what it differs in, and comes out whole. */

const given = settings(
  {
    ...{
      'existing.environments': 'update',
      'existing.tenants': 'update',
      existingSteps: 'update',
      overwriteExistingVariables: 'true',
    },
    renames: 'follow',
  },
  { projects: 'all', environments: 'all', tenants: 'all' },
);
const names = Array.from({ length: 10 }, (_, index) => `Project ${index}`);
const variables = Array.from({ length: 20 }, (_, index) => `Variable ${index}`);
const built = (name: string, value: string, { own = '', more = '' } = {}): SpaceSnapshot => {
  const filled = (of: SpaceBuilder, project: string): SpaceBuilder =>
    variables.reduce(
      (so, variable) => so.variable(variable, variable === 'Variable 7' ? value : `${variable} says the same`),
      project === own ? of.project(project).variable('Its own', 'x') : of.project(project),
    );
  const all = names.reduce(filled, space(name).environments('Dev'));
  return (more === '' ? all : all.environment(more)).build();
};
const baseOf = (snapshot: SpaceSnapshot) => ({ snapshot, open: [] });
const saidIn = ({ bases = [] }: Changeset): readonly BaseBefore['base'][] => bases.map(({ base }) => base);

/** What the base of an item is once its changes are left out of a changeset: whole, as the next sync has it. */
const keptOf = (changeset: Changeset, source: SpaceSnapshot, id: string): unknown => {
  const part = pick(changeset, {
    leftOut: changeset.changes.filter((one) => one.id.split('#')[0] === id).map((one) => ({ id: one.id })),
  });
  expect(ruleDefects(part)).toEqual([]);
  const open = uncarriedIn(part).map((one) => ({ ...one, first: '2026-01-01T00:00:00Z' }));
  return withWholeBases(open, source).find((one) => one.id === id && one.part === undefined)?.base;
};

const documentOf = ({ items }: SpaceSnapshot, project: string): unknown =>
  items.get('projectVariables')?.get(project.toLowerCase() as never)?.document;

describe('What the base says of what changes (rules base-said)', () => {
  const [base, source] = [built('dev', 'old'), built('dev', 'new')];
  const destination = built('prod', 'old');
  const changeset = diff(source, destination, given, {}, baseOf(base));

  it('is what its changes test, where the destination says what the base says', () => {
    expect(saidIn(changeset)).toEqual(names.map(() => 'tested'));
    expect(keptOf(changeset, source, 'projectVariables/Project 3')).toEqual(documentOf(base, 'Project 3'));
  });

  it('makes a changeset hardly larger', () => {
    const without = diff(source, destination, given);
    expect(without.changes.length).toBe(changeset.changes.length);
    expect(canonicalFile(changeset).length).toBeLessThan(canonicalFile(without).length * 1.3);
  });

  it('is steps from what the source says, where the destination says more by itself', () => {
    const own = built('prod', 'old', { own: 'Project 3' });
    const three = diff(source, own, given, {}, baseOf(base));
    expect(saidIn(three).filter((said) => said !== 'tested')).toEqual([
      [{ op: 'replace', path: '/Variables/7/Value', value: 'old' }],
    ]);
    for (const name of atLeastOne(names))
      expect(keptOf(three, source, `projectVariables/${name}`)).toEqual(documentOf(base, name));
  });

  it('is nothing of what is new, and the source has it from then on', () => {
    const more = built('dev', 'new', { more: 'New' });
    const three = diff(more, destination, given, {}, baseOf(base));
    expect(three.bases?.find(({ id }) => id === 'environments/New')).toEqual({ id: 'environments/New', base: null });
    expect(keptOf(three, more, 'environments/New')).toBeNull();
  });
});

describe('What somebody changed of it is refused (rules base-said)', () => {
  const source = built('dev', 'new', { more: 'New' });
  const changeset = diff(source, built('prod', 'old'), given, {}, baseOf(built('dev', 'old')));
  const { bases = [] } = changeset;
  const [first, ...others] = bases;
  const id = 'projectVariables/Project 1';
  const edited = (more: Partial<BaseBefore>, of = id): Changeset => ({
    ...changeset,
    bases: bases.map((one) => (one.id === of ? { ...one, ...more } : one)),
  });
  const step = { op: 'add', path: '' as never, value: 1 } as const;

  it('that nobody did passes', () => expect(ruleDefects(changeset)).toEqual([]));

  it.each<[string, Changeset, string]>([
    ['one is gone', { ...changeset, bases: others }, 'does not say what the base says'],
    ['all are gone', { ...changeset, bases: [] }, 'does not say what the base says'],
    ['one stands twice', { ...changeset, bases: first ? [first, ...bases] : [] }, 'said twice'],
    ['one is of something else', edited({ id: 'projectVariables/Nowhere' }), 'nothing of it changes'],
    ['something new is said to be tested', edited({ base: 'tested' }, 'environments/New'), 'is an update'],
    [
      'nothing begins with something',
      edited({ base: null, of: ['New'] }, 'environments/New'),
      'nothing that it begins',
    ],
    ['a whole item is said in parts', edited({ next: [] }), 'not change in parts'],
    ['a whole item has fields', edited({ fields: ['Name'] }), 'has fields'],
    ['a step is of the whole document', edited({ base: [step] }), 'out of its field'],
  ])('%s', (_what, wrong, says) =>
    expect(ruleDefects(wrong).map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringContaining(says) as string]),
    ),
  );

  it.each<[string, RegExp | string, string]>([
    ['a base is gone', '"base": "tested",\n      ', '/bases/1/base is missing'],
    ['it is another word', '"base": "tested"', '/bases/'],
  ])('by its format: %s', async (_what, from, says) => {
    const text = canonicalFile(changeset).replace(from, _what.includes('word') ? '"base": "guessed"' : '');
    await expect(sealAnew(text, 'c.json')).rejects.toMatchObject({
      details: expect.arrayContaining([expect.stringContaining(says) as string]) as unknown,
    });
  });

  it('by its digest', async () => {
    const text = canonicalFile(edited({ base: [{ op: 'remove', path: '/Variables' as never }] }));
    await expect(parseChangeset(text, 'c.json')).rejects.toThrow('was edited');
  });
});
