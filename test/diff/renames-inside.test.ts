import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { GivenSettings } from '../../src/settings/settings.js';
import { actionIn, changeOf, snapshotAfter, stepsIn, sync, variablesIn, verdicts } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* Steps and variables that the source has probably given another name (rules rename-inside). */

type Build = (of: SpaceBuilder) => SpaceBuilder;

const built = (name: string, build: Build): SpaceSnapshot =>
  build(space(name).environments('Test', 'Prod').project('Shop')).build();

interface Sides {
  readonly source: Build;
  readonly destination: Build;
  readonly base?: Build;
}

type Options = Readonly<Record<string, string>>;

const compared = ({ source, destination, base }: Sides, options: Options = {}, more: GivenSettings = {}): Changeset =>
  diff(
    built('dev', source),
    built('prod', destination),
    settings(options, { projects: 'all', environments: 'all' }, more),
    {},
    base && { snapshot: built('dev', base), open: [] },
  );

/** In short: `step "New" from Old`. */
const renamesIn = ({ renames }: Changeset): readonly string[] =>
  renames.map(({ part, candidates }) => `${part ?? ''} from ${candidates.join(' or ')}`);

const none: Build = (of) => of;

const step =
  (name: string, script: string, more: Parameters<SpaceBuilder['step']>[1] = {}): Build =>
  (of) =>
    of.step(name, { script, ...more });

const and =
  (...all: readonly Build[]): Build =>
  (of) =>
    all.reduce((so, build) => build(so), of);

const url = 'https://shop.example.com/';

describe('What is probably one step', () => {
  const web = 'deploy-web --all';
  it.each<[string, Sides, readonly string[]]>([
    ['equal but for the name', { source: step('New', web), destination: step('Old', web) }, ['step "New" from Old']],
    [
      'with another name than its action',
      {
        source: step('New', web, { action: { Name: 'Run' } }),
        destination: step('Old', web, { action: { Name: 'Run' } }),
      },
      ['step "New" from Old'],
    ],
    ['with another script', { source: step('New', web), destination: step('Old', 'deploy-api --all') }, []],
    [
      'with a script that another step beside it has as well',
      { source: and(step('New', web), step('Third', web)), destination: and(step('Old', web), step('Third', web)) },
      [],
    ],
    [
      'of one package',
      {
        source: step('New', '', { action: { Packages: [{ Name: '', PackageId: 'Shop.Web' }] } }),
        destination: step('Old', '', { action: { Packages: [{ Name: '', PackageId: 'Shop.Web' }] } }),
      },
      ['step "New" from Old'],
    ],
    ['that says nothing but the vendor’s words', { source: step('New', ''), destination: step('Old', '') }, []],
    [
      'nearly alike, in what tells something',
      {
        source: step('New', web, { step: { Properties: { A: 'a 1', B: 'b 2', C: 'c 3', D: 'd 4' } } }),
        destination: step('Old', web, { step: { Properties: { A: 'a 1', B: 'b 2', C: 'c 3', D: 'other 4' } } }),
      },
      ['step "New" from Old'],
    ],
    [
      'two that it may be',
      { source: step('New', web), destination: and(step('Old', web), step('Older', web)) },
      ['step "New" from Old or Older'],
    ],
    [
      'one that two may be',
      { source: and(step('New', web), step('Newer', web)), destination: step('Old', web) },
      ['step "New" from Old', 'step "Newer" from Old'],
    ],
    [
      'one slug, whatever else it says',
      {
        source: step('New', web, { action: { Slug: 'run' } }),
        destination: step('Old', 'other thing', { action: { Slug: 'Run' } }),
      },
      ['step "New" from Old'],
    ],
    [
      'two slugs, however alike',
      {
        source: step('New', web, { action: { Slug: 'run' } }),
        destination: step('Old', web, { action: { Slug: 'start' } }),
      },
      [],
    ],
    [
      'with a base: gone and new since then',
      { base: step('Old', web), source: step('New', web), destination: step('Old', web) },
      ['step "New" from Old'],
    ],
    [
      'with a base: as the source had it, although the destination has changed it',
      { base: step('Old', web), source: step('New', web), destination: step('Old', 'our own') },
      ['step "New" from Old'],
    ],
    [
      'with a base: the destination’s own is not gone from the source',
      { base: none, source: step('New', web), destination: step('Old', web) },
      [],
    ],
    [
      'with a base: renamed on the destination, nothing is new',
      { base: step('New', web), source: step('New', web), destination: step('Old', web) },
      [],
    ],
  ])('%s', (_what, sides, expected) => {
    expect(renamesIn(compared(sides))).toEqual(expected);
  });
});

const variable =
  (name: string, value: string, environments: readonly string[] = []): Build =>
  (of) =>
    of.variable(name, value, environments.length > 0 ? { Environment: environments } : {});

describe('What is probably one variable', () => {
  it.each<[string, Sides, readonly string[]]>([
    [
      'the same values and scopes',
      {
        source: and(variable('New', url), variable('New', `${url}test`, ['Test'])),
        destination: and(variable('Old', `${url}test`, ['Test']), variable('Old', url)),
      },
      ['variable "New" from Old'],
    ],
    ['another value', { source: variable('New', url), destination: variable('Old', `${url}a`) }, []],
    ['another scope', { source: variable('New', url, ['Test']), destination: variable('Old', url) }, []],
    [
      'a value more',
      { source: and(variable('New', url), variable('New', url, ['Test'])), destination: variable('Old', url) },
      [],
    ],
    ['a switch tells nothing', { source: variable('New', 'true'), destination: variable('Old', 'true') }, []],
    ['nor does a number', { source: variable('New', '8080'), destination: variable('Old', '8080') }, []],
    [
      'nor what another variable says as well',
      {
        source: and(variable('New', url), variable('Third', url)),
        destination: and(variable('Old', url), variable('Third', url)),
      },
      [],
    ],
    ['nor a secret', { source: (of) => of.secret('New'), destination: (of) => of.secret('Old') }, []],
    [
      'with a base, a plain word tells',
      { base: variable('Old', 'blue'), source: variable('New', 'blue'), destination: variable('Old', 'blue') },
      ['variable "New" from Old'],
    ],
    [
      'with a base: what the destination has made its own since is the same one',
      { base: variable('Old', 'blue'), source: variable('New', 'blue'), destination: variable('Old', 'red') },
      ['variable "New" from Old'],
    ],
    [
      'with a base: the destination’s own is not gone',
      { base: none, source: variable('New', url), destination: variable('Old', url) },
      [],
    ],
  ])('%s', (_what, sides, expected) => {
    expect(renamesIn(compared(sides))).toEqual(expected);
  });
});

const both = {
  old: and(step('Old', 'echo one two'), (of) => of.variable('Old', url, { Action: ['Old'] })),
  new: and(step('New', 'echo one two'), (of) => of.variable('New', url, { Action: ['New'] })),
};

describe('renames: report', () => {
  it.each<[string, Build | undefined, Options]>([
    ['without a base', undefined, {}],
    ['without a base, and what only the destination has would go', undefined, { processCloningOption: 'SourceOnly' }],
    ['with a base', both.old, {}],
    ['with a base, and what the source has removed would go', both.old, { removals: 'apply' }],
  ])('%s: nothing is added a second time, and nothing goes', (_what, base, options) => {
    const changeset = compared(
      { source: step('New', 'echo one two'), destination: step('Old', 'echo one two'), ...(base && { base }) },
      options,
    );
    expect(verdicts(changeset)).toEqual(['blocked step "New" of deploymentProcesses/Shop']);
    expect(changeset.removed.filter(({ part }) => part?.includes('step'))).toEqual([]);
    expect(changeset.renames[0]).toMatchObject({
      id: 'deploymentProcesses/Shop',
      part: 'step "New"',
      since: base ? 'source' : 'unknown',
      candidates: ['Old'],
      to: 'New',
      follows: false,
    });
    expect(changeset.renames[0]).not.toHaveProperty('map');
    expect(changeset.renames[0]?.reasons[0]?.says).toBe(
      'The source has probably renamed the step "Old" to "New", so it is not added a second time. Give it the new name there with renames: follow, or by hand. If it is another one, add a step of that name there by hand: the next sync finds it.',
    );
  });

  it('what stays keeps its place', () => {
    const [first, last] = [step('First', 'a 1'), step('Last', 'b 2')];
    const changeset = compared({
      source: and(first, step('New', 'echo one two'), last),
      destination: and(first, step('Old', 'echo one two'), last),
    });
    expect(verdicts(changeset)).toEqual(['blocked step "New" of deploymentProcesses/Shop']);
  });

  it.each<[string, Build | undefined]>([
    ['without a base', undefined],
    ['with a base', variable('Old', url)],
  ])('%s: the values of a new name are not added, and those of the old one stay', (_what, base) => {
    const changeset = compared(
      { source: variable('New', url), destination: variable('Old', url), ...(base && { base }) },
      { removals: 'apply' },
    );
    expect(verdicts(changeset)).toEqual(['blocked variable "New" (unscoped) of projectVariables/Shop']);
    expect(changeset.removed).toEqual([]);
    expect(renamesIn(changeset)).toEqual(['variable "New" from Old']);
  });

  it('the base keeps what it had, so that it is found again', () => {
    const sides = { base: both.old, source: both.new, destination: both.old };
    const { keeps = [] } = compared(sides);
    expect(keeps.map(({ id }) => id)).toEqual(['deploymentProcesses/Shop', 'projectVariables/Shop']);
    expect(JSON.stringify(keeps)).not.toContain('New');
  });
});

describe('renames: follow', () => {
  const follow = { renames: 'follow' };

  it.each<[string, Build | undefined]>([
    ['without a base', undefined],
    ['with a base', both.old],
  ])('%s: the step and the variable take the new name where they are', (_what, base) => {
    const sides = { source: both.new, destination: both.old, ...(base && { base }) };
    const changeset = compared(sides, follow);
    expect(verdicts(changeset)).toEqual(['update deploymentProcesses/Shop', 'update projectVariables/Shop']);
    expect(changeOf(changeset, 'deploymentProcesses/Shop')).toMatchObject({
      patch: [
        { op: 'test', path: '/Steps/0/Name', value: 'Old' },
        { op: 'replace', path: '/Steps/0/Name', value: 'New' },
        { op: 'test', path: '/Steps/0/Actions/0/Name', value: 'Old' },
        { op: 'replace', path: '/Steps/0/Actions/0/Name', value: 'New' },
      ],
      warnings: [{ kind: 'renamed-on-source', at: '/Steps/0/Name' }],
    });
    expect(changeOf(changeset, 'projectVariables/Shop')).toMatchObject({
      patch: [
        { op: 'test', path: '/Variables/0' },
        { op: 'test', path: '/Variables/0/Name', value: 'Old' },
        { op: 'replace', path: '/Variables/0/Name', value: 'New' },
      ],
      warnings: [{ kind: 'renamed-on-source', at: '/Variables/0/Name' }],
    });
    expect(changeset.renames.map(({ follows }) => follows)).toEqual([true, true]);
    expect(changeset.gates).toMatchObject([
      { gate: 'renames', ids: ['deploymentProcesses/Shop', 'projectVariables/Shop'] },
    ]);
    const after = snapshotAfter(changeset, built('prod', both.old));
    expect(stepsIn(after, 'Shop')).toEqual(['New']);
    expect(actionIn(after, 'Shop', 'New')['Name']).toBe('New');
    expect(variablesIn(after, 'Shop')).toEqual([`New = ${url} (Action: New)`]);
  });

  const synced = (source: Build, destination: Build, options: Options = {}) =>
    sync(
      built('dev', source),
      built('prod', destination),
      settings({ ...follow, ...options }, { projects: 'all', environments: 'all' }),
    );

  it('what refers to the step is not written for it', () => {
    const scoped = (name: string): Build =>
      and(step(name, 'echo one two'), (of) => of.variable('A', url, { Action: [name] }));
    expect(verdicts(synced(scoped('New'), scoped('Old')).changeset)).toEqual(['update deploymentProcesses/Shop']);
  });

  it('beside a new step, another order and a change', () => {
    const more = { Properties: { A: 'a 1', B: 'b 2', C: 'c 3', D: 'd 4' } };
    const { after } = synced(
      and(
        step('First', 'echo 1 2 3'),
        step('New', 'echo one two', { step: { ...more, Condition: 'Always' } }),
        step('Z', 'z z'),
      ),
      and(step('Z', 'z z'), step('Own', 'own own'), step('Old', 'echo one two', { step: more })),
    );
    expect(stepsIn(after, 'Shop')).toEqual(['First', 'New', 'Z', 'Own']);
  });

  it('where existing steps are left, the name follows all the same', () => {
    const { changeset, after } = synced(
      step('New', 'echo one two', { step: { Properties: { A: 'a 1', B: 'b 2', C: 'c 3', D: 'd 4' } } }),
      step('Old', 'echo one two', { step: { Properties: { A: 'a 1', B: 'b 2', C: 'c 3', D: 'other 4' } } }),
      { existingSteps: 'leave' },
    );
    expect(verdicts(changeset)).toEqual([
      'update deploymentProcesses/Shop',
      'left step "New" of deploymentProcesses/Shop',
    ]);
    expect(stepsIn(after, 'Shop')).toEqual(['New']);
  });

  it('with what the destination has made its own', () => {
    const sides = {
      base: variable('Old', 'blue'),
      source: variable('New', 'blue'),
      destination: variable('Old', 'red'),
    };
    const changeset = compared(sides, follow);
    expect(variablesIn(snapshotAfter(changeset, built('prod', sides.destination)), 'Shop')).toEqual(['New = red']);
  });

  it.each<[string, string, boolean]>([
    ['follows alone', 'New', true],
    ['waits where an override says nothing of it', 'Other', false],
  ])('a step that an override lets follow %s', (_what, name, follows) => {
    const override = {
      match: { step: [name] },
      options: { renames: { value: 'follow', origin: 'octosync.yml:3' } },
    };
    const { renames } = compared(
      { source: step('New', 'a b c'), destination: step('Old', 'a b c') },
      {},
      {
        overrides: [override],
      },
    );
    expect(renames.map((rename) => rename.follows)).toEqual([follows]);
  });

  it('nothing where two may be meant', () => {
    const changeset = compared(
      { source: step('New', 'a b c'), destination: and(step('Old', 'a b c'), step('Older', 'a b c')) },
      follow,
    );
    expect(verdicts(changeset)).toEqual(['blocked step "New" of deploymentProcesses/Shop']);
  });
});
