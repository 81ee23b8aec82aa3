import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../../src/changeset/changeset.js';
import { diff } from '../../../src/diff/index.js';
import type { Verdict } from '../../../src/diff/decide/three-way/table.js';
import { atLeastOne } from '../../builders/at-least-one.js';
import { settings } from '../../builders/space.js';
import { kinds, type Kind } from './kinds.js';
import { rows, type Row, type Said } from './rows.js';
import { syncOnce } from './syncs.js';

/* The decision table (rules three-way-table) for each kind of element, under every option that has a say in it. */

type Conflicts = 'leave' | 'source' | 'merge' | 'error';

interface Modes {
  readonly conflicts: Conflicts;
  readonly removals: 'report' | 'apply';
  /** Whether the mode of the element lets it follow. */
  readonly follows: boolean;
}

const allModes = (['leave', 'source', 'merge', 'error'] as const).flatMap((conflicts) =>
  (['report', 'apply'] as const).flatMap((removals) =>
    [true, false].map((follows): Modes => ({ conflicts, removals, follows })),
  ),
);

const select = Object.fromEntries(
  ['environments', 'tenantTagSets', 'projects', 'tenants'].map((type) => [type, 'all']),
);

/** Modes under which everything else of a space follows, but for the element's own. */
const everythingFollows = {
  'existing.environments': 'update',
  'existing.tenantTagSets': 'update',
  'existing.projects': 'update',
  'existing.tenants': 'update',
  existingSteps: 'update',
  overwriteExistingVariables: 'true',
  variableScopeChanges: 'update',
  cloneTenantVariables: 'true',
};

const givenFor = ({ mode }: Kind, { conflicts, removals, follows }: Modes) =>
  settings({ ...everythingFollows, conflicts, removals, ...(mode && { [mode[0]]: mode[follows ? 2 : 1] }) }, select);

/** What the table says becomes of a row. */
interface Expected {
  readonly verdict: Verdict;
  readonly says: Said;
  /** The lists that name it. */
  readonly lists: readonly string[];
  readonly since?: string;
}

const expectedOf = (kind: Kind, [, source, destination, verdict]: Row, modes: Modes): Expected => {
  const { conflicts, removals } = modes;
  const follows = modes.follows || kind.mode === undefined;
  // A field that is emptied is changed, and a field that is filled is no new thing.
  const isChange =
    verdict === 'source changed' || (kind.isField === true && (verdict === 'new' || verdict === 'removed'));
  if (isChange || verdict === 'new') {
    const comes = follows || (!isChange && kind.comes === true);
    return comes
      ? { verdict, says: source, lists: [], since: 'source' }
      : { verdict, says: destination, lists: ['left'], since: 'source' };
  }
  if (verdict === 'removed') {
    const isTaken = removals === 'apply' && (follows || kind.comes === true);
    return isTaken
      ? { verdict, says: undefined, lists: [], since: 'source' }
      : { verdict, says: destination, lists: [removals === 'apply' ? 'left' : 'removed'], since: 'source' };
  }
  if (verdict === 'conflict') {
    if (conflicts !== 'source')
      return {
        verdict,
        says: destination,
        lists: conflicts === 'error' ? ['conflicts', 'errors'] : ['conflicts'],
        since: 'both',
      };
    const isWhole = source === undefined || destination === undefined;
    const comes = follows || (isWhole && kind.comes === true && kind.isField !== true);
    return comes
      ? { verdict, says: source, lists: ['conflicts'], since: 'both' }
      : { verdict, says: destination, lists: ['conflicts', 'left'], since: 'both' };
  }
  return { verdict, says: destination, lists: [] };
};

const listsOf = (changeset: Changeset): readonly string[] =>
  (['conflicts', 'errors', 'left', 'removed'] as const).filter((list) => changeset[list].length > 0);

describe.each(atLeastOne(Object.entries(kinds)))('An element: a %s', (_name, kind) => {
  it.each(atLeastOne(rows))('base %s, source %s, destination %s: %s', (...row) => {
    const outcomes = allModes.map((modes) => ({ modes, ...outcomeOf(kind, row, modes) }));
    expect(outcomes).toEqual(allModes.map((modes) => ({ modes, ...expectedOf(kind, row, modes) })));
  });
});

/** What became of a row; what was not carried is told again with the new base, and nothing else changes. */
const outcomeOf = (kind: Kind, [base, source, destination, verdict]: Row, modes: Modes): Expected => {
  const given = givenFor(kind, modes);
  const [before, from, to] = [kind.make('a', base), kind.make('a', source), kind.make('b', destination)];
  const first = syncOnce(from, to, given, { snapshot: before, open: [] });
  const says = kind.read(first.destination);
  const lists = listsOf(first.changeset);
  expect(first.changeset.changes).toHaveLength(says === destination ? 0 : 1);
  const again = diff(from, first.destination, given, {}, first.base);
  expect(again.changes).toEqual([]);
  expect([modes, listsOf(again)]).toEqual([modes, says === destination ? lists : []]);
  const since = sinceOf(first.changeset);
  return { verdict, says, lists, ...(since !== '' && { since }) };
};

/** Who made the difference, of all that is told. */
const sinceOf = (changeset: Changeset): string =>
  [
    ...new Set(
      [...changeset.conflicts, ...changeset.removed, ...changeset.left, ...changeset.changes].map(({ since }) => since),
    ),
  ].join();

describe('follow: everything', () => {
  it.each(atLeastOne(Object.entries(kinds)))('the base only informs of a %s', (_name, kind) => {
    const given = settings({ ...everythingFollows, follow: 'everything' }, select);
    for (const [base, source, destination] of atLeastOne(rows)) {
      const [before, from, to] = [kind.make('a', base), kind.make('a', source), kind.make('b', destination)];
      const withBase = syncOnce(from, to, given, { snapshot: before, open: [] });
      const without = syncOnce(from, to, given);
      expect(kind.read(withBase.destination)).toEqual(kind.read(without.destination));
    }
  });
});
