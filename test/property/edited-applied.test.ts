import fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectionIn } from '../../src/changeset/selection.js';
import { uncarriedIn } from '../../src/changeset/uncarried.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff, type Base } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { someModes } from './edited-settings.js';
import { edited, edits } from './generate/edits.js';
import { pairs, wholeSides } from './generate/pair.js';
import { runs, timeout } from './generate/runs.js';
import { withoutErrors } from './generate/settings.js';
import { applied, taken, withServers } from './two-spaces.js';

/* A sync, edits of both sides, and a sync with the base of the first: with the real `apply`, on sandboxes in this process. */

/** The base that `apply` leaves. */
const baseAfter = (snapshot: SpaceSnapshot, changeset: Changeset): Base => ({
  snapshot,
  open: uncarriedIn(changeset).map(({ again, ...one }) => ({ ...one, first: again ?? '2026-01-01T00:00:00Z' })),
  selections: changeset.selections ?? [selectionIn(changeset.options)],
});

it(
  'edits of both sides between two syncs: what was not applied is told again, and nothing else changes',
  async () => {
    await fc.assert(
      fc.asyncProperty(pairs, someModes, edits(), edits(), async (pair, modes, mine, theirs) => {
        const given = withoutErrors(modes);
        const sides = wholeSides(pair);
        let begun: { readonly from: SpaceSnapshot; readonly to: SpaceSnapshot; readonly base: Base } | undefined;
        await withServers(sides.source, sides.destination, async ({ source, destination }) => {
          const from = await taken(source);
          const first = diff(from, await taken(destination), given);
          if (first.errors.length > 0 || first.renames.length > 0) return;
          await applied(first, destination);
          begun = { from, to: await taken(destination), base: baseAfter(from, first) };
        });
        fc.pre(begun !== undefined);
        const { from, to, base } = begun;
        await withServers(edited(from, mine), edited(to, theirs), async ({ source, destination }) => {
          const now = await taken(source);
          const second = diff(now, await taken(destination), given, {}, base);
          if (second.errors.length > 0) return;
          await applied(second, destination);
          const third = diff(now, await taken(destination), given, {}, baseAfter(now, second));
          expect(third.changes).toEqual([]);
          const told = new Set(uncarriedIn(third).map(({ id }) => id));
          expect(second.conflicts.filter(({ id, takes }) => takes === 'destination' && !told.has(id))).toEqual([]);
        });
      }),
      runs(8, 300),
    );
  },
  timeout,
);
