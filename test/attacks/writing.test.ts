import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refuseUnwritable, writeWhole } from '../../src/workspace/write-whole.js';
import { examples, filesIn, workFolder } from '../e2e/cli.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const diff = [
  bin,
  'diff',
  join(examples, 'dev-test'),
  join(examples, 'staging-prod'),
  '--projects',
  'OctoFX',
  '--no-log',
];

interface Failed {
  readonly code: number;
  readonly stderr: string;
}

/** Runs a line in bash, in which a process may not write more than so many kilobytes to a file: the last write is short. */
const withLimit = async (kilobytes: number, args: readonly string[], cwd: string): Promise<Failed> => {
  const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const line = `trap '' XFSZ; ulimit -f ${kilobytes}; exec ${words}`;
  const env = { ...process.env, NO_COLOR: '1' };
  return promisify(execFile)('bash', ['-c', line], { cwd, env }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: unknown) => error as Failed,
  );
};

describe('A file is written whole or not at all', () => {
  it.each([
    ['a changeset', 'changeset.json', diff],
    ['a page', 'page.html', [bin, 'show', 'given.json', '--format', 'html', '--out', 'page.html']],
    ['JSON', 'copy.json', [bin, 'show', 'given.json', '--format', 'json', '--out', 'copy.json']],
  ])('%s that the disk takes only a part of: exit 1, and the old one stays', async (_what, file, args) => {
    const cwd = await workFolder();
    spawnSync(process.execPath, [...diff, '--out', 'given.json'], { cwd });
    writeFileSync(join(cwd, file), 'the old one');
    const { code, stderr } = await withLimit(4, args, cwd);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/cannot be written: .*EFBIG.*What was there is unchanged/),
    ]);
    expect(stderr).toContain(file);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe('the old one');
    expect([...(await filesIn(cwd)).keys()].sort()).toEqual([...new Set(['given.json', file])].sort());
  });

  it.skipIf(process.getuid?.() !== 0)('a full file system: exit 1, and the old one stays', async ({ skip }) => {
    const cwd = await workFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', cwd]).status === 0;
    if (!mounted) skip('no file system may be mounted here');
    onTestFinished(() => void spawnSync('umount', [cwd]));
    writeFileSync(join(cwd, 'changeset.json'), 'the old one');
    const { status, stderr } = spawnSync(process.execPath, diff, { cwd, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect(readFileSync(join(cwd, 'changeset.json'), 'utf8')).toBe('the old one');
  });

  it.each<[what: string, prepare: (cwd: string) => string]>([
    ['in a folder that is not there', (cwd) => join(cwd, 'gone', 'file.json', 'x')],
    [
      'where a folder is',
      (cwd) => {
        mkdirSync(join(cwd, 'file.json'));
        return join(cwd, 'file.json');
      },
    ],
    [
      'below a file',
      (cwd) => {
        writeFileSync(join(cwd, 'x'), '');
        return join(cwd, 'x', 'file.json');
      },
    ],
  ])('a file %s is refused, with its name', async (_what, prepare) => {
    const path = prepare(await workFolder());
    await expect(refuseUnwritable(path)).rejects.toMatchObject({ where: path, exitCode: 1 });
  });

  it('a link is followed, and the permissions of what it leads to stay', async () => {
    const cwd = await workFolder();
    writeFileSync(join(cwd, 'real.json'), 'old');
    chmodSync(join(cwd, 'real.json'), 0o640);
    symlinkSync(join(cwd, 'real.json'), join(cwd, 'link.json'));
    await writeWhole(join(cwd, 'link.json'), 'new');
    expect(readFileSync(join(cwd, 'real.json'), 'utf8')).toBe('new');
    expect(statSync(join(cwd, 'real.json')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, 'link.json'), 'utf8')).toBe('new');
  });

  it('what is no file is written to', async () => {
    await expect(writeWhole('/dev/null', 'gone')).resolves.toBeUndefined();
    await expect(writeWhole('/dev/full', 'gone')).rejects.toThrow('ENOSPC');
  });

  it('many at once leave one of them, and nothing else', async () => {
    const cwd = await workFolder();
    const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
    await Promise.all(texts.map((text) => writeWhole(join(cwd, 'file'), text)));
    expect(texts).toContain(readFileSync(join(cwd, 'file'), 'utf8'));
    expect(existsSync(join(cwd, '.octosync-tmp'))).toBe(false);
  });
});
