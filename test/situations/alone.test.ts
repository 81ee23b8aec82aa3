import { describe, expect, test } from 'vitest';
import { isList, textOf, type JsonObject } from '../../src/model/json.js';
import { aPool, aProject, aTenant, environments, inDefault } from './documents.js';
import { bare, situation, texts, withDocuments, type Situation, type World } from './situation.js';

/* One part that cannot come does not keep the others back. */

/** The same server where IDs are others: a leaked one dangles. */
const elsewhere = (world: World): World =>
  texts(world, (text) => text.replace(/\b(Environments|Projects|Tenants|UserRoles|WorkerPools)-(\d+)\b/g, '$1-5$2'));

describe('A worker in several pools (rules needs-some)', () => {
  const worker = (...pools: readonly number[]): JsonObject => ({
    ...inDefault,
    Id: 'Workers-1',
    Name: 'linux-1',
    WorkerPoolIds: pools.map((number) => `WorkerPools-${number}`),
    MachinePolicyId: 'MachinePolicies-1',
    IsDisabled: false,
    Endpoint: { CommunicationStyle: 'TentaclePassive', Uri: 'https://linux-1:10933/', Thumbprint: 'A1' },
  });
  const having = (workers: readonly JsonObject[], ...pools: readonly JsonObject[]): World =>
    withDocuments(bare(), { workerpools: pools, workers });
  const source = having([worker(11, 12, 13)], aPool(11, 'Linux'), aPool(12, 'Windows'), aPool(13, 'Spare'));
  const pools = (s: Situation) => s.there('workers', 'linux-1')['WorkerPoolIds'];

  test('comes with those that are here, and a reason names the missing one', async () => {
    // The IDs of the two servers overlap, and mean other pools.
    const s = await situation({ source, destination: having([], aPool(11, 'Windows'), aPool(12, 'Linux')) });
    const { changes, blocked } = await s.syncs('--workers', 'all');
    expect([changes.map(({ id }) => id), blocked]).toEqual([['workers/linux-1'], []]);
    expect(changes[0]?.reasons.map(({ says }) => says).join()).toContain('"Spare"');
    expect(pools(s)).toEqual(['WorkerPools-12', 'WorkerPools-11']);
  });

  test('… the same where the pool is left out of what comes in the same sync', async () => {
    const s = await situation({ source, destination: bare() });
    await s.syncs('--workers', 'all', '--worker-pools', 'all,!Spare');
    const ids = ['Linux', 'Windows'].map((name) => s.there('workerpools', name)['Id']);
    expect(pools(s)).toEqual(ids);
  });

  test('… one that exists keeps the pools that only this server has', async () => {
    const s = await situation({
      source,
      destination: having([{ ...worker(12, 19), IsDisabled: true }], aPool(12, 'Linux'), aPool(19, 'Own')),
    });
    const changeset = await s.syncs('--workers', 'all', '--existing-workers', 'update');
    expect(changeset.blocked).toEqual([]);
    expect(s.there('workers', 'linux-1')).toMatchObject({ IsDisabled: false });
    expect(pools(s)).toEqual(['WorkerPools-12', 'WorkerPools-19']);
  });

  test('is blocked where none of them is here', async () => {
    const s = await situation({ source, destination: having([], aPool(11, 'Other')) });
    const { ran, changeset } = await s.diff('--workers', 'all');
    expect([ran.code, changeset.changes, changeset.blocked.map(({ id }) => id)]).toEqual([3, [], ['workers/linux-1']]);
    expect(changeset.blocked[0]?.missing.map(({ name }) => name)).toEqual(['Linux', 'Spare', 'Windows']);
  });
});

describe('Roles of a new team (rules needs-alone)', () => {
  const role = (number: number, name: string): JsonObject => ({
    Id: `UserRoles-${number}`,
    Name: name,
    Description: '',
    CanBeDeleted: true,
    GrantedSpacePermissions: ['ProjectView'],
    GrantedSystemPermissions: [],
  });
  const roles = [role(1, 'Deployer'), role(2, 'Viewer'), role(3, 'Leader')];
  const granted = (number: number, userRole: number, where: JsonObject = {}): JsonObject => ({
    ...inDefault,
    Id: `ScopedUserRoles-${number}`,
    TeamId: 'Teams-1',
    UserRoleId: `UserRoles-${userRole}`,
    EnvironmentIds: [],
    ProjectGroupIds: [],
    ProjectIds: [],
    TenantIds: [],
    ...where,
  });
  const team = { ...inDefault, Id: 'Teams-1', Name: 'Ops', MemberUserIds: [], ExternalSecurityGroups: [] };
  const server = (more: World['collections'] = {}): World =>
    withDocuments(bare(), {
      userroles: roles,
      environments: environments('Dev', 'Live'),
      projects: [aProject('Projects-1', 'Shop'), aProject('Projects-2', 'Tools')],
      tenants: [aTenant('Tenants-1', 'Acme'), aTenant('Tenants-2', 'Bolt')],
      ...more,
    });
  const withTeam = (...own: readonly JsonObject[]): World => server({ teams: [team], scopeduserroles: own });
  const options = ['--teams', 'all', '--clone-team-user-role-scoping', 'true'];

  /** The roles that the team has now, and where, by name. */
  const rolesNow = (s: Situation): readonly unknown[] => {
    const limits = [
      ['EnvironmentIds', 'environments'],
      ['ProjectIds', 'projects'],
      ['ProjectGroupIds', 'projectgroups'],
      ['TenantIds', 'tenants'],
    ] as const;
    const called = roles.map(({ Name: name }) => textOf(name));
    const whereOf = (one: JsonObject) =>
      limits.flatMap(([field, path]) => {
        const ids = isList(one[field]) ? one[field] : [];
        return ids.length > 0 ? [[path, ids.map((id) => textOf(s.there(path, textOf(id))['Name'])).sort()]] : [];
      });
    return (s.destination.dump()['scopeduserroles'] ?? [])
      .map((one) => ({ role: called[Number(textOf(one['UserRoleId']).slice(-1)) - 1] ?? '', where: whereOf(one) }))
      .sort((a, b) => a.role.localeCompare(b.role))
      .map(({ role: name, where }) => ({ role: name, ...(Object.fromEntries(where) as JsonObject) }));
  };

  test('one that names a project which is missing is blocked alone: two come', async () => {
    const source = withTeam(granted(1, 1, { ProjectIds: ['Projects-3'] }), granted(2, 2), granted(3, 3));
    const s = await situation({
      source: withDocuments(source, { projects: [aProject('Projects-3', 'Secret')] }),
      destination: elsewhere(server()),
    });
    const { ran, changeset } = await s.diff(...options);
    expect(ran.code).toBe(3);
    expect(changeset.blocked).toMatchObject([
      { id: 'teamRoles/Ops', part: 'role "Deployer"', missing: [{ type: 'projects', name: 'Secret' }] },
    ]);
    const applied = await s.apply('--skip-blocked');
    expect(applied.code, applied.stderr).toBe(0);
    expect(rolesNow(s)).toEqual([{ role: 'Leader' }, { role: 'Viewer' }]);
    const verified = await s.run('verify', 'changeset.json', '--url', s.destination.url);
    expect(verified.code, verified.stdout + verified.stderr).toBe(0);
    expect((await s.diff(...options)).changeset.changes).toEqual([]);
  });

  test('scoped to several projects, environments, groups and tenants, each finds its own', async () => {
    const everywhere = {
      ProjectIds: ['Projects-2', 'Projects-1'],
      EnvironmentIds: ['Environments-1', 'Environments-2'],
      TenantIds: ['Tenants-2', 'Tenants-1'],
      ProjectGroupIds: ['ProjectGroups-1'],
    };
    const source = withTeam(
      granted(1, 1, everywhere),
      granted(2, 1, { EnvironmentIds: ['Environments-1'] }),
      granted(3, 2),
    );
    // The same IDs, in another order, mean others.
    const destination = server({
      environments: environments('Live', 'Dev'),
      projects: [aProject('Projects-1', 'Tools'), aProject('Projects-2', 'Shop')],
      tenants: [aTenant('Tenants-1', 'Bolt'), aTenant('Tenants-2', 'Acme')],
    });
    const s = await situation({ source, destination });
    const changeset = await s.syncs(...options);
    expect(JSON.stringify(changeset)).not.toMatch(/(Projects|Environments|Tenants|ProjectGroups)-\d/);
    const both = { environments: ['Dev', 'Live'], projects: ['Shop', 'Tools'], tenants: ['Acme', 'Bolt'] };
    const now = rolesNow(s);
    expect(now).toHaveLength(3);
    expect(now).toEqual(
      expect.arrayContaining([
        { role: 'Deployer', ...both, projectgroups: ['Default Project Group'] },
        { role: 'Deployer', environments: ['Dev'] },
        { role: 'Viewer' },
      ]),
    );
  });

  test.each([
    ['an environment', { EnvironmentIds: ['Environments-1', 'Environments-2'] }, 'environments', ['Live']],
    ['a project', { ProjectIds: ['Projects-1', 'Projects-2'] }, 'projects', ['Tools']],
    ['a tenant', { TenantIds: ['Tenants-1', 'Tenants-2'] }, 'tenants', ['Bolt']],
  ])(
    'of two of a kind, of which one is missing, %s, keep the other: never more than on the source',
    async (_what, where, path, kept) => {
      const destination = server({
        environments: environments('Other', 'Live'),
        projects: [aProject('Projects-1', 'Else'), aProject('Projects-2', 'Tools')],
        tenants: [aTenant('Tenants-1', 'Foreign'), aTenant('Tenants-2', 'Bolt')],
      });
      const s = await situation({ source: withTeam(granted(1, 1, where)), destination: elsewhere(destination) });
      await s.syncs(...options);
      expect(rolesNow(s)).toEqual([{ role: 'Deployer', [path]: kept }]);
    },
  );

  test('for a project that comes in the same sync, is for that project', async () => {
    const source = withTeam(granted(1, 1, { ProjectIds: ['Projects-1'] }), granted(2, 2));
    const s = await situation({ source, destination: withDocuments(bare(), { userroles: roles }) });
    await s.syncs(...options, '--projects', 'Shop');
    expect(rolesNow(s)).toEqual([{ role: 'Deployer', projects: ['Shop'] }, { role: 'Viewer' }]);
  });

  test('of a team that has one already stay as they are', async () => {
    const here = withTeam(granted(1, 2, { EnvironmentIds: ['Environments-1'] }));
    const s = await situation({ source: withTeam(granted(1, 1), granted(2, 3)), destination: here });
    expect((await s.syncs(...options)).changes).toEqual([]);
    expect(rolesNow(s)).toEqual([{ role: 'Viewer', environments: ['Dev'] }]);
  });
});
