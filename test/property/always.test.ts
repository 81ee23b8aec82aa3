import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, textOf, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder, isSecret } from '../../src/model/markers.js';
import { foldName, keyOf, type ChangeId } from '../../src/model/names.js';
import { documentAfter, snapshotAfter } from '../builders/outcome.js';
import { expectEachOnce } from './each-once.js';
import { knownFailures } from './generate/known-failures.js';
import { runs } from './generate/runs.js';
import { anySettings, everything } from './generate/settings.js';
import { build, contents } from './generate/space.js';

/* The properties that always hold (docs/rules.md) over made-up spaces and settings. What `apply` does is in applied.test.ts. */

/** Only what hangs. */
const timeout = 1_800_000;

describe('Properties that always hold (docs/rules.md)', () => {
  it(
    '1. diff(A, A) is empty',
    () => {
      const unmapped = anySettings({ select: everything, map: {} });
      fc.assert(
        fc.property(contents, unmapped, (made, given) => {
          expect(diff(build('a', made), build('a', made), given).changes).toEqual([]);
        }),
        runs(100),
      );
    },
    timeout,
  );

  it(
    '2. after apply, diff is empty; what was left, skipped or blocked is listed again',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const [source, destination] = [build('a', from), build('b', to)];
          const first = diff(source, destination, given);
          const second = diff(source, snapshotAfter(first, destination), given);
          expect(second.changes).toEqual([]);
          const others = knownFailures.blockedThenSkipped ? [] : second.skipped;
          const still = [...second.blocked, ...others].map(({ id }) => id);
          expect(first.blocked.filter(({ id }) => !still.includes(id))).toEqual([]);
        }),
        runs(200),
      );
    },
    timeout,
  );

  it(
    '3. the same inputs give a byte-identical changeset',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const once = (): string => canonicalFile(diff(build('a', from), build('b', to), given));
          expect(once()).toBe(once());
        }),
        runs(100),
      );
    },
    timeout,
  );

  it(
    '4. and 6. what is compared is only read: neither side is touched, and no reference leads back to the source',
    () => {
      let dangling = 0;
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const [source, destination] = [frozen(build('a', from)), frozen(build('b', to))];
          const { changes } = diff(source, destination, given);
          if (JSON.stringify([...source.items].map(([, ofType]) => [...ofType])).includes('$unresolved')) dangling += 1;
          expect(JSON.stringify(changes.flatMap(sentBy))).not.toMatch(/\$unresolved|[A-Z][A-Za-z]+-9\d{3}/);
        }),
        runs(100),
      );
      expect(dangling).toBeGreaterThan(10);
    },
    timeout,
  );

  it(
    '5. an existing secret is never written',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const destination = build('b', to);
          const changeset = diff(build('a', from), destination, given);
          expectSecretsKept(destination, changeset);
          expectNoSecretSent(changeset);
        }),
        runs(150),
      );
    },
    timeout,
  );

  it(
    '7. every source item that is selected shows up exactly once',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings({ select: everything, map: {} }), (from, to, given) => {
          const source = build('a', from);
          expectEachOnce(source, diff(source, build('b', to), given), given);
        }),
        runs(150),
      );
    },
    timeout,
  );

  it(
    'a change comes after what it depends on, and depends on changes only',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const { changes } = diff(build('a', from), build('b', to), given);
          const place = new Map(changes.map(({ id }, index) => [id, index]));
          expect(place.size).toBe(changes.length);
          const placeOf = (id: ChangeId): number => place.get(id) ?? Infinity;
          const late = changes.filter(({ id, dependsOn }) =>
            dependsOn.some((needed) => placeOf(needed) >= placeOf(id)),
          );
          expect(late.map(({ id, dependsOn }) => [id, ...dependsOn])).toEqual([]);
        }),
        runs(100),
      );
    },
    timeout,
  );
});

const frozen = (snapshot: SpaceSnapshot): SpaceSnapshot => {
  for (const ofType of snapshot.items.values()) for (const { document } of ofType.values()) freeze(document);
  return snapshot;
};

const freeze = (value: JsonValue): void => {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const member of isList(value) ? value : Object.values(value)) freeze(member);
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
  change.action === 'create' ? [change.document] : change.patch.filter(({ op }) => op === 'add' || op === 'replace');

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
