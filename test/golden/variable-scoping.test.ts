import { describe, expect, it } from 'vitest';
import { canonicalFile } from '../../src/model/canonical.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { sync, variablesIn, verdicts } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* "Sync multiple instances", Variable scoping: Development and Test here, Staging and Production there. */

const database = 'Database=#{Application.Database.Name}';
const oracle = 'Data Source=#{Application.Database.Name}';

const at = (installation: string, ...environments: readonly string[]): SpaceBuilder =>
  space(installation)
    .environments(...environments)
    .project('OctoFX');

const source = at('dev-test', 'Development', 'Test')
  .variable('Application.Database.Name', 'OctoFx-Dev', { Environment: ['Development'] })
  .variable('Application.Database.Name', 'OctoFX-Test', { Environment: ['Test'] })
  .variable('ConnectionString', database)
  .build();

/** "The variables on the source instance were changed … to this". */
const changedSource = at('dev-test', 'Development', 'Test')
  .variable('Application.Database.Name', 'OctoFx-#{Octopus.Environment.Name}')
  .variable('ConnectionString', database, { Role: ['SQL-Server'] })
  .variable('ConnectionString', oracle, { Role: ['Oracle'] })
  .build();

const empty = at('staging-prod', 'Staging', 'Production').build();
const ignoring = { variableEnvironmentScopingMatch: 'IgnoreMismatch' };

const onlyFor = (variable: string, option: string, value: string) => ({
  overrides: [{ match: { variable: [variable] }, options: { [option]: { value, origin: 'octosync.yml:9' } } }],
});

describe('The initial sync (sync-multiple-instances, Variable scoping)', () => {
  it('"clone the values as-is with no environment scoping": two of them become one (rules variable-collapse)', () => {
    const { changeset, after } = sync(source, empty, settings(ignoring));
    expect(variablesIn(after, 'OctoFX')).toEqual([
      'Application.Database.Name = OctoFx-Dev',
      `ConnectionString = ${database}`,
    ]);
    expect(changeset.skipped.map(({ part }) => part)).toEqual([
      'variable "Application.Database.Name" (environment: Test)',
    ]);
  });

  it('"copy the variable name with text indicating that it needs replacing and exclude any scoping"', () => {
    const more = onlyFor('Application.*', 'overwriteExistingVariables', 'AddNewWithDefaultValue');
    const { after } = sync(source, empty, settings(ignoring, { projects: 'all' }, more));
    expect(variablesIn(after, 'OctoFX')).toEqual([
      'Application.Database.Name = REPLACE ME',
      `ConnectionString = ${database}`,
    ]);
  });

  it('by default the values for environments that do not exist here are skipped, and said to be', () => {
    const { changeset, after } = sync(source, empty, settings());
    expect(variablesIn(after, 'OctoFX')).toEqual([`ConnectionString = ${database}`]);
    expect(verdicts(changeset)).toEqual([
      'update projectVariables/OctoFX',
      'skipped variable "Application.Database.Name" (environment: Development) of projectVariables/OctoFX',
      'skipped variable "Application.Database.Name" (environment: Test) of projectVariables/OctoFX',
    ]);
  });
});

describe('The recurring sync: ConnectionString gets the roles SQL-Server and Oracle', () => {
  /** What people made of the first sync. */
  const destinations = {
    'just after the first sync': at('staging-prod', 'Staging', 'Production')
      .variable('Application.Database.Name', 'OctoFx-Dev')
      .variable('ConnectionString', database)
      .build(),
    'once REPLACE ME was replaced': at('staging-prod', 'Staging', 'Production')
      .variable('Application.Database.Name', 'OctoFx-Prod')
      .variable('ConnectionString', database)
      .build(),
    'once each environment has a value of its own': at('staging-prod', 'Staging', 'Production')
      .variable('Application.Database.Name', 'OctoFx-Staging', { Environment: ['Staging'] })
      .variable('Application.Database.Name', 'OctoFx-Prod', { Environment: ['Production'] })
      .variable('ConnectionString', database)
      .build(),
  };

  describe.each(atLeastOne(Object.entries(destinations)))('%s', (_when, destination) => {
    it.each(['IgnoreMismatch', 'IgnoreMismatchOnNewLeaveExistingAlone'])('%s', (policy) => {
      const own = variablesIn(destination, 'OctoFX').filter((line) => line.startsWith('Application'));
      const given = settings({ variableEnvironmentScopingMatch: policy });
      const { changeset, after } = sync(changedSource, destination, given);
      expect(variablesIn(after, 'OctoFX')).toEqual([
        ...own, // "Leave Application.Database.Name alone."
        `ConnectionString = ${database} (Role: SQL-Server)`, // "Add the scoping of SQL-Server …"
        `ConnectionString = ${oracle} (Role: Oracle)`, // "Add an additional ConnectionString option …"
      ]);
      expect(changeset.left.map(({ part }) => part)).toEqual(['variable "Application.Database.Name" (unscoped)']);
    });
  });

  it('is shown to a reviewer like this', async () => {
    const destination = destinations['once each environment has a value of its own'];
    const { changeset } = sync(changedSource, destination, settings(ignoring));
    const { variableEnvironmentScopingMatch } = changeset.options;
    const shown = { ...changeset, options: { variableEnvironmentScopingMatch }, digest: undefined };
    await expect(canonicalFile(shown)).toMatchFileSnapshot('sync-multiple-instances/connection-string.json');
  });
});

describe('Handling scoping mismatches (the options listed there)', () => {
  it('"unless the scoping is an exact match": roles are names, they need no match (rules scope-roles)', () => {
    const from = at('dev-test', 'Development', 'Test')
      .variable('Site', 'a', { Role: ['OctoFX-Web'] })
      .build();
    const { after } = sync(from, empty, settings({ variableEnvironmentScopingMatch: 'SkipUnlessExactMatch' }));
    expect(variablesIn(after, 'OctoFX')).toEqual(['Site = a (Role: OctoFX-Web)']);
  });

  it('"unless the scoping is a partial match": a value for Staging and Production comes for Production', () => {
    const from = at('main', 'Dev', 'Test', 'Staging', 'Production')
      .variable('Site', 'a', { Environment: ['Staging', 'Production'] })
      .build();
    const { after } = sync(from, at('production', 'Production').build(), settings());
    expect(variablesIn(after, 'OctoFX')).toEqual(['Site = a (Environment: Production)']);
  });
});

describe('Deployment targets (Handling different tenants, and different deployment targets)', () => {
  const machines = ['Machine1', 'Machine2', 'Machine3'];
  const withTargets = (installation: string, names: readonly string[]) => {
    const built = space(installation);
    for (const name of names) built.target(name);
    return built.project('OctoFX');
  };
  const from = withTargets('dev-test', machines)
    .variable('Application.Database.Name', 'OctoFX-Tenant', { Machine: machines })
    .build();

  it('the value for Machine1, Machine2 and Machine3 is skipped unless one of them exists here', () => {
    const { changeset } = sync(from, withTargets('staging-prod', ['Other']).build(), settings());
    expect(verdicts(changeset)).toEqual([
      'skipped variable "Application.Database.Name" (target: Machine1, Machine2, Machine3) of projectVariables/OctoFX',
    ]);
  });

  it('… and comes along for the one that does', () => {
    const { after } = sync(from, withTargets('staging-prod', ['Machine2']).build(), settings());
    expect(variablesIn(after, 'OctoFX')).toEqual(['Application.Database.Name = OctoFX-Tenant (Machine: Machine2)']);
  });
});
