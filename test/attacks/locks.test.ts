import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lockFile } from '../../src/workspace/lock.js';
import { examples, workFolder } from '../e2e/cli.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const lockModule = new URL('../../build/workspace/lock.js', import.meta.url).href;

/** The number of a process that is gone. */
const goneProcess = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

const codeOf = (args: readonly string[], cwd: string): Promise<number | null> =>
  new Promise((resolve) => {
    spawn(process.execPath, args, { cwd, stdio: 'ignore' }).on('close', resolve);
  });

/** Takes the lock at the given moment (ms), holds it long enough for all others to try, and says whether it was had. */
const contender = (path: string, when: number): readonly string[] => [
  '--input-type=module',
  '-e',
  `import { lockFile } from '${lockModule}';
   // Asleep until shortly before: four that count the time leave none for each other.
   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(${when} - 30 - Date.now(), 0));
   while (Date.now() < ${when});
   try { lockFile('${path}', 'Another works'); } catch { process.exit(7); }
   setTimeout(() => process.exit(0), 1000);`,
];

describe('A lock has one holder', () => {
  it.each<[what: string, holder: (host: string) => object]>([
    ['of a process that is gone', (host) => ({ pid: goneProcess(), host, token: 'a' })],
    ['of an older version, whose process is gone', (host) => ({ pid: goneProcess(), host })],
  ])('a lock %s is taken over, by one of many at once', async (_what, holder) => {
    const cwd = await workFolder();
    const path = join(cwd, 'lock');
    writeFileSync(path, JSON.stringify(holder(hostname())));
    const when = Date.now() + 1_500;
    const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(contender(path, when), cwd)));
    expect([...codes].sort()).toEqual([0, 7, 7, 7]);
  });

  it('who was killed while taking one over does not keep it from others', async () => {
    const path = join(await workFolder(), 'lock');
    writeFileSync(path, JSON.stringify({ pid: goneProcess(), host: hostname(), token: 'a' }));
    writeFileSync(`${path}.a`, JSON.stringify({ pid: goneProcess(), host: hostname(), token: 'b' }));
    writeFileSync(`${path}.a.b`, JSON.stringify({ pid: goneProcess(), host: hostname(), token: 'c' }));
    writeFileSync(`${path}.d.draft`, JSON.stringify({ pid: goneProcess(), host: hostname(), token: 'd' }));
    lockFile(path, 'Another works')();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it.each<[what: string, holder: object | string]>([
    ['this process', { pid: process.pid, host: hostname(), token: 'a' }],
    ['another machine', { pid: 1, host: 'elsewhere', token: 'a' }],
    ['nobody knows whom', ''],
  ])('a lock of %s is left to it', async (_what, holder) => {
    const path = join(await workFolder(), 'lock');
    const text = typeof holder === 'string' ? holder : JSON.stringify(holder);
    writeFileSync(path, text);
    expect(() => lockFile(path, 'Another works')).toThrow('Another works');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('Many approve at once', () => {
  it('and no approval is lost', async () => {
    const cwd = await workFolder();
    const sides = [join(examples, 'dev-test'), join(examples, 'staging-prod')];
    await codeOf([bin, 'diff', ...sides, '--projects', 'OctoFX', '--no-log'], cwd);
    const people = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Tony'];
    await Promise.all(people.map((by) => codeOf([bin, 'approve', 'changeset.json', '--by', by], cwd)));
    const text = readFileSync(join(cwd, 'changeset.approvals.json'), 'utf8');
    const { approvals } = JSON.parse(text) as { readonly approvals: readonly { readonly by: string }[] };
    expect(approvals.map(({ by }) => by).sort()).toEqual([...people].sort());
    expect(readdirSync(cwd).sort()).toEqual(['changeset.approvals.json', 'changeset.json']);
  });
});
