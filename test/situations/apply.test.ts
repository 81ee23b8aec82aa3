import { describe, expect, it } from 'vitest';
import { objectsOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { bare, given, situation, withDocuments, type World } from './situation.js';

/* What is written is written once, and is then as the changeset means it (rules apply-journal, verify-says). */

const inDefault = { SpaceId: 'Spaces-1' };

const environments = (...names: readonly string[]): readonly JsonObject[] =>
  names.map((Name, index) => ({ ...inDefault, Id: `Environments-${index + 1}`, Name }));

const aProject = (id: string, name: string, more: JsonObject = {}): JsonObject => ({
  ...inDefault,
  Id: id,
  Name: name,
  ProjectGroupId: 'ProjectGroups-1',
  LifecycleId: 'Lifecycles-1',
  TenantedDeploymentMode: 'TenantedOrUntenanted',
  ...more,
});

const aTenant = (id: string, name: string, connected: Readonly<Record<string, readonly string[]>>): JsonObject => ({
  ...inDefault,
  Id: id,
  Name: name,
  TenantTags: [],
  ProjectEnvironments: connected,
});

/** Tenant Acme, connected with project Web in some of three environments. */
const connectedIn = (...ids: readonly string[]): World =>
  withDocuments(bare(), {
    environments: environments('A', 'B', 'C'),
    projects: [aProject('Projects-1', 'Web')],
    tenants: [aTenant('Tenants-1', 'Acme', { 'Projects-1': ids })],
  });

describe('A list whose order means nothing', () => {
  it('within a map: a tenant is connected with a project in more environments, whatever their order', async () => {
    const s = await situation({
      source: connectedIn('Environments-1', 'Environments-2', 'Environments-3'),
      destination: connectedIn('Environments-2'),
    });
    await s.syncs('--projects', 'all', '--tenants', 'all');
    expect(s.there('tenants', 'Acme')).toMatchObject({
      ProjectEnvironments: { 'Projects-1': ['Environments-2', 'Environments-1', 'Environments-3'] },
    });
    s.destination.requests.length = 0;
    const again = await s.run('apply', 'changeset.json', '--url', s.destination.url, '--yes');
    expect(again.code, again.stderr).toBe(0);
    expect(s.destination.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is not sent twice where the first answer was lost', async () => {
    const s = await situation({
      source: connectedIn('Environments-1', 'Environments-2', 'Environments-3'),
      destination: connectedIn('Environments-2'),
    });
    s.destination.faults.add({ does: 'commit-then-reset', method: 'PUT', path: /tenants/, times: 1 });
    await s.syncs('--projects', 'all', '--tenants', 'all');
    expect(s.there('tenants', 'Acme')).toMatchObject({
      ProjectEnvironments: { 'Projects-1': ['Environments-2', 'Environments-1', 'Environments-3'] },
    });
  });

  it('at the top of a document: tags that a target gets beside those that it has', async () => {
    const tagged = (...tags: readonly string[]): World =>
      withDocuments(bare(), {
        tagsets: [
          {
            ...inDefault,
            Id: 'TagSets-1',
            Name: 'Region',
            Tags: ['A', 'B', 'C'].map((name) => ({ Id: `TagSets-1/Tags-${name}`, Name: name, Color: '#333333' })),
          },
        ],
        tenants: [{ ...aTenant('Tenants-1', 'Acme', {}), TenantTags: tags }],
      });
    const s = await situation({ source: tagged('Region/C', 'Region/A'), destination: tagged('Region/B') });
    await s.syncs('--tenants', 'all', '--tenant-tag-sets', 'all', '--existing-tenants', 'update');
    expect(s.there('tenants', 'Acme')['TenantTags']).toEqual(expect.arrayContaining(['Region/A', 'Region/C']));
  });
});

const everyValue = [
  ...['--projects', 'all', '--library-variable-sets', 'all'],
  ...['--tenants', 'all', '--clone-tenant-variables', 'true'],
];

describe('What apply itself has written is no drift', () => {
  it('a template turns sensitive, and a tenant gets another value at once', async () => {
    const s = await situation(await given('own-write-taken-for-drift'));
    await s.syncs(...everyValue);
    const [values] = s.destination.dump()['tenantvalues'] ?? [];
    expect(objectsOf(values?.['Common']).map(({ Value }) => Value)).toEqual(
      expect.arrayContaining(['new', expect.objectContaining({ HasValue: true })]),
    );
  });

  it('the same of a template of a project, where the values have changed places by that', async () => {
    const templates = (turned: string): readonly JsonObject[] => [
      { Id: 'template-a', Name: 'Another', DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' } },
      { Id: 'template-t', Name: 'Turned', DisplaySettings: { 'Octopus.ControlType': turned } },
    ];
    const world = (turned: string, values: Readonly<Record<string, JsonValue>>): World =>
      withDocuments(bare(), {
        environments: environments('A'),
        projects: [aProject('Projects-1', 'Web', { Templates: templates(turned) })],
        tenants: [aTenant('Tenants-1', 'Acme', { 'Projects-1': ['Environments-1'] })],
        tenantvariables: [
          {
            Id: 'tenantvariables-Tenants-1',
            TenantId: 'Tenants-1',
            Common: [],
            Project: Object.entries(values).map(([template, Value]) => ({
              OwnerId: 'Projects-1',
              TemplateId: template,
              EnvironmentIds: ['Environments-1'],
              Value,
            })),
          },
        ],
      });
    const s = await situation({
      source: world('Sensitive', { 'template-a': 'new', 'template-t': { HasValue: true, NewValue: 'hush' } }),
      destination: world('MultiLineText', { 'template-a': 'old', 'template-t': 'plain' }),
    });
    await s.syncs(...everyValue, '--overwrite-existing-variables', 'true');
  });
});
