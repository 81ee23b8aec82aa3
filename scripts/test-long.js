// Runs, in their long form, the tests that have one: those that ask for OCTOSYNC_LONG themselves, or import something in test/
// that does. All others are the same in `npm test`, which .ci/run runs before.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const texts = new Map(
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => resolve('test', name))
    .map((file) => [file, readFileSync(file, 'utf8')]),
);

const importsOf = (file) =>
  [...(texts.get(file) ?? '').matchAll(/from '(\.[^']+)\.js'/g)].map(([, path]) =>
    resolve(dirname(file), `${path}.ts`),
  );

const hasLongForm = (file, seen = new Set()) => {
  if (seen.has(file)) return false;
  seen.add(file);
  return (texts.get(file) ?? '').includes('OCTOSYNC_LONG') || importsOf(file).some((one) => hasLongForm(one, seen));
};

const files = [...texts.keys()].filter((file) => file.endsWith('.test.ts') && hasLongForm(file));
if (files.length === 0) throw new Error('No test has a long form: run this where test/ is.');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...files, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, OCTOSYNC_LONG: '1' },
});
process.exitCode = status ?? 1;
