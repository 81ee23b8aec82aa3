import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../../src/commands/flags/load-instances.js';
import { takeSnapshot } from '../../../src/library/index.js';
import { startSandbox } from '../../../src/sandbox/server/index.js';
import { inGit, putProcess, step, url } from './git-fixture.js';

const scratch = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};

const take = async (server: string, gitRefs: Readonly<Record<string, string>> = {}) => {
  const out = join(await scratch(), 'snapshot');
  const manifest = await takeSnapshot({ url: server, apiKey: 'API-TEST', gitRefs }, out);
  return { out, manifest };
};

/** The same space on another sandbox. */
const loadedAgain = async (folder: string): Promise<string> => {
  const sandbox = await startSandbox(await loadInstances([folder], 'API-TEST', 0));
  onTestFinished(() => sandbox.close());
  return sandbox.instances[0]?.url ?? '';
};

/** Every document by its path; the manifest says when it was taken. */
const filesIn = async (folder: string): Promise<Readonly<Record<string, unknown>>> => {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json')).sort();
  const documents = paths
    .filter((path) => path !== 'snapshot.json')
    .map(async (path) => [path, JSON.parse(await readFile(join(folder, path), 'utf8')) as unknown] as const);
  return Object.fromEntries(await Promise.all(documents));
};

describe('A snapshot with a project in Git, loaded by the sandbox', () => {
  it.each([
    ['all of it in Git', {}],
    ['variables and runbooks in the database', { VariablesAreInGit: false, RunbooksAreInGit: false }],
    ['only runbooks in the database', { RunbooksAreInGit: false }],
  ])('gives the same snapshot again: %s', async (_, state) => {
    const { instance } = await inGit({}, { ConversionState: state });
    const first = await take(instance.url);
    expect(first.manifest.unread).toBeUndefined();
    const second = await take(await loadedAgain(first.out));
    expect(await filesIn(second.out)).toEqual(await filesIn(first.out));
    expect(second.manifest.digest).toBe(first.manifest.digest);
  });

  it('has it at the ref where it was read, and at the default branch', async () => {
    const s = await inGit();
    const repository = s.instance.repositories.at(url);
    const main = repository.branch('main');
    if (main) repository.startBranch('next', main);
    await putProcess(s, [step('Only next'), step('Deploy'), step('Deploy!')], s.ref.replace('main', 'next'));
    const refs = { '*': 'next' };
    const first = await take(s.instance.url, refs);
    const again = await loadedAgain(first.out);
    expect(await filesIn((await take(again, refs)).out)).toEqual(await filesIn(first.out));
    expect((await take(again)).manifest.unread).toBeUndefined();
  });

  it('is unread again where it was unread', async () => {
    const { instance } = await inGit();
    instance.repositories.at(url).unreachable = 'The remote hung up.';
    const first = await take(instance.url);
    const second = await take(await loadedAgain(first.out));
    const types = ({ manifest }: typeof first) => manifest.unread?.map(({ type }) => type);
    expect(types(first)).toEqual([
      'runbooks',
      'deploymentProcesses',
      'runbookProcesses',
      'projectGitVariables',
      'deploymentSettings',
    ]);
    expect(types(second)).toEqual(types(first));
  });
});
