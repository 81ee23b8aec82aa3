import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { GivenSettings } from '../../src/settings/settings.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* What only the destination has (rules only-destination), and what the source has removed (rules only-removed). */

type Build = (of: SpaceBuilder) => SpaceBuilder;

const built = (name: string, build: Build = (of) => of): SpaceSnapshot => build(space(name)).build();

const idsIn = (changeset: Changeset, list: 'only' | 'removed' | 'conflicts'): readonly string[] =>
  changeset[list].map(({ id }) => id);

const project: Build = (of) => of.project('OctoFX');

describe('Without a base, all that only the destination has is listed, and nothing is changed', () => {
  it.each<[string, Readonly<Record<string, string>>, Build, Build, readonly string[], GivenSettings?]>([
    [
      'of a type with a filter',
      { environments: 'all' },
      (of) => of,
      (of) => of.environments('QA'),
      ['environments/QA'],
    ],
    ['not of a type without one', {}, (of) => of, (of) => of.environments('QA'), []],
    [
      'as far as the filter would match it',
      { environments: 'Q*' },
      (of) => of,
      (of) => of.environments('QA', 'Test'),
      ['environments/QA'],
    ],
    [
      'not under the name that a mapping gives it',
      { environments: 'all' },
      (of) => of.environments('Test'),
      (of) => of.environments('Staging'),
      [],
      { map: { environments: [{ from: 'Test', to: ['Staging'], origin: 'flag' }] } },
    ],
    [
      'inside a selected project',
      { projects: 'OctoFX' },
      project,
      (of) => project(of).channel('Beta').runbook('Restart').project('Other').channel('Gamma'),
      ['channels/OctoFX/Beta', 'runbooks/OctoFX/Restart'],
    ],
    [
      'of a project by itself, not what is in it',
      { projects: 'all' },
      project,
      (of) => project(of).project('Other').channel('Gamma'),
      ['projects/Other'],
    ],
    [
      'inside a project as far as a filter means it',
      { projects: 'all', channels: 'B*' },
      project,
      (of) => project(of).channel('Beta').channel('Gamma'),
      ['channels/OctoFX/Beta'],
    ],
    [
      'inside a project that a mapping gives another name',
      { projects: 'all' },
      project,
      (of) => of.project('Child').channel('Beta'),
      ['channels/Child/Beta'],
      { map: { projects: [{ from: 'OctoFX', to: ['Child'], origin: 'flag' }] } },
    ],
    [
      'not what is built in',
      { teams: 'all' },
      (of) => of,
      (of) => of.team('Everyone', { $builtIn: 'teams-everyone' }),
      [],
    ],
    [
      'not what no tool can sync',
      { projects: 'all', triggers: 'all' },
      (of) => of.project('OctoFX'),
      (of) => of.project('OctoFX').trigger('Hook', { Filter: { FilterType: 'WebhookFilter' } }),
      [],
    ],
    [
      'not what every server has by itself',
      { workerPools: 'all' },
      (of) => of,
      (of) => of.workerPool('Default Worker Pool', { IsDefault: true }),
      [],
    ],
    [
      'not where the source was not read whole',
      { environments: 'all' },
      (of) => of.incomplete('environments', '403'),
      (of) => of.environments('QA'),
      [],
    ],
  ])('%s', (_what, select, source, destination, expected, more) => {
    const changeset = diff(built('dev', source), built('prod', destination), settings({}, select, more));
    expect(idsIn(changeset, 'only')).toEqual(expected);
    expect(changeset.only.map(({ since }) => since)).toEqual(expected.map(() => 'unknown'));
    expect(changeset.removed).toEqual([]);
  });

  it('is counted by type', () => {
    const changeset = diff(
      built('dev'),
      built('prod', (of) => of.environments('QA', 'Test')),
      settings({}, { environments: 'all' }),
    );
    expect(changeset.summary['environments']).toMatchObject({ only: 2, create: 0, update: 0 });
    expect(changeset.changes).toEqual([]);
  });
});

describe('With a base, what the source has removed is told from what is the destination’s own', () => {
  const told = (base: Build, destination: Build, more: GivenSettings = {}): Changeset =>
    diff(
      built('dev'),
      built('prod', destination),
      settings({}, { environments: 'all', projects: 'all' }, more),
      {},
      { snapshot: built('dev', base), open: [] },
    );

  it.each<[string, Build, Build, 'only' | 'removed' | 'conflicts' | undefined]>([
    [
      'it had it, and the destination has it still',
      (of) => of.environments('QA'),
      (of) => of.environments('QA'),
      'removed',
    ],
    [
      'it had it, and the destination has changed it',
      (of) => of.environments('QA'),
      (of) => of.environment('QA', { Description: 'Ours' }),
      'conflicts',
    ],
    ['it had it not', (of) => of, (of) => of.environments('QA'), 'only'],
    ['it had it, and the destination has it no more', (of) => of.environments('QA'), (of) => of, undefined],
  ])('%s', (_what, base, destination, list) => {
    const changeset = told(base, destination);
    const lists = (['only', 'removed', 'conflicts'] as const).filter((one) => changeset[one].length > 0);
    expect(lists).toEqual(list === undefined ? [] : [list]);
    const since = { only: 'destination', removed: 'source', conflicts: 'both' } as const;
    if (list !== undefined) expect(changeset[list][0]).toMatchObject({ id: 'environments/QA', since: since[list] });
    expect(changeset.changes).toEqual([]);
  });

  it.each<[string, Build, 'removed' | 'conflicts']>([
    ['as it was', (of) => of.project('OctoFX').step('Deploy').variable('A', '1'), 'removed'],
    ['with another value', (of) => of.project('OctoFX').step('Deploy').variable('A', '2'), 'conflicts'],
    [
      'with another step',
      (of) => of.project('OctoFX').step('Deploy', { script: 'echo ours' }).variable('A', '1'),
      'conflicts',
    ],
  ])('a project counts with all that belongs to it: %s', (_what, destination, list) => {
    const changeset = told((of) => of.project('OctoFX').step('Deploy').variable('A', '1'), destination);
    expect(idsIn(changeset, list)).toEqual(['projects/OctoFX']);
  });

  it('under the names that a mapping gives', () => {
    const changeset = told(
      (of) => of.environments('Test'),
      (of) => of.environments('Staging'),
      { map: { environments: [{ from: 'Test', to: ['Staging'], origin: 'flag' }] } },
    );
    expect(idsIn(changeset, 'removed')).toEqual(['environments/Staging']);
  });

  it('says that octosync deletes no whole resource', () => {
    const { removed } = told(
      (of) => of.environments('QA'),
      (of) => of.environments('QA'),
    );
    expect(removed[0]?.reasons.map(({ says }) => says)).toEqual([
      'The source has removed environment "QA" since the last sync, and the destination has it as it was then. octosync never deletes a whole resource: delete it on the destination by hand where that is meant.',
    ]);
  });
});
