import { describe, expect, it } from 'vitest';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { documentIn, stepsIn, variablesIn, verdicts } from '../../builders/outcome.js';
import { syncOnce } from './syncs.js';

/* What others found when they tried it: each would have been lost, or forgotten, or twice there. */

const follows = {
  'existing.projects': 'update',
  existingSteps: 'update',
  overwriteExistingVariables: 'true',
  'existing.tenants': 'update',
};
const select = { projects: 'all', tenants: 'all', tenantTagSets: 'all' };
const given = (more: Readonly<Record<string, string>> = {}) => settings({ ...follows, ...more }, select);

const made = (says: string, more: (built: SpaceBuilder) => SpaceBuilder = (built) => built) =>
  more(space('dev').project('A', { Description: says }).step('Deploy').variable('Db', '1')).build();
const empty = () => space('prod').build();

describe('Something that the destination has removed', () => {
  it('comes anew with all that belongs to it, where the source is to win', () => {
    const first = syncOnce(made('1'), empty(), given());
    const second = syncOnce(made('2'), empty(), given({ conflicts: 'source' }), first.base);
    expect(stepsIn(second.destination, 'A')).toEqual(['Deploy']);
    expect(variablesIn(second.destination, 'A')).toEqual(['Db = 1']);
  });

  it('is a conflict where the source has changed what is in it, and told again', () => {
    const first = syncOnce(made('1'), empty(), given());
    const changed = made('1', (built) => built.variable('New', '2'));
    const second = syncOnce(changed, empty(), given(), first.base);
    expect(second.changeset.conflicts.map(({ id }) => id)).toEqual(['projectVariables/A']);
    const third = syncOnce(changed, second.destination, given(), second.base);
    expect(third.changeset.conflicts.map(({ id }) => id)).toEqual(['projectVariables/A']);
  });
});

it('A plain value that is a secret on the source now is not taken away', () => {
  const first = syncOnce(made('1'), empty(), given());
  const secret = space('dev').project('A', { Description: '1' }).step('Deploy').secret('Db').build();
  const second = syncOnce(secret, first.destination, given({ removals: 'apply' }), first.base);
  expect(variablesIn(second.destination, 'A')).toEqual(['Db = 1']);
  expect(second.changeset.removed).toEqual([]);
});

it('A tag that is in use stays, and goes once it is in use no more', () => {
  const tagged = (...tags: readonly string[]) =>
    space('dev')
      .tagSet('Ring', ...tags)
      .tenant('Contoso')
      .build();
  const using = (uses: readonly string[]) =>
    space('prod').tagSet('Ring', 'Early', 'Late').tenant('Contoso', {}, uses).build();
  const base = { snapshot: tagged('Early', 'Late'), open: [] };
  const apply = given({ removals: 'apply' });
  const [used, unused] = [using(['Ring/Late']), using([])].map((to) => syncOnce(tagged('Early'), to, apply, base));
  expect(used?.changeset.changes).toEqual([]);
  expect(used?.changeset.removed.map(({ id }) => id)).toEqual(['tenantTagSets/Ring']);
  expect(unused && verdicts(unused.changeset)).toEqual(['update tenantTagSets/Ring']);
});

it('What the source names since and the destination has not got is blocked, and not forgotten', () => {
  const first = syncOnce(made('1'), empty(), given());
  const including = space('dev')
    .item('libraryVariableSets', ['Extra'], { Name: 'Extra', Templates: [] })
    .project('A', { Description: '1', IncludedLibraryVariableSetIds: ['Extra'] })
    .step('Deploy')
    .variable('Db', '1')
    .build();
  const second = syncOnce(including, first.destination, given(), first.base);
  expect(second.changeset.blocked.map(({ id }) => id)).toContain('projects/A');
  const third = syncOnce(including, second.destination, given(), second.base);
  expect(third.changeset.blocked.map(({ id }) => id)).toContain('projects/A');
});

it('A value does not take the scope of another one that the destination has', () => {
  const scoped = (installation: string, ...values: readonly (readonly [string, string])[]) =>
    values
      .reduce((built, [value, role]) => built.variable('G', value, { Role: [role] }), space(installation).project('A'))
      .build();
  const base = { snapshot: scoped('dev', ['1', 'web']), open: [] };
  const second = syncOnce(scoped('dev', ['3', 'db']), scoped('prod', ['1', 'web'], ['9', 'db']), given(), base);
  expect(variablesIn(second.destination, 'A')).toEqual(['G = 1 (Role: web)', 'G = 9 (Role: db)']);
  expect(second.changeset.conflicts).toHaveLength(1);
  expect(documentIn(second.destination, 'projects', 'A')['Name']).toBe('A');
});

it('A conflict takes nobody’s word but its own where a mode leaves it, whatever was chosen', () => {
  const of = (installation: string, says: string) =>
    space(installation).project('A').step('Deploy', { script: says }).variable('Db', says).build();
  const leaving = settings(
    { conflicts: 'source', existingSteps: 'leave', overwriteExistingVariables: 'false', 'existing.projects': 'leave' },
    select,
  );
  const { changeset } = syncOnce(of('dev', '2'), of('prod', '3'), leaving, { snapshot: of('dev', '1'), open: [] });
  expect(changeset.changes).toEqual([]);
  expect(changeset.conflicts.map(({ id, takes }) => [id, takes])).toEqual([
    ['deploymentProcesses/A', 'destination'],
    ['projectVariables/A', 'destination'],
  ]);
});
