// Compiles src/ to dist/, copies the data files the compiler leaves behind, and writes oclif's manifest
// (the manifest lets the CLI start without loading every command).
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

// Beside the old one, then swapped: whoever runs the CLI meanwhile finds it whole.
const fresh = `dist.${process.pid}`;
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
try {
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh], { stdio: 'inherit' });
} catch {
  rmSync(fresh, { recursive: true, force: true });
  process.exit(1);
}

const contract = 'sandbox/server/contract';
if (existsSync(`src/${contract}`)) {
  cpSync(`src/${contract}`, `${fresh}/${contract}`, { recursive: true, filter: (file) => !file.endsWith('.ts') });
}

cpSync('src/report/html/client', `${fresh}/report/html/client`, {
  recursive: true,
  filter: (file) => !file.endsWith('.json'),
});

rmSync('dist', { recursive: true, force: true });
renameSync(fresh, 'dist');

const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
writeFileSync('oclif.manifest.json', `${JSON.stringify(plugin.manifest, null, 2)}\n`);
