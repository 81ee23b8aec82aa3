import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

/* Gates (rules gate-limits): what `apply` refuses unless somebody lets it pass. */

const gates = (given: Readonly<Record<string, string>>) => ({
  gates: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value, origin: 'flag' }])),
});

describe('scope-widening (rules scope-widened)', () => {
  const source = space('dev')
    .environments('Gone')
    .project('OctoFX')
    .variable('A', '1', { Environment: ['Gone'] })
    .build();
  const destination = space('prod').project('OctoFX').build();
  const run = (given: Readonly<Record<string, string>>) =>
    diff(
      source,
      destination,
      settings({ variableEnvironmentScopingMatch: 'IgnoreMismatch' }, { projects: 'all' }, gates(given)),
    );

  it('refuses by default, and names itself, the figure and what it is about', () => {
    expect(run({}).gates).toMatchObject([
      { gate: 'scope-widening', figure: 1, limit: 'refuse', ids: ['projectVariables/OctoFX'] },
    ]);
  });

  it('lets pass what the config allows; the change and its warning stay', () => {
    const { gates: refused, changes } = run({ 'scope-widening': 'allow' });
    expect(refused).toEqual([]);
    expect(changes.flatMap(({ warnings }) => warnings.map(({ kind }) => kind))).toEqual(['scope-widened']);
  });
});

describe('removed-steps', () => {
  const source = space('dev').project('OctoFX').step('A').build();
  const destination = space('prod').project('OctoFX').step('A').step('Own').build();
  const run = (given: Readonly<Record<string, string>>) =>
    diff(source, destination, settings({ processCloningOption: 'SourceOnly' }, { projects: 'all' }, gates(given)));

  it('allows by default: SourceOnly is a choice of its own', () => {
    expect(run({}).gates).toEqual([]);
  });

  it('refuses where the config says so', () => {
    expect(run({ 'removed-steps': 'refuse' }).gates).toMatchObject([
      { gate: 'removed-steps', figure: 1, ids: ['deploymentProcesses/OctoFX'] },
    ]);
  });
});

describe('max-changes', () => {
  const source = space('dev').environments('One', 'Two', 'Three').build();
  const run = (limit?: string) =>
    diff(
      source,
      space('prod').build(),
      settings({}, { environments: 'all' }, limit === undefined ? {} : gates({ 'max-changes': limit })),
    ).gates;

  it.each([
    [undefined, []],
    ['none', []],
    ['3', []],
    ['2', [{ gate: 'max-changes', figure: 3, limit: '2' }]],
    ['0', [{ gate: 'max-changes', figure: 3, limit: '0' }]],
  ])('a limit of %s with three changes', (limit, expected) => {
    expect(run(limit)).toMatchObject(expected);
    expect(run(limit)).toHaveLength(expected.length);
  });

  it('a limit that is no number is refused', () => {
    expect(() => run('many')).toThrow(/no value of max-changes/);
  });
});

describe('max-update-percent', () => {
  const groups = (installation: string, count: number, description: (index: number) => string) => {
    const built = space(installation);
    // The group that every space has counts as an existing item too.
    for (let index = 1; index < count; index += 1) built.projectGroup(`G${index}`, { Description: description(index) });
    return built;
  };
  const run = (existing: number, updated: number, created: number, limit?: string) => {
    const source = groups('dev', existing + created, (index) => (index <= updated ? 'new' : 'old'));
    const destination = groups('prod', existing, () => 'old');
    const more = limit === undefined ? {} : gates({ 'max-update-percent': limit });
    const given = settings({ 'existing.projectGroups': 'update' }, { projectGroups: 'all' }, more);
    return diff(source.build(), destination.build(), given).gates.map(({ gate, figure }) => [gate, figure]);
  };

  it.each<[existing: number, updated: number, created: number, limit: string | undefined, figure: number | undefined]>([
    [9, 8, 0, undefined, undefined],
    [10, 3, 0, undefined, undefined],
    [10, 4, 0, undefined, 40],
    [10, 3, 50, undefined, undefined],
    [10, 4, 50, undefined, 40],
    [10, 4, 0, '40', undefined],
    [10, 9, 0, '100', undefined],
    [10, 1, 0, '0', 10],
    [100, 31, 0, undefined, 31],
    [100, 30, 0, undefined, undefined],
  ])('%i existing, %i updated, %i created, limit %s: %s', (existing, updated, created, limit, figure) => {
    expect(run(existing, updated, created, limit)).toEqual(
      figure === undefined ? [] : [['max-update-percent', figure]],
    );
  });

  it('an item that is written twice is one item, and what is created and then completed is none', () => {
    const source = space('dev').environments('Test');
    const destination = space('prod').environments('Test').project('OctoFX');
    source.project('OctoFX');
    for (let index = 1; index <= 10; index += 1) {
      source.tenant(`T${index}`, { OctoFX: ['Test'] });
      if (index <= 9) destination.tenant(`T${index}`, { OctoFX: ['Test'] });
    }
    destination.tenant('T own');
    const changeset = diff(source.build(), destination.build(), settings({}, { tenants: 'all' }));
    expect(changeset.changes.map(({ id }) => id)).toEqual(['tenants/T10', 'tenants/T10#projects']);
    expect(changeset.gates).toEqual([]);
  });
});

it('every refused gate is reported at once', () => {
  const source = space('dev')
    .environments('Gone')
    .project('OctoFX')
    .step('A')
    .variable('A', '1', { Environment: ['Gone'] });
  const destination = space('prod').project('OctoFX').step('A').step('Own');
  const changeset = diff(
    source.build(),
    destination.build(),
    settings(
      { variableEnvironmentScopingMatch: 'IgnoreMismatch', processCloningOption: 'SourceOnly' },
      { projects: 'all' },
      gates({ 'removed-steps': 'refuse', 'max-changes': '1' }),
    ),
  );
  expect(changeset.gates.map(({ gate }) => gate)).toEqual(['scope-widening', 'removed-steps', 'max-changes']);
});
