import { describe, expect, it } from 'vitest';
import { keep } from '../project-fixture.js';
import { expectRefusal, text, type Refused } from '../server.js';
import { inGit, putAt, step, type InGit } from './git-fixture.js';

const create = (s: InGit, body: object) => s.call('POST', `${s.ref}/runbooks/v2`, body);

describe('Runbooks at a ref', () => {
  it('have their slug as ID, and their process has it, too', async () => {
    const s = await inGit();
    const page = await s.call('GET', `${s.ref}/runbooks`);
    expect(page.body).toMatchObject({
      TotalResults: 1,
      Items: [
        {
          Id: 'restart',
          Slug: 'restart',
          RunbookProcessId: 'restart',
          ProjectId: s.project.Id,
          Environments: [s.environment['Id']],
          Links: { Self: `/api${s.at}/refs%2fheads%2fmain/runbooks/restart` },
        },
      ],
    });
    const process = await s.call('GET', `${s.ref}/runbookProcesses/restart`);
    expect(process.body).toMatchObject({ Id: 'restart', RunbookId: 'restart', Version: 0, Steps: [{ Id: 'stop-it' }] });
  });

  it('are made with a slim answer, changed, and deleted, each with a commit', async () => {
    const s = await inGit();
    const made = await create(s, { Name: 'Check health', RunbookTags: [] });
    expect(made).toEqual({
      status: 201,
      body: {
        Id: 'check-health',
        GitRef: 'refs/heads/main',
        Name: 'Check health',
        ProjectId: s.project.Id,
        Slug: 'check-health',
      },
    });
    const put = await putAt(s, 'runbooks/check-health', { Description: 'D', FailTargetDiscovery: true });
    expect(put.body).toMatchObject({ Id: 'check-health', Description: 'D', FailTargetDiscovery: true });
    const process = await putAt(s, 'runbookProcesses/check-health', { Steps: [step('Look')] });
    expect(process.body).toMatchObject({ Id: 'check-health', Steps: [{ Id: 'look' }] });
    const body = { GitRef: 'refs/heads/main', Id: 'check-health', ProjectId: s.project.Id, SpaceId: 'Spaces-1' };
    const gone = await s.call('DELETE', `${s.ref}/runbooks/check-health`, { ...body, ChangeDescription: 'Away' });
    expect(gone.status, JSON.stringify(gone.body)).toBe(200);
    expect((await s.call('GET', `${s.ref}/runbooks/check-health`)).status).toBe(404);
    expect(s.repository.log('main').map(({ message }) => message)).toEqual([
      'Away',
      'Update runbook process',
      'Update runbook',
      'Create runbook: Check health',
      'Move to Git',
    ]);
  });

  it('get another ID with another slug', async () => {
    const s = await inGit();
    await create(s, { Name: 'Check' });
    const put = await putAt(s, 'runbooks/check', { Slug: 'look' });
    expect(put.body).toMatchObject({ Id: 'look', Slug: 'look', Name: 'Check' });
    expect((await s.call('GET', `${s.ref}/runbooks/check`)).status).toBe(404);
    expect(Object.keys(s.repository.branch('main')?.files ?? {})).toContain('.octopus/runbooks/look.ocl');
  });

  it('are found by name and by tag', async () => {
    const s = await inGit();
    const set = await s.make('tagsets', { Name: 'Kind', Scopes: ['Runbook'], Tags: [{ Name: 'Daily' }] });
    const [tag] = set['Tags'] as { Id: string }[];
    await create(s, { Name: 'Check', RunbookTags: [tag?.Id ?? ''] });
    const found = async (query: string) =>
      ((await s.call('GET', `${s.ref}/runbooks?${query}`)).body['Items'] as { Id: string }[]).map(({ Id }) => Id);
    expect(await found('partialName=REST')).toEqual(['restart']);
    expect(await found('runbookTags=Kind/Daily')).toEqual(['check']);
    expect(await found(`excludedRunbookTags=${tag?.Id ?? ''}`)).toEqual(['restart']);
    expect(await found('skip=1&take=1')).toEqual(['restart']);
  });

  it('say where they can run', async () => {
    const s = await inGit();
    await s.make('environments', { Name: 'Other' });
    const names = async () =>
      ((await s.call('GET', `${s.ref}/runbooks/restart/environments`)).body as unknown as { Name: string }[]).map(
        ({ Name: name }) => name,
      );
    expect(await names()).toEqual(['Test']);
    await putAt(s, 'runbooks/restart', { EnvironmentScope: 'All' });
    expect(await names()).toEqual(['Other', 'Test']);
    await putAt(s, 'runbooks/restart', { EnvironmentScope: 'FromProjectLifecycles' });
    expect(await names()).toEqual(['Other', 'Test']);
  });

  it.each<Refused<InGit>>([
    ['one without a name', (s) => create(s, {}), "'Name' is required"],
    ['an unknown member', (s) => create(s, { Name: 'A', X: 1 }), "unknown member 'X'"],
    ['a name that is taken', (s) => create(s, { Name: 'RESTART' }), 'already exists'],
    ['a slug that is taken', (s) => create(s, { Name: 'A', Slug: 'restart' }), "slug 'restart' already exists"],
    ['an environment that there is not', (s) => create(s, { Name: 'A', Environments: ['Environments-9'] }), 'ments-9'],
    ['a tag that there is not', (s) => create(s, { Name: 'A', RunbookTags: ['A/B'] }), 'A/B'],
    ['another ref in the body', (s) => create(s, { Name: 'A', GitRef: 'refs/heads/other' }), "'GitRef' is"],
    ['another project in the body', (s) => putAt(s, 'runbooks/restart', { ProjectId: 'Projects-9' }), 'Projects-9'],
    ['another ID in the body', (s) => putAt(s, 'runbooks/restart', { Id: 'other' }), "'Id' is 'other'"],
    [
      'a PUT without retention',
      (s) => putAt(s, 'runbooks/restart', { RunRetentionPolicy: null }),
      'RunRetentionPolicy',
    ],
    ['a snapshot', (s) => putAt(s, 'runbooks/restart', { PublishedRunbookSnapshotId: 'S-1' }), 'no such snapshot'],
    ['a runbook that there is not', (s) => s.call('GET', `${s.ref}/runbooks/none`), 'none', 404],
    ['a process that there is not', (s) => s.call('GET', `${s.ref}/runbookProcesses/none`), 'none', 404],
    ['a PUT of what is not there', (s) => s.call('PUT', `${s.ref}/runbooks/none`, keep), 'none', 404],
    ['a process without a version', (s) => putAt(s, 'runbookProcesses/restart', { Version: null }), "'Version'"],
    [
      'a secret in a process',
      (s) => {
        const Properties = { Token: { HasValue: true, NewValue: 'hush' } };
        return putAt(s, 'runbookProcesses/restart', { Steps: [step('A', { Properties })] });
      },
      "The property 'Token' is sensitive and not a variable declaration",
    ],
    [
      'to give up an environment that a trigger uses',
      (s) => putAt(s, 'runbooks/restart', { Environments: [] }),
      'used by a trigger',
    ],
    ['to delete what a trigger runs', (s) => s.call('DELETE', `${s.ref}/runbooks/restart`), 'in use'],
    ['another slug for what a trigger runs', (s) => putAt(s, 'runbooks/restart', { Slug: 'other' }), 'in use'],
    [
      'a deletion of another',
      (s) => s.call('DELETE', `${s.ref}/runbooks/restart`, { Id: 'other' }),
      "'Id' is 'other', but the path says 'restart'",
    ],
    ['a deletion with more', (s) => s.call('DELETE', `${s.ref}/runbooks/restart`, { X: 1 }), "unknown member 'X'"],
    ['a filter that there is not', (s) => s.call('GET', `${s.ref}/runbooks?x=1`), "no filter 'x'"],
    [
      'one in the database',
      (s) => s.call('POST', '/Spaces-1/runbooks', { Name: 'A', ProjectId: s.project.Id, ...keep }),
      'keeps its runbooks in Git',
    ],
  ])('refuse %s', async (_what, request, says, status) => {
    const s = await inGit();
    const before = s.repository.log('main').length;
    expectRefusal(await request(s), says, status);
    expect(s.repository.log('main')).toHaveLength(before);
  });
});

describe('A trigger', () => {
  it('runs a runbook of the default branch, by its slug', async () => {
    const s = await inGit();
    await s.call('POST', `${s.at}/git/branches/v2`, { NewBranchName: 'next', BaseGitRef: 'main' });
    await s.call('POST', `${s.at}/next/runbooks/v2`, { Name: 'Later' });
    const trigger = (runbook: string) =>
      s.call('POST', `${s.at}/triggers`, {
        Name: 'Weekly',
        Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' },
        Action: { ActionType: 'RunRunbook', RunbookId: runbook, EnvironmentIds: [text(s.environment['Id'])] },
      });
    expectRefusal(await trigger('later'), 'later');
    s.repository.merge('next', 'main');
    expect((await trigger('later')).status).toBe(201);
  });
});
