#!/usr/bin/env node
import module from 'node:module';

// From 22.1 on, Node keeps what it compiled for the next start. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE hold.
if (module.enableCompileCache && process.env.NODE_COMPILE_CACHE === undefined) {
  const { compileCacheFolder } = await import('../dist/compile-cache.js');
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : compileCacheFolder();
  if (folder !== undefined) module.enableCompileCache(folder);
}

const { runCommandLine } = await import('../dist/cli.js');

await runCommandLine(process.argv.slice(2), import.meta.url);
