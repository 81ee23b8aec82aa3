// Bundles src/ to dist/, which is what users get: the program, a file for each command, and the library. Besides, as
// modules one by one, to build/, where scripts and the bench take what they need. Writes oclif's manifest (with it, the
// CLI starts without loading every command), and the licences of what is in the bundle. Types are checked elsewhere
// (`npm run typecheck`).
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';
import { rolldown } from 'rolldown';
import { packagesIn, thirdPartyLicences } from './third-party.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const commands = readdirSync('src/commands').filter((name) => name.endsWith('.ts'));
const input = {
  cli: 'src/cli.ts',
  index: 'src/library/index.ts',
  help: 'src/commands/display/help.ts',
  'compile-cache': 'src/compile-cache.ts',
  ...Object.fromEntries(commands.map((name) => [`commands/${name.replace(/\.ts$/, '')}`, `src/commands/${name}`])),
};

/** Writes a bundle beside the old one, then swaps them: whoever runs the CLI meanwhile finds it whole. */
const write = async (folder, inputOptions, outputOptions) => {
  const fresh = `${folder}.${process.pid}`;
  try {
    const bundle = await rolldown({ input, platform: 'node', tsconfig: 'tsconfig.json', ...inputOptions });
    const { output } = await bundle.write({ dir: fresh, format: 'esm', ...outputOptions });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return output;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
};

// oclif loads a compiler only where it finds sources instead of commands.
const compilers = [/^typescript$/, /^ts-node$/, /^tsx(\/|$)/];
const output = await write(
  'dist',
  { external: compilers },
  { chunkFileNames: 'chunks/[name]-[hash].js', sourcemap: true, sourcemapExcludeSources: true },
);
const packages = packagesIn(output);
writeFileSync('dist/THIRD-PARTY-LICENCES.txt', thirdPartyLicences(packages));

const modules = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(({ name, parentPath }) => /(?<!\.d)\.tsx?$/.test(name) && !parentPath.includes('client'))
  .map(({ name, parentPath }) => `${parentPath}/${name}`);
await write('build', { input: modules, external: /^[^./]/ }, { preserveModules: true, preserveModulesRoot: 'src' });
const third = packages.map(({ name, version, license }) => ({ name, version, license }));
writeFileSync('build/third-party.json', `${JSON.stringify(third, null, 2)}\n`);

const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
writeFileSync('oclif.manifest.json', `${JSON.stringify(plugin.manifest, null, 2)}\n`);
