import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { sync } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* "Required Data" (how-matching-works, how-scope-cloning-works): without it an entry is blocked (rules needs-required). */

const select = {
  projects: 'all',
  targets: 'all',
  teams: 'all',
  workers: 'all',
  tenants: 'all',
};
const options = { cloneTeamUserRoleScoping: 'true', cloneTenantVariables: 'true' };

const withAction =
  (action: JsonObject) =>
  (source: SpaceBuilder): SpaceBuilder =>
    source.project('OctoFX').step('Deploy', { action });

const withRunbookAction =
  (action: JsonObject) =>
  (source: SpaceBuilder): SpaceBuilder =>
    source
      .project('OctoFX')
      .runbook('Restart')
      .item('runbookProcesses', ['OctoFX', 'Restart'], {
        Steps: [{ Name: 'Run', Actions: [{ Name: 'Run', ActionType: 'Octopus.Script', ...action }] }],
      });

const withEndpoint =
  (endpoint: JsonObject) =>
  (source: SpaceBuilder): SpaceBuilder =>
    source.item('targets', ['web-1'], {
      Name: 'web-1',
      MachinePolicyId: 'Policy',
      Roles: ['web'],
      EnvironmentIds: [],
      Endpoint: endpoint,
    });

const templated = { Properties: { 'Octopus.Action.Template.Id': 'Announce', 'Octopus.Action.Template.Version': '3' } };
const packaged = { Packages: [{ Name: '', PackageId: 'Web', FeedId: 'Our feed' }] };
const contained = { Container: { Image: 'ubuntu', FeedId: 'Our feed' } };

/** What the destination needs, apart from the one thing that a row is about. */
const destination = space('destination').machinePolicy('Policy').build();

describe('Required data', () => {
  it.each<[what: string, build: (source: SpaceBuilder) => SpaceBuilder, who: string, needs: string, at: string]>([
    [
      'Projects: project group',
      (s) => s.project('OctoFX', { ProjectGroupId: 'Trading' }),
      'projects/OctoFX',
      'projectGroups Trading',
      '/ProjectGroupId',
    ],
    [
      'Projects: default lifecycle',
      (s) => s.project('OctoFX', { LifecycleId: 'Fast' }),
      'projects/OctoFX',
      'lifecycles Fast',
      '/LifecycleId',
    ],
    [
      'Projects: any referenced library variable set',
      (s) => s.librarySet('Global').project('OctoFX', { IncludedLibraryVariableSetIds: ['Global'] }),
      'projects/OctoFX',
      'libraryVariableSets Global',
      '/IncludedLibraryVariableSetIds',
    ],
    [
      'Projects: any referenced script module',
      (s) =>
        s
          .scriptModule('Helpers', { ContentType: 'ScriptModule' })
          .project('OctoFX', { IncludedLibraryVariableSetIds: ['Helpers'] }),
      'projects/OctoFX',
      'libraryVariableSets Helpers',
      '/IncludedLibraryVariableSetIds',
    ],
    [
      'Process steps: worker pool (when defined)',
      withAction({ WorkerPoolId: 'Ubuntu' }),
      'deploymentProcesses/OctoFX',
      'workerPools Ubuntu',
      '/Steps/Deploy/Actions/Deploy/WorkerPoolId',
    ],
    [
      'Process steps: execution container feed',
      withAction(contained),
      'deploymentProcesses/OctoFX',
      'externalFeeds Our feed',
      '/Steps/Deploy/Actions/Deploy/Container/FeedId',
    ],
    [
      'Process steps: step template',
      withAction(templated),
      'deploymentProcesses/OctoFX',
      'stepTemplates Announce',
      '/Steps/Deploy/Actions/Deploy/Properties/Octopus.Action.Template.Id',
    ],
    [
      'Process steps: package feed',
      withAction(packaged),
      'deploymentProcesses/OctoFX',
      'externalFeeds Our feed',
      '/Steps/Deploy/Actions/Deploy/Packages/0/FeedId',
    ],
    [
      'Process steps: project of a deploy-a-release step (rules process-needs)',
      withAction({ Properties: { 'Octopus.Action.DeployRelease.ProjectId': 'Other' } }),
      'deploymentProcesses/OctoFX',
      'projects Other',
      '/Steps/Deploy/Actions/Deploy/Properties/Octopus.Action.DeployRelease.ProjectId',
    ],
    [
      'Process steps: git credential (rules process-needs)',
      withAction({ GitDependencies: [{ Name: '', GitCredentialId: 'Robot' }] }),
      'deploymentProcesses/OctoFX',
      'gitCredentials Robot',
      '/Steps/Deploy/Actions/Deploy/GitDependencies/0/GitCredentialId',
    ],
    [
      'Runbook process steps: worker pool',
      withRunbookAction({ WorkerPoolId: 'Ubuntu' }),
      'runbookProcesses/OctoFX/Restart',
      'workerPools Ubuntu',
      '/Steps/Run/Actions/Run/WorkerPoolId',
    ],
    [
      'Runbook process steps: execution container feed',
      withRunbookAction(contained),
      'runbookProcesses/OctoFX/Restart',
      'externalFeeds Our feed',
      '/Steps/Run/Actions/Run/Container/FeedId',
    ],
    [
      'Runbook process steps: step template',
      withRunbookAction(templated),
      'runbookProcesses/OctoFX/Restart',
      'stepTemplates Announce',
      '/Steps/Run/Actions/Run/Properties/Octopus.Action.Template.Id',
    ],
    [
      'Runbook process steps: package feed',
      withRunbookAction(packaged),
      'runbookProcesses/OctoFX/Restart',
      'externalFeeds Our feed',
      '/Steps/Run/Actions/Run/Packages/0/FeedId',
    ],
    [
      'Channels: referenced lifecycle',
      (s) => s.project('OctoFX').channel('Beta', { LifecycleId: 'Fast' }),
      'channels/OctoFX/Beta',
      'lifecycles Fast',
      '/LifecycleId',
    ],
    [
      'Targets: machine policy',
      (s) => s.target('web-1', { MachinePolicyId: 'Other' }),
      'targets/web-1',
      'machinePolicies Other',
      '/MachinePolicyId',
    ],
    [
      'Targets: worker pool (when the target needs one)',
      withEndpoint({ CommunicationStyle: 'None', DefaultWorkerPoolId: 'Ubuntu' }),
      'targets/web-1',
      'workerPools Ubuntu',
      '/Endpoint/DefaultWorkerPoolId',
    ],
    [
      'Targets: account (when the target references one)',
      withEndpoint({ CommunicationStyle: 'AzureWebApp', AccountId: 'Azure' }),
      'targets/web-1',
      'accounts Azure',
      '/Endpoint/AccountId',
    ],
    [
      'Teams: user role',
      (s) => s.team('Ops').teamRoles('Ops', { Roles: [{ UserRoleId: 'Deployer', EnvironmentIds: [] }] }),
      'teamRoles/Ops',
      'userRoles Deployer',
      '/Roles/0/UserRoleId',
    ],
    [
      'Workers: machine policy',
      (s) =>
        s.worker('linux-1', {
          MachinePolicyId: 'Other',
          WorkerPoolIds: [],
          Endpoint: { CommunicationStyle: 'TentaclePassive' },
        }),
      'workers/linux-1',
      'machinePolicies Other',
      '/MachinePolicyId',
    ],
  ])('%s', (_what, build, who, needs, at) => {
    const { changeset } = sync(build(space('source')).build(), destination, settings(options, select));
    const entry = changeset.blocked.find(({ id }) => id === who);
    expect(entry?.missing.map(({ type, name, at: where }) => [`${type} ${name}`, where])).toEqual([[needs, at]]);
    expect(changeset.changes.map(({ id }) => id)).not.toContain(who);
  });

  it('a worker pool given by a variable needs nothing', () => {
    const action = { WorkerPoolId: null, WorkerPoolVariable: 'Pool' };
    const { changeset } = sync(withAction(action)(space('source')).build(), destination, settings(options, select));
    expect(changeset.blocked).toEqual([]);
  });

  it('"if your project has 30 channels and you clone 5, the lifecycles of those 5 must exist"', () => {
    const built = space('source').project('OctoFX');
    for (let index = 1; index <= 30; index += 1) {
      built.lifecycle(`L${index}`).channel(`C${index}`, { LifecycleId: `L${index}` });
    }
    const five = space('destination');
    for (let index = 1; index <= 5; index += 1) five.lifecycle(`L${index}`);
    const given = settings({}, { projects: 'all', channels: 'Default,C1,C2,C3,C4,C5' });
    const { changeset } = sync(built.build(), five.build(), given);
    expect(changeset.blocked).toEqual([]);
    // The default one comes with the project.
    expect(changeset.changes.filter(({ type }) => type === 'channels')).toHaveLength(5);
  });

  it('what the same changeset creates is not missing', () => {
    const source = space('source').projectGroup('Trading').project('OctoFX', { ProjectGroupId: 'Trading' }).build();
    const { changeset } = sync(source, destination, settings({}, { projects: 'all', projectGroups: 'all' }));
    expect(changeset.blocked).toEqual([]);
  });
});

describe('Required data of tenant variables', () => {
  const value = (owner: string, scope: JsonObject, control: string, given: JsonValue): JsonObject => ({
    ProjectId: owner,
    TemplateId: 'Site',
    Control: control,
    Scope: scope,
    Value: given,
  });
  const on = (installation: string, ...values: readonly JsonObject[]) =>
    space(installation)
      .environments('Test')
      .project('OctoFX', { Templates: [{ Name: 'Site' }] })
      .tenant('Internal', { OctoFX: ['Test'] })
      .tenantVariables('Internal', {
        LibraryVariableSets: [],
        Projects: ['OctoFX'],
        Common: [],
        Project: values,
      })
      .build();

  // One value of a tenant is the unit: it is not written, and said not to be, with what is missing.
  it.each<[what: string, names: string, JsonObject]>([
    ['project', 'Own', value('Own', {}, 'SingleLineText', 'a')],
    ['environment', 'Elsewhere', value('OctoFX', { EnvironmentIds: ['Elsewhere'] }, 'SingleLineText', 'a')],
    ['account', 'AWS', value('OctoFX', {}, 'AmazonWebServicesAccount', 'AWS')],
    ['certificate', 'TLS', value('OctoFX', {}, 'Certificate', 'TLS')],
    ['worker pool', 'Ubuntu', value('OctoFX', {}, 'WorkerPool', 'Ubuntu')],
  ])('Tenants: variables: %s', (_what, names, values) => {
    const { changeset } = sync(on('source', values), on('destination'), settings(options, { tenants: 'all' }));
    expect(changeset.changes).toEqual([]);
    const reported = [...changeset.skipped, ...changeset.blocked];
    expect(reported).toMatchObject([{ id: 'tenantVariables/Internal' }]);
    expect(JSON.stringify(reported)).toContain(names);
  });
});
