import { describe, expect, it } from 'vitest';
import { documentIn, sync, verdicts } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/**
 * "Sync multiple instances", Tenants: the source has four environments, Internal is tied to all of them, Development
 * Team A to Development and Test. The destination has Staging and Production.
 */
const four = ['Development', 'Test', 'Staging', 'Production'];
const projectVariables = four.map((environment) => ({
  ProjectId: 'OctoFX',
  TemplateId: 'Site',
  Control: 'SingleLineText',
  Scope: { EnvironmentIds: [environment] },
  Value: `${environment.toLowerCase()}.example.com`,
}));

const project = { Templates: [{ Name: 'Site' }] };
const source = space('source')
  .environments(...four)
  .project('OctoFX', project)
  .tenant('Internal', { OctoFX: four })
  .tenant('Development Team A', { OctoFX: ['Development', 'Test'] })
  .tenantVariables('Internal', {
    LibraryVariableSets: [],
    Projects: ['OctoFX'],
    Common: [],
    Project: projectVariables,
  })
  .build();
const destination = space('destination').environments('Staging', 'Production').project('OctoFX', project).build();

const run = (options: Readonly<Record<string, string>> = {}) =>
  sync(source, destination, settings(options, { tenants: 'Internal' }));

describe('Internal and Development Team A (sync-multiple-instances, Tenants)', () => {
  it('"sync the Internal tenant and tie it to Staging and Production, and not sync Development Team A"', () => {
    const { changeset, after } = run();
    expect(verdicts(changeset)).toEqual(['create tenants/Internal', 'update tenants/Internal#projects']);
    expect(documentIn(after, 'tenants', 'Internal')['ProjectEnvironments']).toEqual({
      OctoFX: ['Production', 'Staging'],
    });
    expect(JSON.stringify(changeset)).not.toContain('Development Team A');
  });

  it('"should the variables in Staging and Production be copied over as well?": with cloneTenantVariables', () => {
    const { changeset, after } = run({ cloneTenantVariables: 'true' });
    const { Project: values } = documentIn(after, 'tenantVariables', 'Internal');
    expect((values as readonly { Value: string }[]).map(({ Value: value }) => value).sort()).toEqual([
      'production.example.com',
      'staging.example.com',
    ]);
    expect(changeset.skipped).toHaveLength(2); // Those of Development and Test, each with its reason.
  });

  it('"or should you have to manually enter the values?": AddNewWithDefaultValue', () => {
    const { after } = run({
      cloneTenantVariables: 'true',
      overwriteExistingVariables: 'AddNewWithDefaultValue',
    });
    const { Project: values } = documentIn(after, 'tenantVariables', 'Internal');
    expect((values as readonly { Value: string }[]).map(({ Value: value }) => value)).toEqual([
      'REPLACE ME',
      'REPLACE ME',
    ]);
  });

  it('a tenant that both have keeps what only the destination ties it to', () => {
    const own = space('destination')
      .environments('Staging', 'Production')
      .project('OctoFX', project)
      .project('Own')
      .tenant('Internal', { Own: ['Production'], OctoFX: ['Staging'] })
      .build();
    const { after } = sync(source, own, settings({}, { tenants: 'Internal' }));
    const { ProjectEnvironments: tied } = documentIn(after, 'tenants', 'Internal');
    expect(Object.keys(tied as object).sort()).toEqual(['OctoFX', 'Own']);
    expect([...(tied as { OctoFX: readonly string[] }).OctoFX].sort()).toEqual(['Production', 'Staging']);
  });
});

describe('Handling different tenants (sync-multiple-instances)', () => {
  it('Projects: a tenant that is not here has no relationship here, and nothing else is affected', () => {
    const { changeset } = sync(source, destination, settings({}, { projects: 'all' }));
    expect(verdicts(changeset)).toEqual([]);
  });

  it('Team user role scoping: tenants that are not here are left out, as long as one is', () => {
    const roles = (...tenants: readonly string[]) => ({
      Roles: [{ UserRoleId: 'userroles-tenantmanager', TenantIds: tenants, EnvironmentIds: [], ProjectIds: [] }],
    });
    const from = space('source')
      .tenant('Internal')
      .tenant('Contoso')
      .team('Ops')
      .teamRoles('Ops', roles('Contoso', 'Internal'))
      .build();
    const given = settings({ cloneTeamUserRoleScoping: 'true' }, { teams: 'all' });
    const some = sync(from, space('destination').tenant('Internal').build(), given);
    expect(documentIn(some.after, 'teamRoles', 'Ops')).toMatchObject({ Roles: [{ TenantIds: ['Internal'] }] });
    // With none of them the role would be granted for every tenant: never (rules scope-permission).
    const none = sync(from, space('destination').build(), given);
    expect(none.changeset.blocked).toMatchObject([
      {
        id: 'teamRoles/Ops',
        missing: [
          { type: 'tenants', name: 'Contoso' },
          { type: 'tenants', name: 'Internal' },
        ],
      },
    ]);
  });
});
