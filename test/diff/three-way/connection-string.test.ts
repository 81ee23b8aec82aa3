import { describe, expect, it } from 'vitest';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { policies } from '../../../src/settings/options.js';
import { atLeastOne } from '../../builders/at-least-one.js';
import { variablesIn } from '../../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { syncOnce } from './syncs.js';

/*
 * The variables of "Syncing multiple instances" (rules three-way-values): a value for Development and one for Test became one for
 * all, and a connection string got a target tag and another one beside it. The destination has other environments.
 */

const name = 'Application.Database.Name';
const [database, dataSource] = [`Database=#{${name}}`, `Data Source=#{${name}}`];

const forAll = 'OctoFx-#{Octopus.Environment.Name}';
const toReplace = 'REPLACE ME';

const source = (): SpaceBuilder => space('dev').environments('Development', 'Test').project('OctoFX');

const before = source()
  .variable(name, 'OctoFx-Dev', { Environment: ['Development'] })
  .variable(name, 'OctoFX-Test', { Environment: ['Test'] })
  .variable('ConnectionString', database)
  .build();

const after = source()
  .variable(name, forAll)
  .variable('ConnectionString', database, { Role: ['SQL-Server'] })
  .variable('ConnectionString', dataSource, { Role: ['Oracle'] })
  .build();

const destination = (): SpaceBuilder => space('prod').environments('Staging', 'Production').project('OctoFX');

/** With people's own values for the environments that are there. */
const withOwnValues = destination()
  .variable(name, 'OctoFx-Staging', { Environment: ['Staging'] })
  .variable(name, 'OctoFx-Prod', { Environment: ['Production'] })
  .variable('ConnectionString', database)
  .build();

const of = (snapshot: SpaceSnapshot, variable: string): readonly string[] =>
  variablesIn(snapshot, 'OctoFX').filter((line) => line.startsWith(variable));

/** As the mode lets it come: a new value under `AddNewWithDefaultValue` is one to be replaced. */
const wantedUnder = (overwrite: string, first = database): readonly string[] => [
  `ConnectionString = ${first} (Role: SQL-Server)`,
  `ConnectionString = ${overwrite === 'AddNewWithDefaultValue' ? toReplace : dataSource} (Role: Oracle)`,
];

const isCloned = (policy: string): boolean => policy.startsWith('Ignore');

describe.each(atLeastOne(policies))('The connection string, under %s', (policy) => {
  describe.each(['false', 'true', 'AddNewWithDefaultValue'])('overwriteExistingVariables %s', (overwrite) => {
    const given = settings({ variableEnvironmentScopingMatch: policy, overwriteExistingVariables: overwrite });

    it('what the first sync made: what people have of the name is left alone; where there is none, the new one comes', () => {
      const first = syncOnce(before, destination().build(), given);
      const second = syncOnce(after, first.destination, given, first.base);
      const brought = overwrite === 'AddNewWithDefaultValue' ? toReplace : database;
      expect(of(second.destination, 'ConnectionString')).toEqual(wantedUnder(overwrite, brought));
      // What the first sync brought as it was is nobody's own: it follows where values follow.
      const isLeft = isCloned(policy) && overwrite !== 'true';
      const comes = overwrite === 'AddNewWithDefaultValue' ? toReplace : forAll;
      expect(of(second.destination, name)).toEqual(isLeft ? of(first.destination, name) : [`${name} = ${comes}`]);
      expect(syncOnce(after, second.destination, given, second.base).changeset.changes).toEqual([]);
    });

    it.each([
      ['the base is the first table', { snapshot: before, open: [], settings: given }],
      ['the base is what the first sync left', syncOnce(before, withOwnValues, given).base],
    ])('people have values of their own: none of them changes, where %s', (_case, base) => {
      const second = syncOnce(after, withOwnValues, given, base);
      expect(of(second.destination, 'ConnectionString')).toEqual(wantedUnder(overwrite));
      expect(of(second.destination, name)).toEqual(of(withOwnValues, name));
      expect(second.changeset.conflicts.map(({ part }) => part)).toContainEqual(expect.stringContaining(name));
      const third = syncOnce(after, second.destination, given, second.base);
      expect(third.changeset.changes).toEqual([]);
      expect(third.changeset.conflicts.map(({ part }) => part)).toEqual(
        second.changeset.conflicts.map(({ part }) => part),
      );
    });
  });
});
