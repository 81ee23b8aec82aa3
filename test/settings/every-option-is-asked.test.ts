import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generalOptions } from '../../src/settings/options.js';
import { atLeastOne } from '../builders/at-least-one.js';

/* A setting that nothing asks for would be taken, printed and documented, and would change nothing. */

const root = fileURLToPath(new URL('../../src', import.meta.url));
const declaring = ['settings/', 'config/'];
const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !declaring.some((place) => path.startsWith(place)))
  .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
  .join('\n');

it.each(atLeastOne(generalOptions.map(({ name }) => name)))('%s is asked for by what it decides', (name) => {
  expect(source).toContain(`'${name}'`);
});
