import { describe, expect, it } from 'vitest';
import { expectRefusal, text, type Answer, type Refused } from '../server.js';
import {
  convert,
  gitSettings,
  inDatabase,
  inGit,
  objects,
  postGit,
  putProcess,
  step,
  url,
  type InGit,
} from './git-fixture.js';

describe('A repository', () => {
  it('has branches, in pages, with the links that captured ones have', async () => {
    const s = await inGit();
    const made = await postGit(s, 'branches/v2', { NewBranchName: 'feature/one', BaseGitRef: 'refs/heads/main' });
    expect(made).toMatchObject({
      status: 200,
      body: {
        Name: 'feature/one',
        CanonicalName: 'refs/heads/feature/one',
        IsProtected: false,
        Links: { DeploymentProcess: `/api${s.at}/refs%2fheads%2ffeature%2fone/deploymentprocesses` },
      },
    });
    const page = await s.call('GET', `${s.at}/git/branches?skip=1&take=1`);
    expect(page.body).toMatchObject({ ItemType: 'GitBranch', TotalResults: 2, Items: [{ Name: 'main' }] });
    const found = await s.call('GET', `${s.at}/git/branches?searchByName=ONE`);
    expect(found.body).toMatchObject({ TotalResults: 1 });
    for (const name of ['feature%2Fone', 'refs%2Fheads%2Ffeature%2Fone'])
      expect((await s.call('GET', `${s.at}/git/branches/${name}`)).body).toEqual(made.body);
    expect((await s.call('GET', `${s.at}/git/refs/feature%2Fone`)).body).toEqual(made.body);
    expect((await s.call('GET', `${s.at}/git/branches/none`)).status).toBe(404);
  });

  it('has tags and commits, which can be read from', async () => {
    const s = await inGit();
    const [head] = s.repository.log('main');
    if (!head) throw new Error('The conversion made a commit.');
    s.repository.setTag('v1', head);
    await putProcess(s, []);
    expect((await s.call('GET', `${s.at}/git/tags`)).body).toMatchObject({
      ItemType: 'GitTag',
      Items: [{ Name: 'v1' }],
    });
    expect((await s.call('GET', `${s.at}/git/tags/v1`)).body).toMatchObject({ CanonicalName: 'refs/tags/v1' });
    expect((await s.call('GET', `${s.at}/git/commits/${head.hash.slice(0, 8)}`)).body).toMatchObject({
      Name: head.hash,
    });
    expect((await s.call('GET', `${s.at}/git/refs`)).body).toMatchObject({ TotalResults: 2 });
    for (const path of ['branches/refs%2Ftags%2Fv1', 'tags/main', 'commits/main', 'commits'])
      expect((await s.call('GET', `${s.at}/git/${path}`)).status, path).toBe(path === 'commits' ? 405 : 404);
    for (const ref of ['v1', 'refs%2Ftags%2Fv1', head.hash])
      expect((await s.call('GET', `${s.at}/${ref}/deploymentprocesses`)).body, ref).toMatchObject({
        Steps: [{ Id: 'deploy' }],
      });
    expect((await s.call('GET', `${s.ref}/deploymentprocesses`)).body).toMatchObject({ Steps: [] });
  });

  it('tells of a ref, and of settings, without refusing', async () => {
    const s = await inGit();
    const valid = await postGit(s, 'validate', { GitRef: 'main' });
    expect(valid.body).toMatchObject({ ValidatedGitRef: { CanonicalName: 'refs/heads/main' }, Error: null });
    const invalid = await postGit(s, 'validate', { GitRef: 'none' });
    expect(invalid.body).toMatchObject({ ValidatedGitRef: null });
    expect(text(invalid.body['Error'])).toContain("'none'");
    const { BasePath, Credentials, DefaultBranch, Url } = gitSettings;
    const settings = { BasePath, Credentials, DefaultBranch, Url };
    const test = async (more: object): Promise<unknown> =>
      objects((await postGit(s, 'connectivity-test', { ...settings, ...more })).body['Messages'])[0]?.['Category'];
    expect(await test({})).toBe('Info');
    expect(await test({ DefaultBranch: 'none' })).toBe('Error');
    s.repository.unreachable = 'The remote hung up.';
    expect(await test({})).toBe('Error');
  });

  it('is the same for two projects that name it, with the folder of each', async () => {
    const s = await inGit();
    const other = await s.make('projects', {
      Name: 'Other',
      ProjectGroupId: 'ProjectGroups-1',
      LifecycleId: 'Lifecycles-1',
    });
    const twin = { call: s.call, at: `/Spaces-1/projects/${text(other['Id'])}` };
    await convert(twin, {}, { BasePath: '.octopus/other' });
    expect((await s.call('GET', `${twin.at}/main/deploymentprocesses`)).body).toMatchObject({ Steps: [] });
    expect((await s.call('GET', `${s.ref}/deploymentprocesses`)).body).toMatchObject({ Steps: [{}] });
    await s.call('PUT', twin.at, {
      ...(await s.call('GET', twin.at)).body,
      PersistenceSettings: gitSettings,
    });
    expect((await s.call('GET', `${twin.at}/main/deploymentprocesses`)).body).toMatchObject({
      ProjectId: other['Id'],
      Steps: [{ Id: 'deploy' }],
    });
  });

  it('takes pushes from outside, without an event; merges; and forgets branches', async () => {
    const s = await inGit();
    const events = async (): Promise<unknown> => (await s.call('GET', '/Spaces-1/events')).body['TotalResults'];
    const before = await events();
    await postGit(s, 'branches/v2', { NewBranchName: 'next', BaseGitRef: 'main' });
    s.repository.push('next', 'From outside', (files) => ({
      ...files,
      '.octopus/deployment_process.ocl': { Steps: [step('Pushed', { Environments: ['test'] })] },
    }));
    expect((await s.call('GET', `${s.at}/next/deploymentprocesses`)).body).toMatchObject({
      Steps: [{ Id: 'pushed', Condition: 'Success', Actions: [{ Environments: [s.environment['Id']] }] }],
    });
    expect((await s.call('GET', `${s.ref}/deploymentprocesses`)).body).toMatchObject({ Steps: [{ Id: 'deploy' }] });
    s.repository.merge('next', 'main');
    expect((await s.call('GET', `${s.ref}/deploymentprocesses`)).body).toMatchObject({ Steps: [{ Id: 'pushed' }] });
    s.repository.deleteBranch('next');
    expect((await s.call('GET', `${s.at}/next/deploymentprocesses`)).status).toBe(404);
    expect(await events()).toBe(before);
  });

  it('merges file by file', async () => {
    const { repository } = await inGit();
    const [head] = repository.log('main');
    if (!head) throw new Error('The conversion made a commit.');
    repository.startBranch('next', head);
    repository.push('next', 'One', (files) => ({ ...files, one: { In: 'next' } }));
    repository.push('main', 'Two', (files) => ({ ...files, two: { In: 'main' } }));
    const merged = repository.merge('next', 'main');
    expect(merged.files).toMatchObject({ one: { In: 'next' }, two: { In: 'main' } });
    expect(merged.parents).toHaveLength(2);
    expect(repository.log('main').map(({ message }) => message)).toEqual([
      "Merge branch 'next' into main",
      'Two',
      'Move to Git',
    ]);
  });

  it('tells of each commit with an event of the project', async () => {
    const s = await inGit();
    await putProcess(s, [step('Other')]);
    const { body } = await s.call('GET', `/Spaces-1/events?regarding=${s.project.Id}&take=1`);
    expect(body).toMatchObject({ Items: [{ Category: 'Modified', Message: 'Project Web was modified' }] });
  });

  it('does what faults say', async () => {
    const s = await inGit();
    s.instance.faults.add({ does: 'commit-then-reset', method: 'PUT', path: /deploymentprocesses$/, times: 1 });
    await expect(putProcess(s, [])).rejects.toThrow();
    expect(s.repository.log('main')).toHaveLength(2);
    s.instance.faults.add({ does: 503, path: /git\/branches/, times: 1 });
    expect((await s.call('GET', `${s.at}/git/branches`)).status).toBe(503);
    expect(s.instance.requests.at(-1)).toMatchObject({ method: 'GET', path: `/api${s.at}/git/branches`, status: 503 });
  });
});

describe('A repository refuses', () => {
  const protectedBranch = { ProtectedBranchNamePatterns: ['release/*'] };
  const branch = (s: InGit, name: string, base = 'main'): Promise<Answer> =>
    postGit(s, 'branches/v2', { NewBranchName: name, BaseGitRef: base });
  const pushed = (s: InGit, file: string, content: object): void =>
    void s.repository.push('main', 'From outside', (files) => ({ ...files, [`.octopus/${file}`]: content as never }));

  it.each<Refused<InGit>>([
    ['a ref that there is not', (s) => s.call('GET', `${s.at}/none/deploymentprocesses`), 'none', 404],
    ['a ref that there is not, to a write', (s) => s.call('PUT', `${s.at}/none/deploymentprocesses`, {}), 'none', 404],
    [
      'a commit to a tag',
      async (s) => {
        const [head] = s.repository.log('main');
        if (head) s.repository.setTag('v1', head);
        return putProcess(s, [], `${s.at}/v1`);
      },
      'is no branch',
    ],
    [
      'a commit to a commit',
      (s) => putProcess(s, [], `${s.at}/${s.repository.log('main')[0]?.hash ?? ''}`),
      'is no branch',
    ],
    [
      'a commit to a protected branch',
      async (s) => {
        await branch(s, 'release/1');
        return putProcess(s, [], `${s.at}/release%2F1`);
      },
      'is protected',
    ],
    ['a branch that is there', (s) => branch(s, 'main'), 'already exists'],
    ['a branch of nothing', (s) => branch(s, 'new', 'none'), 'none', 404],
    ['a name that is none', (s) => branch(s, 'a b'), 'no name'],
    ['a branch without a base', (s) => postGit(s, 'branches/v2', { NewBranchName: 'a' }), "'BaseGitRef' is required"],
    [
      'an unknown member',
      (s) => postGit(s, 'branches/v2', { NewBranchName: 'a', BaseGitRef: 'main', X: 1 }),
      "member 'X'",
    ],
    [
      'a slug that is not here',
      (s) => (
        pushed(s, 'deployment_process.ocl', { Steps: [step('A', { Environments: ['moon'] })] }),
        s.call('GET', `${s.ref}/deploymentprocesses`)
      ),
      "'moon' of the environments",
    ],
    [
      'a scope that is not here',
      (s) => (
        pushed(s, 'variables.ocl', { Variables: [{ Name: 'A', Value: 'x', Scope: { Channel: ['moon'] } }] }),
        s.call('GET', `${s.ref}/variables`)
      ),
      "'moon' of the channels",
    ],
    [
      'a secret in a file',
      (s) => (
        pushed(s, 'variables.ocl', { Variables: [{ Name: 'A', Type: 'Sensitive' }] }),
        s.call('GET', `${s.ref}/variables`)
      ),
      "sensitive variable 'A'",
    ],
    [
      'a runbook that cannot be read, with all others',
      (s) => (
        pushed(s, 'runbooks/moon.ocl', { Name: 'Moon', Environments: ['moon'] }),
        s.call('GET', `${s.ref}/runbooks`)
      ),
      "'moon'",
    ],
    [
      'a branch without configuration',
      (s) => (s.repository.push('bare', 'Bare', () => ({})), s.call('GET', `${s.at}/bare/deploymentprocesses`)),
      'no Octopus configuration',
    ],
    [
      'all, while it cannot be reached',
      (s) => ((s.repository.unreachable = 'The remote hung up.'), s.call('GET', `${s.ref}/deploymentprocesses`)),
      'The remote hung up',
    ],
  ])('%s', async (_what, request, says, status) => {
    expectRefusal(await request(await inGit({}, protectedBranch)), says, status);
  });

  it('a project of the database', async () => {
    const s = await inDatabase();
    for (const path of ['git/branches', 'main/deploymentprocesses', 'main/runbooks'])
      expectRefusal(await s.call('GET', `${s.at}/${path}`), 'not version-controlled');
  });

  it('and works again once it can be reached; the secrets of the project can always be read', async () => {
    const s = await inGit();
    s.repository.unreachable = 'Gone.';
    expect((await s.call('GET', `${s.at}/git/branches`)).status).toBe(400);
    expect((await s.call('GET', `${s.at}/variables`)).status).toBe(200);
    s.repository.unreachable = undefined;
    expect((await s.call('GET', `${s.at}/git/branches`)).status).toBe(200);
    expect(s.repository.url).toBe(url);
  });

  it('no write because of what another file calls by a slug that is not here', async () => {
    const s = await inGit();
    pushed(s, 'variables.ocl', { Variables: [{ Name: 'A', Value: 'x', Scope: { Environment: ['moon'] } }] });
    expect((await putProcess(s, [step('A')])).status).toBe(200);
    const written = await putProcess(s, [step('A', { Environments: ['mars'] })]);
    expect(written.status, JSON.stringify(written.body)).toBe(200);
    expectRefusal(await s.call('GET', `${s.ref}/deploymentprocesses`), "'mars'");
  });
});
