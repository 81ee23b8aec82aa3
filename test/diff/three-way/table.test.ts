import { describe, expect, it } from 'vitest';
import { verdictOn } from '../../../src/diff/decide/three-way/table.js';
import { atLeastOne } from '../../builders/at-least-one.js';
import { rows, type Said } from './rows.js';

describe('What three sides mean together', () => {
  it.each(atLeastOne(rows))('base %s, source %s, destination %s: %s', (base, source, destination, verdict) => {
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
