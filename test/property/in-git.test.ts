import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeptInGit, rootOf, typeNamed } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { commitsOf } from '../../src/changeset/commits.js';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { itemsOf, whyUnread, type SpaceSnapshot } from '../../src/model/item.js';
import { keyOf } from '../../src/model/names.js';
import { snapshotAfter } from '../builders/outcome.js';
import { settings } from '../builders/space.js';
import { keeping, keptSo, type Keeping } from './generate/in-git.js';
import { pairs, sidesOf } from './generate/pair.js';
import { runs, timeout } from './generate/runs.js';
import { anySettings } from './generate/settings.js';

/* Whatever is kept in Git, on either side, and whatever could not be read of it (rules git-any-way, git-commits). */

const inGit = fc.record({ pair: pairs, from: keeping, to: keeping });
type InGit = typeof inGit extends fc.Arbitrary<infer Value> ? Value : never;

const sides = ({ pair, from, to }: InGit) => {
  const { source, destination } = sidesOf(pair);
  return { source: keptSo(source, from), destination: keptSo(destination, to) };
};

const isThere = (side: SpaceSnapshot, type: string, names: readonly string[]): boolean => {
  const owner = itemsOf(side, rootOf(typeNamed(type)).name).get(keyOf(names.slice(0, 1)));
  return owner !== undefined && isKeptInGit(typeNamed(type), owner.document);
};

/** How many commits there were in all cases: without any, nothing would have been tried. */
let commits = 0;

describe('Projects in Git', () => {
  it(
    'of one space with itself have no difference, whatever their repository is',
    () => {
      fc.assert(
        fc.property(inGit, fc.constantFrom('leave', 'update'), ({ pair, from }, existing) => {
          const { source } = sidesOf(pair);
          // In another repository, so that it is compared.
          const there = from.map((one) => one && { ...one, url: `${one.url}/other` });
          const modes = { existingSteps: existing, 'existing.projects': existing, 'existing.runbooks': existing };
          const given = settings({ ...modes, overwriteExistingVariables: String(existing === 'update') });
          expect(diff(keptSo(source, from), keptSo(source, there), given).changes).toEqual([]);
        }),
        runs(20, 500),
      );
    },
    timeout,
  );

  it(
    'have each change of theirs among the commits, and no other; nothing that was not read is written',
    () => {
      commits = 0;
      fc.assert(
        fc.property(inGit, anySettings(), (made, given) => {
          const { source, destination } = sides(made);
          const changeset = diff(source, destination, given);
          const becomes = commitsOf(changeset);
          const should = changeset.changes.filter(({ type, names }) => isThere(destination, type, names));
          expect([...becomes.keys()].sort()).toEqual(should.map(({ id }) => id).sort());
          expect(ruleDefects(changeset)).toEqual([]);
          const unread = should.filter(({ type, names }) =>
            whyUnread(destination.incomplete, typeNamed(type).name, names),
          );
          expect(unread.map(({ id }) => id)).toEqual([]);
          commits += becomes.size;
        }),
        runs(40, 1000),
      );
      expect(commits).toBeGreaterThan(10);
    },
    timeout,
  );

  it(
    'are settled once all is applied, by a glance as the long way',
    () => {
      fc.assert(
        fc.property(inGit, anySettings(), (made, given) => {
          const { source, destination } = sides(made);
          const changeset = diff(source, destination, given);
          expect(canonicalFile(diff(source, destination, given, { isThorough: true }))).toBe(canonicalFile(changeset));
          const again = diff(source, snapshotAfter(changeset, destination), given);
          // What waited for another project of its repository comes then (rules git-one-branch).
          const waited = new Set(
            changeset.blocked.flatMap(({ names: [name], reasons: [first] }) =>
              first?.rule === 'one branch' ? [name] : [],
            ),
          );
          const unsettled = again.changes.filter(
            ({ type, names }) => isThere(destination, type, names) && !waited.has(names[0]),
          );
          expect(unsettled).toEqual([]);
        }),
        runs(20, 500),
      );
    },
    timeout,
  );

  it(
    'are told from their base whichever way that kept them',
    () => {
      fc.assert(
        fc.property(inGit, keeping, anySettings(), ({ pair, from, to }, before, given) => {
          const { source, destination } = sidesOf(pair);
          const read = (keeps: Keeping): Keeping => keeps.map((one) => one && { ...one, isUnread: false });
          const there = keptSo(destination, to);
          const synced = (keeps: Keeping) =>
            diff(
              keptSo(source, read(from)),
              there,
              given,
              {},
              { snapshot: keptSo(destination, read(keeps)), open: [] },
            );
          expect(withoutProjects(synced(before))).toEqual(withoutProjects(synced(to)));
        }),
        runs(20, 500),
      );
    },
    timeout,
  );
});

/** What a base says of a repository is told of the project itself, and of nothing else. */
const withoutProjects = ({ changes, left, conflicts, removed, only }: Changeset) =>
  [changes, left, conflicts, removed, only].map((list) => list.filter(({ type }) => type !== 'projects'));
