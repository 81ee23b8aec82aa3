import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { selectionOf } from '../../src/changeset/pick/index.js';
import { changeOf, sync } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* A server takes a tenant's value for a project only where the tenant is connected with it (octopus-api tenants). */

const shop = (installation: string): SpaceBuilder =>
  space(installation)
    .environments('Test', 'Production')
    .project('Shop', { Templates: [{ Name: 'Site' }] });

type Connected = Readonly<Record<string, readonly string[]>>;

/** The tenant Acme and its value for Shop: for some environments, or for wherever it is connected. */
const sourceWith = (scope: readonly string[], connected: Connected) =>
  shop('dev')
    .tenant('Acme', connected)
    .tenantVariables('Acme', {
      LibraryVariableSets: [],
      Projects: ['Shop'],
      Common: [],
      Project: [
        {
          ...{ ProjectId: 'Shop', TemplateId: 'Site', Control: 'SingleLineText', Value: 'acme.example.com' },
          Scope: { EnvironmentIds: scope },
        },
      ],
    })
    .build();

const given = settings({ cloneTenantVariables: 'true' }, { tenants: 'Acme' });

const planned = (
  scope: readonly string[],
  there: Connected | undefined,
  here: Connected = { Shop: ['Production'] },
): Changeset => {
  const destination = there ? shop('prod').tenant('Acme', there) : shop('prod');
  return sync(sourceWith(scope, here), destination.build(), given).changeset;
};

describe("A tenant's value needs the change that connects the tenant with the project", () => {
  it.each<[string, readonly string[], Connected | undefined, readonly string[]]>([
    ['of a new tenant', ['Production'], undefined, ['tenants/Acme', 'tenants/Acme#projects']],
    ['of a new tenant, for all environments', [], undefined, ['tenants/Acme', 'tenants/Acme#projects']],
    ['of one that is not connected', ['Production'], {}, ['tenants/Acme#projects']],
    ['of one that is not connected, for all environments', [], {}, ['tenants/Acme#projects']],
    ['of one that is connected elsewhere', ['Production'], { Shop: ['Test'] }, ['tenants/Acme#projects']],
    ['but not where it is connected', ['Production'], { Shop: ['Production'] }, []],
    ['nor, for all environments, where it is connected anywhere', [], { Shop: ['Test'] }, []],
  ])('%s', (_, scope, connected, needs) => {
    expect(changeOf(planned(scope, connected), 'tenantVariables/Acme').dependsOn).toEqual(needs);
  });

  it('and is left out with it', () => {
    const changeset = planned(['Production'], {});
    expect(changeset.changes.map(({ id }) => id)).toEqual(['tenants/Acme#projects', 'tenantVariables/Acme']);
    expect(selectionOf(changeset, [{ id: 'tenants/Acme#projects' }]).kept).toEqual([]);
  });
});

describe("A tenant's value does not come where nothing connects the tenant with the project", () => {
  it.each<[string, readonly string[], Connected, readonly string[]]>([
    ['there', ['Production'], { Shop: ['Test'] }, ['in these environments here']],
    ['at all', [], {}, ['with the project here']],
    ['but does where it is connected', [], { Shop: ['Test'] }, []],
  ])('%s', (_, scope, there, says) => {
    // What a server has kept of a connection that is gone.
    const { skipped } = planned(scope, there, {});
    expect(skipped.map(({ reasons }) => reasons.map((reason) => reason.says).join(' '))).toEqual(
      says.map((text) => expect.stringContaining(text) as unknown),
    );
  });
});
