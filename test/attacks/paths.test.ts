import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPackages } from '../../src/apply/preflight/check-packages.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { fileNameFor, pathInside } from '../../src/snapshot/file-name.js';
import { packageFileName } from '../../src/snapshot/package-file.js';
import { picturePath } from '../../src/snapshot/picture.js';
import { workFolder } from '../e2e/cli.js';

/** What a hostile server might call something, so that a file of it lands elsewhere. */
const hostile: readonly (readonly [what: string, name: string])[] = [
  ['the way up', '/../../x'],
  ['the way up alone', '..'],
  ['the way up on Windows', '\\..\\..\\x'],
  ['an absolute path', '/etc/cron.d/x'],
  ['a drive', 'C:\\x'],
  ['a stream of a file', 'x:y'],
  ['a device', 'CON'],
  ['a null character', 'x\0/../y'],
  ['an escape that somebody might decode', '%2e%2e%2f'],
  ['a wide slash', '\u2215..\u2215x'],
  ['a line end', 'x\n/../y'],
  ['a name of 5,000 characters', 'x'.repeat(5_000)],
  ['nothing', ''],
  ['a dot', '.'],
];

/** One segment that means a file in its folder, on every system. */
const expectSegment = (name: string): void => {
  // eslint-disable-next-line no-control-regex -- what must not be in it
  expect(name).not.toMatch(/[/\\:\u0000-\u001f]/);
  expect(['', '.', '..']).not.toContain(name);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(join('/safe', name).startsWith('/safe/')).toBe(true);
};

describe('No path is made of data', () => {
  it.each(hostile)('a resource called %s is one file in its folder', (_what, name) => {
    expectSegment(fileNameFor(name));
  });

  it.each(hostile)('a package whose ending is %s is one file in its folder', (_what, ending) => {
    expectSegment(packageFileName({ PackageId: 'Acme.Web', Version: '1.0.0', FileExtension: ending }));
  });

  it.each(hostile)('a package whose ID and version are %s is one file in its folder', (_what, name) => {
    expectSegment(packageFileName({ PackageId: name, Version: name, FileExtension: '.zip' }));
  });

  it.each(['.zip', '.tar.gz', '.nupkg', '.7z'])('a package keeps its ending %s', (ending) => {
    expect(packageFileName({ PackageId: 'Acme.Web', Version: '1.0.0', FileExtension: ending })).toBe(
      `Acme.Web.1.0.0${ending}`,
    );
  });

  it.each(hostile)('a picture that begins with %s is called logo', (_what, bytes) => {
    expect(picturePath('projects/x/project.json', Buffer.from(bytes))).toMatch(/^projects\/x\/logo\.[a-z]+$/);
  });

  it.each([['../x'], ['a/../../x'], ['..'], [''], ['.'], ['a/../..'], ['x\0y']])(
    'and a path that leads out of its folder is refused all the same: %j',
    (path) => {
      expect(() => pathInside('/safe', path)).toThrow('leads out of its folder');
    },
  );

  it.each([['a'], ['a/b.json'], ['..a'], ['a/..b'], ['...']])('one that stays inside is not: %j', (path) => {
    expect(pathInside('/safe', path)).toBe(join('/safe', path));
  });
});

describe('A package is sent only if it is the one that was described', () => {
  const changes = (hash: object) =>
    ({
      changes: [{ id: 'packages/x', type: 'packages', names: ['x@1'], key: ['x@1'], action: 'create', document: hash }],
    }) as unknown as Changeset;
  const file = async (): Promise<string> => {
    const folder = join(await workFolder(), 'packages');
    await mkdir(folder);
    await writeFile(join(folder, 'x.zip'), 'other bytes');
    return join(folder, 'x.zip');
  };

  it.each<[string, object, string]>([
    ['no hash at all', {}, 'no hash'],
    ['a hash that is no text', { Hash: null }, 'no hash'],
    ['the hash of another file', { Hash: 'A9993E364706816ABA3E25717850C26C9CD0D89D' }, 'another hash'],
  ])('it has %s', async (_what, hash, says) => {
    const path = await file();
    await expect(checkPackages(changes(hash), () => path)).rejects.toThrow(says);
  });
});
