import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { merges } from '../../src/catalogue/index.js';
import { publishedNames, typeNames } from '../../src/model/type-names.js';

/*
 * Engines read declarations and name no type: what is true of one type is said by its declaration. So the names of types
 * and of strategies stand in the catalogue, and in the sandbox, which reads the vendor's pages by itself.
 */

const root = fileURLToPath(new URL('../../src', import.meta.url));
const own = ['catalogue/', 'sandbox/'];

/** Files that say a name for a reason of their own. */
const excused: Readonly<Record<string, string>> = {
  'model/type-names.ts': 'the list of the names',
  'model/notify-words.ts': 'what Microsoft calls its chat',
  'config/predecessor.ts': 'what the Space Cloner calls things, by type',
  'snapshot/package-file.ts': 'the folder of the files of packages',
  'snapshot/scratch.ts': 'a kind of folder: packages on their way',
  'workspace/download-packages.ts': 'the same kind of folder',
  'diff/decide/strategies/index.ts': 'the strategies by their names',
};

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !own.some((room) => path.startsWith(room)))
  // What a script makes of the list of names is no engine.
  .filter((path) => !readFileSync(`${root}/${path}`, 'utf8').startsWith('// Made by '));

const saying = (pattern: RegExp): readonly string[] =>
  files
    .filter((path) => !(path in excused))
    .flatMap((path) =>
      [...readFileSync(`${root}/${path}`, 'utf8').matchAll(pattern)].map(([found]) => `${path}: ${found}`),
    );

describe('Outside the catalogue', () => {
  it('no type is named', () => {
    const names = [...typeNames, ...publishedNames].join('|');
    expect(saying(new RegExp(`(?<![\\w/])'(?:${names})'`, 'g'))).toEqual([]);
  });

  it('no strategy is asked for by its name', () => {
    const names = Object.keys(merges).join('|');
    expect(saying(new RegExp(`(?:strategy|kind) [!=]== '(?:${names})'`, 'g'))).toEqual([]);
  });

  it('nobody is excused who says none', () => {
    const names = [...typeNames, ...publishedNames, ...Object.keys(merges)].join('|');
    const says = (path: string): boolean =>
      new RegExp(`\\b(?:${names})\\b`).test(readFileSync(`${root}/${path}`, 'utf8'));
    expect(Object.keys(excused).filter((path) => !says(path))).toEqual([]);
  });
});
