import { describe, expect, it } from 'vitest';
import { documentIn, sync } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('A worker in two pools (rules needs-some)', () => {
  const worker = (installation: string, ...pools: readonly string[]) =>
    pools
      .reduce((built, pool) => built.workerPool(pool), space(installation))
      .machinePolicy('Default Machine Policy')
      .worker('linux-1', {
        MachinePolicyId: 'Default Machine Policy',
        WorkerPoolIds: pools,
        Endpoint: { CommunicationStyle: 'TentaclePassive' },
      })
      .build();
  const run = (...here: readonly string[]) => {
    const destination = here.reduce((built, pool) => built.workerPool(pool), space('prod'));
    return sync(
      worker('dev', 'Linux', 'Windows'),
      destination.machinePolicy('Default Machine Policy').build(),
      settings({}, { workers: 'all' }),
    );
  };

  it('comes with the pool that is here, and a reason names the other', () => {
    const { changeset, after } = run('Linux');
    expect(documentIn(after, 'workers', 'linux-1')['WorkerPoolIds']).toEqual(['Linux']);
    expect(changeset.blocked).toEqual([]);
    expect(changeset.changes[0]?.reasons.map(({ says }) => says).join()).toContain('missing: "Windows"');
  });

  it('is blocked where no pool is here', () => {
    const { changeset } = run('Other');
    expect(changeset.changes).toEqual([]);
    expect(changeset.blocked.flatMap(({ missing }) => missing.map(({ name }) => name))).toEqual(['Linux', 'Windows']);
  });
});

describe('Roles of a new team (rules needs-alone)', () => {
  const roles = ['Deployer', 'Viewer', 'Leader'];
  const server = (installation: string, ...known: readonly string[]) =>
    space(installation).lookup('userRoles', ...known);
  const role = (name: string, projects: readonly string[] = []) => ({
    UserRoleId: name,
    EnvironmentIds: [],
    ProjectGroupIds: [],
    ProjectIds: projects,
    TenantIds: [],
  });
  const team = (...own: readonly ReturnType<typeof role>[]) =>
    server('dev', ...roles)
      .project('Secret')
      .team('Ops')
      .teamRoles('Ops', { Roles: own })
      .build();
  const given = settings({ cloneTeamUserRoleScoping: 'true' }, { teams: 'all' });
  const run = (source: ReturnType<typeof team>, ...known: readonly string[]) =>
    sync(source, server('prod', ...known).build(), given);
  const rolesAfter = ({ after }: ReturnType<typeof run>) =>
    ((documentIn(after, 'teamRoles', 'Ops')['Roles'] ?? []) as readonly { readonly UserRoleId: string }[]).map(
      ({ UserRoleId: name }) => name,
    );

  it('one that is for a project which is not here is blocked alone, two come', () => {
    const synced = run(team(role('Deployer', ['Secret']), role('Leader'), role('Viewer')), ...roles);
    expect(rolesAfter(synced)).toEqual(['Leader', 'Viewer']);
    expect(synced.changeset.blocked).toMatchObject([
      {
        id: 'teamRoles/Ops',
        part: 'role "Deployer"',
        missing: [{ type: 'projects', name: 'Secret', at: '/Roles/0/ProjectIds' }],
      },
    ]);
    expect(synced.changeset.summary['teamRoles']).toMatchObject({ create: 1, blocked: 1 });
  });

  it('one whose user role is not here is blocked alone', () => {
    const synced = run(team(role('Deployer'), role('Viewer')), 'Viewer');
    expect(rolesAfter(synced)).toEqual(['Viewer']);
    expect(synced.changeset.blocked.map(({ part }) => part)).toEqual(['role "Deployer"']);
  });

  it('where none can come, the team gets none, and each is named', () => {
    const { changeset } = run(team(role('Deployer'), role('Viewer')));
    expect(changeset.changes.map(({ id }) => id)).toEqual(['teams/Ops']);
    expect(changeset.blocked.map(({ part }) => part)).toEqual(['role "Deployer"', 'role "Viewer"']);
  });
});
