import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { JsonObject } from '../../src/model/json.js';
import { settings, space } from '../builders/space.js';
import { taken, withServers } from '../property/two-spaces.js';
import { ran, undoOf } from '../property/undone.js';

/* Things that a run created and that refer to each other in a circle, taken back over HTTP (rules undo-order, undo-left). */

const everything = {
  projects: 'all',
  triggers: 'all',
  teams: 'all',
  tenants: 'all',
  accounts: 'all',
  environments: 'all',
};
const options = {
  cloneTeamUserRoleScoping: 'true',
  cloneProjectDeploymentProcess: 'true',
  cloneProjectRunbooks: 'true',
};

/** The ids that the undo deletes, in its order, what it leaves, and what is another thing afterwards. */
const takenBack = async (from: SpaceSnapshot, to: SpaceSnapshot) => {
  const found: { deleted: readonly string[]; left: readonly string[]; others: readonly string[] }[] = [];
  await withServers(from, to, async ({ source, destination }) => {
    const before = await taken(destination);
    const changeset = diff(await taken(source), before, settings(options, everything));
    expect(changeset.errors).toEqual([]);
    const run = await ran(changeset, destination);
    const back = await undoOf(changeset, run, destination);
    await ran(back, destination, run.receipt);
    found.push({
      deleted: back.changes.flatMap(({ id, action }) => (action === 'delete' ? [id] : [])),
      left: back.left.map(({ id, reasons }) => `${id}: ${reasons.map(({ says }) => says).join(' ')}`),
      others: compare(before, await taken(destination)).changes.map(({ id }) => id),
    });
  });
  return found[0];
};

const limitedTo = (...projects: readonly string[]): JsonObject => ({
  Roles: [
    {
      UserRoleId: 'userroles-projectviewer',
      EnvironmentIds: [],
      ProjectGroupIds: [],
      ProjectIds: projects,
      TenantIds: [],
    },
  ],
});
const asking = (...teams: readonly string[]) => ({
  action: { ActionType: 'Octopus.Manual', Properties: { 'Octopus.Action.Manual.ResponsibleTeamIds': teams } },
});
const deploying = (project: string) => ({
  action: {
    ActionType: 'Octopus.DeployRelease',
    Properties: { 'Octopus.Action.DeployRelease.ProjectId': { $reference: { type: 'projects', names: [project] } } },
  },
});
const nightly: JsonObject = {
  Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 1 * * *', Timezone: 'UTC' },
  Action: {
    ...{ ActionType: 'RunRunbook', RunbookId: 'Restart', EnvironmentIds: ['Test'] },
    ...{ TenantIds: ['Acme'], TenantTags: [] },
  },
};
const empty = space('b').build();

describe('What a run created and what refers to each other in a circle', () => {
  it.each<[string, SpaceSnapshot, readonly string[]]>([
    [
      'the roles of a team that are limited to a project, before the project, and the team after it',
      space('a').team('QA').teamRoles('QA', limitedTo('OctoFX')).project('OctoFX').step('Ask', asking('QA')).build(),
      ['teamRoles/QA', 'projects/OctoFX', 'teams/QA'],
    ],
    [
      'a trigger that is for a tenant, before the tenant, and its project last',
      space('a')
        .environments('Test')
        .project('OctoFX', { TenantedDeploymentMode: 'TenantedOrUntenanted' })
        .runbook('Restart', { MultiTenancyMode: 'TenantedOrUntenanted' })
        .trigger('Nightly', nightly)
        .tenant('Acme', { OctoFX: ['Test'] })
        .build(),
      ['triggers/OctoFX/Nightly', 'tenants/Acme', 'projects/OctoFX', 'environments/Test'],
    ],
  ])('goes: %s (rules undo-order)', async (_what, from, deleted) => {
    expect(await takenBack(from, empty)).toEqual({ deleted, left: [], others: [] });
  });

  it('stays where nothing of it can go first, and says so; what only one of them refers to stays too (rules undo-left)', async () => {
    const from = space('a')
      .environments('Test', 'Prod')
      .project('Web')
      .step('Then the other', { ...deploying('Api'), environments: ['Test'] })
      .project('Api')
      .step('First the other', deploying('Web'))
      .build();
    const back = await takenBack(from, empty);
    expect(back?.deleted).toEqual(['environments/Prod']);
    expect(back?.left).toEqual([
      'environments/Test: The run created it, and it stays: projects/Web stays as it is, and refers to it.',
      expect.stringContaining(
        'projects/Api: The run created it, and it stays: it and projects/Web refer to each other',
      ),
      expect.stringContaining(
        'projects/Web: The run created it, and it stays: it and projects/Api refer to each other',
      ),
    ]);
    expect(back?.others).toEqual(expect.arrayContaining(['projects/Api', 'projects/Web', 'environments/Test']));
    expect(back?.others).not.toContain('environments/Prod');
  });
});
