import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { itemsOf, type SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { itemId } from '../../src/model/names.js';
import type { IgnoreRule } from '../../src/settings/settings.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { snapshotAfter } from '../builders/outcome.js';
import { syncOnce } from '../diff/three-way/syncs.js';
import { pairs, wholeSides } from './generate/pair.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';

/** A place that both sides may say something about, and how to ask a snapshot for it. */
interface Place {
  readonly at: string;
  readonly id: string;
  readonly said: (snapshot: SpaceSnapshot) => JsonValue | undefined;
}

const named = (list: JsonValue | undefined, name: string): readonly JsonValue[] =>
  isList(list) ? list.filter((item) => isObject(item) && item['Name'] === name) : [];

/** Whole documents, fields of them, steps and variables: of both sides, each once. */
const placesIn = (sides: readonly SpaceSnapshot[]): readonly Place[] => {
  const places = new Map<string, Place>();
  for (const side of sides)
    for (const [type, ofType] of side.items)
      for (const { names, key, document } of ofType.values()) {
        const id = itemId(type, names);
        const of = (snapshot: SpaceSnapshot): JsonObject | undefined => itemsOf(snapshot, type).get(key)?.document;
        const add = (place: string, said: (document: JsonObject) => JsonValue | undefined): void => {
          const at = `${id}${place}`;
          places.set(at, {
            at,
            id,
            said: (snapshot) => {
              const found = of(snapshot);
              return found && said(found);
            },
          });
        };
        add('', (found) => found);
        for (const field of Object.keys(document)) {
          if (['Name', 'Steps', 'Variables'].includes(field)) continue;
          add(`#/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`, (found) => found[field]);
        }
        for (const list of ['Steps', 'Variables'] as const)
          for (const item of isList(document[list]) ? document[list] : [])
            if (isObject(item) && typeof item['Name'] === 'string') {
              const name = item['Name'];
              add(`#${name}`, (found) => named(found[list], name));
            }
      }
  return [...places.values()].filter(({ at }) => !/[*?!]/.test(at) && at.split('#').length <= 2);
};

const ruleAt = (at: string, isAny: boolean): IgnoreRule => ({
  at,
  side: isAny ? 'any' : 'destination',
  reason: 'CHG-1',
  origin: 'octosync.yml:1',
});

const isEmpty = (value: JsonValue | undefined): boolean => value === undefined || (isList(value) && value.length === 0);

/** What is said of an item as a whole, without what is said of others. */
const changesOf = ({ changes }: Changeset, id: string) =>
  changes.filter((change) => change.id === id || change.id.startsWith(`${id}#`));

const cases = fc.record({
  pair: pairs,
  given: anySettings(),
  picks: fc.array(fc.record({ at: fc.nat(), isAny: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  hasBase: fc.boolean(),
});

it(
  'No change touches what is ignored, and it is said where it differs',
  () => {
    fc.assert(
      fc.property(cases, ({ pair, given, picks, hasBase }) => {
        const { source, destination } = wholeSides(pair);
        // Names that are given anew, or mapped to others, are another story.
        fc.pre(Object.keys(given.map).length === 0);
        const places = placesIn([source, destination]);
        const picked = picks.flatMap(({ at, isAny }) => {
          const place = places[at % places.length];
          return place ? [{ ...place, isAny }] : [];
        });
        const ignore = picked.map(({ at, isAny }) => ruleAt(at, isAny));
        const base = hasBase ? { snapshot: source, open: [] } : undefined;
        const without = diff(source, destination, given, {}, base);
        fc.pre(without.renames.length === 0);
        const changeset = diff(source, destination, { ...given, ignore }, {}, base);
        const after = snapshotAfter(changeset, destination);
        for (const { said, isAny, at, id } of atLeastOne(picked)) {
          const [before, now] = [said(destination), said(after)];
          if (!isEmpty(before)) expect(now, at).toEqual(before);
          else if (isAny && !at.includes('#')) expect(changesOf(changeset, id), at).toEqual([]);
          else if (isAny && !at.includes('#/')) expect(isEmpty(now), at).toBe(true);
        }
        // What no rule is about, and nothing that one is about has a say in, is decided as before.
        const ids = new Set(picked.map(({ id }) => id));
        const isApart = without.changes.every(
          ({ id, dependsOn }) =>
            ![...ids].some(
              (one) => id.includes(one.split('/')[1] ?? '') || dependsOn.some((other) => other.startsWith(one)),
            ),
        );
        if (isApart) {
          const others = changeset.changes.filter(({ id }) => !ids.has(id.split('#')[0] ?? ''));
          const before = others.flatMap(({ id }) => without.changes.filter((change) => change.id === id));
          expect(others).toEqual(before);
        }
        // The list is complete: what an ignored item had to be changed for is in it.
        const written = picked.filter(({ id, at }) => {
          const actions = changesOf(without, id).map(({ action }) => action);
          // What is created has its links written later: those are no change of something that is there.
          return !at.includes('#') && actions.includes('update') && !actions.includes('create');
        });
        const told = new Set((changeset.ignored ?? []).map(({ id }) => id));
        expect(written.filter(({ id }) => !told.has(id))).toEqual([]);
      }),
      { ...runs(12, 150), endOnFailure: true },
    );
  },
  timeout,
);

it(
  'What was ignored for a time comes once the rule is gone: two syncs end where one would have',
  () => {
    fc.assert(
      fc.property(cases, ({ pair, given, picks }) => {
        const { source, destination } = wholeSides(pair);
        fc.pre(Object.keys(given.map).length === 0);
        const first = syncOnce(source, destination, given);
        fc.pre(first.changeset.renames.length === 0);
        // The source goes on in what is ignored: an item of it says something else by then.
        const places = placesIn([source]).filter(({ at }) => at.endsWith('#/Description'));
        fc.pre(places.length > 0);
        const place = places[(picks[0]?.at ?? 0) % places.length];
        if (!place) return;
        const changed = withSaid(source, place.id, 'It goes on.');
        const ignore = [ruleAt(place.at, picks[0]?.isAny ?? true)];
        const during = syncOnce(changed, first.destination, { ...given, ignore }, first.base);
        const later = syncOnce(changed, during.destination, given, during.base);
        const atOnce = syncOnce(changed, first.destination, given, first.base);
        expect(place.said(during.destination)).toEqual(place.said(first.destination));
        expect(place.said(later.destination)).toEqual(place.said(atOnce.destination));
        expect(sameJson(place.said(later.destination), place.said(atOnce.destination))).toBe(true);
      }),
      { ...runs(10, 100), endOnFailure: true },
    );
  },
  timeout,
);

const withSaid = (snapshot: SpaceSnapshot, id: string, text: string): SpaceSnapshot => ({
  ...snapshot,
  items: new Map(
    [...snapshot.items].map(([type, ofType]) => [
      type,
      new Map(
        [...ofType].map(([key, item]) => [
          key,
          itemId(type, item.names) === id ? { ...item, document: { ...item.document, Description: text } } : item,
        ]),
      ),
    ]),
  ),
});
