import { describe, expect, it } from 'vitest';
import { emptySpace } from '../../src/sandbox/server/index.js';
import { aProject, furnished, type Furnished, post, putSettings, putProject, channel } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

describe('Deployment settings', () => {
  it('and the project are one store', async () => {
    const s = await furnished();
    const put = await putSettings(s, {
      FailTargetDiscovery: true,
      ConnectivityPolicy: { SkipMachineBehavior: 'SkipUnavailableMachines' },
      VersioningStrategy: { DonorPackage: { DeploymentAction: 'Deploy', PackageReference: '' } },
    });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    const project = (await s.call('GET', s.at)).body;
    expect(project).toMatchObject({
      ProjectConnectivityPolicy: { SkipMachineBehavior: 'SkipUnavailableMachines' },
      VersioningStrategy: { DonorPackage: { DeploymentAction: 'Deploy' } },
    });
    expect(project).not.toHaveProperty('FailTargetDiscovery');
    await putProject(s, { ...project, ReleaseNotesTemplate: 'Notes' });
    for (const path of [`${s.at}/deploymentsettings`, `/Spaces-1/deploymentsettings/${s.project.Id}`])
      expect((await s.call('GET', path)).body).toMatchObject({
        ProjectId: s.project.Id,
        FailTargetDiscovery: true,
        CancelQueuedTasks: false,
        ReleaseNotesTemplate: 'Notes',
        ConnectivityPolicy: { SkipMachineBehavior: 'SkipUnavailableMachines' },
      });
  });

  it('are loaded with or without an Id', async () => {
    const projects = [{ Id: 'Projects-1', ...aProject }];
    const deploymentsettings = [{ ProjectId: 'Projects-1', CancelQueuedTasks: true, ReleaseNotesTemplate: 'N' }];
    const documents = { ...emptySpace('2026.3.1'), projects, deploymentsettings };
    const { call } = await freshServer('2026.3.1', { spaces: [{ id: 'Spaces-1', name: 'Default', documents }] });
    expect((await call('GET', '/Spaces-1/projects/Projects-1/deploymentsettings')).body).toMatchObject({
      Id: 'deploymentsettings-Projects-1',
      CancelQueuedTasks: true,
      ReleaseNotesTemplate: 'N',
    });
    expect((await call('GET', '/Spaces-1/projects/Projects-1')).body).toMatchObject({ ReleaseNotesTemplate: 'N' });
  });

  it('are not there before 2022', async () => {
    const { call, make } = await freshServer('2020.5.0');
    const { Id } = await make('projects', aProject);
    expect((await call('GET', `/Spaces-1/projects/${text(Id)}/deploymentsettings`)).status).toBe(404);
  });

  it.each<Refused<Furnished>>([
    ['an unknown member', (s) => putSettings(s, { Colour: 'red' }), "unknown member 'Colour'"],
    ['another project in the body', (s) => putSettings(s, { ProjectId: 'Projects-9' }), 'but the path says'],
    [
      'a donor that is no step',
      (s) => putSettings(s, { VersioningStrategy: { DonorPackage: { DeploymentAction: 'Nope' } } }),
      "'Nope'",
    ],
    [
      'a donor and a template',
      (s) => putSettings(s, { VersioningStrategy: { Template: '1.i', DonorPackage: { DeploymentAction: 'Deploy' } } }),
      'not both',
    ],
    ['a list', ({ call }) => call('GET', '/Spaces-1/deploymentsettings'), 'not found', 404],
    ['a DELETE', ({ call, at }) => call('DELETE', `${at}/deploymentsettings`), 'not allowed', 405],
  ])('refuse %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});

describe('Projects and channels', () => {
  it('a POST ignores what only a PUT heeds', async () => {
    const s = await furnished();
    const made = await post(s, 'projects', {
      ...aProject,
      Name: 'New',
      IsBadgesEnabled: true,
      DefaultPowerShellEdition: 'Core',
      ChangeDescription: 'x',
    });
    expect(made).toMatchObject({ status: 201, body: { IsBadgesEnabled: false, DefaultPowerShellEdition: 'Desktop' } });
    expect((await putProject(s, { IsBadgesEnabled: true })).body).toMatchObject({ IsBadgesEnabled: true });
  });

  it('what is in Git is in no list of the space', async () => {
    const state = { VariablesAreInGit: true, RunbooksAreInGit: true };
    const git = {
      Type: 'VersionControlled',
      Url: 'https://git.example/x',
      DefaultBranch: 'main',
      ConversionState: state,
    };
    const projects = [{ Id: 'Projects-1', ...aProject, PersistenceSettings: git, IsVersionControlled: true }];
    const documents = { ...emptySpace('2026.3.1'), projects };
    const { call } = await freshServer('2026.3.1', { spaces: [{ id: 'Spaces-1', name: 'Default', documents }] });
    expect((await call('GET', '/Spaces-1/deploymentprocesses')).body).toMatchObject({ TotalResults: 0 });
    expect((await call('GET', '/Spaces-1/variables/all')).body).toEqual([]);
    for (const path of [
      'projects/Projects-1/deploymentprocesses',
      'deploymentprocesses/deploymentprocess-Projects-1',
      'projects/Projects-1/deploymentsettings',
    ])
      expect((await call('GET', `/Spaces-1/${path}`)).status).toBe(404);
    const project = (await call('GET', '/Spaces-1/projects/Projects-1')).body;
    const put = await call('PUT', '/Spaces-1/projects/Projects-1', { ...project, Description: 'In Git' });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  });

  it('a channel rule names a step', async () => {
    const s = await furnished();
    const rule = { ActionPackages: [{ DeploymentAction: 'deploy', PackageReference: '' }], VersionRange: '[1,2)' };
    expect((await channel(s, { Rules: [rule] })).status).toBe(201);
  });

  it.each<Refused<Furnished>>([
    [
      'a channel of another project for releases',
      (s) => putProject(s, { ReleaseCreationStrategy: { ChannelId: 'Channels-9' } }),
      'Channels-9',
    ],
    ['a runbook that does not exist', (s) => putProject(s, { ProvisioningRunbookId: 'Runbooks-9' }), 'Runbooks-9'],
    ['to go to Git by PUT', (s) => putProject(s, { PersistenceSettings: { Type: 'VersionControlled' } }), 'converted'],
    [
      'a channel rule for no step',
      (s) => channel(s, { Rules: [{ ActionPackages: [{ DeploymentAction: 'Nope', PackageReference: '' }] }] }),
      "'Nope'",
    ],
    [
      'a rule for a Git resource of no step',
      (s) => channel(s, { GitResourceRules: [{ GitDependencyActions: [{ DeploymentActionSlug: 'nope' }] }] }),
      "'nope'",
    ],
  ])('refuse %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});
