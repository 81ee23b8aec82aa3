import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/diff/index.js';
import type { Changeset } from '../../../src/changeset/changeset.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { actionIn, snapshotAfter, stepsIn, variablesIn, warned } from '../../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { receiptOf } from '../../../src/changeset/make-receipt.js';
import { elementOf, uncarriedIn } from '../../../src/changeset/uncarried.js';
import { syncOnce } from './syncs.js';

/*
 * What each rule of three sides means, on one project: what the base said, what each side has made of it, what follows.
 */

type Fill = (project: SpaceBuilder) => SpaceBuilder;

const shop = (installation: string, fill: Fill): SpaceSnapshot =>
  fill(space(installation).environments('Test', 'Staging', 'Production').project('Shop')).build();

interface Sides {
  readonly base: Fill;
  readonly source?: Fill;
  readonly destination?: Fill;
}

/** Modes under which everything follows that may. */
const given = (options: Readonly<Record<string, string>>) =>
  settings({ existingSteps: 'update', overwriteExistingVariables: 'true', ...options });

/** A diff with a base; a side that is not given is as the base. */
const compared = (
  { base, source = base, destination = base }: Sides,
  options: Readonly<Record<string, string>> = {},
): { readonly changeset: Changeset; readonly after: SpaceSnapshot } => {
  const there = shop('prod', destination);
  const changeset = diff(shop('dev', source), there, given(options), {}, { snapshot: shop('dev', base), open: [] });
  return { changeset, after: snapshotAfter(changeset, there) };
};

const ended = { outcome: 'complete', written: [], alreadyApplied: [], failed: [], drifted: [] } as const;
const run = { tool: '0', when: '2026-01-01T00:00:00Z', options: { allow: [], skipBlocked: false, allowDrift: false } };

/** What is told of both sides: `conflict step "Deploy", script: destination`, `removed variable "Timeout"`. */
const told = ({ conflicts, removed, errors }: Changeset): readonly string[] => [
  ...conflicts.map(({ part, id, takes }) => `conflict ${part ?? id}: ${takes}`),
  ...removed.map(({ part, id }) => `removed ${part ?? id}`),
  ...errors.map(({ part, id }) => `error ${part ?? id}`),
];

const scriptOf = (snapshot: SpaceSnapshot, step = 'Deploy'): unknown =>
  (actionIn(snapshot, 'Shop', step)['Properties'] as Readonly<Record<string, unknown>>)[
    'Octopus.Action.Script.ScriptBody'
  ];

const deploy =
  (script: string, more: Readonly<Record<string, unknown>> = {}): Fill =>
  (project) =>
    project.step('Deploy', { script, ...more });

const values =
  (...named: readonly (readonly [name: string, value: string, environment?: string])[]): Fill =>
  (project) =>
    named.reduce(
      (one, [name, value, environment]) =>
        one.variable(name, value, environment === undefined ? {} : { Environment: [environment] }),
      project,
    );

const steps =
  (...names: readonly string[]): Fill =>
  (project) =>
    names.reduce((one, name) => one.step(name), project);

describe('A script, by who has changed it (rules three-way-table)', () => {
  it.each<[string, string, string, string, readonly string[]]>([
    ['the source alone: it follows', 'new', 'old', 'new', []],
    ['the destination alone: it stays', 'old', 'own', 'own', []],
    ['both in the same way: nothing', 'new', 'new', 'new', []],
    ['both, each in its own way: a conflict, which stays', 'new', 'own', 'own', ['destination']],
  ])('%s', (_, source, destination, after, takes) => {
    const done = compared({ base: deploy('old'), source: deploy(source), destination: deploy(destination) });
    expect(scriptOf(done.after)).toBe(after);
    expect(done.changeset.conflicts.map((one) => one.takes)).toEqual(takes);
    expect(done.changeset.changes).toHaveLength(after === destination ? 0 : 1);
  });
});

describe('Elements (rules three-way-elements)', () => {
  it('of one step follow and stay each by itself', () => {
    const { after, changeset } = compared({
      base: deploy('old'),
      source: deploy('new'),
      destination: deploy('old', { environments: ['Production'] }),
    });
    expect(scriptOf(after)).toBe('new');
    expect(actionIn(after, 'Shop', 'Deploy')['Environments']).toEqual(['Production']);
    expect(told(changeset)).toEqual([]);
  });
});

describe('Conflicts (rules three-way-conflicts)', () => {
  const sides = { base: deploy('old'), source: deploy('new'), destination: deploy('own') };

  it.each([
    ['leave', 'own', 'destination'],
    ['source', 'new', 'source'],
    ['merge', 'own', 'destination'],
  ])('conflicts: %s', (conflicts, after, takes) => {
    const done = compared(sides, { conflicts });
    expect(scriptOf(done.after)).toBe(after);
    expect(done.changeset.conflicts).toMatchObject([{ base: 'old', source: 'new', destination: 'own', takes }]);
  });

  it('conflicts: error', () => {
    const { changeset } = compared(sides, { conflicts: 'error' });
    expect(changeset.errors).toHaveLength(1);
    expect(changeset.changes).toEqual([]);
  });
});

describe('Texts of several lines (rules three-way-merge)', () => {
  const text = (first: string, last: string): Fill => deploy(`${first}\nb\nc\nd\n${last}`);

  it('are merged where other lines were changed', () => {
    const sides = { base: text('a', 'e'), source: text('new', 'e'), destination: text('a', 'own') };
    expect(scriptOf(compared(sides, { conflicts: 'merge' }).after)).toBe('new\nb\nc\nd\nown');
  });

  it('are a conflict where the same lines were', () => {
    const sides = { base: text('a', 'e'), source: text('new', 'e'), destination: text('own', 'e') };
    const { after, changeset } = compared(sides, { conflicts: 'merge' });
    expect(scriptOf(after)).toBe('own\nb\nc\nd\ne');
    expect(changeset.conflicts).toMatchObject([{ takes: 'destination' }]);
  });
});

describe('follow: everything (rules three-way-follow)', () => {
  it('lets the modes decide, and only says who changed it', () => {
    const sides = { base: deploy('old'), destination: deploy('own') };
    const { after, changeset } = compared(sides, { follow: 'everything' });
    expect(scriptOf(after)).toBe('old');
    expect(changeset.changes).toMatchObject([{ since: 'destination' }]);
  });
});

describe('What the destination has removed (rules three-way-gone)', () => {
  const base = values(['Timeout', '30']);
  const none: Fill = (project) => project;

  it('stays away', () => {
    const { after, changeset } = compared({ base, destination: none });
    expect(variablesIn(after, 'Shop')).toEqual([]);
    expect(changeset.changes).toEqual([]);
  });

  it('is a conflict where the source has changed it', () => {
    const { changeset } = compared({ base, source: values(['Timeout', '60']), destination: none });
    expect(told(changeset)).toEqual(['conflict variable "Timeout" (unscoped): destination']);
  });

  it('stays away as a step, too', () => {
    const { after } = compared({ base: steps('Deploy', 'Smoke'), destination: steps('Deploy') });
    expect(stepsIn(after, 'Shop')).toEqual(['Deploy']);
  });
});

describe('What the source has removed (rules three-way-removals, removals-gate)', () => {
  const base = values(['Timeout', '30'], ['Greeting', 'Hello']);
  const source = values(['Greeting', 'Hello']);

  it('is reported, and stays', () => {
    const { after, changeset } = compared({ base, source });
    expect(told(changeset)).toEqual(['removed variable "Timeout" (unscoped)']);
    expect(variablesIn(after, 'Shop')).toEqual(['Timeout = 30', 'Greeting = Hello']);
  });

  it('goes with removals: apply, once the gate is opened', () => {
    const { after, changeset } = compared({ base, source }, { removals: 'apply' });
    expect(variablesIn(after, 'Shop')).toEqual(['Greeting = Hello']);
    expect(warned(changeset, 'removed-on-source')).toHaveLength(1);
    expect(changeset.gates.map(({ gate }) => gate)).toContain('removals');
  });

  it('is a conflict where the destination has changed it', () => {
    const destination = values(['Timeout', '45'], ['Greeting', 'Hello']);
    const { after, changeset } = compared({ base, source, destination }, { removals: 'apply' });
    expect(told(changeset)).toEqual(['conflict variable "Timeout" (unscoped): destination']);
    expect(variablesIn(after, 'Shop')).toContain('Timeout = 45');
  });
});

describe('The order of steps (rules three-way-order)', () => {
  const base = steps('One', 'Two', 'Three');

  it.each<[string, Fill, Fill, readonly string[]]>([
    ['follows where only the source has changed it', steps('Two', 'One', 'Three'), base, ['Two', 'One', 'Three']],
    ['stays where only the destination has', base, steps('Three', 'One', 'Two'), ['Three', 'One', 'Two']],
    [
      'is a conflict where both have',
      steps('Two', 'One', 'Three'),
      steps('Three', 'One', 'Two'),
      ['Three', 'One', 'Two'],
    ],
  ])('%s', (_, source, destination, after) => {
    const done = compared({ base, source, destination });
    expect(stepsIn(done.after, 'Shop')).toEqual(after);
    expect(told(done.changeset)).toHaveLength(source !== base && destination !== base ? 1 : 0);
  });
});

describe('Values of variables', () => {
  it('whose text and scope changed are changed, not removed and added (rules three-way-values)', () => {
    const { after, changeset } = compared({
      base: values(['Host', 'one', 'Test']),
      source: values(['Host', 'two', 'Production']),
    });
    expect(variablesIn(after, 'Shop')).toEqual(['Host = two (Environment: Production)']);
    expect(told(changeset)).toEqual([]);
  });

  it("for everywhere do not come beside the destination's own of the values that they replace (rules three-way-replaced)", () => {
    const { after, changeset } = compared({
      base: values(['Host', 'one', 'Test'], ['Host', 'two', 'Production']),
      source: values(['Host', 'all']),
      destination: values(['Host', 'one', 'Test'], ['Host', 'two', 'Production'], ['Host', 'own', 'Staging']),
    });
    expect(changeset.conflicts.length).toBeGreaterThan(0);
    expect(variablesIn(after, 'Shop')).not.toContain('Host = all');
  });
});

describe("What a person has made the destination's own (rules base-resolve)", () => {
  type Rows = readonly (readonly [string, Sides, string])[];
  const rows: Rows = [
    [
      'a conflict about a script',
      { base: deploy('old'), source: deploy('new'), destination: deploy('own') },
      'step "Deploy", properties, script',
    ],
    [
      'a conflict about a value',
      { base: values(['Host', 'a']), source: values(['Host', 'b']), destination: values(['Host', 'c']) },
      'variable "Host" (unscoped), value',
    ],
    [
      'a value that the destination has removed',
      { base: values(['Host', 'a']), source: values(['Host', 'b']), destination: (project) => project },
      'variable "Host" (unscoped)',
    ],
    [
      'a value that the source has removed',
      { base: values(['Host', 'a']), source: (project) => project },
      'variable "Host" (unscoped)',
    ],
    ['a step that the source has removed', { base: steps('One', 'Two'), source: steps('One') }, 'step "Two"'],
  ];
  const more: Fill = (project) => project.variable('More', 'x').step('More');

  it.each(rows)('%s is told of no more, also once something else has changed', (_, { base, ...sides }, part) => {
    const { source = base, destination = base } = sides;
    const [there, rules] = [shop('prod', destination), given({})];
    const first = diff(shop('dev', source), there, rules, {}, { snapshot: shop('dev', base), open: [] });
    expect(told(first)).toHaveLength(1);
    const [element] = uncarriedIn(first).filter((one) => one.part !== undefined);
    const resolutions = [{ element: elementOf(element ?? { id: '' }), takes: 'own' as const, by: 'Ada' }];
    const { open } = receiptOf(first, ended, { ...run, resolutions });
    const next = { snapshot: shop('dev', source), open };
    const second = diff(
      shop('dev', (project) => more(source(project))),
      there,
      rules,
      {},
      next,
    );
    expect([element?.part?.toLowerCase(), told(second)]).toEqual([part.toLowerCase(), []]);
    const third = receiptOf(second, ended, { ...run, resolutions: [] }).open;
    const last = diff(
      shop('dev', (project) => more(source(project))),
      snapshotAfter(second, there),
      rules,
      {},
      { snapshot: shop('dev', (project) => more(source(project))), open: third },
    );
    expect([told(last), last.changes]).toEqual([[], []]);
  });
});

describe('The base moves element by element (rules base-by-element)', () => {
  it('a conflict that was left is told at every later sync, and what was carried is not', () => {
    const before = syncOnce(shop('dev', deploy('old')), shop('prod', deploy('old')), given({}));
    const [source, destination] = [shop('dev', deploy('new')), shop('prod', deploy('own'))];
    const first = syncOnce(source, destination, given({}), before.base);
    const second = syncOnce(source, first.destination, given({}), first.base);
    expect(told(second.changeset)).toEqual(told(first.changeset));
    expect(told(second.changeset)).toHaveLength(1);
  });

  it('a value that was left without a base keeps its own scope, where that is not compared', () => {
    const host =
      (value: string, environment: string): Fill =>
      (project) =>
        project.variable('Host', value, { Environment: [environment], Role: ['web'] });
    const [source, destination] = [shop('dev', host('a', 'Test')), shop('prod', host('b', 'Staging'))];
    const rules = settings({ variableEnvironmentScopingMatch: 'IgnoreMismatch', variableScopeChanges: 'update' });
    const first = syncOnce(source, destination, rules);
    expect(uncarriedIn(first.changeset)).toMatchObject([
      { part: 'variable "Host" (environment: Test; target tag: web)' },
    ]);
    const second = syncOnce(source, first.destination, rules, first.base);
    expect(second.changeset.changes).toEqual([]);
  });
});
