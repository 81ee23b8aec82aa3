import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../src/model/json.js';
import { loadDocuments } from '../../../src/sandbox/load/from-documents.js';
import { emptySpace, foldersOf, startSandbox, type InstanceSpec } from '../../../src/sandbox/server/index.js';
import { aProject } from '../project-fixture.js';
import { freshServer } from '../server.js';
import { gitSettings, step, url } from './git-fixture.js';

const settled = { ...gitSettings, ConversionState: { VariablesAreInGit: true, RunbooksAreInGit: true } };

/** A space with a project in Git, whose IDs begin at a number. */
const spaceFrom = (number: number) => {
  const [environment, project] = [`Environments-${number}`, `Projects-${number}`];
  const process = { Id: 'x', Steps: [step('Deploy', { Id: 'deploy', Environments: [environment] })] };
  return {
    documents: {
      ...emptySpace('2026.3.1'),
      environments: [{ Id: environment, Name: 'Test' }],
      projects: [{ Id: project, ...aProject, PersistenceSettings: settled, IsVersionControlled: true }],
    } as Record<string, readonly JsonObject[]>,
    contents: {
      projectId: project,
      documents: {
        deploymentprocesses: [process],
        deploymentsettings: [{ ReleaseNotesTemplate: 'Notes' }],
        variables: [
          { Variables: [{ Name: 'A', Value: '1', Scope: { Environment: [environment], Action: ['deploy'] } }] },
        ],
        runbooks: [{ Id: 'restart', Name: 'Restart', Slug: 'restart', Environments: [environment] }],
        runbookProcesses: [{ Id: 'restart', RunbookId: 'restart', Steps: [step('Stop')] }],
      },
    },
  };
};

const loaded = (spec: ReturnType<typeof spaceFrom>, git: readonly JsonObject[] = [spec.contents]) => ({
  spaces: [{ id: 'Spaces-1', name: 'Default', documents: spec.documents, git: git as never }],
});

describe('A space that is loaded with a project in Git', () => {
  it('has its documents at the default branch', async () => {
    const { call, instance } = await freshServer('2026.3.1', loaded(spaceFrom(7)));
    const at = '/Spaces-1/projects/Projects-7/main';
    expect((await call('GET', `${at}/deploymentprocesses`)).body).toMatchObject({
      Steps: [{ Id: 'deploy', Actions: [{ Environments: ['Environments-7'] }] }],
    });
    expect((await call('GET', `${at}/deploymentsettings`)).body).toMatchObject({
      ReleaseNotesTemplate: 'Notes',
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      CancelQueuedTasks: false,
    });
    expect((await call('GET', `${at}/variables`)).body).toMatchObject({
      Variables: [{ Name: 'A', Scope: { Environment: ['Environments-7'] } }],
    });
    expect((await call('GET', `${at}/runbooks/restart`)).body).toMatchObject({ Environments: ['Environments-7'] });
    expect((await call('GET', `${at}/runbookProcesses/restart`)).body).toMatchObject({ Steps: [{ Id: 'stop' }] });
    expect(instance.repositories.at(url).log('main')).toHaveLength(1);
    expect((await call('GET', '/Spaces-1/events')).body).toMatchObject({ TotalResults: 0 });
  });

  it('has other refs, which start from the default branch', async () => {
    const spec = spaceFrom(7);
    const other = { projectId: 'Projects-7', documents: { deploymentprocesses: [{ Steps: [step('Other')] }] } };
    const { call } = await freshServer(
      '2026.3.1',
      loaded(spec, [
        spec.contents,
        { ...other, gitRef: 'refs/heads/next', message: 'Next' },
        { ...spec.contents, gitRef: 'refs/tags/v1' },
      ]),
    );
    const at = '/Spaces-1/projects/Projects-7';
    const steps = async (ref: string) => (await call('GET', `${at}/${ref}/deploymentprocesses`)).body['Steps'];
    expect(await steps('main')).toMatchObject([{ Id: 'deploy' }]);
    expect(await steps('v1')).toMatchObject([{ Id: 'deploy' }]);
    expect(await steps('next')).toMatchObject([{ Id: 'other' }]);
    expect((await call('GET', `${at}/next/variables`)).body).toMatchObject({ Variables: [{ Name: 'A' }] });
  });

  it('shares the repository with another server, whose IDs are its own', async () => {
    const [one, two] = [spaceFrom(7), spaceFrom(40)];
    const common = { version: '2026.3.1', apiKey: 'API-TEST' };
    const specs: readonly InstanceSpec[] = [
      { ...common, name: 'one', installationId: 'one', ...loaded(one) },
      { ...common, name: 'two', installationId: 'two', ...loaded(two) },
    ];
    const sandbox = await startSandbox(specs);
    onTestFinished(() => sandbox.close());
    const read = async (index: number, project: string): Promise<unknown> => {
      const at = `${sandbox.instances[index]?.url ?? ''}/api/Spaces-1/projects/${project}/main/deploymentprocesses`;
      return (await fetch(at, { headers: { 'x-octopus-apikey': 'API-TEST' } })).json();
    };
    expect(await read(0, 'Projects-7')).toMatchObject({ Steps: [{ Actions: [{ Environments: ['Environments-7'] }] }] });
    expect(await read(1, 'Projects-40')).toMatchObject({
      Steps: [{ Actions: [{ Environments: ['Environments-40'] }] }],
    });
    expect(sandbox.instances[1]?.repositories.at(url).log('main')).toHaveLength(1);
  });

  it('takes back what its own server has answered, as a copy of that', async () => {
    const spec = spaceFrom(7);
    const process = { Steps: [step('Deploy', { Novelty: 'new', Environments: ['Environments-7'] })] };
    const contents = { projectId: 'Projects-7', documents: { deploymentprocesses: [process] } };
    const git: readonly JsonObject[] = [contents];
    const { call } = await freshServer('2026.3.1', { ...loaded(spec, git), isCopy: true });
    const at = '/Spaces-1/projects/Projects-7/main/deploymentprocesses';
    const put = await call('PUT', at, (await call('GET', at)).body);
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    expect(put.body).toMatchObject({ Steps: [{ Actions: [{ Novelty: 'new' }] }] });
  });

  it('may come from a folder of raw documents', async () => {
    const { documents, contents } = spaceFrom(7);
    const folder = await mkdtemp(join(tmpdir(), 'octosync-'));
    const files = Object.entries({ ...documents, Git: [contents as JsonObject] }).flatMap(([path, list]) =>
      list.map((document, index) => [join(folder, path), `${index}.json`, document] as const),
    );
    for (const [path, name, document] of files) {
      await mkdir(path, { recursive: true });
      await writeFile(join(path, name), JSON.stringify(document));
    }
    const served = { space: foldersOf('space'), server: foldersOf('server') };
    const about = { space: 'Default', version: '2026.3.1', installationId: 'x' };
    const space = await loadDocuments(folder, about, served);
    expect(space).toMatchObject({ git: [contents], leftOut: [] });
    await writeFile(join(folder, 'Git', '1.json'), '{}');
    await expect(loadDocuments(folder, about, served)).rejects.toThrow('no projectId');
  });

  it('must have the project, in Git', async () => {
    const { documents, contents } = spaceFrom(7);
    const other = { ...contents, projectId: 'Projects-8' } as JsonObject;
    await expect(freshServer('2026.3.1', loaded({ documents, contents }, [other]))).rejects.toThrow(
      'not version-controlled',
    );
  });
});
