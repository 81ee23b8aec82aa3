import { describe, expect, it } from 'vitest';
import { expectRefusal, freshServer, text, type Answer, type Refused } from '../server.js';
import { actionsIn, inGit, putAt, putProcess, step, stepsIn, variablesIn, type InGit } from './git-fixture.js';

const secret = { HasValue: true, NewValue: 'hush' };

const putVariables = async (s: InGit, ...variables: readonly object[]): Promise<Answer> =>
  putAt(s, 'variables', { Variables: variables });

const putSettings = (s: InGit, more: object): Promise<Answer> => putAt(s, 'deploymentsettings', more);

/** As the database refuses them, and what only a ref refuses. */
const refused: readonly Refused<InGit>[] = [
  ['a process without steps', (s) => putAt(s, 'deploymentprocesses', { Steps: null }), "'Steps' is required"],
  ['a process without a version', (s) => putAt(s, 'deploymentprocesses', { Version: null }), "'Version' is required"],
  ['another version than 0', (s) => putAt(s, 'deploymentprocesses', { Version: 3 }), 'changed in between', 409],
  ['a member that there is not', (s) => putAt(s, 'deploymentprocesses', { X: 1 }), "unknown member 'X'"],
  ['a step without actions', (s) => putProcess(s, [{ Name: 'A', Actions: [] }]), 'has no actions'],
  ['an action without a type', (s) => putProcess(s, [{ Name: 'A', Actions: [{ Name: 'A' }] }]), 'ActionType'],
  ['an action that is none', (s) => putProcess(s, [{ Name: 'A', Actions: ['A'] }]), 'must be an object'],
  ['two steps of one name', (s) => putProcess(s, [step('A'), step('a')]), "Two steps are called 'a'"],
  [
    'two steps of one slug',
    (s) =>
      putProcess(s, [
        { ...step('A'), Slug: 'x' },
        { ...step('B'), Slug: 'x' },
      ]),
    "slug 'x'",
  ],
  ['two actions of one slug', (s) => putProcess(s, [step('A', { Slug: 'x' }), step('B', { Slug: 'x' })]), "slug 'x'"],
  ['an ID that it never issued', (s) => putProcess(s, [{ ...step('A'), Id: 'other' }]), "'other' was never issued"],
  [
    'an environment that is not here',
    (s) => putProcess(s, [step('A', { Environments: ['Environments-9'] })]),
    'ments-9',
  ],
  [
    'a feed that is not here',
    (s) => putProcess(s, [step('A', { Packages: [{ PackageId: 'A', FeedId: 'Feeds-9' }] })]),
    'Feeds-9',
  ],
  ['a pool that is not here', (s) => putProcess(s, [step('A', { WorkerPoolId: 'WorkerPools-9' })]), 'WorkerPools-9'],
  ['a channel that is not here', (s) => putProcess(s, [step('A', { Channels: ['Channels-9'] })]), 'Channels-9'],
  ['a tag that is not here', (s) => putProcess(s, [step('A', { TenantTags: ['A/B'] })]), 'A/B'],
  [
    'a secret in an action',
    (s) => putProcess(s, [step('A', { Properties: { Token: secret } })]),
    "The property 'Token' is sensitive and not a variable declaration, which is not currently supported",
  ],
  [
    'a secret in a step',
    (s) => putProcess(s, [{ ...step('A'), Properties: { Token: secret } }]),
    "The property 'Token'",
  ],
  ['another project', (s) => putAt(s, 'deploymentprocesses', { ProjectId: 'Projects-9' }), 'Projects-9'],
  ['another space', (s) => putAt(s, 'deploymentprocesses', { SpaceId: 'Spaces-9' }), 'Spaces-9'],
  ['another ref', (s) => putAt(s, 'deploymentprocesses', { GitRef: 'next' }), "'GitRef' is 'next'"],
  ['a method that there is not', (s) => s.call('DELETE', `${s.ref}/deploymentprocesses`), 'not allowed', 405],
  ['a setting that there is not', (s) => putSettings(s, { X: 1 }), "unknown member 'X'"],
  ['a mode that there is not', (s) => putSettings(s, { DefaultGuidedFailureMode: 'Maybe' }), 'must be one of'],
  [
    'a version by a step that there is not',
    (s) => putSettings(s, { VersioningStrategy: { DonorPackage: { DeploymentAction: 'none', PackageReference: '' } } }),
    "'none'",
  ],
  [
    'a version by a package that there is not',
    (s) =>
      putSettings(s, { VersioningStrategy: { DonorPackage: { DeploymentAction: 'deploy', PackageReference: 'x' } } }),
    "no package 'x'",
  ],
  [
    'a secret variable',
    (s) => putVariables(s, { Name: 'A', Value: 'x', IsSensitive: true }),
    "Variable 'A' is sensitive",
  ],
  ['a variable of the type', (s) => putVariables(s, { Name: 'A', Type: 'Sensitive' }), "Variable 'A' is sensitive"],
  ['a variable without a name', (s) => putVariables(s, { Value: 'x' }), 'Name'],
  ['variables without scope values', (s) => putAt(s, 'variables', { ScopeValues: null }), "'ScopeValues' is required"],
  [
    'a scope that is not here',
    (s) => putVariables(s, { Name: 'A', Scope: { Environment: ['Environments-9'] } }),
    'ments-9',
  ],
  ['a step that is not here', (s) => putVariables(s, { Name: 'A', Scope: { Action: ['none'] } }), "Action 'none'"],
  ['a runbook that is not here', (s) => putVariables(s, { Name: 'A', Scope: { ProcessOwner: ['none'] } }), "'none'"],
  [
    'an account that is not here',
    (s) => putVariables(s, { Name: 'A', Type: 'AzureAccount', Value: 'Accounts-9' }),
    'Accounts-9',
  ],
];

describe('A write at a ref refuses', () => {
  it.each(refused)('%s, and commits nothing', async (_what, request, says, status) => {
    const s = await inGit();
    expectRefusal(await request(s), says, status);
    expect(s.repository.log('main')).toHaveLength(1);
  });
});

describe('A write at a ref', () => {
  it('takes what the server has by ID or by slug, and answers with IDs', async () => {
    const s = await inGit();
    const { make } = s;
    const [pool, feed, account, credential] = await Promise.all([
      make('workerpools', { Name: 'My pool', WorkerPoolType: 'StaticWorkerPool' }),
      make('feeds', { Name: 'My feed', FeedType: 'Maven', FeedUri: 'https://maven.example/' }),
      make('accounts', { Name: 'My key', AccountType: 'UsernamePassword', Username: 'me' }),
      make('git-credentials', {
        Name: 'My login',
        Details: { Type: 'UsernamePassword', Username: 'me', Password: secret },
      }),
    ]);
    const beta = (await s.call('GET', `${s.at}/channels?partialName=beta`)).body['Items'] as { Id: string }[];
    const called = (slugs: boolean) => ({
      Environments: slugs ? ['test'] : [s.environment['Id']],
      Channels: slugs ? ['beta'] : [beta[0]?.Id],
      WorkerPoolId: slugs ? 'my-pool' : text(pool['Id']),
      Packages: [{ Name: '', PackageId: 'A', FeedId: slugs ? 'my-feed' : text(feed['Id']) }],
      GitDependencies: [
        {
          Name: '',
          RepositoryUri: 'https://git.example/a',
          DefaultBranch: 'main',
          GitCredentialType: 'Library',
          GitCredentialId: slugs ? 'my-login' : text(credential['Id']),
        },
      ],
      Properties: {
        'Octopus.Action.Manual.ResponsibleTeamIds': slugs
          ? 'global/everyone,global/octopus-managers'
          : 'teams-everyone,teams-managers',
        'Octopus.Action.Azure.AccountId': '#{Account}',
      },
    });
    const action = async () => actionsIn(await s.call('GET', `${s.ref}/deploymentprocesses`))[0];
    const byId = await putProcess(s, [step('A', called(false))]);
    expect(byId.status, JSON.stringify(byId.body)).toBe(200);
    expect(await action()).toMatchObject(called(false));
    const file = s.repository.branch('main')?.files['.octopus/deployment_process.ocl'];
    expect(file).toMatchObject({ Steps: [{ Actions: [called(true)] }] });
    // Whoever sends slugs means the same, which is no change.
    const before = s.repository.log('main').length;
    await putProcess(s, [{ ...step('A', { ...called(true), Slug: 'a' }), Slug: 'a' }]);
    expect(await action()).toMatchObject(called(false));
    expect(s.repository.log('main')).toHaveLength(before);

    const value = { Name: 'Key', Type: 'UsernamePasswordAccount', Value: text(account['Id']) };
    expect((await putVariables(s, value)).status).toBe(200);
    expect(variablesIn(await s.call('GET', `${s.ref}/variables`))).toMatchObject([value]);
    expect(JSON.stringify(s.repository.branch('main')?.files)).toContain('my-key');
  });

  it('gives steps that it does not call by slug one each', async () => {
    const s = await inGit();
    const written = await putProcess(s, [step('A b'), step('A-B'), { ...step('Other'), Slug: 'a-b-1' }]);
    expect(stepsIn(written).map((one) => one['Id'])).toEqual(['a-b', 'a-b-2', 'a-b-1']);
    const [first] = stepsIn(written);
    const renamed = await putProcess(s, [{ ...first, Slug: undefined, Name: 'Renamed' }]);
    expect(stepsIn(renamed)).toMatchObject([{ Id: 'a-b', Slug: 'a-b', Name: 'Renamed' }]);
  });

  it('makes a variable whose step is gone no trouble, as the database does not', async () => {
    const s = await inGit();
    await putProcess(s, [step('Other')]);
    const set = await s.call('GET', `${s.ref}/variables`);
    expect(variablesIn(set)).toMatchObject([{ Name: 'Colour', Scope: { Action: ['deploy'] } }, {}]);
    expect((await putAt(s, 'variables', {})).status).toBe(200);
  });

  it('does not see what is on another branch', async () => {
    const s = await inGit();
    await s.call('POST', `${s.at}/git/branches/v2`, { NewBranchName: 'next', BaseGitRef: 'refs/heads/main' });
    const next = { ...s, ref: `${s.at}/next` };
    await putProcess(next, [step('Deploy'), step('Later')]);
    const scoped = { Name: 'A', Value: 'x', Scope: { Action: ['later'] } };
    expect((await putVariables(next, scoped)).status).toBe(200);
    expectRefusal(await putVariables(s, scoped), "Action 'later'");
  });
});

describe('What only a file refers to', () => {
  it('can be deleted in the database; the file cannot be read from then on', async () => {
    const s = await inGit();
    const other = await s.make('environments', { Name: 'Other' });
    await putProcess(s, [step('A', { Environments: [text(other['Id'])] })]);
    expect((await s.call('DELETE', `/Spaces-1/environments/${text(other['Id'])}`)).status).toBe(200);
    expectRefusal(await s.call('GET', `${s.ref}/deploymentprocesses`), "'other' of the environments");
    expect((await s.call('GET', `${s.ref}/variables`)).status).toBe(200);
  });

  it('stays when its project goes', async () => {
    const s = await inGit();
    await s.call('DELETE', `${s.at}/triggers/ProjectTriggers-101`);
    expect((await s.call('DELETE', s.at)).status).toBe(200);
    expect(s.repository.log('main')).toHaveLength(1);
  });
});

describe('A server of 2020', () => {
  it('knows nothing of Git', async () => {
    const { call, make } = await freshServer('2020.5.0');
    const project = await make('projects', {
      Name: 'Web',
      ProjectGroupId: 'ProjectGroups-1',
      LifecycleId: 'Lifecycles-1',
    });
    const at = `/Spaces-1/projects/${text(project['Id'])}`;
    for (const path of ['git/branches', 'main/deploymentprocesses'])
      expect((await call('GET', `${at}/${path}`)).status).toBe(404);
    expect((await call('GET', at)).body['Links']).not.toHaveProperty('ConvertToGit');
  });
});
