import { describe, expect, it } from 'vitest';
import { existingOption } from '../../src/settings/chosen.js';
import type { Override } from '../../src/settings/settings.js';
import { UsageError } from '../../src/model/errors.js';
import { actionIn, documentIn, stepsIn, sync, variablesIn } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/* Overrides (rules option-override): other options for some things; later ones win. */

const override = (
  match: Readonly<Record<string, string | readonly string[]>>,
  options: Readonly<Record<string, string>>,
): Override => ({
  match: Object.fromEntries(
    Object.entries(match).map(([field, filter]) => [field, typeof filter === 'string' ? [filter] : filter]),
  ),
  options: Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, { value, origin: 'octosync.yml:9' }]),
  ),
});

const given = (select: Readonly<Record<string, string>>, ...overrides: readonly Override[]) =>
  settings({}, select, { overrides });

const ignoreEnvironments = { variableEnvironmentScopingMatch: 'IgnoreMismatch' };

describe('What an override is about (rules option-override)', () => {
  const shop = (installation: string, value: string) =>
    space(installation)
      .librarySet('Global')
      .variable('A', value)
      .librarySet('Other set')
      .variable('A', value)
      .project('Shop')
      .variable('A', value)
      .variable('B', value)
      .step('Deploy', { script: value })
      .step('Notify', { script: value })
      .project('Blog')
      .variable('A', value)
      .step('Deploy', { script: value });
  const select = { projects: 'all', libraryVariableSets: 'all' };
  const overwrite = { overwriteExistingVariables: 'true' };
  const update = { existingSteps: 'update' };
  const [source, destination] = [shop('dev', 'new').build(), shop('prod', 'old').build()];

  /** Everything that follows the source under the overrides. */
  const followed = (...overrides: readonly Override[]): readonly string[] => {
    const { after } = sync(source, destination, given(select, ...overrides));
    const variables = (['Shop', 'Blog', 'Global', 'Other set'] as const).flatMap((owner) =>
      variablesIn(after, owner, owner === 'Shop' || owner === 'Blog' ? 'projectVariables' : 'libraryVariables')
        .filter((line) => line.endsWith('new'))
        .map((line) => `${owner} ${line.slice(0, 1)}`),
    );
    const steps = ['Shop', 'Blog'].flatMap((owner) =>
      stepsIn(after, owner)
        .filter((step) => JSON.stringify(actionIn(after, owner, step)).includes('"new"'))
        .map((step) => `${owner} step ${step}`),
    );
    return [...variables, ...steps];
  };

  it.each<[string, readonly Override[], readonly string[]]>([
    ['nothing', [], []],
    ['a project', [override({ project: 'Shop' }, overwrite)], ['Shop A', 'Shop B']],
    ['projects by a wildcard', [override({ project: '*o*' }, overwrite)], ['Shop A', 'Shop B', 'Blog A']],
    ['projects but one', [override({ project: ['*', '!Shop'] }, overwrite)], ['Blog A']],
    ['a library set', [override({ librarySet: 'global' }, overwrite)], ['Global A']],
    [
      'a variable, wherever it is',
      [override({ variable: 'A' }, overwrite)],
      ['Shop A', 'Blog A', 'Global A', 'Other set A'],
    ],
    ['a variable of a project', [override({ project: 'Shop', variable: 'B' }, overwrite)], ['Shop B']],
    ['a type', [override({ type: 'libraryVariables' }, overwrite)], ['Global A', 'Other set A']],
    ['a step', [override({ step: 'Deploy' }, update)], ['Shop step Deploy', 'Blog step Deploy']],
    ['a step of a project', [override({ project: 'Shop', step: 'not*' }, update)], ['Shop step Notify']],
    ['all that is said must match', [override({ project: 'Shop', librarySet: 'Global' }, overwrite)], []],
    [
      'later ones win',
      [override({ variable: 'A' }, overwrite), override({ project: 'Shop' }, { overwriteExistingVariables: 'false' })],
      ['Blog A', 'Global A', 'Other set A'],
    ],
    [
      '… in the order they are written, whatever is more special',
      [
        override({ project: 'Shop', variable: 'A' }, { overwriteExistingVariables: 'false' }),
        override({ project: 'Shop' }, overwrite),
      ],
      ['Shop A', 'Shop B'],
    ],
    [
      'several options at once',
      [override({ project: 'Blog' }, { ...overwrite, ...update })],
      ['Blog A', 'Blog step Deploy'],
    ],
  ])('%s', (_about, overrides, expected) => {
    expect(followed(...overrides)).toEqual(expected);
  });
});

describe('What an override may say', () => {
  it('whether a type is left or updated', () => {
    const on = (installation: string, description: string) =>
      space(installation)
        .environment('Test', { Description: description })
        .projectGroup('Shop', { Description: description })
        .build();
    const select = { environments: 'all', projectGroups: 'all' };
    const { after } = sync(
      on('dev', 'new'),
      on('prod', 'old'),
      given(select, override({ type: 'projectGroups' }, { [existingOption('projectGroups')]: 'update' })),
    );
    expect(documentIn(after, 'environments', 'Test')['Description']).toBe('old');
    expect(documentIn(after, 'projectGroups', 'Shop')['Description']).toBe('new');
  });

  it('the scope policy of one variable, and what follows from it for the comparison of scopes (rules variable-pair-compared)', () => {
    const source = space('dev')
      .environments('Development')
      .project('OctoFX')
      .variable('A', 'dev', { Environment: ['Development'] })
      .variable('B', 'dev', { Environment: ['Development'] })
      .build();
    const destination = space('prod')
      .environments('Production')
      .project('OctoFX')
      .variable('A', 'prod', { Environment: ['Production'] })
      .build();
    const { changeset, after } = sync(
      source,
      destination,
      given({ projects: 'all' }, override({ variable: 'A' }, ignoreEnvironments)),
    );
    // A is there already, under another environment, which does not count for it; B is skipped as always.
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = prod (Environment: Production)']);
    expect(changeset.left.map(({ part }) => part)).toEqual(['variable "A" (environment: Development)']);
    expect(changeset.skipped.map(({ part }) => part)).toEqual(['variable "B" (environment: Development)']);
  });

  it('… and only for that variable: others of the set are compared as always', () => {
    const source = space('dev')
      .environments('Test', 'Shared')
      .project('OctoFX')
      .variable('B', '1', { Environment: ['Test'] })
      .build();
    const destination = space('prod')
      .environments('Test', 'Shared')
      .project('OctoFX')
      .variable('B', '2', { Environment: ['Shared'] })
      .build();
    const all = settings(
      ignoreEnvironments,
      { projects: 'all' },
      {
        overrides: [override({ variable: 'B' }, { variableEnvironmentScopingMatch: 'SkipUnlessPartialMatch' })],
      },
    );
    expect(variablesIn(sync(source, destination, all).after, 'OctoFX')).toEqual([
      'B = 2 (Environment: Shared)',
      'B = 1 (Environment: Test)',
    ]);
  });

  it('destinationOnlyScope of one variable', () => {
    const source = space('dev')
      .environments('Test')
      .project('OctoFX')
      .variable('A', '1', { Environment: ['Test'] });
    const destination = space('prod')
      .environments('Test', 'Own')
      .project('OctoFX')
      .variable('A', '1', { Environment: ['Own', 'Test'] });
    const keep = override({ variable: 'A' }, { destinationOnlyScope: 'keep' });
    const { changeset } = sync(source.build(), destination.build(), given({ projects: 'all' }, keep));
    expect(changeset.changes).toEqual([]);
  });

  it('the scope policy of one step, the others are skipped', () => {
    const source = space('dev')
      .environments('Development')
      .project('OctoFX')
      .step('A', { environments: ['Development'] })
      .step('B', { environments: ['Development'] })
      .build();
    const { after } = sync(
      source,
      space('prod').project('OctoFX').build(),
      given({ projects: 'all' }, override({ step: 'B' }, { processEnvironmentScopingMatch: 'IgnoreMismatch' })),
    );
    expect(stepsIn(after, 'OctoFX')).toEqual(['B']);
  });

  it('whether the process of one project comes along at all', () => {
    const source = space('dev').project('Shop').step('A').project('Blog').step('A').build();
    const destination = space('prod').project('Shop').project('Blog').build();
    const { after } = sync(
      source,
      destination,
      given({ projects: 'all' }, override({ project: 'Blog' }, { cloneProjectDeploymentProcess: 'false' })),
    );
    expect([stepsIn(after, 'Shop'), stepsIn(after, 'Blog')]).toEqual([['A'], []]);
  });

  it('a reason names the value and the line it came from', () => {
    const source = space('dev')
      .environments('Gone')
      .project('OctoFX')
      .variable('A', '1', { Environment: ['Gone'] });
    const { changeset } = sync(
      source.build(),
      space('prod').project('OctoFX').build(),
      given(
        { projects: 'all' },
        override({ variable: 'A' }, { variableEnvironmentScopingMatch: 'ErrorUnlessExactMatch' }),
      ),
    );
    expect(changeset.errors).toMatchObject([
      { reasons: [{ value: 'ErrorUnlessExactMatch', origin: 'octosync.yml:9' }] },
    ]);
  });

  it('an unknown option or value is refused (rules option-values)', () => {
    expect(() => given({}, override({}, { nonsense: 'true' }))).toThrow(UsageError);
    expect(() => given({}, override({}, { existingSteps: 'maybe' }))).toThrow(/no value of existingSteps/);
  });
});
