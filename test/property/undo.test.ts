import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedBy, typeNamed } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Difference } from '../../src/changeset/comparison.js';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import { referencesIn } from '../../src/diff/select/references.js';
import { PartialApplyError } from '../../src/model/errors.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { foldName, ownName } from '../../src/model/names.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { runs } from './generate/runs.js';
import { anySettings, withoutErrors } from './generate/settings.js';
import { pairs, wholeSides } from './generate/pair.js';
import { taken, withServers, type Loop } from './two-spaces.js';
import { ran, undoOf } from './undone.js';

/*
 * Apply, then undo, with the real `apply` in the loop (rules undo-of, undo-updates, undo-order, undo-creations): the destination is what
 * it was, but for what the undo says itself. */

const limit = 1_800_000;

/** What an undo says that it leaves, or that a person has to look at: by the item at the top. */
const told = ({ left, blocked, changes }: Changeset): ReadonlySet<string> =>
  new Set([...left, ...blocked, ...changes.filter(({ cleanUp }) => cleanUp.length > 0)].map(topOf));

const topOf = ({ owner, id }: { readonly owner?: string; readonly id: string }): string =>
  owner ?? id.split('#')[0] ?? id;

/** A made-up space has documents without fields that every server gives, and names with blanks that none keeps. */
const isOfServer = (change: Difference): boolean =>
  change.action === 'update' &&
  change.patch.every(
    ({ op, path }) =>
      (op === 'add' && path.split('/').length === 2) || (path === '/Name' && change.id.endsWith('/Tail')),
  );

/** A made-up space may refer to what it has not got, and what is created then gets that very ID: no server is like that. */
const isSound = ({ items }: SpaceSnapshot): boolean => {
  const all = [...items.values()].flatMap((ofType) => [...ofType.values()]);
  const called = new Set(
    all.flatMap(({ type, names, document }) => [
      `${type} ${foldName(ownName(names))}`,
      ...publishedBy(typeNamed(type), names, document).map((one) => `${one.type} ${foldName(ownName(one.names))}`),
    ]),
  );
  const closed = ['environments', 'tags', 'tenants', 'targets'];
  return all.every(
    ({ type, document }) =>
      !JSON.stringify(document).includes('$unresolved') &&
      referencesIn(typeNamed(type).fields, document).every(
        ({ to, names }) =>
          !to.every((one) => closed.includes(one)) ||
          to.some((one) => called.has(`${one} ${foldName(ownName(names))}`)),
      ),
  );
};

const isInUse = (error: unknown): boolean => error instanceof PartialApplyError && error.message.includes('is in use');

/** Gives how many changes were taken back. */
const expectUndone = async (
  { source, destination }: Loop,
  given: SyncSettings,
  includeCreations: boolean,
): Promise<number> => {
  const before = await taken(destination);
  const changeset = diff(await taken(source), before, given);
  if (changeset.errors.length > 0) return 0;
  const run = await ran(changeset, destination);
  const back = await undoOf(changeset, run, destination, includeCreations);
  try {
    await ran(back, destination, run.receipt);
  } catch (error) {
    if (isInUse(error) && !isSound(before)) return 0;
    throw error;
  }
  const excused = told(back);
  const { changes } = compare(before, await taken(destination));
  expect(changes.filter((change) => !isOfServer(change) && !excused.has(topOf(change)))).toEqual([]);
  return back.changes.length;
};

describe('Apply, then undo', () => {
  it.each([true, false])(
    'gives the destination as it was, but for what the undo itself says; creations go: %s',
    async (includeCreations) => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(pairs, anySettings().map(withoutErrors), async (pair, given) => {
          const { source, destination } = wholeSides(pair);
          await withServers(source, destination, async (loop) => {
            count += await expectUndone(loop, given, includeCreations);
          });
        }),
        { ...runs(6, 200), interruptAfterTimeLimit: limit, markInterruptAsFailure: true },
      );
      expect(count).toBeGreaterThan(0);
    },
    limit + 30_000,
  );
});
