import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/snapshot/manifest.js';
import { takenFiles } from '../builders/taken-files.js';
import { convert, inDatabase, inGit, putAt, putProcess, step, url } from '../sandbox/git/git-fixture.js';
import { keep } from '../sandbox/project-fixture.js';
import { text } from '../sandbox/server.js';
import { octosync, workFolder } from './cli.js';

/* `octosync snapshot` of a server whose projects are in Git (rules git-parts, git-ref, git-unread). */

type Served = Awaited<ReturnType<typeof inDatabase>>;

/** Takes the space; gives what was said, and where it lies. */
const taken = async (s: Pick<Served, 'instance'>, folder: string, ...args: readonly string[]) => {
  const out = join(folder, 'snapshot');
  const ran = await octosync(['snapshot', '--url', s.instance.url, '--out', out, ...args], { key: 'API-TEST' });
  const read = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(out, 'projects/Web', path), 'utf8')) as Record<string, unknown>;
  const manifest = JSON.parse(await readFile(join(out, 'snapshot.json'), 'utf8')) as Manifest;
  const lines = `${ran.stdout}${ran.stderr}`.split('\n').filter((line) => line.startsWith('Not complete'));
  return { ...ran, out, read, manifest, incomplete: lines };
};

/** Another project, whose step and runbook have the slugs of the first one's. */
const alike = async (s: Served): Promise<void> => {
  const project = await s.make('projects', {
    Name: 'Shop',
    ProjectGroupId: 'ProjectGroups-1',
    LifecycleId: 'Lifecycles-1',
  });
  const at = `/Spaces-1/projects/${text(project['Id'])}`;
  await s.call('PUT', `${at}/deploymentprocesses`, {
    ...{ ProjectId: text(project['Id']), SpaceId: 'Spaces-1', Version: 0 },
    Steps: [step('Deploy')],
  });
  await s.make('runbooks', { Name: 'Restart', ProjectId: text(project['Id']), ...keep });
  const answer = await convert({ call: s.call, at }, {}, { BasePath: '.octopus/shop' });
  expect(answer.status).toBe(200);
};

const branchFrom = (s: Served, name: string): void => {
  const repository = s.instance.repositories.at(url);
  const main = repository.branch('main');
  if (main) repository.startBranch(name, main);
};

const atRef = (s: Awaited<ReturnType<typeof inGit>>, branch: string) => s.ref.replace(/main$/, branch);

describe('A snapshot of a project in Git', () => {
  it.each([
    ['all of it', {}, true, true],
    ['not its variables', { VariablesAreInGit: false }, false, true],
    ['not its runbooks', { RunbooksAreInGit: false }, true, false],
    ['neither', { VariablesAreInGit: false, RunbooksAreInGit: false }, false, false],
  ])('has what is in Git where a database project has it: %s converted', async (_, state, variables, runbooks) => {
    const s = await inGit({}, { ConversionState: state });
    const { out, read, incomplete, manifest, code } = await taken(s, await workFolder());
    expect([code, incomplete, manifest.unread]).toEqual([0, [], undefined]);
    expect(await read('deployment-process.json')).toMatchObject({ Steps: [{ Name: 'Deploy' }] });
    expect(await read('deployment-settings.json')).toBeTypeOf('object');
    expect(existsSync(join(out, 'projects/Web/variables.git.json'))).toBe(variables);
    const names = async (file: string) =>
      ((await read(file))['Variables'] as { Name: string }[]).map(({ Name }) => Name);
    expect(await names('variables.json')).toEqual(variables ? ['Password'] : ['Colour', 'Password', 'Place']);
    if (variables) expect(await names('variables.git.json')).toEqual(['Colour', 'Place']);
    expect(await read('runbooks/Restart/process.json')).toMatchObject({ Steps: [{ Name: 'Stop it' }] });
    // A list of the database, the ref of the project, and the list at the ref.
    expect(manifest.types.runbooks?.requests).toBe(runbooks ? 3 : 2);
    expect((await read('project.json'))['PersistenceSettings']).toMatchObject({
      $git: { ref: 'refs/heads/main', path: '.octopus' },
    });
  });

  it('is of the ref that a flag or the configuration names', async () => {
    const s = await inGit();
    branchFrom(s, 'next');
    await putProcess(s, [step('Only next')], atRef(s, 'next'));
    const folder = await workFolder();
    const flag = await taken(s, folder, '--git-ref', 'W*=next');
    expect(await flag.read('deployment-process.json')).toMatchObject({ Steps: [{ Name: 'Only next' }] });
    const config = join(folder, 'octosync.yml');
    await writeFile(
      config,
      `instances:\n  dev:\n    url: ${s.instance.url}\n    gitRefs: { '*': main, Web: refs/heads/next, Webb: main }\n`,
    );
    const out = join(folder, 'other');
    const ran = await octosync(['snapshot', 'dev', '--config', config, '--out', out], { key: 'API-TEST' });
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('gitRefs names "Webb": no project')]);
    expect(await takenFiles(out)).toEqual(await takenFiles(flag.out));
  });

  it.each([
    ['a branch', () => 'next', 'refs/heads/next'],
    ['a branch by its whole name', () => 'refs/heads/next', 'refs/heads/next'],
    ['a tag', () => 'v1', 'refs/tags/v1'],
    ['a tag by its whole name', () => 'refs/tags/v1', 'refs/tags/v1'],
    ['a commit', (hash: string) => hash, undefined],
  ])('is of %s', async (_, named, canonical) => {
    const s = await inGit();
    branchFrom(s, 'next');
    await putProcess(s, [step('Only next')], atRef(s, 'next'));
    const repository = s.instance.repositories.at(url);
    const head = repository.branch('next');
    if (head) repository.setTag('v1', head);
    const ref = named(head?.hash ?? '');
    const { read, incomplete } = await taken(s, await workFolder(), '--git-ref', `Web=${ref}`);
    expect(incomplete).toEqual([]);
    expect(await read('deployment-process.json')).toMatchObject({ Steps: [{ Name: 'Only next' }] });
    expect(await read('project.json')).toMatchObject({ PersistenceSettings: { $git: { ref: canonical ?? ref } } });
  });

  it.each([
    ['Web', /names no project and ref/],
    ['Web=a b', /names no project and ref/],
    ['=main', /names no project and ref/],
  ])('is not taken with --git-ref %s', async (given, says) => {
    const args = ['snapshot', '--url', 'http://127.0.0.1:1', '--git-ref', given];
    const { code, stderr } = await octosync(args, { key: 'API-TEST' });
    expect([code === 0, stderr]).toEqual([false, expect.stringMatching(says)]);
  });

  it('keeps two projects with the same slugs apart', async () => {
    const s = await inDatabase();
    expect((await convert(s)).status).toBe(200);
    await alike(s);
    const { out, incomplete, manifest } = await taken(s, await workFolder());
    expect([incomplete, manifest.unresolved]).toEqual([[], []]);
    const of = async (project: string, path: string): Promise<string> =>
      readFile(join(out, 'projects', project, path), 'utf8');
    expect(await of('Shop', 'runbooks/Restart/process.json')).not.toContain('Stop it');
    expect(await of('Web', 'runbooks/Restart/process.json')).toContain('Stop it');
    expect(await of('Web', 'variables.git.json')).toContain('Runbook Restart');
  });
});

describe('What cannot be read in Git is incomplete, said once, and the rest is there', () => {
  it.each([
    ['a ref that is not there', () => undefined, ['--git-ref', 'Web=gone'], 5],
    [
      'a repository that does not answer',
      (s: Awaited<ReturnType<typeof inGit>>) => {
        s.instance.repositories.at(url).unreachable = 'The remote hung up.';
      },
      [],
      5,
    ],
    [
      'a file with a slug that is not here',
      (s: Awaited<ReturnType<typeof inGit>>) => {
        s.instance.repositories.at(url).push('main', 'From elsewhere', (files) => ({
          ...files,
          '.octopus/deployment_process.ocl': {
            Steps: [{ Name: 'Deploy', Slug: 'deploy', Actions: [{ Name: 'Deploy', Environments: ['nowhere'] }] }],
          },
        }));
      },
      [],
      1,
    ],
  ])('%s', async (_, breakIt, args, types) => {
    const s = await inGit();
    breakIt(s);
    const { code, incomplete, manifest, read, out } = await taken(s, await workFolder(), ...args);
    expect(code).toBe(0);
    expect(incomplete).toEqual([expect.stringMatching(/^Not complete: what project "Web" keeps in Git: ./)]);
    expect(manifest.unread).toHaveLength(types);
    expect(await read('project.json')).toMatchObject({ Name: 'Web' });
    expect(await read('variables.json')).toMatchObject({ Variables: [{ Name: 'Password' }] });
    expect(await read('channels/Beta.json')).toMatchObject({ Name: 'Beta' });
    expect(existsSync(join(out, 'projects/Web/deployment-process.json'))).toBe(false);
  });

  it('nothing of it is removed, says compare', async () => {
    const s = await inGit();
    const whole = await taken(s, await workFolder());
    s.instance.repositories.at(url).unreachable = 'The remote hung up.';
    const { out } = await taken(s, await workFolder());
    const ran = await octosync(['compare', whole.out, out, '--json']);
    const { changes, warnings } = JSON.parse(ran.stdout) as {
      readonly changes: readonly { readonly id: string; readonly action: string }[];
      readonly warnings: readonly string[];
    };
    // What refers to a step that could not be read says so; nothing came or went.
    expect(changes.map(({ action, id }) => `${action} ${id}`).sort()).toEqual([
      'update channels/Web/Beta',
      'update projectVariables/Web',
      'update projects/Web',
      'update triggers/Web/Nightly',
    ]);
    expect(warnings).toEqual([expect.stringMatching(/what project "Web" keeps in Git: .*hung up/)]);
  });
});

describe('An incremental snapshot', () => {
  it('reads what is in Git again, after a commit and after a push that no event tells of', async () => {
    const s = await inGit();
    const folder = await workFolder();
    const again = async (...args: readonly string[]) => taken(s, folder, '--incremental', ...args);
    const full = async (...args: readonly string[]) => takenFiles((await taken(s, await workFolder(), ...args)).out);
    await again();
    await putProcess(s, [step('Committed')]);
    const committed = await again();
    expect(await committed.read('deployment-process.json')).toMatchObject({ Steps: [{ Name: 'Committed' }] });
    expect(await takenFiles(committed.out)).toEqual(await full());
    s.instance.repositories.at(url).push('main', 'From outside', (files) => ({
      ...files,
      '.octopus/variables.ocl': { Variables: [{ Name: 'Pushed', Value: '1' }] },
    }));
    const pushed = await again();
    expect(await pushed.read('variables.git.json')).toMatchObject({ Variables: [{ Name: 'Pushed' }] });
    expect(await takenFiles(pushed.out)).toEqual(await full());
    branchFrom(s, 'next');
    await putAt(s, 'deploymentsettings', { ReleaseNotesTemplate: 'Of next' }, atRef(s, 'next'));
    const other = await again('--git-ref', 'Web=next');
    expect(await other.read('deployment-settings.json')).toMatchObject({ ReleaseNotesTemplate: 'Of next' });
    expect(other.stderr).not.toContain('Everything was read');
    expect(await takenFiles(other.out)).toEqual(await full('--git-ref', 'Web=next'));
    await rm(folder, { recursive: true });
  });
});
