import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, textOf, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder, isSecret } from '../../src/model/markers.js';
import { foldName, keyOf, type ChangeId } from '../../src/model/names.js';
import { documentAfter, snapshotAfter } from '../builders/outcome.js';
import { expectEachOnce } from './each-once.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings, everything } from './generate/settings.js';
import { pairs, sidesOf, wholeSides } from './generate/pair.js';

/* The properties that always hold (docs/rules.md) over made-up spaces and settings. What `apply` does is in applied.test.ts. */

describe('Properties that always hold (docs/rules.md)', () => {
  it(
    '1. diff(A, A) is empty',
    () => {
      const unmapped = anySettings({ select: everything, map: {} });
      fc.assert(
        fc.property(pairs, unmapped, (pair, given) => {
          const once = (): SpaceSnapshot => sidesOf(pair).source;
          expect(diff(once(), once(), given).changes).toEqual([]);
        }),
        runs(40, 400),
      );
    },
    timeout,
  );

  it(
    '2. after apply, diff is empty; what was left, skipped or blocked is listed again',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const first = diff(source, destination, given);
          const second = diff(source, snapshotAfter(first, destination), given);
          expect(second.changes).toEqual([]);
          // A thing that only came along may be asked for no more, now that the one that needed it is there.
          const comesAlong = given.options['dependencies']?.value === 'include';
          const listed = [...second.blocked, ...(comesAlong ? [...second.skipped, ...second.errors] : [])];
          const still = new Set(listed.map(({ id }) => id));
          const gone = first.blocked.filter(({ id }) => !still.has(id));
          expect(gone.filter(({ id }) => isAskedFor(id, source, destination, given))).toEqual([]);
        }),
        runs(70, 400),
      );
    },
    timeout,
  );

  it(
    '3. the same inputs give a byte-identical changeset',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const once = (): string => {
            const { source, destination } = sidesOf(pair);
            return canonicalFile(diff(source, destination, given));
          };
          expect(once()).toBe(once());
        }),
        runs(40, 400),
      );
    },
    timeout,
  );

  it(
    '4. and 6. what is compared is only read: neither side is touched, and no reference leads back to the source',
    () => {
      let dangling = 0;
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          for (const side of [source, destination]) freeze(side);
          const { changes } = diff(source, destination, given);
          if (JSON.stringify([...source.items].map(([, ofType]) => [...ofType])).includes('$unresolved')) dangling += 1;
          expect(JSON.stringify(changes.flatMap(sentBy))).not.toMatch(/\$unresolved|[A-Z][A-Za-z]+-[89]\d{3}/);
        }),
        runs(50, 400),
      );
      expect(dangling).toBeGreaterThan(10);
    },
    timeout,
  );

  it(
    '5. an existing secret is never written',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const changeset = diff(source, destination, given);
          expectSecretsKept(destination, changeset);
          expectNoSecretSent(changeset);
        }),
        runs(60, 400),
      );
    },
    timeout,
  );

  it(
    'what was not read is not absent: a half-read destination is given nothing new that a whole one is not',
    () => {
      let halves = 0;
      const several = runs(60, 400);
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          if (destination.incomplete.length === 0) return;
          halves += 1;
          const created = ({ changes }: Changeset): readonly ChangeId[] =>
            changes.filter(({ action }) => action === 'create').map(({ id }) => id);
          const whole = new Set(created(diff(source, wholeSides(pair).destination, given)));
          expect(created(diff(source, destination, given)).filter((id) => !whole.has(id))).toEqual([]);
        }),
        several,
      );
      expect(halves).toBeGreaterThan(several.numRuns / 10);
    },
    timeout,
  );

  it(
    '7. every source item that is selected shows up exactly once',
    () => {
      fc.assert(
        fc.property(pairs, anySettings({ select: everything, map: {} }), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          expectEachOnce(source, diff(source, destination, given), given);
        }),
        runs(60, 400),
      );
    },
    timeout,
  );

  it(
    'a change comes after what it depends on, and depends on changes only',
    () => {
      fc.assert(
        fc.property(pairs, anySettings(), (pair, given) => {
          const { source, destination } = sidesOf(pair);
          const { changes } = diff(source, destination, given);
          const place = new Map(changes.map(({ id }, index) => [id, index]));
          expect(place.size).toBe(changes.length);
          const placeOf = (id: ChangeId): number => place.get(id) ?? Infinity;
          const late = changes.filter(({ id, dependsOn }) =>
            dependsOn.some((needed) => placeOf(needed) >= placeOf(id)),
          );
          expect(late.map(({ id, dependsOn }) => [id, ...dependsOn])).toEqual([]);
        }),
        runs(50, 400),
      );
    },
    timeout,
  );
});

/** Not of what only came along with something else: once that is there, nobody asks for it any more (rules select-include-changes-nothing). */
const isAskedFor = (id: string, source: SpaceSnapshot, destination: SpaceSnapshot, given: SyncSettings): boolean => {
  const { options } = given;
  const alone = { ...given, options: { ...options, dependencies: { value: 'require', origin: 'flag' } } };
  const { changes, left, skipped, blocked, errors } = diff(source, destination, alone);
  return [...changes, ...left, ...skipped, ...blocked, ...errors].some((one) => one.id === id);
};

const freeze = (snapshot: SpaceSnapshot): void => {
  for (const ofType of snapshot.items.values()) for (const { document } of ofType.values()) freezeJson(document);
};

const freezeJson = (value: JsonValue): void => {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const member of isList(value) ? value : Object.values(value)) freezeJson(member);
};

/** Where a document has secrets: by the names on the way, so that an item of a list may move. */
const secretsIn = (value: JsonValue, at = ''): readonly string[] => {
  if (isSecret(value)) return value.$secret ? [at] : [];
  if (isList(value)) return value.flatMap((item) => secretsIn(item, `${at}/${nameOf(item)}`));
  return isObject(value) ? Object.entries(value).flatMap(([field, member]) => secretsIn(member, `${at}/${field}`)) : [];
};

/** Variables are told apart by name and scope; steps, templates and parameters by name; tenant values by template. */
const nameOf = (item: JsonValue): string =>
  isObject(item)
    ? JSON.stringify([foldName(textOf(item['Name'] ?? item['TemplateId'] ?? '')), item['IsSensitive'] === true])
    : '';

/**
 * Each secret of the destination is the same secret afterwards, no plain value and no placeholder, unless what it belongs to
 * was removed: a step under `SourceOnly`, a property or parameter that the source's step or template does not have.
 */
const expectSecretsKept = (before: SpaceSnapshot, changeset: Changeset): void => {
  const items = [...before.items.values()].flatMap((ofType) => [...ofType.values()]);
  expect(items.flatMap((item) => secretsLost(item, before, changeset))).toEqual([]);
};

const secretsLost = ({ type, names, key, document }: Item, before: SpaceSnapshot, changeset: Changeset) => {
  const change = changeset.changes.find((one) => one.type === type && keyOf(one.names) === key);
  const removes = change?.warnings.some(({ kind }) => kind === 'step-removed') ?? false;
  const next = documentAfter(changeset, before, type, names);
  const [kept, others] = [counted(secretsIn(next)), new Set(othersIn(next))];
  const mayGo = (at: string): boolean => (removes || /\/(Properties|Parameters)\//.test(at)) && !others.has(at);
  return [...counted(secretsIn(document))]
    .filter(([at, count]) => (kept.get(at) ?? 0) < count && !mayGo(at))
    .map(([at]) => `${type} ${key} ${at}`);
};

/** That there is a secret is all anybody knows of it: it cannot be written to another place, and needs none. */
const expectNoSecretSent = ({ changes }: Changeset): void => {
  expect(JSON.stringify(changes.flatMap(sentBy))).not.toContain('{"$secret":true}');
};

const sentBy = (change: Change): readonly unknown[] =>
  change.action !== 'update' ? [change.document] : change.patch.filter(({ op }) => op === 'add' || op === 'replace');

/** Several values of one name are told apart by their number. */
const counted = (places: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
};

/** Every place of a document at which there is something else than a secret. */
const othersIn = (value: JsonValue, at = ''): readonly string[] => {
  if (isSecret(value)) return [];
  if (isPlaceholder(value)) return [at];
  if (isList(value)) return value.flatMap((item) => othersIn(item, `${at}/${nameOf(item)}`));
  return isObject(value)
    ? Object.entries(value).flatMap(([field, member]) => othersIn(member, `${at}/${field}`))
    : [at];
};
