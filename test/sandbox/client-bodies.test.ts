import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { aProject, keep } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Api } from './server.js';

/* What the vendor's .NET client sends because it cannot do otherwise: it sends whole resources, as it read them or made them. */

const inSpace = { SpaceId: 'Spaces-1' };
const guid = '5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f11';

const expectAccepted = ({ status, body }: Awaited<ReturnType<Api['call']>>): void =>
  expect([status, body]).toEqual([expect.toSatisfy((code: number) => code < 300), expect.anything()]);

const withProject = async (version?: string) => {
  const api = await freshServer(version);
  const project = await api.make('projects', aProject);
  return { ...api, project, id: text(project['Id']) };
};

/** Reads what a path leads to and sends it back with more. */
const sendBack = async ({ call }: Api, path: string, change: (document: Record<string, unknown>) => object) => {
  const { body } = await call('GET', path);
  return call('PUT', path, { ...body, ...change(body) });
};

describe.each(['2026.3.1', '2020.5.0'])('Days of a trigger of %s', (version) => {
  const trigger = (id: string, days: unknown, filter = 'OnceDailySchedule') => ({
    ...inSpace,
    Name: filter,
    ProjectId: id,
    Filter: { FilterType: filter, DaysOfWeek: days, StartTime: '2026-01-01T02:00:00.000Z', Timezone: 'UTC' },
    Action: { ActionType: 'DeployLatestRelease', SourceEnvironmentIds: [], DestinationEnvironmentId: '' },
  });

  it('are a list of names', async () => {
    const { call, id } = await withProject(version);
    const made = await call('POST', '/Spaces-1/projecttriggers', trigger(id, ['Monday', 'Friday']));
    expect(made.body['Filter']).toMatchObject({ DaysOfWeek: ['Monday', 'Friday'] });
    for (const days of [['Someday'], 'Monday'])
      expectRefusal(await call('POST', '/Spaces-1/projecttriggers', trigger(id, days)), 'DaysOfWeek');
  });
});

describe('What the client always sends is accepted', () => {
  it.each([
    ['machines', { EnvironmentIds: [], Roles: ['web'], Endpoint: { CommunicationStyle: 'None' } }],
    ['workers', { WorkerPoolIds: ['WorkerPools-1'], Endpoint: { CommunicationStyle: 'None' }, IsDisabled: false }],
  ])('the status of %s', async (path, body) => {
    const { call } = await freshServer();
    expectAccepted(await call('POST', `/Spaces-1/${path}`, { ...inSpace, Name: 'One', ...body, Status: 'Unknown' }));
    expectRefusal(
      await call('POST', `/Spaces-1/${path}`, { ...inSpace, Name: 'Two', ...body, Status: 'Fine' }),
      "'Status' must be one of",
    );
  });

  it('what older servers knew of a machine policy', async () => {
    const { call } = await freshServer();
    const script = { RunType: 'InheritFromDefault', ScriptBody: null };
    expectAccepted(
      await call('POST', '/Spaces-1/machinepolicies', {
        ...inSpace,
        Name: 'Own',
        PollingRequestMaximumMessageProcessingTimeout: '00:10:00',
        MachineHealthCheckPolicy: { TentacleEndpointHealthCheckPolicy: script, SshEndpointHealthCheckPolicy: script },
      }),
    );
  });

  it('that a project keeps its tenants, and an edition of PowerShell that nobody lists', async () => {
    const s = await withProject();
    const more = { RetainTenantConnections: true, DefaultPowerShellEdition: 'Newer' };
    expectAccepted(await sendBack(s, `/Spaces-1/projects/${s.id}`, () => more));
  });

  it('steps as older servers have them, and a message for Git', async () => {
    const s = await withProject();
    const step = {
      Id: '',
      Name: 'Deploy',
      Type: 'Anything',
      RequiresPackagesToBeAcquired: false,
      Actions: [{ Name: 'Deploy', ActionType: 'Octopus.Script', Properties: {} }],
    };
    const { body } = await s.call('GET', `/Spaces-1/projects/${s.id}/deploymentprocesses`);
    expectAccepted(
      await sendBack(s, `/Spaces-1/deploymentprocesses/${text(body['Id'])}`, () => ({
        ChangeDescription: 'Why',
        Steps: [step],
      })),
    );
  });

  it('rules of a channel with actions, the older form of action packages', async () => {
    const s = await withProject();
    const Rules = [{ VersionRange: '[1,2)', Tag: '', Actions: [], ActionPackages: [] }];
    expectAccepted(await s.call('POST', '/Spaces-1/channels', { ...inSpace, ProjectId: s.id, Name: 'Beta', Rules }));
  });

  it('tag sets of a type and a scope that neither page nor client closes', async () => {
    const { call } = await freshServer();
    const body = { ...inSpace, Name: 'Region', Type: 'Ranked', Scopes: ['Deployment'], Tags: [] };
    expectAccepted(await call('POST', '/Spaces-1/tagsets', body));
  });

  it.each([
    ['feeds', { FeedType: 'Pigeon' }, 'FeedType'],
    ['workerpools', { WorkerPoolType: 'Pool' }, 'WorkerPoolType'],
    ['projects', { ...aProject, TenantedDeploymentMode: 'Sometimes' }, 'TenantedDeploymentMode'],
  ])('but not another value where the page closes a list: %s', async (path, body, member) => {
    const { call } = await freshServer();
    expectRefusal(await call('POST', `/Spaces-1/${path}`, { ...inSpace, Name: 'X', ...body }), `'${member}' must be`);
  });
});

describe('IDs that a client makes up', () => {
  const variables = async (s: Awaited<ReturnType<typeof withProject>>, ...ids: readonly string[]) =>
    sendBack(s, `/Spaces-1/variables/${text(s.project['VariableSetId'])}`, () => ({
      Variables: ids.map((Id, index) => ({ Id, Name: `V${index}`, Value: 'x', Type: 'String', Scope: {} })),
    }));

  it('are kept, where they are GUIDs of new variables', async () => {
    const s = await withProject();
    const answer = await variables(s, guid);
    expectAccepted(answer);
    expect(answer.body['Variables']).toMatchObject([{ Id: guid }]);
  });

  it.each([
    ['no GUID', ['mine']],
    ['one for two', [guid, guid]],
  ])('are refused otherwise: %s', async (_what, ids) => {
    expectRefusal(await variables(await withProject(), ...ids), 'was never issued');
  });

  it('are empty for a new value of a tenant, and a secret has a hint', async () => {
    const { call, make } = await freshServer();
    const set = await make('libraryvariablesets', {
      Name: 'Common',
      Templates: [{ Name: 'Colour' }, { Name: 'Secret', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } }],
    });
    const [colour, secret] = (set['Templates'] as { Id: string }[]).map(({ Id }) => Id);
    const project = await make('projects', { ...aProject, IncludedLibraryVariableSetIds: [text(set['Id'])] });
    const tenant = await make('tenants', { Name: 'Acme', ProjectEnvironments: { [text(project['Id'])]: [] } });
    const value = (TemplateId: unknown, Value: unknown) => ({
      Id: '',
      LibraryVariableSetId: set['Id'],
      TemplateId,
      Scope: { EnvironmentIds: [] },
      Value,
    });
    const answer = await call('PUT', `/Spaces-1/tenants/${text(tenant['Id'])}/commonvariables`, {
      ...inSpace,
      TenantId: tenant['Id'],
      Variables: [value(colour, 'red'), value(secret, { HasValue: true, NewValue: 'hush', Hint: 'h' })],
    });
    expect(answer.body).toMatchObject({
      Variables: [
        { Id: expect.stringContaining('TenantVariables-') as string, Value: 'red' },
        { Id: expect.stringContaining('TenantVariables-') as string, Value: { HasValue: true } },
      ],
    });
  });
});

describe('A certificate in a container', () => {
  const pfx = async () =>
    (await readFile(new URL('fixtures/certificate-locked.pfx', import.meta.url))).toString('base64');
  const made = async (password: string) => {
    const api = await freshServer();
    const secret = (NewValue: string) => ({ HasValue: true, NewValue });
    const CertificateData = secret(await pfx());
    return {
      ...api,
      certificate: await api.make('certificates', { Name: 'W', CertificateData, Password: secret(password) }),
    };
  };

  it('has the dates of what is in it, by its password', async () => {
    const { certificate } = await made('hush');
    expect(certificate).toMatchObject({
      SubjectCommonName: 'pfx.example',
      CertificateDataFormat: 'Pkcs12',
      HasPrivateKey: true,
    });
    expect(text(certificate['NotAfter'])).toMatch(/^20\d\d-/);
  });

  it('has dates and a version even where it does not open', async () => {
    const { certificate } = await made('other');
    expect(text(certificate['NotAfter'])).not.toBe('');
    expect(certificate['Version']).toBe(3);
  });

  it('is replaced by a body in any case, without the ID that the path says', async () => {
    const { call, certificate } = await made('hush');
    const at = `/Spaces-1/certificates/${text(certificate['Id'])}/replace`;
    const answer = await call('POST', at, { certificateData: await pfx(), password: 'hush' });
    expect(answer).toMatchObject({ status: 200, body: { Id: certificate['Id'], SubjectCommonName: 'pfx.example' } });
  });
});

it('A runbook without a policy of retention gets the default one', async () => {
  const { call, id } = await withProject();
  const body = { ...inSpace, Name: 'Restart', ProjectId: id, RunRetentionPolicy: null };
  const answer = await call('POST', '/Spaces-1/runbooks', body);
  expect(answer.body['RunRetentionPolicy']).toMatchObject({ ShouldKeepForever: false });
  const other = await call('POST', '/Spaces-1/runbooks', { ...body, Name: 'Other', ...keep });
  expect(other.body['RunRetentionPolicy']).toMatchObject(keep.RunRetentionPolicy);
});

it('The channel that comes with a project keeps its slug under another name', async () => {
  const { call, make, id } = await withProject();
  const { body } = await call('GET', `/Spaces-1/projects/${id}/channels`);
  const [born] = body['Items'] as Record<string, unknown>[];
  const renamed = await call('PUT', `/Spaces-1/channels/${text(born?.['Id'])}`, { ...born, Name: 'Stable' });
  expect(renamed.body).toMatchObject({ Name: 'Stable', Slug: 'default' });
  expect(await make('channels', { ProjectId: id, Name: 'Default' })).toMatchObject({ Slug: 'default-1' });
});
