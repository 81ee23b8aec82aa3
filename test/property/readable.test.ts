import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { diff } from '../../src/diff/index.js';
import { pairs, sidesOf } from './generate/pair.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';

/* Whoever reads a changeset checks it by rules that know nothing of diff: what diff makes has to stand before them. */

describe('A changeset as diff makes it', () => {
  it.each([
    ['without a base', () => undefined],
    ['with the destination as it is for a base: all else was removed on the source (rules three-way-removals)', sameAs],
  ] as const)(
    'is taken by every reader, %s',
    (_, baseOf) => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const changeset = diff(source, destination, given, {}, baseOf(destination));
          expect(ruleDefects(changeset)).toEqual([]);
        }),
        runs(60, 3000),
      );
    },
    timeout,
  );
});

function sameAs(snapshot: Parameters<typeof diff>[1]) {
  return { snapshot, open: [] };
}
