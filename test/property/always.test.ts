import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder, isSecret } from '../../src/model/markers.js';
import { keyOf } from '../../src/model/names.js';
import { documentAfter, snapshotAfter } from '../builders/outcome.js';
import { expectEachOnce } from './each-once.js';
import { anySettings, build, contents, everything, runs } from './generate.js';

/* The properties of sync-rules §10 over made-up spaces and settings. What `apply` does is in applied.test.ts. */

/** Only what hangs. */
const timeout = 1_800_000;

describe('Properties that always hold (sync-rules §10)', () => {
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
          for (const { id } of first.blocked) expect(second.blocked.map((entry) => entry.id)).toContain(id);
        }),
        runs(400),
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
        runs(60),
      );
    },
    timeout,
  );

  it(
    '4. and 6. what is compared is only read: neither side is touched, and no reference leads back to the source',
    () => {
      fc.assert(
        fc.property(contents, contents, anySettings(), (from, to, given) => {
          const [source, destination] = [frozen(build('a', from)), frozen(build('b', to))];
          const { changes } = diff(source, destination, given);
          expect(JSON.stringify(changes)).not.toMatch(/\$unresolved|[A-Z][A-Za-z]+-\d+(?!\d*")/);
        }),
        runs(60),
      );
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
          for (const { id, dependsOn } of changes)
            for (const needed of dependsOn) expect(place.get(needed) ?? Infinity).toBeLessThan(place.get(id) ?? -1);
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
  isObject(item) ? JSON.stringify([item['Name'] ?? item['TemplateId'], item['IsSensitive'] === true]) : '';

/**
 * Each secret of the destination is the same secret afterwards, no plain value and no placeholder, unless what it belongs to
 * was removed: a step under `SourceOnly`, a property or parameter that the source's step or template does not have.
 */
const expectSecretsKept = (before: SpaceSnapshot, changeset: Changeset): void => {
  for (const [type, ofType] of before.items) {
    for (const { names, key, document } of ofType.values()) {
      const change = changeset.changes.find((one) => one.type === type && keyOf(one.key) === key);
      const removes = change?.warnings.some(({ kind }) => kind === 'step-removed') ?? false;
      const next = documentAfter(changeset, before, type, names);
      const [kept, others] = [counted(secretsIn(next)), new Set(othersIn(next))];
      for (const [at, count] of counted(secretsIn(document))) {
        const mayGo = (removes || /\/(Properties|Parameters)\//.test(at)) && !others.has(at);
        expect((kept.get(at) ?? 0) >= count || mayGo, `${type} ${key} ${at}`).toBe(true);
      }
    }
  }
};

/** That there is a secret is all anybody knows of it: it cannot be written to another place, and needs none. */
const expectNoSecretSent = ({ changes }: Changeset): void => {
  const sent = changes.flatMap((change): readonly unknown[] =>
    change.action === 'create' ? [change.document] : change.patch.filter(({ op }) => op === 'add' || op === 'replace'),
  );
  expect(JSON.stringify(sent)).not.toContain('{"$secret":true}');
};

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
