import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { withChoice } from '../../src/settings/chosen.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';
import { pairs, sidesOf } from './generate/pair.js';
import { syncOnce } from '../diff/three-way/syncs.js';

describe('With a base', () => {
  it(
    '1. what the source has not changed since is no change',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const following = withChoice(given, 'follow', 'changes');
          const { changes } = diff(source, destination, following, {}, { snapshot: source, open: [] });
          expect(changes).toEqual([]);
        }),
        runs(40, 300),
      );
    },
    timeout,
  );

  it(
    '2. after a sync with everything applied, a second one with the new base changes nothing',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const first = syncOnce(source, destination, given);
          // What else is there has a say in what is alike.
          fc.pre(first.changeset.renames.length === 0);
          const second = syncOnce(source, first.destination, given, first.base);
          expect(second.changeset.changes).toEqual([]);
        }),
        runs(40, 300),
      );
    },
    timeout,
  );
});
