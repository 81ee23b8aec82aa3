import { describe, expect, it } from 'vitest';
import { verdictOn, type Verdict } from '../../../src/diff/decide/three-way/table.js';

/*
 * The decision table (rules three-way-table): each side says nothing, the one thing or the other. A third thing is on one side
 * only, where it is what nobody else says.
 */

type Said = 'a' | 'b' | 'c' | undefined;

const rows: readonly (readonly [base: Said, source: Said, destination: Said, Verdict])[] = [
  [undefined, undefined, undefined, 'same'],
  [undefined, undefined, 'a', 'own'],
  [undefined, 'a', undefined, 'new'],
  [undefined, 'a', 'a', 'same'],
  [undefined, 'a', 'b', 'conflict'],
  ['a', undefined, undefined, 'same'],
  ['a', undefined, 'a', 'removed'],
  ['a', undefined, 'b', 'conflict'],
  ['a', 'a', undefined, 'own'],
  ['a', 'a', 'a', 'same'],
  ['a', 'a', 'b', 'own'],
  ['a', 'b', undefined, 'conflict'],
  ['a', 'b', 'a', 'source changed'],
  ['a', 'b', 'b', 'same'],
  ['a', 'b', 'c', 'conflict'],
];

describe('What three sides mean together', () => {
  it.each(rows)('base %s, source %s, destination %s: %s', (base, source, destination, verdict) => {
    expect(verdictOn({ base, source, destination }, (one, other) => one === other)).toBe(verdict);
  });

  it('the table has every case', () => {
    const states: readonly Said[] = [undefined, 'a', 'b', 'c'];
    const shape = (sides: readonly Said[]): string => {
      const known = [...new Set(sides.filter((side) => side !== undefined))];
      return sides.map((side) => (side === undefined ? '-' : known.indexOf(side))).join();
    };
    const all = states.flatMap((base) =>
      states.flatMap((source) => states.map((destination) => shape([base, source, destination]))),
    );
    const told = new Set(rows.map(([base, source, destination]) => shape([base, source, destination])));
    expect(new Set(all)).toEqual(told);
  });
});
