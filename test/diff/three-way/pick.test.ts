import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../../src/changeset/changeset.js';
import { pick } from '../../../src/changeset/pick/index.js';
import { ruleDefects } from '../../../src/changeset/rules/index.js';
import { selectionIn } from '../../../src/changeset/selection.js';
import { uncarriedIn } from '../../../src/changeset/uncarried.js';
import { diff, type Base } from '../../../src/diff/index.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { atLeastOne } from '../../builders/at-least-one.js';
import { snapshotAfter } from '../../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { syncOnce } from './syncs.js';

/* Three syncs: all of it; then a part, after edits of both sides; then what was left out. */

type Build = (built: SpaceBuilder) => SpaceBuilder;

const select = { projects: 'all', environments: 'all', tenants: 'all', libraryVariableSets: 'all', lifecycles: 'all' };
const given = settings(
  {
    ...{ 'existing.environments': 'update', 'existing.projects': 'update', 'existing.tenants': 'update' },
    ...{ 'existing.channels': 'update', 'existing.runbooks': 'update', existingSteps: 'update' },
    ...{ overwriteExistingVariables: 'true', removals: 'apply', renames: 'follow', cloneTenantVariables: 'true' },
  },
  select,
);

const baseAfter = (source: SpaceSnapshot, changeset: Changeset): Base => ({
  snapshot: source,
  open: uncarriedIn(changeset).map(({ again, ...one }) => ({ ...one, first: again ?? '2026-01-01T00:00:00Z' })),
  selections: changeset.selections ?? [selectionIn(changeset.options)],
});

const held = ({ items }: SpaceSnapshot) =>
  Object.fromEntries(
    [...items].flatMap(([type, ofType]) =>
      [...ofType.values()].map(({ names, document }) => [`${type}/${names.join('/')}`, document] as const),
    ),
  );

const project: Build = (built) =>
  built.environments('Dev', 'Test').project('Shop').step('One').step('Two').variable('Db', 'a').variable('Log', 'x');

/** What the source was, what it is, and what is left out. */
interface Row {
  readonly was: Build;
  readonly is: Build;
  readonly leftOut: readonly string[];
  /** What the destination has made its own meanwhile. */
  readonly own?: Build;
}

const environment =
  (name: string, description: string): Build =>
  (built) =>
    built.environment(name, { Description: description, AllowDynamicInfrastructure: true });

const rows: Readonly<Record<string, Row>> = {
  'an update': {
    was: (built) => environment('B', 'old')(environment('A', 'old')(built)),
    is: (built) => environment('B', 'new')(environment('A', 'new')(built)),
    leftOut: ['environments/A'],
  },
  'a creation': {
    was: environment('A', 'old'),
    is: (built) => environment('B', 'new')(environment('A', 'new')(built)),
    leftOut: ['environments/B'],
  },
  'a new variable and one that changed': {
    was: (built) => project(built).project('Other').variable('A', 'old'),
    is: (built) =>
      built
        .environments('Dev', 'Test')
        .project('Shop')
        .step('One')
        .step('Two')
        .variable('Db', 'b')
        .variable('Log', 'x')
        .variable('New', 'n')
        .project('Other')
        .variable('A', 'new'),
    leftOut: ['projectVariables/Shop'],
  },
  'what the source has removed inside': {
    was: (built) => project(built).project('Other').variable('A', 'old'),
    is: (built) =>
      built
        .environments('Dev', 'Test')
        .project('Shop')
        .step('Two')
        .variable('Db', 'a')
        .project('Other')
        .variable('A', 'new'),
    leftOut: ['projectVariables/Shop', 'deploymentProcesses/Shop'],
  },
  'another name of a thing': {
    was: (built) => environment('Z', 'old')(environment('A', 'one of a kind')(built)),
    is: (built) => environment('Z', 'new')(environment('B', 'one of a kind')(built)),
    leftOut: ['environments/B'],
  },
  'another name of a project, with all that is in it': {
    was: (built) =>
      environment(
        'Z',
        'old',
      )(built)
        .project('Shop', { Slug: 'shop', Description: 'Sells.' })
        .step('One')
        .variable('Db', 'a')
        .runbook('Restart'),
    is: (built) =>
      environment(
        'Z',
        'new',
      )(built)
        .project('Store', { Slug: 'shop', Description: 'Sells.' })
        .step('One', { script: 'echo other' })
        .variable('Db', 'b')
        .runbook('Restart'),
    leftOut: ['projects/Store'],
  },
  'another name of an environment that a value has for its scope': {
    was: (built) =>
      environment(
        'Z',
        'old',
      )(environment('A', 'one of a kind')(built))
        .project('Shop')
        .variable('Db', 'a', { Environment: ['A'] }),
    is: (built) =>
      environment(
        'Z',
        'new',
      )(environment('B', 'one of a kind')(built))
        .project('Shop')
        .variable('Db', 'b', { Environment: ['B'] }),
    leftOut: ['environments/B'],
  },
  'another name of a step': {
    was: (built) => project(built).project('Other').variable('A', 'old'),
    is: (built) =>
      built
        .environments('Dev', 'Test')
        .project('Shop')
        .step('Uno', { script: 'echo One' })
        .step('Two')
        .variable('Db', 'a')
        .variable('Log', 'x')
        .project('Other')
        .variable('A', 'new'),
    leftOut: ['deploymentProcesses/Shop'],
  },
  'what waits for a later order': {
    was: (built) => project(built).tenant('T'),
    is: (built) => environment('Dev', 'new')(project(built).tenant('T', { Shop: ['Dev'] })),
    leftOut: ['tenants/T#projects'],
  },
  'what waits, of something new': {
    was: project,
    is: (built) => project(built).tenant('T', { Shop: ['Dev'] }),
    leftOut: ['tenants/T#projects'],
  },
  'a new project, with all that is in it': {
    was: environment('A', 'old'),
    is: (built) => project(environment('A', 'new')(built)),
    leftOut: ['projects/Shop'],
  },
  'the process of a new project': {
    was: environment('A', 'old'),
    is: (built) => project(environment('A', 'new')(built)),
    leftOut: ['deploymentProcesses/Shop'],
  },
  "something beside what is the destination's own": {
    was: (built) => project(built).project('Other').variable('A', 'old'),
    is: (built) =>
      built
        .environments('Dev', 'Test')
        .project('Shop')
        .step('One')
        .step('Two')
        .variable('Db', 'b')
        .variable('Log', 'x')
        .project('Other')
        .variable('A', 'new'),
    own: (built) =>
      built
        .environments('Dev', 'Test')
        .project('Shop')
        .step('One')
        .step('Two')
        .variable('Db', 'a')
        .variable('Log', 'mine')
        .variable('Mine', 'm')
        .project('Other')
        .variable('A', 'old'),
    leftOut: ['projectVariables/Shop'],
  },
};

describe('What was left out of a part is proposed again, with the same content (rules pick-base)', () => {
  it.each(atLeastOne(Object.entries(rows)))('%s', (_what, { was, is, own, leftOut }) => {
    const first = syncOnce(was(space('dev')).build(), space('prod').build(), given);
    const destination = own ? own(space('prod')).build() : first.destination;
    const source = is(space('dev')).build();
    const whole = diff(source, destination, given, {}, first.base);
    const part = pick(whole, { leftOut: leftOut.map((id) => ({ id })) });
    expect(ruleDefects(part)).toEqual([]);
    const between = snapshotAfter(part, destination);
    const third = diff(source, between, given, {}, baseAfter(source, part));
    const left = new Map(part.part?.leftOut.map(({ id }) => [id, true]));
    // What it depends on, or belongs to, is there by now.
    const isNew = new Set(whole.changes.filter(({ since }) => since === 'new').map(({ id }): string => id));
    const content = ({ changes }: Changeset) =>
      changes
        .filter(({ id }) => left.has(id) && !isNew.has(id))
        .map((change) => ({ ...change, dependsOn: [], reasons: [] }));
    expect(third.changes.map(({ id }) => id)).toEqual([...left.keys()]);
    expect(content(third)).toEqual(content(whole));
    expect(held(snapshotAfter(third, between))).toEqual(held(snapshotAfter(whole, destination)));
    expect(diff(source, snapshotAfter(third, between), given, {}, baseAfter(source, third)).changes).toEqual([]);
  });

  it.each(atLeastOne(Object.entries(rows)))('%s, of a part of a part, and left out a second time', (_what, row) => {
    const first = syncOnce(row.was(space('dev')).build(), space('prod').build(), given);
    const destination = row.own ? row.own(space('prod')).build() : first.destination;
    const source = row.is(space('dev')).build();
    const whole = diff(source, destination, given, {}, first.base);
    const leftOut = row.leftOut.map((id) => ({ id }));
    const part = pick(whole, { leftOut });
    const [other] = part.changes.toReversed();
    if (!other || part.changes.length < 2) {
      expect(part.changes.length).toBeGreaterThan(0);
      return;
    }
    const less = pick(part, { leftOut: [other] });
    expect(ruleDefects(less)).toEqual([]);
    const between = snapshotAfter(less, destination);
    const third = diff(source, between, given, {}, baseAfter(source, less));
    const again = third.changes.length > leftOut.length ? pick(third, { leftOut }) : undefined;
    const after = again ? snapshotAfter(again, between) : between;
    const fourth = diff(source, after, given, {}, baseAfter(source, again ?? less));
    expect(held(snapshotAfter(fourth, after))).toEqual(held(snapshotAfter(whole, destination)));
  });
});

describe('What is called by a new name goes with what gives it (rules pick-closed, rename-follow)', () => {
  it.each<[string, readonly string[]]>([
    [
      'another name of a project, with all that is in it',
      ['projects/Store', 'deploymentProcesses/Store', 'projectVariables/Store'],
    ],
    ['another name of an environment that a value has for its scope', ['environments/B', 'projectVariables/Shop']],
  ])('%s', (name, gone) => {
    const { was, is, leftOut } = rows[name] ?? { was: project, is: project, leftOut: [] };
    const first = syncOnce(was(space('dev')).build(), space('prod').build(), given);
    const whole = diff(is(space('dev')).build(), first.destination, given, {}, first.base);
    const part = pick(whole, { leftOut: leftOut.map((id) => ({ id })) });
    expect(part.part?.leftOut.map(({ id }) => id).toSorted()).toEqual(gone.toSorted());
  });
});

describe('So it is without a base, where all is compared anew (rules pick-base)', () => {
  it.each(atLeastOne(Object.entries(rows).filter(([, { own }]) => !own)))('%s', (_what, { is, leftOut }) => {
    const source = is(space('dev')).build();
    const destination = space('prod').build();
    const whole = diff(source, destination, given);
    const ids = new Set(whole.changes.map(({ id }): string => id));
    const part = pick(whole, { leftOut: leftOut.filter((id) => ids.has(id)).map((id) => ({ id })) });
    const between = snapshotAfter(part, destination);
    const third = diff(source, between, given, {}, baseAfter(source, part));
    expect(held(snapshotAfter(third, between))).toEqual(held(snapshotAfter(whole, destination)));
  });
});
