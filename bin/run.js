#!/usr/bin/env node
import { Errors, flush, run } from '@oclif/core';

try {
  await run(process.argv.slice(2), import.meta.url);
} catch (error) {
  // Commands print their own errors; what arrives here is oclif's, such as an unknown command.
  const isExit = error instanceof Errors.ExitError;
  if (!isExit) process.stderr.write(`Error: ${error.message} See octosync --help.\n`);
  process.exitCode = isExit ? error.oclif.exit : 1;
}
await flush();
