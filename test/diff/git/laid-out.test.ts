import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../../../src/diff/terms/laid-out.js';
import { diff } from '../../../src/diff/index.js';
import { itemsOf, type SpaceSnapshot } from '../../../src/model/item.js';
import type { JsonObject } from '../../../src/model/json.js';
import { keyOf, type TypeName } from '../../../src/model/names.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';

type Variable = readonly [name: string, isSecret: boolean];

const variables = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.boolean()), { maxLength: 8 });
const where = fc.boolean();

const built = (name: string, isInGit: boolean, has: readonly Variable[], project = 'OctoFX'): SpaceSnapshot => {
  const of: SpaceBuilder = space(name).project(project);
  if (isInGit) of.inGit();
  has.forEach(([variable, isSecret], place) =>
    isSecret ? of.secret(variable, {}, { Place: place }) : of.variable(variable, String(place), {}, { Place: place }),
  );
  return of.build();
};

const listIn = (side: SpaceSnapshot, type: TypeName, project = 'OctoFX'): readonly JsonObject[] | undefined =>
  itemsOf(side, type).get(keyOf([project]))?.document['Variables'] as readonly JsonObject[] | undefined;
const both = (side: SpaceSnapshot) => [listIn(side, 'projectVariables'), listIn(side, 'projectGitVariables')] as const;

// rules git-two-sets
describe('A source that is laid out as the destination keeps it', () => {
  const laid = (source: SpaceSnapshot, isInGit: boolean): SpaceSnapshot =>
    laidOut(source, built('prod', isInGit, []), settings());

  it('has every variable where it belongs, and loses none', () => {
    fc.assert(
      fc.property(variables, where, where, (has, from, to) => {
        const [database = [], git = []] = both(laid(built('dev', from, has), to));
        const placesIn = (list: readonly JsonObject[]): readonly number[] => list.map(({ Place }) => Number(Place));
        expect([...placesIn(database), ...placesIn(git)].sort()).toEqual(has.map((_, place) => place));
        const isSecret = ({ IsSensitive }: JsonObject): boolean => IsSensitive === true;
        expect(git.filter(isSecret)).toEqual([]);
        expect(to ? database.filter((one) => !isSecret(one)) : git).toEqual([]);
      }),
    );
  });

  it('is as it is when it is laid out again, and as it was when it is laid out back', () => {
    fc.assert(
      fc.property(variables, where, where, (has, from, to) => {
        const source = built('dev', from, has);
        const once = laid(source, to);
        expect(both(laid(once, to))).toEqual(both(once));
        if (from) expect(both(laid(once, from))).toEqual(both(source));
        if (from === to) expect(once).toBe(source);
      }),
    );
  });

  it('keeps the order within each list', () => {
    const has = [
      ['A', false],
      ['B', true],
      ['A', false],
      ['C', true],
    ] as const;
    const places = (list: readonly JsonObject[] | undefined) => list?.map(({ Place }) => Place);
    expect(both(laid(built('dev', false, has), true)).map(places)).toEqual([
      [1, 3],
      [0, 2],
    ]);
    expect(both(laid(built('dev', true, has), false)).map(places)).toEqual([[1, 3, 0, 2], undefined]);
  });

  it('is looked for under the name that it has there', () => {
    const map = { projects: [{ from: 'OctoFX', to: ['Forex'], origin: 'flag' }] };
    const there = built('prod', true, [], 'Forex');
    const source = laidOut(built('dev', false, [['A', false]]), there, settings({}, {}, { map }));
    expect(both(source).map((list) => list?.length)).toEqual([0, 1]);
  });
});

describe('What cannot be laid out', () => {
  const map = { projects: [{ from: 'OctoFX', to: ['One', 'Two'], origin: 'flag' }] };

  it('for several destinations that keep variables each in its own way: blocked, with the way out (rules git-any-way)', () => {
    const there = space('prod').project('One').inGit().project('Two').build();
    const { blocked, changes } = diff(
      built('dev', false, [['A', false]]),
      there,
      settings({}, { projects: 'all' }, { map }),
    );
    expect(changes.map(({ id }) => id)).toEqual(['projectGitVariables/One']);
    expect(blocked.map(({ id }) => id)).toContain('projectVariables/Two');
    expect(blocked[0]?.reasons[0]?.says).toContain('in a sync of its own');
  });

  it('because the source has in Git what nobody could read: nothing of it is written or removed (rules git-unread)', () => {
    const source = space('dev').project('OctoFX').secret('Password');
    source.inGit().incomplete('projectGitVariables', 'the repository does not answer', 'OctoFX');
    const unread = source.build();
    const items = new Map(unread.items);
    items.set('projectGitVariables', new Map());
    const there = built('prod', false, [['A', false]]);
    const { changes, only, removed, warnings } = diff({ ...unread, items }, there, settings());
    expect([changes, only, removed]).toEqual([[], [], []]);
    expect(warnings.filter((one) => one.includes('does not answer'))).not.toEqual([]);
  });
});
