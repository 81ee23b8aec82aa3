#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Errors, flush, run } from '@oclif/core';

const argv = process.argv.slice(2);
try {
  await run(argv, import.meta.url);
} catch (error) {
  // Commands print their own errors; what arrives here is oclif's: an unknown command, or a broken installation.
  if (error instanceof Errors.ExitError) process.exitCode = error.oclif.exit;
  else await fail(error);
}
await flush();

/** Says what is wrong as commands do. What says it is loaded only now: most runs need none of it. */
async function fail(error) {
  process.exitCode = 1;
  const { errorJson, errorLines } = await import('../dist/commands/display/error-text.js');
  const { visibleJson } = await import('../dist/report/visible.js');
  const trouble = /^command \S+ not found/i.test(error.message) ? await unknown() : error;
  if (argv.includes('--json')) process.stdout.write(`${visibleJson(JSON.stringify(errorJson(trouble), null, 2))}\n`);
  else process.stderr.write(`${(await errorLines(trouble, process.stderr)).join('\n')}\n`);
}

async function unknown() {
  const { unknownCommand } = await import('../dist/commands/flags/unknown-command.js');
  const manifest = JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'));
  return unknownCommand(argv, Object.keys(manifest.commands));
}
