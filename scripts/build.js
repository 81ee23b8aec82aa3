// Compiles src/ to dist/, copies the data files the compiler leaves behind, and writes oclif's manifest
// (the manifest lets the CLI start without loading every command).
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

rmSync('dist', { recursive: true, force: true });
rmSync('oclif.manifest.json', { force: true });

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

const contract = 'sandbox/server/contract';
if (existsSync(`src/${contract}`)) {
  cpSync(`src/${contract}`, `dist/${contract}`, { recursive: true, filter: (file) => !file.endsWith('.ts') });
}

const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
writeFileSync('oclif.manifest.json', `${JSON.stringify(plugin.manifest, null, 2)}\n`);
