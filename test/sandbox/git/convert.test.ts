import { describe, expect, it } from 'vitest';
import { expectRefusal, text, type Refused } from '../server.js';
import { convert, gitSettings, inDatabase, inGit, postGit, stepsIn, variablesIn } from './git-fixture.js';

type InDatabase = Awaited<ReturnType<typeof inDatabase>>;

describe('A conversion', () => {
  it('makes one commit with everything that is not secret', async () => {
    const s = await inDatabase();
    expect(await convert(s, { CommitMessage: 'Hello' })).toEqual({ status: 200, body: {} });
    const [commit, ...others] = s.repository.log('main');
    expect(others).toEqual([]);
    expect(commit).toMatchObject({ message: 'Hello', author: 'octosync', parents: [] });
    expect(commit?.hash).toMatch(/^[0-9a-f]{40}$/);
    expect(Object.keys(commit?.files ?? {}).sort()).toEqual([
      '.octopus/deployment_process.ocl',
      '.octopus/deployment_settings.ocl',
      '.octopus/runbooks/restart.ocl',
      '.octopus/schema_version.ocl',
      '.octopus/variables.ocl',
    ]);
    expect(JSON.stringify(commit?.files)).not.toMatch(/Password|hush|Environments-|Projects-|Runbooks-|feeds-builtin/);
  });

  it('leaves in the database what refers to Git by slug', async () => {
    const s = await inGit();
    const { body } = await s.call('GET', `${s.at}/triggers`);
    expect(body).toMatchObject({ Items: [{ Action: { RunbookId: 'restart' } }] });
    const channels = await s.call('GET', `${s.at}/channels`);
    expect(JSON.stringify(channels.body)).toContain('"DeploymentAction":"deploy"');
  });

  it('is one event, of the project', async () => {
    const s = await inDatabase();
    const count = async () => (await s.call('GET', '/Spaces-1/events')).body['TotalResults'] as number;
    const before = await count();
    await convert(s);
    expect(await count()).toBe(before + 1);
    expect((await s.call('GET', '/Spaces-1/events?take=1')).body).toMatchObject({
      Items: [{ Category: 'Modified', Message: 'Project Web was modified' }],
    });
  });

  it.each([
    ['octopus-vcs-conversion', {}, { ProtectedDefaultBranch: true }],
    ['octopus-vcs-conversion', {}, { ProtectedBranchNamePatterns: ['ma*'] }],
    ['first', { InitialCommitBranchName: 'first' }, { ProtectedDefaultBranch: true }],
    ['main', { InitialCommitBranchName: 'first' }, {}],
  ])('commits to %s by %j and %j', async (branch, more, settings) => {
    const s = await inDatabase();
    s.repository.push('main', 'Start', () => ({ readme: { Text: 'Hello' } }));
    expect((await convert(s, more, settings)).status).toBe(200);
    expect(s.repository.log(branch).map(({ message }) => message)).toEqual(['Move to Git', 'Start']);
    expect(s.repository.branch(branch)?.files).toHaveProperty('readme');
  });

  it('keeps a password, and shows none', async () => {
    const s = await inGit(
      {},
      { Credentials: { Type: 'UsernamePassword', Username: 'me', Password: { HasValue: true, NewValue: 'hush' } } },
    );
    const { body } = await s.call('GET', s.at);
    expect(body['PersistenceSettings']).toMatchObject({
      Credentials: { Type: 'UsernamePassword', Username: 'me', Password: { HasValue: true, NewValue: null } },
    });
    expect([...s.instance.secrets().values()].map(({ value }) => value)).toContain('hush');
  });

  it('may leave variables and runbooks where they are, until they migrate', async () => {
    const s = await inGit({}, { ConversionState: { VariablesAreInGit: false, RunbooksAreInGit: false } });
    const set = await s.call('GET', `${s.at}/variables`);
    expect(variablesIn(set)).toMatchObject([{ Name: 'Colour', Scope: { Action: ['deploy'] } }, {}, { Name: 'Place' }]);
    expect((await s.call('PUT', `${s.at}/variables`, set.body)).status).toBe(200);
    for (const path of ['variables', 'runbooks'])
      expectRefusal(await s.call('GET', `${s.ref}/${path}`), 'in the database');
    expect((await s.call('GET', '/Spaces-1/variables/all')).body).toHaveLength(1);
    expect((await s.call('GET', '/Spaces-1/runbooks')).body).toMatchObject({ TotalResults: 1 });

    expect((await s.call('GET', `${s.at}/git/migrate-variables`)).body).toEqual({
      TextVariableCount: 2,
      SensitiveVariableCount: 1,
    });
    const commit = { Branch: 'main', CommitMessage: 'Move' };
    expect(await postGit(s, 'migrate-variables', commit)).toEqual({ status: 200, body: {} });
    expect(variablesIn(await s.call('GET', `${s.ref}/variables`))).toMatchObject([
      { Name: 'Colour', Scope: { Environment: [s.environment['Id']], Action: ['deploy'] } },
      { Name: 'Place', Scope: { ProcessOwner: [s.runbook['Id'], s.project.Id] } },
    ]);
    expect(variablesIn(await s.call('GET', `${s.at}/variables`))).toMatchObject([{ Name: 'Password' }]);

    const runbook = { RunbookId: s.runbook['Id'], RunbookName: 'Restart' };
    const moved = { DraftRunbooks: [runbook], PublishedRunbooks: [] };
    expect((await s.call('GET', `${s.at}/git/migrate-runbooks`)).body).toEqual(moved);
    expect((await postGit(s, 'migrate-runbooks', commit)).body).toEqual({ ...moved, ServerTaskId: null });
    expect((await s.call('GET', `${s.ref}/runbooks/restart`)).body).toMatchObject({ Id: 'restart', Name: 'Restart' });
    expect(variablesIn(await s.call('GET', `${s.ref}/variables`))[1]).toMatchObject({
      Scope: { ProcessOwner: ['restart', s.project.Id] },
    });
    expect((await s.call('GET', s.at)).body).toMatchObject({
      PersistenceSettings: { ConversionState: { VariablesAreInGit: true, RunbooksAreInGit: true } },
    });
  });

  it('moves steps whose names make the same slug', async () => {
    const s = await inDatabase();
    const process = await s.call('GET', `${s.at}/deploymentprocesses`);
    const twins = ['A b', 'A-B'].map((Name) => ({ Name, Actions: [{ Name, ActionType: 'Octopus.Script' }] }));
    await s.call('PUT', `${s.at}/deploymentprocesses`, { ...process.body, Steps: [...stepsIn(process), ...twins] });
    await convert(s);
    const steps = stepsIn(await s.call('GET', `${s.at}/main/deploymentprocesses`));
    expect(steps.map(({ Id: id }) => id)).toEqual(['deploy', 'a-b', 'a-b-1']);
  });
});

describe('A conversion is refused', () => {
  it.each<Refused<InDatabase>>([
    ['without a message', (s) => convert(s, { ChangeDescription: undefined }), "'ChangeDescription' is required"],
    ['without settings', (s) => convert(s, { VersionControlSettings: null }), "'VersionControlSettings' is required"],
    ['without a URL', (s) => convert(s, {}, { Url: '' }), "'VersionControlSettings.Url' is required"],
    ['without a path', (s) => convert(s, {}, { BasePath: null }), 'BasePath'],
    ['without credentials', (s) => convert(s, {}, { Credentials: null }), 'Credentials'],
    ['to the database', (s) => convert(s, {}, { Type: 'Database' }), 'VersionControlSettings'],
    ['with an unknown member', (s) => convert(s, { X: 1 }), "unknown member 'X'"],
    ['with an unknown setting', (s) => convert(s, {}, { X: 1 }), "unknown member 'VersionControlSettings.X'"],
    ['with credentials of no type', (s) => convert(s, {}, { Credentials: { Type: 'Luck' } }), 'must be one of'],
    [
      'with a credential that there is not',
      (s) => convert(s, {}, { Credentials: { Type: 'Reference', Id: 'GitCredentials-9' } }),
      'GitCredentials-9',
    ],
    ['with the ID of another project', (s) => convert(s, { ProjectId: 'Projects-9' }), 'Projects-9'],
    [
      'to a repository that has no such branch',
      (s) => (s.repository.push('other', 'Start', () => ({})), convert(s)),
      "default branch 'main' does not exist",
    ],
    [
      'to one that cannot be reached',
      (s) => ((s.repository.unreachable = 'The remote hung up.'), convert(s)),
      'The remote hung up',
    ],
    [
      'of a secret in a step',
      async (s) => {
        const process = await s.call('GET', `${s.at}/deploymentprocesses`);
        const [first] = stepsIn(process);
        const Properties = { Token: { HasValue: true, NewValue: 'hush' } };
        const action = { Name: 'X', ActionType: 'Octopus.Script', Properties };
        await s.call('PUT', `${s.at}/deploymentprocesses`, {
          ...process.body,
          Steps: [first, { Name: 'X', Actions: [action] }],
        });
        return convert(s);
      },
      "The property 'Token' is sensitive",
    ],
    ['a second time', async (s) => (await convert(s), convert(s)), 'already'],
    [
      'by making a project',
      (s) =>
        s.call('POST', '/Spaces-1/projects', {
          Name: 'New',
          ProjectGroupId: 'ProjectGroups-1',
          LifecycleId: 'Lifecycles-1',
          PersistenceSettings: gitSettings,
        }),
      'converted',
    ],
    [
      'of variables that are in Git',
      async (s) => (await convert(s), postGit(s, 'migrate-variables', { Branch: 'main', CommitMessage: 'x' })),
      'already',
    ],
    [
      'of runbooks that are in Git',
      async (s) => (await convert(s), postGit(s, 'migrate-runbooks', { Branch: 'main', CommitMessage: 'x' })),
      'already',
    ],
  ])('%s', async (_what, request, says, status) => {
    const s = await inDatabase();
    const answer = await request(s);
    expectRefusal(answer, says, status);
    expect(text(answer.body['ErrorMessage'])).not.toBe('');
  });

  it('and of variables without a message, or to a branch that is not there', async () => {
    const s = await inGit({}, { ConversionState: { VariablesAreInGit: false, RunbooksAreInGit: false } });
    const migrate = (body: object) => postGit(s, 'migrate-variables', body);
    expectRefusal(await migrate({ Branch: 'main' }), "'CommitMessage' is required");
    expectRefusal(await migrate({ Branch: 'new', CommitMessage: 'Move' }), 'new', 404);
    expectRefusal(await postGit(s, 'migrate-runbooks', { Branch: 'main' }), "'CommitMessage' is required");
    expect((await migrate({ Branch: 'new', CommitMessage: 'Move', CreateBranch: true })).status).toBe(200);
    expect(s.repository.branches()).toEqual(['main', 'new']);
  });

  it('of a project that is back in the database by PUT', async () => {
    const s = await inGit();
    const put = (more: object) => s.call('PUT', s.at, { ...s.project, ...more });
    expectRefusal(await put({ PersistenceSettings: { Type: 'Database' } }), 'converted');
    expectRefusal(await put({ ReleaseNotesTemplate: 'Notes' }), 'deployment settings in Git');
    const state = { VariablesAreInGit: false, RunbooksAreInGit: false };
    const kept = await put({ PersistenceSettings: { ...gitSettings, ConversionState: state, DefaultBranch: 'next' } });
    expect(kept.body).toMatchObject({
      PersistenceSettings: { DefaultBranch: 'next', ConversionState: { VariablesAreInGit: true } },
    });
  });
});
