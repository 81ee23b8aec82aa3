import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parentNames, typeNamed } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Difference } from '../../src/changeset/comparison.js';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import { itemId } from '../../src/model/names.js';
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

/** Whether an undo says of a difference that it leaves it, or that a person has to look at it: of the item, or at the place. */
const tells = ({ left, blocked, changes }: Changeset): ((change: Difference) => boolean) => {
  const stays = new Set([...left, ...blocked].map(({ id }) => itemOf(id)));
  const toDo = changes.flatMap(({ id, owner, cleanUp }) => cleanUp.map(({ at }) => ({ item: itemOf(id), owner, at })));
  return (change) => {
    const item = itemOf(change.id);
    const family = change.owner ?? item;
    if (stays.has(item)) return true;
    // What was created with something that stays, stays with it.
    if (change.action === 'create') return ownersOf(change).some((one) => stays.has(one));
    const isTold = (path: string): boolean =>
      toDo.some(({ item: its, owner = its, at }) =>
        // What comes back under another ID is to be pointed to again, wherever in its family something referred to it.
        at === '' ? owner === family : its === item && (isAt(path, at) || isAt(at, path)),
      );
    return change.action === 'update' && change.patch.every(({ op, path }) => op === 'test' || isTold(path));
  };
};

/** The ids of all that an item belongs to. */
const ownersOf = ({ type: name, names }: Pick<Difference, 'type' | 'names'>): readonly string[] => {
  const type = typeNamed(name);
  if (!type.parent) return [];
  const owner = { type: type.parent.type, names: parentNames(type, names) };
  return [itemId(owner.type, owner.names), ...ownersOf(owner)];
};

const itemOf = (id: string): string => id.split('#')[0] ?? id;
const isAt = (place: string, above: string): boolean => place === above || place.startsWith(`${above}/`);

/** A made-up space has documents without fields that every server gives, and names with blanks that none keeps. */
const isOfServer = (change: Difference): boolean =>
  change.action === 'update' &&
  change.patch.every(
    ({ op, path }) =>
      (op === 'add' && path.split('/').length === 2) || (path === '/Name' && change.id.endsWith('/Tail')),
  );

/** Gives how many changes were taken back. */
export const expectUndone = async (
  { source, destination }: Loop,
  given: SyncSettings,
  includeCreations: boolean,
): Promise<number> => {
  const before = await taken(destination);
  const changeset = diff(await taken(source), before, given);
  if (changeset.errors.length > 0) return 0;
  const run = await ran(changeset, destination);
  const back = await undoOf(changeset, run, destination, includeCreations);
  await ran(back, destination, run.receipt);
  const isTold = tells(back);
  const { changes } = compare(before, await taken(destination));
  expect(changes.filter((change) => !isOfServer(change) && !isTold(change))).toEqual([]);
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
