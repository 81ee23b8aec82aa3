import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyncSettings } from '../../src/settings/settings.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { snapshotAfter } from '../builders/outcome.js';
import { pairs, sidesOf } from './generate/pair.js';
import { runs } from './generate/runs.js';
import { anySettings } from './generate/settings.js';

/* An object's fields have no order: whoever wrote the file, and in which order, decides nothing. */

const turned = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(turned);
  return isObject(value) ? turnedObject(value) : value;
};

const turnedObject = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object)
      .toReversed()
      .map(([field, value]) => [field, turned(value)]),
  );

const turnedSpace = (snapshot: SpaceSnapshot): SpaceSnapshot => ({
  ...snapshot,
  items: new Map(
    [...snapshot.items].map(([type, items]) => [
      type,
      new Map([...items].map(([key, item]) => [key, { ...item, document: turnedObject(item.document) }])),
    ]),
  ),
});

/** What is changed, what the destination is like afterwards, and what is left. Labels and reasons go by the order in which somebody wrote. */
const decisions = (source: SpaceSnapshot, destination: SpaceSnapshot, given: SyncSettings) => {
  const changeset = diff(source, destination, given);
  return {
    changed: changeset.changes.map(({ id }) => id),
    after: snapshotAfter(changeset, destination).items,
    left: changeset.left.map(({ id, differing }) => [id, differing]),
  };
};

describe('The order of fields', () => {
  it('on either side decides nothing', () => {
    fc.assert(
      fc.property(pairs, anySettings(), (pair, given) => {
        const { source, destination } = sidesOf(pair);
        const decided = decisions(source, destination, given);
        expect(decisions(turnedSpace(source), destination, given)).toEqual(decided);
        expect(decisions(source, turnedSpace(destination), given)).toEqual(decided);
      }),
      runs(20, 300),
    );
  });
});
