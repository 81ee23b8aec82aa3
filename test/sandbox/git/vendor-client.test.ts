import {
  Client,
  DeploymentProcessRepository,
  ProjectRepository,
  RunbookProcessRepository,
  RunbookRepository,
  type NewRunbook,
} from '@octopusdeploy/api-client';
import { expect, it } from 'vitest';
import { connected, linkIn, resolved, type Document } from '../link-client.js';
import { inGit, step } from './git-fixture.js';

const space = 'Default';
const main = 'refs/heads/main';

const connect = async () => {
  const s = await inGit();
  const client = await Client.create({ userAgentApp: 'test', instanceURL: s.instance.url, apiKey: 'API-TEST' });
  return { ...s, client, vendors: await new ProjectRepository(client, space).get(s.project.Id) };
};

it("The vendor's client reads and changes a process at a ref", async () => {
  const { client, vendors, repository } = await connect();
  const processes = new DeploymentProcessRepository(client, space);
  const process = await processes.getByGitRef(vendors, main);
  expect(process).toMatchObject({ Version: 0, Steps: [{ Name: 'Deploy' }] });
  const changed = { ...process, Steps: [step('Other')] as never, ChangeDescription: 'By the client' };
  expect(await processes.updateByGitRef(vendors, changed, main)).toMatchObject({ Steps: [{ Id: 'other' }] });
  expect(repository.log('main')[0]?.message).toBe('By the client');
});

it("The vendor's client makes, reads, changes and deletes runbooks at a ref, and their processes", async () => {
  const { client, vendors, repository } = await connect();
  const runbooks = new RunbookRepository(client, space, vendors);
  const processes = new RunbookProcessRepository(client, space, vendors);
  await runbooks.createWithGitRef({ Name: 'Check' } as NewRunbook, main);
  const runbook = await runbooks.getWithGitRef('check', main);
  expect(await runbooks.modifyWithGitRef({ ...runbook, Description: 'D' }, main)).toMatchObject({ Description: 'D' });
  const process = await processes.getWithGitRef(runbook, main);
  await processes.updateWithGitRef({ ...process, Steps: [step('Look')] as never }, main);
  expect(await processes.getWithGitRef(runbook, main)).toMatchObject({ Id: 'check', Steps: [{ Id: 'look' }] });
  await runbooks.deleteWithGitRef(runbook, main);
  await expect(runbooks.getWithGitRef('check', main)).rejects.toThrow('not found');
  expect(repository.log('main')).toHaveLength(5);
});

it('A client that knows links alone finds its way from a project to what each ref has', async () => {
  const s = await inGit();
  const client = await connected(s);
  const project = await client.get(client.link('Projects'), { id: s.project.Id });
  const process = await client.get(linkIn(project, 'DeploymentProcess').replace('{gitRef}', encodeURIComponent(main)));
  expect(process).toMatchObject({ Steps: [{ Id: 'deploy' }] });
  const secrets = await client.get(linkIn(project, 'SensitiveVariables'));
  expect(secrets).toMatchObject({ Variables: [{ Name: 'Password' }] });
  const [branch = {}] = await client.paginate(linkIn(project, 'Branches'));
  const met = new Set<string>();
  const follow = async (document: Document): Promise<void> => {
    for (const link of Object.values((document['Links'] ?? {}) as Record<string, string>)) {
      const path = resolved(link);
      // Below the project, at the ref: all else is followed elsewhere.
      if (met.has(path) || !/%2f|\/git\//.test(path) || link.includes('{gitRef}')) continue;
      met.add(path);
      const answer = await client.get(path);
      for (const one of [answer, ...((answer['Items'] ?? []) as Document[])]) await follow(one);
    }
  };
  await follow(branch);
  expect([...met].map((path) => path.replace(/^.*%2fmain\/?/, '')).sort()).toEqual([
    `/api${s.at}/git/branches/main`,
    'deploymentprocesses',
    'deploymentsettings',
    'runbookProcesses/restart',
    'runbooks',
    'runbooks/restart',
    'runbooks/restart/environments',
    'runbooks?skip=0&take=2147483647',
    'runbooks?skip=0&take=30',
    'variables',
  ]);
});
