import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, type Base, type DiffEvent } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';
import { pairs, sidesOf } from './generate/pair.js';
import { syncOnce } from '../diff/three-way/syncs.js';

/* What both sides say is decided by a glance. Decided the long way, it gives the same changeset, and the same log. */

/** How many items of all cases had nothing to be done: without any, nothing would have been tried. */
let unchanged = 0;

const expectSameBothWays = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
  base?: Base,
): void => {
  const decided = (isThorough: boolean) => {
    const events: DiffEvent[] = [];
    const changeset = diff(source, destination, settings, { isThorough }, base, (event) => events.push(event));
    return { changeset, events: events.map((event) => canonicalFile(event)).sort() };
  };
  const [glance, thorough] = [decided(false), decided(true)];
  expect(canonicalFile(glance.changeset)).toBe(canonicalFile(thorough.changeset));
  expect(glance.events).toEqual(thorough.events);
  unchanged += Object.values(glance.changeset.summary).reduce((sum, { unchanged: own }) => sum + own, 0);
};

describe('What both sides say (rules always-empty)', () => {
  it(
    'is decided as the long way decides it, of two spaces that differ, and of one with itself',
    () => {
      unchanged = 0;
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          expectSameBothWays(source, destination, given);
          expectSameBothWays(source, source, given);
          expectSameBothWays(destination, destination, given);
        }),
        runs(25, 1000),
      );
      expect(unchanged).toBeGreaterThan(100);
    },
    timeout,
  );

  it(
    'is decided as the long way decides it, with a base: the source, the destination, or what neither says',
    () => {
      unchanged = 0;
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          for (const snapshot of [source, destination]) {
            expectSameBothWays(source, source, given, { snapshot, open: [] });
            expectSameBothWays(source, destination, given, { snapshot, open: [] });
          }
        }),
        runs(20, 600),
      );
      expect(unchanged).toBeGreaterThan(100);
    },
    timeout,
  );

  it(
    'is decided as the long way decides it, at the next sync, with what the one before left open',
    () => {
      unchanged = 0;
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const first = syncOnce(source, destination, given);
          expectSameBothWays(source, first.destination, given);
          expectSameBothWays(source, first.destination, given, first.base);
          const resolved = first.base.open.map((element) => ({ ...element, resolved: 'own' as const }));
          expectSameBothWays(source, first.destination, given, { ...first.base, open: resolved });
          const isBack = resolved.map((element) => ({ ...element, resolved: 'source' as const }));
          expectSameBothWays(destination, destination, given, { ...first.base, open: isBack });
        }),
        runs(20, 600),
      );
      expect(unchanged).toBeGreaterThan(100);
    },
    timeout,
  );
});
