import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { withWholeBases } from '../../src/changeset/kept-base.js';
import { pick, selectionOf } from '../../src/changeset/pick/index.js';
import { itemOf } from '../../src/changeset/pick/keeps.js';
import { parseChangeset } from '../../src/changeset/read.js';
import { checkBases } from '../../src/changeset/rules/bases.js';
import { selectionIn } from '../../src/changeset/selection.js';
import { uncarriedIn } from '../../src/changeset/uncarried.js';
import { diff, type Base } from '../../src/diff/index.js';
import { withinReachOf } from '../../src/diff/terms/known-members.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { itemsOf, type SpaceSnapshot } from '../../src/model/item.js';
import { keyOf } from '../../src/model/names.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { following } from './edited-settings.js';
import { edited, edits } from './generate/edits.js';
import { pairs, sidesOf, wholeSides } from './generate/pair.js';
import { runs } from './generate/runs.js';
import { anySettings, withoutErrors } from './generate/settings.js';
import { applied, taken, withServers } from './two-spaces.js';

/* Random parts of random changesets: what is left out comes with the next sync, and nothing else is different. */

const timeout = 7_200_000;

/** Which changes somebody leaves out: any, by their place. */
const places = fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 4 });

/** The ids that they are; nothing where all would go. */
const leftOutOf = (changeset: Changeset, at: readonly number[]): readonly { readonly id: string }[] => {
  const { changes } = changeset;
  const ids = at.flatMap((one) => changes[one % Math.max(1, changes.length)] ?? []).map(({ id }) => ({ id }));
  return selectionOf(changeset, ids).kept.length === 0 ? [] : ids;
};

const baseAfter = (snapshot: SpaceSnapshot, changeset: Changeset): Base => ({
  snapshot,
  open: uncarriedIn(changeset).map(({ again, ...one }) => ({ ...one, first: again ?? '2026-01-01T00:00:00Z' })),
  selections: changeset.selections ?? [selectionIn(changeset.options)],
});

/** What a space holds, by names. */
const heldBy = ({ items }: SpaceSnapshot) =>
  Object.fromEntries(
    [...items].map(([type, ofType]) => [
      type,
      Object.fromEntries([...ofType.values()].map(({ names, document }) => [names.join('/').toLowerCase(), document])),
    ]),
  );

it(
  'a part is a changeset like any other, closed, the same each time, and a part of it is one too',
  async () => {
    await fc.assert(
      fc.asyncProperty(pairs, anySettings(), places, places, async (pair, given, some, others) => {
        const { source, destination } = sidesOf(pair);
        const whole = diff(source, destination, given);
        const leftOut = leftOutOf(whole, some);
        const part = pick(whole, { leftOut, by: 'Ada' });
        if (leftOut.length === 0) {
          expect(part).toBe(whole);
          return;
        }
        expect(pick(whole, { leftOut, by: 'Ada' })).toEqual(part);
        expect(await parseChangeset(canonicalFile(part), 'part.json')).toEqual(part);
        const ids = new Set(part.changes.map(({ id }) => id));
        expect(part.changes.filter(({ dependsOn }) => !dependsOn.every((id) => ids.has(id)))).toEqual([]);
        const more = leftOutOf(part, others);
        const less = pick(part, { leftOut: more, by: 'Ada' });
        await parseChangeset(canonicalFile(less), 'less.json');
        const atOnce = pick(whole, { leftOut: [...leftOut, ...more], by: 'Ada' });
        const bare = ({ changes, summary, gates, keeps, files }: Changeset) => ({
          changes,
          summary,
          gates,
          keeps,
          files,
        });
        expect(bare(less)).toEqual(bare(atOnce));
      }),
      runs(8, 120),
    );
  },
  timeout,
);

it(
  'what is left out keeps what the base said, whole, though the changeset says no more of it than differs',
  () => {
    fc.assert(
      fc.property(pairs, edits(12), edits(6), places, (pair, mine, theirs, at) => {
        const { source: from, destination: to } = wholeSides(pair);
        const [source, destination] = [edited(from, mine), edited(to, theirs)];
        const changeset = diff(source, destination, withoutErrors(following()), {}, { snapshot: from, open: [] });
        const leftOut = leftOutOf(changeset, at);
        fc.pre(leftOut.length > 0 && changeset.renames.length === 0 && from.incomplete.length === 0);
        const part = pick(changeset, { leftOut });
        expect(checkBases(part)).toEqual([]);
        const open = withWholeBases(baseAfter(source, part).open, source).filter((one) => one.part === undefined);
        const kept = new Map(open.map(({ id, base }) => [id, base]));
        const { source: before } = withinReachOf(destination, from);
        const stays = new Set(part.changes.map(({ id }) => itemOf(id)));
        const gone = changeset.changes.filter(({ id }) => !stays.has(itemOf(id)));
        expect(gone.map(({ id }) => [id, kept.get(itemOf(id))])).toEqual(
          gone.map(({ id, type, names }) => [id, itemsOf(before, type).get(keyOf(names))?.document ?? null]),
        );
      }),
      runs(8, 40),
    );
  },
  timeout,
);

/** What the destination says in the end: of the whole applied, and of a part and then of what the next sync brings. */
const bothWays = async (
  sides: { readonly source: SpaceSnapshot; readonly destination: SpaceSnapshot },
  given: SyncSettings,
  at: readonly number[],
  base?: Base,
) => {
  let whole: { readonly changeset: Changeset; readonly after: SpaceSnapshot } | undefined;
  await withServers(sides.source, sides.destination, async ({ source, destination }) => {
    const changeset = diff(await taken(source), await taken(destination), given, {}, base);
    if (changeset.errors.length > 0 || leftOutOf(changeset, at).length === 0) return;
    const done = await applied(changeset, destination);
    expect(done.kind === 'applied' ? done.result.failed : ['nothing']).toEqual([]);
    whole = { changeset, after: await taken(destination) };
  });
  fc.pre(whole !== undefined);
  const { changeset, after } = whole;
  await withServers(sides.source, sides.destination, async ({ source, destination }) => {
    const part = pick(changeset, { leftOut: leftOutOf(changeset, at) });
    const done = await applied(part, destination);
    const { failed, written } = done.kind === 'applied' ? done.result : { failed: ['nothing'], written: [] };
    expect(failed).toEqual([]);
    expect(written.length).toBe(part.changes.length);
    const now = await taken(source);
    const rest = diff(now, await taken(destination), given, {}, base && baseAfter(now, part));
    await applied(rest, destination);
    expect(heldBy(await taken(destination))).toEqual(heldBy(after));
  });
};

it(
  'a part, and then what is left of it, give what the whole gives',
  async () => {
    await fc.assert(
      fc.asyncProperty(pairs, places, (pair, at) => bothWays(wholeSides(pair), withoutErrors(following()), at)),
      { ...runs(1, 10), endOnFailure: true },
    );
  },
  timeout,
);

it(
  'so they do with a base, which does not move for what is left out',
  async () => {
    await fc.assert(
      fc.asyncProperty(pairs, edits(12), edits(4), places, async (pair, mine, theirs, at) => {
        const given = withoutErrors(following({ renames: 'follow' }));
        const sides = wholeSides(pair);
        let begun: { readonly from: SpaceSnapshot; readonly to: SpaceSnapshot; readonly base: Base } | undefined;
        await withServers(sides.source, sides.destination, async ({ source, destination }) => {
          const from = await taken(source);
          const first = diff(from, await taken(destination), given);
          if (first.errors.length > 0) return;
          await applied(first, destination);
          begun = { from, to: await taken(destination), base: baseAfter(from, first) };
        });
        fc.pre(begun !== undefined);
        const { from, to, base } = begun;
        await bothWays({ source: edited(from, mine), destination: edited(to, theirs) }, given, at, base);
      }),
      { ...runs(1, 8), endOnFailure: true },
    );
  },
  timeout,
);
