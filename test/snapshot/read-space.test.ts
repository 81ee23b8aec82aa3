import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { nameSpace } from '../../src/snapshot/name-space.js';
import { readSpace } from '../../src/snapshot/read-space.js';
import type { WhatToRead } from '../../src/snapshot/what-to-read.js';
import { serverWith } from '../builders/server-table.js';

const read = async (
  answers: Parameters<typeof serverWith>[0],
  what: WhatToRead & { readonly of: readonly string[]; readonly version?: string },
) => {
  const { reader, asked } = serverWith(answers, what.version);
  const space = await readSpace(reader, () => undefined, { ...what, types: what.of.map(typeNamed) });
  const requests = Object.fromEntries([...space.types].map(([type, raw]) => [type, raw.requests]));
  return { space, asked, requests };
};

const project = (number: number, more = {}) => ({ Id: `Projects-${number}`, Name: `P${number}`, ...more });

describe('What each kind of listing asks for', () => {
  it('one document a parent: a request each, one for the ref of a project in Git', async () => {
    const settings = (number: number) => ({
      [`projects/Projects-${number}/deploymentsettings`]: { SpaceId: 'Spaces-1' },
    });
    const { space, requests } = await read(
      {
        projects: [project(1), project(2), project(3, { PersistenceSettings: { Type: 'VersionControlled' } })],
        ...settings(1),
        ...settings(2),
      },
      { of: ['projects', 'deploymentSettings'] },
    );
    expect(requests).toEqual({ projects: 1, deploymentSettings: 2 + 1 });
    expect(space.types.get('deploymentSettings')?.documents.map(({ ProjectId }) => ProjectId)).toEqual([
      'Projects-1',
      'Projects-2',
    ]);
  });

  it.each([
    [true, 7],
    [false, 4],
  ])('tells how many requests that takes, with logos %s', async (logos, expected) => {
    const told: number[] = [];
    const answers = {
      projects: [project(1), project(2)],
      ...{ tenants: [{ Id: 'Tenants-1', Name: 'A' }], 'tenantvariables/all': [] },
      'projects/Projects-1/deploymentsettings': { SpaceId: 'Spaces-1' },
      'projects/Projects-2/deploymentsettings': { SpaceId: 'Spaces-1' },
    };
    const of = ['projects', 'deploymentSettings', 'tenants', 'tenantVariables'];
    await read(answers, { of, logos, tellRequests: (requests) => told.push(requests) });
    expect(told).toEqual([expected]);
  });

  it('a server that does not have it for the first parents is not asked for the others', async () => {
    const projects = [1, 2, 3, 4, 5].map((number) => project(number));
    const { requests, space } = await read(
      { projects },
      { of: ['projects', 'deploymentSettings'], version: '2020.5.4' },
    );
    // The fourth asks the server for its version.
    expect(requests).toEqual({ projects: 1, deploymentSettings: 4 });
    expect(space.types.get('deploymentSettings')).toMatchObject({ absent: true });
  });

  it('a process that the bulk listing does not hold is read by itself; of one in Git the ref is asked for', async () => {
    const { space, requests } = await read(
      {
        projects: [
          project(1, { DeploymentProcessId: 'dp-1' }),
          project(2, { DeploymentProcessId: 'dp-2' }),
          project(3, { DeploymentProcessId: 'dp-3', PersistenceSettings: { Type: 'VersionControlled' } }),
        ],
        deploymentprocesses: [{ Id: 'dp-1', ProjectId: 'Projects-1', Steps: [] }],
        'deploymentprocesses/dp-2': { Id: 'dp-2', ProjectId: 'Projects-2', Steps: [] },
      },
      { of: ['projects', 'deploymentProcesses'] },
    );
    expect(requests).toEqual({ projects: 1, deploymentProcesses: 2 + 1 });
    expect(space.types.get('deploymentProcesses')?.documents).toHaveLength(2);
    expect(space.types.get('deploymentProcesses')?.incomplete).toBeUndefined();
  });

  it('the roles of a team are gathered into one document', async () => {
    const role = (id: string, team: string) => ({
      Id: id,
      TeamId: team,
      SpaceId: 'Spaces-1',
      UserRoleId: 'userroles-x',
    });
    const { space } = await read(
      { scopeduserroles: [role('a', 'Teams-1'), role('b', 'Teams-1'), { ...role('c', 'Teams-2'), SpaceId: null }] },
      { of: ['teamRoles'] },
    );
    expect(space.types.get('teamRoles')?.documents).toEqual([
      {
        Id: 'Roles of Teams-1',
        TeamId: 'Teams-1',
        Roles: [
          { Id: 'a', SpaceId: 'Spaces-1', UserRoleId: 'userroles-x' },
          { Id: 'b', SpaceId: 'Spaces-1', UserRoleId: 'userroles-x' },
        ],
      },
    ]);
  });

  it('a second pass brings the archived certificates', async () => {
    const certificate = (id: string, archived: string | null) => ({
      Id: id,
      Name: 'TLS',
      Thumbprint: id,
      Archived: archived,
    });
    const { space, requests } = await read(
      { certificates: [certificate('A', null)], 'certificates?archived=true': [certificate('B', '2026-01-01')] },
      { of: ['certificates'] },
    );
    expect(requests).toEqual({ certificates: 2 });
    expect([...(nameSpace(space).items.get('certificates')?.values() ?? [])].map(({ names }) => names)).toEqual([
      ['TLS'],
      ['TLS@B'],
    ]);
  });

  it.each([
    ['not asked for: none, and said so', undefined, [], { packages: 0 }],
    ['an ID: its own listing', ['Acme.Web'], ['Acme.Web@1'], { packages: 1 }],
    ['a wildcard: everything, and those that match', ['Acme.*'], ['Acme.Web@1', 'Acme.Db@2'], { packages: 1 }],
  ])('packages: %s', async (_name, packages, names, expected) => {
    const web = { Id: 'p1', PackageId: 'Acme.Web', Version: '1' };
    const all = [web, { Id: 'p2', PackageId: 'Acme.Db', Version: '2' }, { Id: 'p3', PackageId: 'Other', Version: '3' }];
    const { space, requests } = await read(
      { packages: all, 'packages?nuGetPackageId=Acme.Web': [web] },
      { of: ['packages'], packages },
    );
    expect(requests).toEqual(expected);
    expect(space.incomplete).toHaveLength(packages ? 0 : 1);
    expect([...(nameSpace(space).items.get('packages')?.values() ?? [])].map((item) => item.names[0])).toEqual(names);
  });
});

describe('The variables of tenants', () => {
  const older = (number: number, value?: string) => ({
    TenantId: `Tenants-${number}`,
    TenantName: `T${number}`,
    LibraryVariables: {
      'LibraryVariableSets-1': { Templates: [], Variables: value === undefined ? {} : { t: value } },
    },
    ProjectVariables: {},
  });

  it('of an old server: one request', async () => {
    const { requests, space } = await read(
      { 'tenantvariables/all': [older(1, 'a'), older(2)] },
      { of: ['tenantVariables'], version: '2025.4.1' },
    );
    // The second and third say that this server does not have the newer documents.
    expect(requests).toEqual({ tenantVariables: 3 });
    expect(space.types.get('tenantVariables')?.documents).toHaveLength(2);
  });

  it('of a new server: two more for each tenant that gives any', async () => {
    const newer = {
      Variables: [
        {
          LibraryVariableSetId: 'LibraryVariableSets-1',
          TemplateId: 't',
          Scope: { EnvironmentIds: ['Environments-1'] },
          Value: 'b',
        },
      ],
    };
    const { requests, space } = await read(
      {
        'tenantvariables/all': [older(1, 'a'), older(2)],
        'tenants/Tenants-1/commonvariables': newer,
        'tenants/Tenants-1/projectvariables': { Variables: [] },
      },
      { of: ['tenantVariables'] },
    );
    expect(requests).toEqual({ tenantVariables: 3 });
    expect(space.types.get('tenantVariables')?.documents[0]).toMatchObject({ Common: [{ Value: 'b' }] });
  });

  it.each([
    ['asks for values: the older document shows none, the newer ones are read', [{ Id: 't' }], 3],
    ['asks for none: nothing can be hidden', [], 1],
  ])('of a tenant that is connected without environments to a project that %s', async (_says, templates, asked) => {
    const value = { ProjectId: 'Projects-1', TemplateId: 't', Scope: { EnvironmentIds: [] }, Value: 'everywhere' };
    const { requests, space } = await read(
      {
        'tenantvariables/all': [
          { ...older(1), ProjectVariables: { 'Projects-1': { Templates: templates, Variables: {} } } },
        ],
        'tenants/Tenants-1/commonvariables': { Variables: [] },
        'tenants/Tenants-1/projectvariables': { Variables: [value] },
      },
      { of: ['tenantVariables'] },
    );
    expect(requests).toEqual({ tenantVariables: asked });
    expect(space.types.get('tenantVariables')?.documents).toMatchObject([{ Project: asked === 3 ? [value] : [] }]);
  });
});

describe('Settings that a newer document took over', () => {
  it('are not in the project too', async () => {
    const { space } = await read(
      {
        projects: [
          project(1, { DefaultGuidedFailureMode: 'On' }),
          project(2, { DefaultGuidedFailureMode: 'On', PersistenceSettings: { Type: 'VersionControlled' } }),
        ],
        'projects/Projects-1/deploymentsettings': { DefaultGuidedFailureMode: 'On' },
      },
      { of: ['projects', 'deploymentSettings'] },
    );
    const projects = [...(nameSpace(space).items.get('projects')?.values() ?? [])];
    expect(projects.map(({ document }) => 'DefaultGuidedFailureMode' in document)).toEqual([false, true]);
  });
});

describe('Logos', () => {
  it('are read where they are wanted, one request each', async () => {
    const answers = { projects: [project(1), project(2)], 'projects/Projects-1/logo': {} };
    expect((await read(answers, { of: ['projects'] })).requests).toEqual({ projects: 1 });
    const { requests, space } = await read(answers, { of: ['projects'], logos: true });
    expect(requests).toEqual({ projects: 3 });
    expect([...space.logos.keys()]).toEqual(['Projects-1']);
  });
});
