// Writes octosync.cdx.json, the list (SBOM, CycloneDX) of what is in the bundle: of all that `npm sbom` knows, what the
// bundler says it took. All of it are development dependencies, since who installs octosync gets no other package; so
// `npm sbom --omit dev` would list nothing, and without it also what only builds and tests. Which files of a package are in
// the bundle is for the licences; here a package is there or not.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const out = process.argv[2] ?? 'octosync.cdx.json';
const said = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const all = JSON.parse(said);
const nameOf = ({ name, version }) => `${name}@${version}`;
const bundled = new Map(JSON.parse(readFileSync('build/third-party.json', 'utf8')).map((one) => [nameOf(one), one]));

/**
 * What npm says of a package, without what it is not to who gets the bundle: a development dependency. npm says no licence
 * that has no identifier ("Public Domain"): then the words of the package stand.
 */
const asBundled = ({ properties, ...component }) => ({
  licenses: [{ license: { name: bundled.get(nameOf(component)).license } }],
  ...component,
  scope: 'required',
  properties: [
    ...properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
    { name: 'cdx:npm:package:bundled', value: 'true' },
  ],
});

const components = all.components.filter((one) => bundled.has(nameOf(one))).map(asBundled);
const refs = new Set(components.map((one) => one['bom-ref']));
const missing = [...bundled.keys()].filter((one) => !components.some((component) => nameOf(component) === one));
if (missing.length > 0) throw new Error(`npm does not know what is in the bundle: ${missing.join(', ')}. Run npm ci.`);

const { component } = all.metadata;
const dependencies = [
  { ref: component['bom-ref'], dependsOn: [...refs].sort() },
  ...all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
];
// npm calls it as the folder is called.
const named = { ...component, name: 'octosync' };
writeFileSync(
  out,
  `${JSON.stringify({ ...all, metadata: { ...all.metadata, component: named }, components, dependencies }, null, 2)}\n`,
);
console.log(`${out}: ${components.length} packages`);
