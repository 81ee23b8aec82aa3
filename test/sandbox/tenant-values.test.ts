import { describe, expect, it } from 'vitest';
import { emptySpace } from '../../src/sandbox/server/index.js';
import { aProject } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

const templates = [{ Name: 'Colour' }, { Name: 'Secret', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } }];

/** A tenant in two of three environments of a project, which includes a library variable set. */
const furnished = async (version?: string) => {
  const api = await freshServer(version);
  const ids = async (names: readonly string[]) =>
    Promise.all(names.map(async (Name) => text((await api.make('environments', { Name }))['Id'])));
  const [dev = '', test = '', prod = ''] = await ids(['Dev', 'Test', 'Prod']);
  const library = await api.make('libraryvariablesets', { Name: 'Shared', Templates: templates });
  const LibraryVariableSetId = text(library['Id']);
  const project = await api.make('projects', {
    ...aProject,
    Templates: templates,
    IncludedLibraryVariableSetIds: [LibraryVariableSetId],
  });
  const ProjectId = text(project['Id']);
  const tenant = await api.make('tenants', { Name: 'Acme', ProjectEnvironments: { [ProjectId]: [dev, test] } });
  const at = `/Spaces-1/tenants/${text(tenant['Id'])}`;
  const [colour = '', secret = ''] = (project['Templates'] as { Id: string }[]).map(({ Id }) => Id);
  const [shared = ''] = (library['Templates'] as { Id: string }[]).map(({ Id }) => Id);
  return { ...api, dev, test, prod, LibraryVariableSetId, ProjectId, tenant, at, colour, secret, shared };
};
type Furnished = Awaited<ReturnType<typeof furnished>>;

const red = ({ ProjectId, colour, dev, test }: Furnished, more: Record<string, unknown> = {}) => ({
  OwnerId: ProjectId,
  TemplateId: colour,
  Scope: { EnvironmentIds: [dev, test] },
  Value: 'red',
  ...more,
});

const hush = ({ ProjectId, secret, dev, test }: Furnished) => ({
  ProjectId,
  TemplateId: secret,
  Scope: { EnvironmentIds: [dev, test] },
  Value: { HasValue: true, NewValue: 'hush' },
});

const put = ({ call, at, tenant }: Furnished, variables: readonly unknown[], more: Record<string, unknown> = {}) =>
  call('PUT', `${at}/projectvariables`, {
    TenantId: tenant['Id'],
    SpaceId: 'Spaces-1',
    Variables: variables,
    ...more,
  });

const putCommon = ({ call, at, LibraryVariableSetId, shared }: Furnished, more: Record<string, unknown> = {}) => {
  const value = { OwnerId: LibraryVariableSetId, TemplateId: shared, Scope: {}, Value: 'blue', ...more };
  return call('PUT', `${at}/commonvariables`, { SpaceId: 'Spaces-1', Variables: [value] });
};

const older = async ({ call, at }: Furnished) => (await call('GET', `${at}/variables`)).body;
const secrets = ({ instance }: Furnished) => [...instance.secrets().values()].map(({ value }) => value);

describe('What tenants fill in', () => {
  it('is one list a kind, with IDs that stay and names of what it is for', async () => {
    const s = await furnished();
    const first = await put(s, [red(s)]);
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    const [value] = first.body['Variables'] as Record<string, unknown>[];
    expect(value).toMatchObject({ Id: 'TenantVariables-101', ProjectName: 'Web', Template: { Name: 'Colour' } });
    const token = text(first.body['ConcurrencyToken']);
    const second = await put(s, [{ ...value, Value: 'green' }], { ConcurrencyToken: token });
    expect(second.body).toMatchObject({ Variables: [{ Id: 'TenantVariables-101', Value: 'green' }] });
    expectRefusal(await put(s, [], { ConcurrencyToken: token }), 'changed in between', 409);
    expect((await put(s, [])).body).toMatchObject({ Variables: [] });
  });

  it('says what is missing when it is asked', async () => {
    const s = await furnished();
    await put(s, [red(s, { Scope: { EnvironmentIds: [s.dev] } })]);
    const answer = await s.call('GET', `${s.at}/projectvariables?includeMissingVariables=true`);
    expect(answer.body['MissingVariables']).toMatchObject([
      { TemplateId: s.colour, Scope: { EnvironmentIds: [s.test] } },
      { TemplateId: s.secret, Scope: { EnvironmentIds: [s.dev, s.test] } },
    ]);
  });

  it('is in the older document under each environment', async () => {
    const s = await furnished();
    await put(s, [red(s), hush(s)]);
    await putCommon(s);
    const own = { [s.colour]: 'red', [s.secret]: { HasValue: true, NewValue: null } };
    const { body } = await s.call('GET', '/Spaces-1/tenantvariables/all');
    expect(body).toMatchObject([
      {
        TenantName: 'Acme',
        LibraryVariables: { [s.LibraryVariableSetId]: { Variables: { [s.shared]: 'blue' } } },
        ProjectVariables: { [s.ProjectId]: { ProjectName: 'Web', Variables: { [s.dev]: own, [s.test]: own } } },
      },
    ]);
  });

  it('keeps values and secrets when the older document is sent back', async () => {
    const s = await furnished();
    const before = await put(s, [red(s), hush(s)]);
    const answer = await s.call('PUT', `${s.at}/variables`, await older(s));
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const after = await s.call('GET', `${s.at}/projectvariables`);
    expect(after.body['Variables']).toEqual(before.body['Variables']);
    expect(secrets(s)).toEqual(['hush']);
  });

  it('a change in one environment of the older document leaves the other as it was', async () => {
    const s = await furnished();
    await put(s, [red(s), hush(s)]);
    const document = await older(s);
    const variables = {
      [s.dev]: { [s.colour]: 'green', [s.secret]: { HasValue: true, NewValue: null } },
      [s.test]: { [s.colour]: 'red' },
    };
    await s.call('PUT', `${s.at}/variables`, {
      ...document,
      ProjectVariables: { [s.ProjectId]: { Variables: variables } },
    });
    expect((await older(s))['ProjectVariables']).toMatchObject({ [s.ProjectId]: { Variables: variables } });
    expect(secrets(s)).toEqual(['hush']);
  });

  it('goes with the connection to its project, and with the tenant', async () => {
    const s = await furnished();
    await put(s, [red(s), hush(s)]);
    const fewer = { ...s.tenant, ProjectEnvironments: { [s.ProjectId]: [s.dev] } };
    await s.call('PUT', s.at, fewer);
    const { body } = await s.call('GET', `${s.at}/projectvariables`);
    expect(body['Variables']).toMatchObject([{ Scope: { EnvironmentIds: [s.dev] } }, {}]);
    await s.call('PUT', s.at, { ...s.tenant, ProjectEnvironments: {} });
    expect((await s.call('GET', `${s.at}/projectvariables`)).body).toMatchObject({ Variables: [] });
    expect(secrets(s)).toEqual([]);
    expect((await s.call('DELETE', s.at)).status).toBe(200);
  });

  it('before 2022 there is only the older document', async () => {
    const s = await furnished('2020.5.0');
    expect((await s.call('GET', `${s.at}/projectvariables`)).status).toBe(404);
    const variables = { [s.dev]: { [s.colour]: 'red', [s.secret]: { HasValue: true, NewValue: 'hush' } } };
    const put = await s.call('PUT', `${s.at}/variables`, {
      ...(await older(s)),
      ProjectVariables: { [s.ProjectId]: { Variables: variables } },
    });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    expect(put.body).toMatchObject({ TenantId: s.tenant['Id'] });
    expect(put.body).not.toHaveProperty('ConcurrencyToken');
    expect(secrets(s)).toEqual(['hush']);
  });

  const loaded = {
    ...emptySpace('2026.3.1'),
    environments: [{ Id: 'Environments-1', Name: 'Dev' }],
    projects: [{ Id: 'Projects-1', ...aProject, Templates: [{ Id: 'T-1', Name: 'Colour' }] }],
    tenants: [{ Id: 'Tenants-1', Name: 'Acme', ProjectEnvironments: { 'Projects-1': ['Environments-1'] } }],
  };
  const byEnvironment = { 'Projects-1': { Variables: { 'Environments-1': { 'T-1': 'red' } } } };
  const flat = [
    { ProjectId: 'Projects-1', TemplateId: 'T-1', Scope: { EnvironmentIds: ['Environments-1'] }, Value: 'red' },
  ];

  it.each([
    ['the older shape', { tenantvariables: [{ TenantId: 'Tenants-1', ProjectVariables: byEnvironment }] }],
    ['the shape it is kept in', { tenantvalues: [{ TenantId: 'Tenants-1', Common: [], Project: flat }] }],
  ])('is loaded from %s', async (_shape, values) => {
    const documents = { ...loaded, ...values };
    const { call } = await freshServer('2026.3.1', { spaces: [{ id: 'Spaces-1', name: 'Default', documents }] });
    const { body } = await call('GET', '/Spaces-1/tenants/Tenants-1/projectvariables');
    expect(body['Variables']).toMatchObject([{ ProjectName: 'Web', Template: { Name: 'Colour' }, Value: 'red' }]);
  });

  it.each<Refused<Furnished>>([
    ['a value without an owner', (s) => put(s, [red(s, { OwnerId: undefined })]), "OwnerId' is required"],
    ['a value of two owners', (s) => put(s, [red(s, { ProjectId: 'Projects-9' })]), 'names two owners'],
    ['a value without a scope', (s) => put(s, [red(s, { Scope: undefined })]), "Scope' is required"],
    ['a value that is none', (s) => put(s, [red(s, { Value: undefined })]), "value of 'Colour' is required"],
    ['an ID it never issued', (s) => put(s, [red(s, { Id: 'TenantVariables-9' })]), 'never issued'],
    ['an owner that does not exist', (s) => put(s, [red(s, { OwnerId: 'Projects-9' })]), 'Projects-9'],
    ['a template that does not exist', (s) => put(s, [red(s, { TemplateId: 'T-9' })]), "no template 'T-9'"],
    [
      'an environment that does not exist',
      (s) => put(s, [red(s, { Scope: { EnvironmentIds: ['Environments-9'] } })]),
      'Environments-9',
    ],
    [
      'an environment the tenant is not connected to',
      (s) => put(s, [red(s, { Scope: { EnvironmentIds: [s.prod] } })]),
      'is not connected',
    ],
    [
      'two values for one environment',
      (s) => put(s, [red(s), red(s, { Scope: { EnvironmentIds: [s.dev] } })]),
      'scopes overlap',
    ],
    ['two values for all environments', (s) => put(s, [red(s, { Scope: {} }), red(s, { Scope: {} })]), 'overlap'],
    ['a secret in plain text', (s) => put(s, [{ ...hush(s), Value: 'hush' }]), 'must be a sensitive value'],
    ['a secret where text is due', (s) => put(s, [red(s, { Value: { HasValue: true } })]), 'must be text'],
    [
      'a secret that is claimed but not there',
      (s) => put(s, [{ ...hush(s), Value: { HasValue: true } }]),
      'none is stored',
    ],
    ['another tenant in the body', (s) => put(s, [], { TenantId: 'Tenants-9' }), 'but the path says'],
    ['an unknown member of a value', (s) => put(s, [red(s, { Colour: 'red' })]), "member 'Variables[0].Colour'"],
    [
      'a library variable set that does not exist',
      (s) => putCommon(s, { OwnerId: 'LibraryVariableSets-9' }),
      'LibraryVariableSets-9',
    ],
    [
      'a project the tenant is not connected to, in the older document',
      async (s) => {
        const other = await s.make('projects', { ...aProject, Name: 'Other', Templates: templates });
        const [template] = other['Templates'] as { Id: string }[];
        const variables = { [s.dev]: { [template?.Id ?? '']: 'x' } };
        return s.call('PUT', `${s.at}/variables`, {
          SpaceId: 'Spaces-1',
          ProjectVariables: { [text(other['Id'])]: { Variables: variables } },
        });
      },
      'is not connected',
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});
