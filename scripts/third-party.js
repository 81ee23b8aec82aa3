// What of other people is in the bundle, and under which licence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a file below node_modules is of. */
const folderOf = (file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

/**
 * The packages that a bundle holds something of: name, version, licence as their package.json says it, and its text.
 * `output` is what rolldown wrote. Throws if one of them says no licence: nobody may be handed that.
 */
export const packagesIn = (output) => {
  const files = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
  const folders = new Set(files.map((file) => folderOf(file.replace(/^\0/, ''))).filter(Boolean));
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (!license) throw new Error(`${name} ${version} says no licence: take another package, or ask its makers.`);
      const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
      return { name, version, license, text: text ? readFileSync(join(folder, text), 'utf8').trim() : '' };
    })
    .sort((one, other) => (`${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1));
};

/** The licences as one text, a part for each package. */
export const thirdPartyLicences = (packages) =>
  [
    'octosync contains code of the packages below.\n',
    ...packages.map(
      ({ name, version, license, text }) => `${'-'.repeat(79)}\n${name} ${version} (${license})\n\n${text}\n`,
    ),
  ].join('\n');
