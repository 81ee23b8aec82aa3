import { describe, expect, it } from 'vitest';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

const furnished = async () => {
  const api = await freshServer();
  const environment = await api.make('environments', { Name: 'Test' });
  const account = await api.make('accounts', { Name: 'Key', AccountType: 'UsernamePassword', Username: 'u' });
  const pool = await api.make('workerpools', { Name: 'Cloud', WorkerPoolType: 'DynamicWorkerPool' });
  return { ...api, environment, account, pool };
};
type Furnished = Awaited<ReturnType<typeof furnished>>;

const post = ({ call }: Furnished, collection: string, body: Record<string, unknown>) =>
  call('POST', `/Spaces-1/${collection}`, { SpaceId: 'Spaces-1', ...body });

const ssh = ({ account }: Furnished, more: Record<string, unknown> = {}) => ({
  CommunicationStyle: 'Ssh',
  Host: 'web1',
  Port: 22,
  AccountId: account['Id'],
  ...more,
});

const target = (s: Furnished, endpoint: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  post(s, 'machines', {
    Name: 'Web 1',
    EnvironmentIds: [s.environment['Id']],
    Roles: ['web'],
    Endpoint: endpoint,
    ...more,
  });

const worker = (s: Furnished, more: Record<string, unknown> = {}) =>
  post(s, 'workers', { Name: 'W', IsDisabled: false, WorkerPoolIds: ['WorkerPools-1'], Endpoint: ssh(s), ...more });

const gitCredential = { Name: 'Git', Details: { Username: 'u', Password: { HasValue: true, NewValue: 'hush' } } };

describe('Targets, workers and accounts', () => {
  it('an account is taken flat, or with its type in Details, and answered flat', async () => {
    const s = await furnished();
    const keys = { AccessKey: 'AK', SecretKey: { HasValue: true, NewValue: 'hush' } };
    const made = await post(s, 'accounts', {
      Name: 'AWS',
      Details: { AccountType: 'AmazonWebServicesAccount', ...keys },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { AccountType: 'AmazonWebServicesAccount', AccessKey: 'AK', SecretKey: { HasValue: true, NewValue: null } },
    });
    expect(made.body).not.toHaveProperty('Details');
    const kept = await s.call('PUT', `/Spaces-1/accounts/${text(made.body['Id'])}`, { ...made.body, AccessKey: 'B' });
    expect(kept.body).toMatchObject({ AccessKey: 'B', SecretKey: { HasValue: true } });
    expect([...s.instance.secrets().values()]).toEqual([{ value: 'hush', writes: 1 }]);
  });

  it('a target without a policy gets the default one, and an answer says all of its endpoint', async () => {
    const s = await furnished();
    const { status, body } = await target(s, ssh(s));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      Slug: 'web-1',
      MachinePolicyId: 'MachinePolicies-1',
      HealthStatus: 'Unknown',
      Uri: 'ssh://web1:22/',
      Endpoint: { Host: 'web1', Fingerprint: null, ProxyId: null, Uri: 'ssh://web1:22/' },
    });
    const own = await s.call('PUT', `/Spaces-1/machines/${text(body['Id'])}`, { ...body, MachineId: body['Id'] });
    expect(own.status, JSON.stringify(own.body)).toBe(200);
    expect(own.body).not.toHaveProperty('MachineId');
  });

  it('a worker is in a static pool', async () => {
    expect(await worker(await furnished())).toMatchObject({ status: 201, body: { WorkerPoolIds: ['WorkerPools-1'] } });
  });

  it('the older generation has them without what came later', async () => {
    const { call } = await freshServer('2020.5.0');
    const made = await call('POST', '/Spaces-1/accounts', { Name: 'Token', AccountType: 'Token', Token: null });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect((await call('POST', '/Spaces-1/accounts', { Name: 'O', AccountType: 'AzureOidc' })).status).toBe(400);
    expect((await call('GET', '/Spaces-1/git-credentials')).status).toBe(404);
  });

  it.each<Refused<Furnished>>([
    ['an account without a type', (s) => post(s, 'accounts', { Name: 'A' }), "'AccountType' is required"],
    ['an account of no type', (s) => post(s, 'accounts', { Name: 'A', AccountType: 'Magic' }), 'must be one of'],
    [
      'a member of another type of account',
      (s) => post(s, 'accounts', { Name: 'A', AccountType: 'Token', AccessKey: 'x' }),
      "unknown member 'AccessKey'",
    ],
    [
      'a secret in plain text',
      (s) => post(s, 'accounts', { Name: 'A', AccountType: 'Token', Token: 'hush' }),
      'sensitive value',
    ],
    [
      'another type for an account',
      ({ call, account }) =>
        call('PUT', `/Spaces-1/accounts/${text(account['Id'])}`, {
          Name: 'Key',
          AccountType: 'Token',
          SpaceId: 'Spaces-1',
        }),
      'cannot change',
    ],
    [
      'an account name that is taken',
      (s) => post(s, 'accounts', { Name: 'KEY', AccountType: 'Token' }),
      'already exists',
    ],
    ['a style of endpoint that is none', (s) => target(s, { CommunicationStyle: 'Fax' }), 'must be one of'],
    ['an endpoint without a style', (s) => target(s, { Host: 'h' }), "'Endpoint.CommunicationStyle' is required"],
    ['a member of another style', (s) => target(s, ssh(s, { ClusterUrl: 'x' })), "member 'Endpoint.ClusterUrl'"],
    ['an account that does not exist', (s) => target(s, ssh(s, { AccountId: 'Accounts-9' })), 'Accounts-9'],
    [
      'an account of a cluster that does not exist',
      (s) =>
        target(s, {
          CommunicationStyle: 'Kubernetes',
          Authentication: { AuthenticationType: 'KubernetesStandard', AccountId: 'Accounts-9' },
        }),
      "'Endpoint.Authentication.AccountId' refers to 'Accounts-9'",
    ],
    [
      'a cluster certificate that does not exist',
      (s) => target(s, { CommunicationStyle: 'Kubernetes', ClusterCertificate: 'Certificates-9' }),
      'Certificates-9',
    ],
    ['a proxy that does not exist', (s) => target(s, ssh(s, { ProxyId: 'Proxies-9' })), 'Proxies-9'],
    [
      'an environment that does not exist',
      (s) => target(s, ssh(s), { EnvironmentIds: ['Environments-9'] }),
      'Environments-9',
    ],
    [
      'a default pool that does not exist',
      (s) => target(s, { CommunicationStyle: 'None', DefaultWorkerPoolId: 'WorkerPools-9' }),
      'WorkerPools-9',
    ],
    [
      'a policy that does not exist',
      (s) => target(s, ssh(s), { MachinePolicyId: 'MachinePolicies-9' }),
      'MachinePolicies-9',
    ],
    ['a target without roles', ({ call }) => call('POST', '/Spaces-1/machines', { Name: 'M' }), "'Roles' is required"],
    ['a worker in no pool', (s) => worker(s, { WorkerPoolIds: [] }), 'must be in a worker pool'],
    ['a worker in a dynamic pool', (s) => worker(s, { WorkerPoolIds: [s.pool['Id']] }), "'WorkerPoolIds' refers to"],
    ['a worker with roles', (s) => worker(s, { Roles: ['web'] }), "unknown member 'Roles'"],
    [
      'a delete of an account in use',
      async (s) => {
        await target(s, ssh(s));
        return s.call('DELETE', `/Spaces-1/accounts/${text(s.account['Id'])}`);
      },
      'in use',
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});

describe('Git credentials', () => {
  it.each(['', '/v1', '/v2'])('git-credentials%s answers a new one with its ID', async (version) => {
    const s = await furnished();
    const details = { ...gitCredential.Details, ...(version === '/v2' && { Type: 'UsernamePassword' }) };
    const made = await post(s, `git-credentials${version}`, { ...gitCredential, Details: details });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(Object.keys(made.body)).toEqual(version === '/v2' ? ['Id'] : ['Id', 'Links']);
    const at = `/Spaces-1/git-credentials/${text(made.body['Id'])}${version}`;
    const { body } = await s.call('GET', at);
    expect(body).toMatchObject({ Name: 'Git', Details: { Type: 'UsernamePassword', Password: { HasValue: true } } });
    expect('Links' in body).toBe(version !== '/v2');
    const changed = await s.call('PUT', at, { ...body, Name: 'Gitea' });
    expect(changed).toEqual({ status: 200, body: {} });
    const listed = await s.call('GET', `/Spaces-1/git-credentials${version}?name=tea`);
    expect(listed.body).toMatchObject({ TotalResults: 1, Items: [{ Name: 'Gitea' }] });
  });

  it.each<Refused<Furnished>>([
    ['a list of all', ({ call }) => call('GET', '/Spaces-1/git-credentials/all'), 'all', 404],
    [
      'one without a password',
      (s) => post(s, 'git-credentials', { Name: 'G', Details: { Username: 'u' } }),
      "'Details.Password' is required",
    ],
    [
      'one without a type, on the newest route',
      (s) => post(s, 'git-credentials/v2', { Name: 'G', Details: { Username: 'u' } }),
      "'Details.Type' is required",
    ],
    [
      'a change without a password',
      async (s) => {
        const made = await post(s, 'git-credentials', gitCredential);
        const body = { Name: 'Git', SpaceId: 'Spaces-1', Details: { Username: 'u' } };
        return s.call('PUT', `/Spaces-1/git-credentials/${text(made.body['Id'])}`, body);
      },
      "'Details.Password' is required",
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});

describe('What teams may do', () => {
  const role = { TeamId: 'teams-everyone', UserRoleId: 'userroles-projectviewer' };

  it('is listed by team', async () => {
    const s = await furnished();
    const made = await post(s, 'scopeduserroles', { ...role, EnvironmentIds: [s.environment['Id']] });
    expect(made).toMatchObject({ status: 201, body: { Id: 'ScopedUserRoles-101', ProjectIds: [] } });
    const { body } = await s.call('GET', '/Spaces-1/teams/teams-everyone/scopeduserroles');
    expect(body).toMatchObject({ TotalResults: 1, Items: [{ UserRoleId: 'userroles-projectviewer' }] });
    expect((await s.call('GET', '/Spaces-1/scopeduserroles')).body).toMatchObject({ ItemType: 'ScopedUserRole' });
  });

  it.each<Refused<Furnished>>([
    ['a team that does not exist', (s) => post(s, 'scopeduserroles', { ...role, TeamId: 'Teams-9' }), 'Teams-9'],
    ['a role that does not exist', (s) => post(s, 'scopeduserroles', { ...role, UserRoleId: 'r-9' }), 'r-9'],
    ['a project that does not exist', (s) => post(s, 'scopeduserroles', { ...role, ProjectIds: ['P-9'] }), 'P-9'],
    ['a role without a team', (s) => post(s, 'scopeduserroles', { UserRoleId: 'x' }), "'TeamId' is required"],
    ['a list of all', ({ call }) => call('GET', '/Spaces-1/scopeduserroles/all'), 'all', 404],
    [
      'a delete of a role that teams have',
      async (s) => {
        const made = await s.call('POST', '/userroles', { Name: 'R' });
        await post(s, 'scopeduserroles', { ...role, UserRoleId: made.body['Id'] });
        return s.call('DELETE', `/userroles/${text(made.body['Id'])}`);
      },
      'in use',
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});
