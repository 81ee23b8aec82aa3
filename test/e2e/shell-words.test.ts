import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inQuotes } from '../../src/report/review/in-quotes.js';
import { quoted } from '../../src/report/review/next.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { injections } from '../report/injection.js';
import { workFolder } from './cli.js';
import { inPwsh, pwsh } from './pwsh.js';

/* A command that octosync prints is copied into whatever shell somebody has (ways-in, begin). */

const texts = atLeastOne([
  'changeset.json',
  'changesets/prod.eu.json',
  '--details',
  'a file.json',
  "it's a file.json",
  'prod’s',
  '‘prod’ ‚x‛',
  'say "prod"',
  '“prod” „x“',
  '@ada',
  'ada@example.com',
  '-x.y',
  '#1',
  'a,b',
  '{a}',
  '$(id)',
  '$HOME `n',
  '~/changeset.json',
  'wow!',
  "wow! it's",
  'a\\b c',
  'a|b;c&d>e<f',
  'projectVariables/Shop#variable "Db.Name" (environment: Staging)',
  `projectVariables/Shop#variable "It's" (unscoped)`,
  'projectVariables/Shop#variable "It’s $x" (unscoped)',
  `./it's "here".json`,
  `a'''b"`,
  // Half a surrogate pair cannot be typed.
  ...Object.values(injections).map((text) => `projectVariables/Shop#${Buffer.from(text).toString()}`),
]);

const written = [...texts.map(quoted), ...texts.map(inQuotes)].join(' ');

describe('Words of the commands that octosync prints are taken as they are meant', () => {
  it('by bash', async () => {
    const { stdout } = await promisify(execFile)('bash', ['-c', `printf '%s\\0' ${written}`]);
    expect(stdout.split('\0').slice(0, -1)).toEqual([...texts, ...texts]);
  });

  it.skipIf(pwsh === undefined)('by PowerShell', async () => {
    const file = join(await workFolder(), 'words.js');
    await writeFile(file, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    const printed = await inPwsh(`& '${process.execPath}' '${file}' ${written}`);
    expect(JSON.parse(printed)).toEqual([...texts, ...texts]);
  });
});

it('a word that begins with anything and has both kinds of quotes is said as bash takes it', async () => {
  const text = `"it's"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', `printf '%s' ${quoted(text)}`]);
  expect(stdout).toBe(text);
});
