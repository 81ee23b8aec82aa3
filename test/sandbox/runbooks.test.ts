import { describe, expect, it } from 'vitest';
import { keep, furnished, type Furnished, post, nightly, trigger, putRunbook } from './project-fixture.js';
import { expectRefusal, text, type Refused } from './server.js';

describe('Runbooks', () => {
  it('come with an empty process, under routes of the space and of the project', async () => {
    const { call, runbook, at, project } = await furnished();
    expect(runbook).toMatchObject({
      Slug: 'restart',
      RunbookProcessId: 'RunbookProcess-Runbooks-101',
      FailTargetDiscovery: false,
    });
    const process = await call('GET', '/Spaces-1/runbookProcesses/RunbookProcess-Runbooks-101');
    expect(process.body).toMatchObject({ RunbookId: 'Runbooks-101', ProjectId: project.Id, Steps: [], Version: 0 });
    expect((await call('GET', '/Spaces-1/runbooks/all')).body).toHaveLength(1);
    for (const path of ['runbooks', 'runbookProcesses'])
      expect((await call('GET', `${at}/${path}`)).body).toMatchObject({ TotalResults: 1 });
    expect((await call('GET', '/Spaces-1/runbookProcesses/all')).status).toBe(404);
  });

  it('keep what a PUT leaves out only where the page says so', async () => {
    const s = await furnished();
    await putRunbook(s, { CancelQueuedTasks: true, FailTargetDiscovery: true, MultiTenancyMode: 'Tenanted' });
    const { Id, Name, ProjectId } = s.runbook;
    const { body } = await s.call('PUT', `/Spaces-1/runbooks/${text(Id)}`, {
      ...{ Id, Name, ProjectId, SpaceId: 'Spaces-1' },
      ...keep,
    });
    expect(body).toMatchObject({
      Slug: 'restart',
      CancelQueuedTasks: true,
      FailTargetDiscovery: false,
      MultiTenancyMode: 'Untenanted',
      Environments: [],
    });
  });

  it('and their actions are what variables can be scoped to', async () => {
    const { call, project } = await furnished();
    const at = '/Spaces-1/runbookProcesses/RunbookProcess-Runbooks-101';
    const step = { Name: 'Stop', Actions: [{ Name: 'Stop', ActionType: 'Octopus.Script' }] };
    const process = await call('PUT', at, { ...(await call('GET', at)).body, Steps: [step] });
    const [stored] = process.body['Steps'] as { Actions: { Id: string }[] }[];
    const action = stored?.Actions[0]?.Id;
    const set = await call('GET', `/Spaces-1/variables/variableset-${project.Id}`);
    expect(set.body['ScopeValues']).toMatchObject({
      Actions: [{ Name: 'Deploy' }, { Id: action, Name: 'Stop' }],
      Processes: [{ ProcessType: 'Deployment' }, { Id: 'Runbooks-101', Name: 'Restart', ProcessType: 'Runbook' }],
    });
    const variable = { Name: 'A', Value: '1', Scope: { ProcessOwner: ['Runbooks-101'], Action: [action] } };
    const put = await call('PUT', `/Spaces-1/variables/variableset-${project.Id}`, {
      ...set.body,
      Variables: [variable],
    });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  });

  it('go with their project, and so do triggers and settings', async () => {
    const s = await furnished();
    await trigger(s);
    expect((await s.call('DELETE', s.at)).body).toEqual({});
    const left = Object.entries(s.instance.dump()).filter(([, documents]) =>
      JSON.stringify(documents).includes(s.project.Id),
    );
    expect(left).toEqual([]);
  });

  it.each<Refused<Furnished>>([
    [
      'a name that its project has already',
      (s) => post(s, 'runbooks', { Name: 'RESTART', ProjectId: s.project.Id, ...keep }),
      'already exists',
    ],
    ['a snapshot that there is not', (s) => putRunbook(s, { PublishedRunbookSnapshotId: 'S-1' }), 'no such snapshot'],
    ['a move to another project', (s) => putRunbook(s, { ProjectId: 'Projects-9' }), "'ProjectId' is 'Projects-9'"],
    ['an environment that does not exist', (s) => putRunbook(s, { Environments: ['Environments-9'] }), 'ments-9'],
    ['a tag that does not exist', (s) => putRunbook(s, { RunbookTags: ['A/B'] }), 'A/B'],
    [
      'to give up an environment that a trigger uses',
      async (s) => {
        await trigger(s);
        return putRunbook(s, { Environments: [] });
      },
      'used by a trigger',
    ],
    [
      'a stale version of its process',
      ({ call }) =>
        call('PUT', '/Spaces-1/runbookProcesses/RunbookProcess-Runbooks-101', {
          Version: 3,
          Steps: [],
        }),
      'changed in between',
      409,
    ],
    [
      'a process without a version',
      ({ call }) => call('PUT', '/Spaces-1/runbookProcesses/RunbookProcess-Runbooks-101', { Steps: [] }),
      "'Version' is required",
    ],
    [
      'a delete while a trigger runs it',
      async (s) => {
        await trigger(s);
        return s.call('DELETE', '/Spaces-1/runbooks/Runbooks-101');
      },
      'in use',
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});

describe('Triggers', () => {
  it('are listed in the space and in the project', async () => {
    const s = await furnished();
    const made = await trigger(s);
    expect(made).toMatchObject({ status: 201, body: { Id: 'ProjectTriggers-101', IsDisabled: false } });
    const at = `${s.at}/triggers/ProjectTriggers-101`;
    expect((await s.call('PUT', at, { ...made.body, Name: 'Daily' })).body).toMatchObject({ Name: 'Daily' });
    expect((await s.call('GET', '/Spaces-1/projecttriggers?runbooks=Runbooks-101')).body).toMatchObject({
      TotalResults: 1,
    });
    expect((await s.call('GET', `${s.at}/triggers?triggerActionType=AutoDeploy`)).body).toMatchObject({
      TotalResults: 0,
    });
    expect((await s.call('DELETE', at)).status).toBe(200);
  });

  it.each<Refused<Furnished>>([
    ['one without an action', (s) => trigger(s, {}, { Action: null }), "'Action' is required"],
    ['a filter of no type', (s) => trigger(s, {}, { Filter: { FilterType: 'Moon' } }), 'must be one of'],
    ['a member of another filter', (s) => trigger(s, {}, { Filter: { ...nightly, Monday: true } }), 'Filter.Monday'],
    ['a member of another action', (s) => trigger(s, { ChannelId: 'x' }), "unknown member 'Action.ChannelId'"],
    ['a runbook that does not exist', (s) => trigger(s, { RunbookId: 'Runbooks-9' }), 'Runbooks-9'],
    ['an environment that does not exist', (s) => trigger(s, { EnvironmentIds: ['E-9'] }), 'E-9'],
    ['a tenant that does not exist', (s) => trigger(s, { TenantIds: ['Tenants-9'] }), 'Tenants-9'],
    ['a tag that does not exist', (s) => trigger(s, { TenantTags: ['A/B'] }), 'A/B'],
    [
      'a channel that does not exist',
      (s) => trigger(s, {}, { Action: { ActionType: 'CreateRelease', ChannelId: 'Channels-9' } }),
      'Channels-9',
    ],
    [
      'an environment to deploy to that does not exist',
      (s) => trigger(s, {}, { Action: { ActionType: 'DeployLatestRelease', DestinationEnvironmentId: 'E-9' } }),
      "'Action.DestinationEnvironmentId'",
    ],
    [
      'a name that its project has already',
      async (s) => {
        await trigger(s);
        return trigger(s);
      },
      'already exists',
    ],
    ['a list of all', ({ call }) => call('GET', '/Spaces-1/projecttriggers/all'), 'all', 404],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await furnished()), says, status);
  });
});
