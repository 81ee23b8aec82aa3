import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/snapshot/read.js';
import { filesDigest, writeSnapshot } from '../../src/snapshot/write.js';
import { examples, filesIn, workFolder } from '../e2e/cli.js';

const snapshot = async (): Promise<string> => {
  const folder = join(await workFolder(), 'prod');
  await cp(join(examples, 'staging-prod'), folder, { recursive: true });
  return folder;
};

/** Writes another snapshot over it: the documents of the other example. */
const replace = async (folder: string): Promise<unknown> => {
  const { manifest } = await readSnapshot(join(examples, 'dev-test'));
  const texts = [...(await filesIn(join(examples, 'dev-test')))];
  const files = new Map(texts.filter(([path]) => path.endsWith('.json') && path !== 'snapshot.json'));
  return writeSnapshot(folder, { ...manifest, digest: filesDigest(files) }, files);
};

const add =
  (path: string, content = 'precious') =>
  async (folder: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };

describe('snapshot --out replaces nothing but a snapshot', () => {
  it.each<[what: string, spoil: (folder: string) => Promise<unknown>, named: string]>([
    ['a Git repository', add('.git/HEAD', 'ref: refs/heads/main'), '.git/HEAD'],
    ['notes', add('NOTES.md'), 'NOTES.md'],
    ['notes beside documents', add('environments/notes.txt'), 'environments/notes.txt'],
    ['a picture that belongs to nothing', add('holiday/logo.png'), 'holiday/logo.png'],
    ['a folder in a folder', add('environments/2024/Old.json'), 'environments/2024/Old.json'],
    ['attributes that a person wrote', add('.gitattributes', '*.json merge=ours'), '.gitattributes'],
    ['the configuration', add('octosync.yml'), 'octosync.yml'],
    ['a changeset', add('changeset.json', '{}'), 'changeset.json'],
    ['a link to elsewhere', (folder) => symlink('/etc', join(folder, 'etc')), 'etc'],
    ['a manifest of another program', add('snapshot.json', '{"format":"lerna/1"}'), 'environments'],
    ['a manifest that is none', add('snapshot.json', 'hello'), 'environments'],
    ['only other files', (folder) => rm(join(folder, 'snapshot.json')), 'environments'],
  ])('a directory with %s is refused, and says which', async (_what, spoil, named) => {
    const folder = await snapshot();
    await spoil(folder);
    const before = await filesIn(folder);
    await expect(replace(folder)).rejects.toMatchObject({
      details: expect.arrayContaining([expect.stringContaining(named)]) as unknown,
      exitCode: 1,
    });
    expect(await filesIn(folder)).toEqual(before);
  });

  it.each<[what: string, prepare: (folder: string) => Promise<unknown>]>([
    ['an earlier snapshot', () => Promise.resolve()],
    ['a snapshot that was edited', add('environments/Added.json', '{}')],
    ['a snapshot with packages', add('packages/Acme.Web.1.0.0.zip')],
    [
      'a snapshot with our attributes in the line ends of Windows',
      async (folder) => {
        await replace(folder);
        const own = await readFile(join(folder, '.gitattributes'), 'utf8');
        await writeFile(join(folder, '.gitattributes'), own.replaceAll('\n', '\r\n'));
      },
    ],
    [
      'nothing',
      async (folder) => {
        await rm(folder, { recursive: true });
        await mkdir(folder);
      },
    ],
    ['no directory', (folder) => rm(folder, { recursive: true })],
  ])('%s is replaced', async (_what, prepare) => {
    const folder = await snapshot();
    await prepare(folder);
    await replace(folder);
    expect((await readSnapshot(folder)).identity).toEqual((await readSnapshot(join(examples, 'dev-test'))).identity);
    expect([...(await filesIn(dirname(folder))).keys()].filter((path) => !path.startsWith('prod/'))).toEqual([]);
  });

  it('a link is followed, and stays a link', async () => {
    const folder = await snapshot();
    const link = join(dirname(folder), 'latest');
    await symlink(folder, link);
    await replace(link);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await readSnapshot(folder)).identity).toEqual((await readSnapshot(join(examples, 'dev-test'))).identity);
  });

  it('a link that leads nowhere is refused', async () => {
    const folder = await workFolder();
    await symlink(join(folder, 'gone'), join(folder, 'latest'));
    await expect(replace(join(folder, 'latest'))).rejects.toThrow('a symbolic link that leads nowhere');
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });

  it('a file in its place is refused', async () => {
    const folder = await workFolder();
    await writeFile(join(folder, 'prod'), 'precious');
    await expect(replace(join(folder, 'prod'))).rejects.toThrow('not a directory');
    expect(await readFile(join(folder, 'prod'), 'utf8')).toBe('precious');
  });
});
