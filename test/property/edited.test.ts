import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changeset, Entry } from '../../src/changeset/changeset.js';
import { elementOf, uncarriedIn } from '../../src/changeset/uncarried.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { sameJson, type JsonObject } from '../../src/model/json.js';
import { keyOf } from '../../src/model/names.js';
import { withChoice } from '../../src/settings/chosen.js';
import { syncOnce } from '../diff/three-way/syncs.js';
import { space } from '../builders/space.js';
import { following, someModes } from './edited-settings.js';
import { edited, edits } from './generate/edits.js';
import { pairs, wholeSides } from './generate/pair.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';
import { build, contents } from './generate/space.js';

/* People edit one side or both between two syncs (docs/three-way.md): what changes is what they changed, and only that. */

/** Everything of a space, by type and name, but for what only the destination has. */
type Documents = ReadonlyMap<string, JsonObject>;

const documentsIn = ({ items }: SpaceSnapshot): Documents =>
  new Map(
    [...items].flatMap(([type, ofType]) =>
      [...ofType.values()].map(({ key, document }) => [`${type}/${key}`, document] as const),
    ),
  );

const pick = (documents: Documents, wanted: Iterable<string>): Readonly<Record<string, JsonObject | undefined>> =>
  Object.fromEntries([...wanted].map((id) => [id, documents.get(id)]));

const untouched = (before: SpaceSnapshot, after: SpaceSnapshot): readonly string[] => {
  const [was, is] = [documentsIn(before), documentsIn(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])];
  return ids.filter((id) => {
    const [one, other] = [was.get(id), is.get(id)];
    return one === undefined || other === undefined ? one === other : sameJson(one, other);
  });
};

const openIn = (changeset: Changeset): readonly string[] => uncarriedIn(changeset).map(elementOf).sort();

/** Whether something is of a thing that is told by itself: the process of a project. */
const isOf = (id: string, owner: string): boolean =>
  id.slice(id.indexOf('/')).startsWith(owner.slice(owner.indexOf('/')));

const isCollapsed = ({ reasons }: Entry): boolean => reasons.some(({ rule }) => rule === 'collapse');

describe('Edits between two syncs', () => {
  it(
    '2. edits of the source alone: the destination says what a first sync of all would have made it say',
    () => {
      fc.assert(
        fc.property(contents, edits(), (made, ofSource) => {
          const [source, bare] = [build('a', made), space('b').build()];
          const given = following();
          const first = syncOnce(source, bare, given);
          // Of two values of one name and scope only one came: which of them it was, nobody can say afterwards.
          fc.pre(!first.changeset.skipped.some(isCollapsed));
          const now = edited(source, ofSource);
          const second = syncOnce(now, first.destination, given, first.base);
          const fresh = documentsIn(syncOnce(now, bare, given).destination);
          fc.pre(second.changeset.renames.length === 0);
          expect(pick(documentsIn(second.destination), fresh.keys())).toEqual(pick(fresh, fresh.keys()));
          // Nothing that the source has not edited changes.
          expect(syncOnce(now, second.destination, given, second.base).changeset.changes).toEqual([]);
        }),
        runs(30, 300),
      );
    },
    timeout,
  );

  it(
    '3. edits of the destination alone are never in a changeset',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), edits(), (pair, any, ofDestination) => {
          const { source, destination } = wholeSides(pair);
          const given = withChoice(any, 'follow', 'changes');
          const first = syncOnce(source, destination, given);
          fc.pre(first.changeset.renames.length === 0);
          const { changes } = diff(source, edited(first.destination, ofDestination), given, {}, first.base);
          // What did not come at first may come once its cause is gone.
          const open = new Set(first.base.open.filter(({ isThere }) => !isThere).map(({ id }) => id));
          const may = (id: string): boolean => open.has(id.replace(/#.*$/, ''));
          expect(changes.filter(({ id }) => !may(id))).toEqual([]);
        }),
        runs(30, 300),
      );
    },
    timeout,
  );

  it(
    '4. edits of both sides: what only the source edited follows, what only the destination edited stays; then nothing changes',
    () => {
      fc.assert(
        fc.property(
          contents,
          edits(),
          edits(),
          fc.constantFrom('leave', 'source', 'merge'),
          (made, mine, theirs, conflicts) => {
            const source = build('a', made);
            const given = following({ conflicts });
            const first = syncOnce(source, space('b').build(), given);
            fc.pre(!first.changeset.skipped.some(isCollapsed));
            const [now, there] = [edited(source, mine), edited(first.destination, theirs)];
            const both = syncOnce(now, there, given, first.base);
            fc.pre(both.changeset.renames.length === 0);
            const mineOnly = syncOnce(now, first.destination, given, first.base);
            fc.pre(mineOnly.changeset.renames.length === 0);
            const [after, alone] = [documentsIn(both.destination), documentsIn(mineOnly.destination)];
            const stays = untouched(source, now);
            const before = documentsIn(there);
            const own = stays.filter((id) => before.has(id));
            expect(pick(after, own)).toEqual(pick(before, own));
            const follows = untouched(first.destination, there).filter((id) => alone.has(id));
            expect(pick(after, follows)).toEqual(pick(alone, follows));
            const again = diff(now, both.destination, given, {}, both.base);
            expect(again.changes).toEqual([]);
            expect(openIn(again)).toEqual(openIn(both.changeset));
          },
        ),
        runs(30, 300),
      );
    },
    timeout,
  );

  it(
    '5. what is not carried is told at every sync until it is, and comes when its cause is gone',
    () => {
      fc.assert(
        fc.property(contents, edits(), edits(), someModes, (made, mine, theirs, some) => {
          const source = build('a', made);
          const full = following({ conflicts: 'source' });
          const first = syncOnce(source, space('b').build(), full);
          fc.pre(!first.changeset.skipped.some(isCollapsed));
          const [now, there] = [edited(source, mine), edited(first.destination, theirs)];
          const direct = syncOnce(now, there, full, first.base);
          fc.pre(direct.changeset.renames.length === 0);
          const held = syncOnce(now, there, some, first.base);
          const again = syncOnce(now, held.destination, some, held.base);
          expect(again.changeset.changes).toEqual([]);
          expect(openIn(again.changeset)).toEqual(openIn(held.changeset));
          const late = syncOnce(now, again.destination, full, again.base);
          const wanted = documentsIn(direct.destination);
          expect(pick(documentsIn(late.destination), wanted.keys())).toEqual(pick(wanted, wanted.keys()));
        }),
        runs(30, 300),
      );
    },
    timeout,
  );

  it(
    '6. a mirror ends in equality with its source, but for whole things that the source deleted: those are reported',
    () => {
      fc.assert(
        fc.property(contents, edits(8), (made, ofSource) => {
          const [source, bare] = [build('a', made), space('b').build()];
          const given = following({ renames: 'follow' });
          const first = syncOnce(source, bare, given);
          fc.pre(!first.changeset.skipped.some(isCollapsed));
          const now = edited(source, ofSource);
          const { changeset, destination } = syncOnce(now, first.destination, given, first.base);
          fc.pre(changeset.renames.every(({ follows }) => follows));
          const [is, wanted] = [documentsIn(destination), documentsIn(syncOnce(now, bare, given).destination)];
          expect(pick(is, wanted.keys())).toEqual(pick(wanted, wanted.keys()));
          const told = new Set(changeset.removed.map(({ type, names }) => `${type}/${keyOf(names)}`));
          const more = [...is.keys()].filter((id) => !wanted.has(id));
          expect(more.filter((id) => !told.has(id) && !more.some((one) => told.has(one) && isOf(id, one)))).toEqual([]);
        }),
        runs(30, 300),
      );
    },
    timeout,
  );

  it(
    '7. without a base nobody knows who changed what',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = wholeSides(pair);
          const changeset = diff(source, destination, given);
          expect([changeset.conflicts, changeset.removed]).toEqual([[], []]);
          const told = [...changeset.changes, ...changeset.left, ...changeset.only, ...changeset.skipped];
          expect([...new Set(told.map(({ since }) => since))].filter((since) => since !== 'unknown')).toEqual([]);
        }),
        runs(30, 300),
      );
    },
    timeout,
  );
});
