#!/usr/bin/env node
// Runs the CLI from freshly compiled sources: `npm run build` first is not needed.
import { spawnSync } from 'node:child_process';
import { execute } from '@oclif/core';

const built = spawnSync(process.execPath, [new URL('../scripts/build.js', import.meta.url).pathname], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);
await execute({ development: true, dir: import.meta.url });
