import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, cp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { installed, root, type Installed } from './installed.js';

/* A program that uses octosync as a library, in an empty folder with nothing but the packed package (ways-in, packages). */

const execute = promisify(execFile);
const isLong = process.env['OCTOSYNC_LONG'] === '1';
let user: Installed;

beforeAll(async () => {
  // The bundle of types takes as long as all the rest of the build: it is made when one packs, and here.
  if (isLong) await execute(process.execPath, ['scripts/library-types.js'], { cwd: root });
  user = await installed();
  await cp(join(root, 'test/package/consumer/sync.ts'), join(user.folder, 'sync.ts'));
  await copyFile(join(root, 'snapshots/octofx-tls.pem'), join(user.folder, 'octofx-tls.pem'));
  const secrets = { 'certificates/OctoFX TLS': { '/CertificateData': { file: 'octofx-tls.pem' } } };
  await writeFile(join(user.folder, 'secrets.json'), JSON.stringify(secrets));
});

afterAll(() => rm(user.folder, { recursive: true, force: true }));

/** Compiles a program, with types of nothing but Node and the package; without types it is only rid of them. */
const compile = async (checked: boolean, file = 'sync.ts', known = ['--types', 'node']): Promise<void> => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const types = join(root, 'node_modules/@types');
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
  const given = ['--target', 'es2023', '--module', 'nodenext', '--typeRoots', types, ...known];
  const checks = checked ? strict : ['--noCheck'];
  await execute(process.execPath, [tsc, ...given, ...checks, file], { cwd: user.folder }).catch((error: unknown) => {
    throw new Error(`The program does not compile: ${(error as { readonly stdout: string }).stdout}`);
  });
};

const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
const program = readFileSync(join(root, 'test/package/consumer/sync.ts'), 'utf8');

describe('The library', () => {
  it('is shown in docs/library.md by the program that is tested here', () => {
    expect(page).toContain(program.replace(/^\/\* What a program[^*]*\*\/\n\n/m, ''));
  });

  it.runIf(isLong)('has types that a strict program compiles with, and that need no other package', async () => {
    await expect(compile(true)).resolves.toBeUndefined();
  });

  it.runIf(isLong)('has types for a program that knows neither Node nor a browser', async () => {
    await writeFile(join(user.folder, 'bare.ts'), "export * from 'octosync';\n");
    await expect(compile(true, 'bare.ts', ['--typeRoots', 'none', '--lib', 'es2023'])).resolves.toBeUndefined();
  });

  it('takes, compares and applies as the commands do', async () => {
    const sources = ['dev-test', 'staging-prod'].map((name) => join(root, 'snapshots', name));
    const sandbox = await startSandbox(await loadInstances(sources, sandboxKey, 0));
    try {
      await compile(false);
      const [dev = '', prod = ''] = sandbox.instances.map(({ url }) => url);
      const said = await user.run('sync.js', dev, prod);
      expect(said).toMatch(/^dry-run: (\d+) changes, first .+\n\1 written\ncomplete\n$/);
    } finally {
      await sandbox.close();
    }
  });
});
