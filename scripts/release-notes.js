// Prints what CHANGELOG.md says of one version: the notes of its release. `node scripts/release-notes.js 0.1.0`
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const version = process.argv[2] ?? '';
const text = readFileSync(process.argv[3] ?? fileURLToPath(new URL('../CHANGELOG.md', import.meta.url)), 'utf8');
const parts = text.split(/^(?=## )|^(?=\[[^\]]+\]: )/m);
const part = parts.find((one) => one.startsWith(`## [${version}]`));
const notes = part?.slice(part.indexOf('\n')).trim() ?? '';
if (notes === '') {
  console.error(
    `CHANGELOG.md says nothing of ${version}: put what is below "## [Unreleased]" under "## [${version}] - YYYY-MM-DD".`,
  );
  process.exit(1);
}
console.log(notes);
