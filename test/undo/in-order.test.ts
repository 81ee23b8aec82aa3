import { describe, expect, it } from 'vitest';
import { inOrder, type Step } from '../../src/undo/in-order.js';
import { thingOf, type Things } from '../../src/undo/things.js';
import { itemId, ownName } from '../../src/model/names.js';

interface Said {
  /** What comes back, and what that refers to. */
  readonly comes?: string;
  readonly needs?: string;
  /** What goes, and what does not refer to things any more. */
  readonly goes?: string;
  readonly frees?: string;
}

const things = (refersTo = '', publishes = ''): Things => {
  const set = (names: string): Things['publishes'] =>
    new Set(Array.from(names, (name) => thingOf('environments', [name])));
  return { refersTo: set(refersTo), publishes: set(publishes) };
};

const stepsOf = (said: Readonly<Record<string, Said>>): readonly Step[] =>
  Object.entries(said).map(([name, { comes, needs, goes, frees }]) => ({
    change: {
      ...{ action: 'delete', id: itemId('environments', [name]), type: 'environments', names: [name] },
      ...{ reasons: [{ rule: 'undo', says: '' }], warnings: [], cleanUp: [], document: {}, goes: [] },
    },
    comes: things(needs, comes),
    goes: things(frees, goes),
  }));

describe('The order in which things are taken back (rules undo-order)', () => {
  it.each<[string, Readonly<Record<string, Said>>, string]>([
    ['as given, where nothing needs another', { a: {}, b: {}, c: {} }, 'a b c'],
    ['what comes back before what refers to it', { a: { needs: 'X' }, b: {}, c: { comes: 'X' } }, 'b c a<c'],
    ['what refers to something before that goes', { a: { goes: 'X' }, b: {}, c: { frees: 'X' } }, 'b c a<c'],
    [
      'a circle where its turn is, and its first member first',
      { a: { goes: 'A', frees: 'B' }, b: { goes: 'B', frees: 'A' }, c: {} },
      'c a b<a',
    ],
    [
      'nothing before a circle that it waits for',
      { tags: { goes: 'T' }, a: { goes: 'A', frees: 'BT' }, b: { goes: 'B', frees: 'AT' } },
      'a b<a tags<a,b',
    ],
    [
      'nothing between two circles that waits for the second',
      {
        tags: { goes: 'T' },
        a: { goes: 'A', frees: 'B' },
        b: { goes: 'B', frees: 'AD' },
        c: { goes: 'C', frees: 'D' },
        d: { goes: 'D', frees: 'CT' },
      },
      'a b<a c d<b,c tags<d',
    ],
    [
      'in a circle what comes back first, and what goes gives way',
      { a: { needs: 'X', frees: 'B' }, b: { comes: 'X', goes: 'B' }, c: {} },
      'c b a<b',
    ],
    [
      'in a circle of what comes back its first, and nothing that waits for the circle',
      { c: { needs: 'A', comes: 'C' }, a: { needs: 'B', comes: 'A' }, b: { needs: 'A', comes: 'B' } },
      'a c<a b<a',
    ],
  ])('is %s', (_what, said, order) => {
    const words = inOrder(stepsOf(said)).map(({ names, dependsOn }) => {
      const on = dependsOn.map((id) => id.slice('environments/'.length)).join(',');
      return on === '' ? ownName(names) : `${ownName(names)}<${on}`;
    });
    expect(words.join(' ')).toBe(order);
  });
});
