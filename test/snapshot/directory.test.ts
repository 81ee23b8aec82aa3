import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/diff/patch/compare.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { filesDigest, writeSnapshot } from '../../src/snapshot/write.js';
import { keyOf } from '../../src/model/names.js';
import { examples, filesIn, workFolder } from '../e2e/cli.js';

const copyOfExample = async (): Promise<string> => {
  const folder = join(await workFolder(), 'dev');
  await cp(join(examples, 'dev-test'), folder, { recursive: true });
  return folder;
};

describe('Reading a snapshot checks all of it', () => {
  it('a good one is read by type and name', async () => {
    const snapshot = await readSnapshot(join(examples, 'dev-test'));
    expect([...(snapshot.items.get('channels')?.values() ?? [])].map(({ names }) => names)).toEqual(
      expect.arrayContaining([
        ['OctoFX', 'Default'],
        ['OctoFX', 'QA'],
        ['OctoFX Reports', 'Default'],
      ]),
    );
    expect([...(snapshot.items.get('workerPools')?.keys() ?? [])].sort()).toEqual([
      'default worker pool',
      'octofx linux',
    ]);
  });

  it('a type that the octosync of then did not read is unknown, and not compared (rules incomplete-unknown)', async () => {
    const folder = await copyOfExample();
    const path = join(folder, 'snapshot.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { types: Record<string, unknown> };
    delete manifest.types['gitCredentials'];
    await writeFile(path, JSON.stringify(manifest));
    const older = await readSnapshot(folder);
    expect(older.incomplete.filter(({ type }) => type === 'gitCredentials')).toHaveLength(1);
    const { changes, warnings } = compare(older, await readSnapshot(join(examples, 'dev-test')));
    expect(changes).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('Git credentials are not compared')]);
  });

  it('what a project has in Git, and the octosync of then did not read, is unknown of that project only (rules git-unread)', async () => {
    const folder = await copyOfExample();
    const project = join(folder, 'projects/OctoFX/project.json');
    const document = JSON.parse(await readFile(project, 'utf8')) as object;
    const state = { VariablesAreInGit: true, RunbooksAreInGit: false };
    const settings = { Type: 'VersionControlled', Url: 'https://git.example.com/a.git', ConversionState: state };
    await writeFile(project, JSON.stringify({ ...document, PersistenceSettings: settings }));
    await rm(join(folder, 'projects/OctoFX/deployment-process.json'));
    const path = join(folder, 'snapshot.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { types: Record<string, unknown> };
    delete manifest.types['projectGitVariables'];
    await writeFile(path, JSON.stringify({ ...manifest, digest: filesDigest(await contentsOf(folder)) }));
    const older = await readSnapshot(folder);
    expect(older.incomplete.filter(({ of }) => of).map(({ type, of }) => [type, of])).toEqual([
      ['deploymentProcesses', ['OctoFX']],
      ['projectGitVariables', ['OctoFX']],
      ['deploymentSettings', ['OctoFX']],
    ]);
    const { changes } = compare(await readSnapshot(join(examples, 'dev-test')), older);
    expect(changes.map(({ action, id }) => `${action} ${id}`)).toEqual(['update projects/OctoFX']);
  });

  const edit = (path: string, change: (text: string) => string) => async (folder: string) => {
    const file = join(folder, path);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };

  it.each<[string, (folder: string) => Promise<unknown>, string]>([
    [
      'a file that was cut short',
      edit('environments/Test.json', (text) => text.slice(0, 20)),
      'environments/Test.json: not valid JSON',
    ],
    [
      'a file that was edited',
      edit('environments/Test.json', (text) => text.replace('Where QA works', 'Edited')),
      '/digest does not match',
    ],
    ['a file that was removed', (folder) => rm(join(folder, 'environments/Test.json')), '/digest does not match'],
    [
      'a resource without its name',
      edit('environments/Test.json', (text) => text.replace('"Name"', '"Title"')),
      'no environment: Name is missing',
    ],
    [
      'a manifest that is no manifest',
      edit('snapshot.json', (text) => text.replace('"digest"', '"digits"')),
      '/digest is missing',
    ],
    [
      'another format version',
      edit('snapshot.json', (text) => text.replace('octosync-snapshot/1', 'octosync-snapshot/9')),
      'this octosync reads octosync-snapshot/1',
    ],
    ['no manifest', (folder) => rm(join(folder, 'snapshot.json')), 'There is no snapshot here'],
  ])('%s', async (_what, damage, says) => {
    const folder = await copyOfExample();
    await damage(folder);
    await expect(readSnapshot(folder)).rejects.toThrow(says);
  });

  /** What the digest is of. */
  const contentsOf = async (folder: string): Promise<ReadonlyMap<string, Uint8Array>> => {
    const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.(json|svg|png)$/.test(path));
    const own = paths.filter((path) => path !== 'snapshot.json');
    return new Map(await Promise.all(own.map(async (path) => [path, await readFile(join(folder, path))] as const)));
  };

  it.each([
    ['a file of 5 MB is read whole', 5_000_000],
    ['a file that just fills what is asked for at a time', 4 * 1024 * 1024],
  ])('%s', async (_, size) => {
    const folder = await copyOfExample();
    const path = 'environments/Test.json';
    const text = await readFile(join(folder, path), 'utf8');
    const large = text.replace('Where QA works', (words) => words.padEnd(size - text.length + words.length, '+'));
    await edit(path, () => large)(folder);
    const digest = filesDigest(await contentsOf(folder));
    await edit('snapshot.json', (manifest) => JSON.stringify({ ...(JSON.parse(manifest) as object), digest }))(folder);
    const { items } = await readSnapshot(folder);
    expect(items.get('environments')?.get(keyOf(['Test']))?.document).toEqual(JSON.parse(large));
  });

  it('a file that no engine could read is refused before it is read', async () => {
    const folder = await copyOfExample();
    await truncate(join(folder, 'environments/Test.json'), 300 * 1024 * 1024);
    await expect(readSnapshot(folder)).rejects.toThrow('none of a snapshot has more than');
  });

  it('what is known of another snapshot spares no check', async () => {
    const [folder, known] = [await copyOfExample(), new Map()];
    const whole = await readSnapshot(folder, known);
    const again = await readSnapshot(folder, known);
    expect(again).toEqual(whole);
    await edit('environments/Test.json', (text) => text.replace('Where QA works', 'Where QA walks'))(folder);
    await expect(readSnapshot(folder, known)).rejects.toThrow('/digest does not match');
    await edit('environments/Test.json', () => '{')(folder);
    await expect(readSnapshot(folder, known)).rejects.toThrow('not valid JSON');
  });

  it('all defects are told at once', async () => {
    const folder = await copyOfExample();
    await edit('environments/Test.json', () => '{')(folder);
    await edit('teams/QA/team.json', () => '[]')(folder);
    await expect(readSnapshot(folder)).rejects.toThrow(/environments\/Test\.json.*teams\/QA\/team\.json/);
  });
});

describe('Writing a snapshot', () => {
  const manifest = (digest: string) => ({ digest }) as unknown as Parameters<typeof writeSnapshot>[1];

  it('replaces the one that was there, as a whole', async () => {
    const folder = await copyOfExample();
    await writeSnapshot(folder, manifest('x'), new Map([['environments/New.json', '{}\n']]));
    expect([...(await filesIn(folder)).keys()]).toEqual(['.gitattributes', 'environments/New.json', 'snapshot.json']);
    expect(await readdir(join(folder, '..'))).toEqual(['dev']);
  });

  it('refuses to replace a directory that holds something else', async () => {
    const folder = join(await workFolder(), 'home');
    await mkdir(folder);
    await writeFile(join(folder, 'thesis.txt'), 'precious');
    await expect(writeSnapshot(folder, manifest('x'), new Map())).rejects.toThrow('holds other files');
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });

  it('leaves the old one when it fails', async () => {
    const folder = await copyOfExample();
    const before = await filesIn(folder);
    const impossible = new Map([
      ['a', 'a file'],
      ['a/b', 'in a file'],
    ]);
    await expect(writeSnapshot(folder, manifest('x'), impossible)).rejects.toThrow();
    expect(await filesIn(folder)).toEqual(before);
    expect(await readdir(join(folder, '..'))).toEqual(['dev']);
  });
});
