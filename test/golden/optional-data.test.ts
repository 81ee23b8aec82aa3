import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { changeOf, documentIn, sync } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* "Optional Data" (how-scope-cloning-works): "these items will skip any missing data", with a reason (rules needs-optional). */

const select = { projects: 'all', lifecycles: 'Fast', teams: 'all', tenants: 'all' };
const options = { cloneTeamUserRoleScoping: 'true' };

const role = (more: JsonObject) => ({
  Roles: [{ UserRoleId: 'userroles-deployer', EnvironmentIds: [], ProjectIds: [], TenantIds: [], ...more }],
});

const phases = (list: string) => (source: SpaceBuilder) =>
  source.item('lifecycles', ['Fast'], {
    Name: 'Fast',
    Phases: [{ Name: 'One', AutomaticDeploymentTargets: [], OptionalDeploymentTargets: [], [list]: ['Gone', 'Here'] }],
  });

const destination = space('destination')
  .environments('Here')
  .projectGroup('Here')
  .project('Here')
  .tenant('Here')
  .lookup('users', 'here')
  .build();

type Row = [
  what: string,
  build: (source: SpaceBuilder) => SpaceBuilder,
  item: readonly [type: string, ...names: string[]],
  keeps: JsonObject,
  reasonIn?: string,
];

describe('Optional data', () => {
  it.each<Row>([
    [
      'Runbooks: environments',
      (s) => s.project('OctoFX').runbook('Restart', { Environments: ['Gone', 'Here'] }),
      ['runbooks', 'OctoFX', 'Restart'],
      { Environments: ['Here'] },
    ],
    [
      'Lifecycles: manual deployment environments of a phase',
      phases('OptionalDeploymentTargets'),
      ['lifecycles', 'Fast'],
      { Phases: [{ OptionalDeploymentTargets: ['Here'] }] },
    ],
    [
      'Lifecycles: automatic deployment environments of a phase',
      phases('AutomaticDeploymentTargets'),
      ['lifecycles', 'Fast'],
      { Phases: [{ AutomaticDeploymentTargets: ['Here'] }] },
    ],
    [
      'Teams: users',
      (s) => s.team('Ops', { MemberUserIds: ['gone', 'here'] }),
      ['teams', 'Ops'],
      { MemberUserIds: ['here'] },
    ],
    ...(
      [
        ['projects', 'ProjectIds'],
        ['environments', 'EnvironmentIds'],
        ['tenants', 'TenantIds'],
        ['project groups', 'ProjectGroupIds'],
      ] as const
    ).map(([what, field]): Row => [
      `Teams: user role: ${what}`,
      (s) => s.team('Ops').teamRoles('Ops', role({ [field]: ['Gone', 'Here'] })),
      ['teamRoles', 'Ops'],
      { Roles: [{ [field]: ['Here'] }] },
    ]),
    [
      'Tenants: project',
      (s) => s.tenant('Internal', { Gone: ['Here'], Here: ['Here'] }),
      ['tenants', 'Internal'],
      { ProjectEnvironments: { Here: ['Here'] } },
      'tenants/Internal#projects',
    ],
    [
      'Tenants: environments of a project',
      (s) => s.tenant('Internal', { Here: ['Gone', 'Here'] }),
      ['tenants', 'Internal'],
      { ProjectEnvironments: { Here: ['Here'] } },
      'tenants/Internal#projects',
    ],
  ])('%s', (_what, build, [type, ...names], keeps, reasonIn) => {
    const { changeset, after } = sync(build(space('source')).build(), destination, settings(options, select));
    expect(documentIn(after, type, ...names)).toMatchObject(keeps);
    const { reasons } = changeOf(changeset, reasonIn ?? [type, ...names].join('/'));
    expect(reasons.map(({ says }) => says).join()).toMatch(/"gone"/i);
    expect([changeset.blocked, changeset.errors]).toEqual([[], []]);
  });

  it.each(['ProjectIds', 'EnvironmentIds', 'TenantIds', 'ProjectGroupIds'])(
    'Teams: a role that would lose the last of its %s is blocked: an empty list grants it everywhere (rules scope-permission)',
    (field) => {
      const source = space('source')
        .team('Ops')
        .teamRoles('Ops', role({ [field]: ['Gone'] }))
        .build();
      const { changeset } = sync(source, destination, settings(options, { teams: 'all' }));
      expect(changeset.blocked).toMatchObject([{ id: 'teamRoles/Ops', missing: [{ name: 'Gone' }] }]);
    },
  );

  it('Worker pools: "at least one worker pool is required": each of a worker must exist here', () => {
    const worker = {
      Name: 'linux-1',
      MachinePolicyId: 'Default',
      WorkerPoolIds: ['Ubuntu'],
      Endpoint: { CommunicationStyle: 'TentaclePassive' },
    };
    const on = (installation: string) => space(installation).machinePolicy('Default');
    const source = on('source').worker('linux-1', worker).build();
    const { changeset } = sync(source, on('destination').build(), settings({}, { workers: 'all' }));
    expect(changeset.blocked).toMatchObject([{ id: 'workers/linux-1', missing: [{ name: 'Ubuntu' }] }]);
  });
});
