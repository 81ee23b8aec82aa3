import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { installed, root, type Installed } from './installed.js';

/* What a user gets from `npm install` in an empty folder (ways-in, packages). */

let user: Installed;

beforeAll(async () => {
  user = await installed();
});

afterAll(() => rm(user.folder, { recursive: true, force: true }));

const commands = readdirSync(join(root, 'src/commands'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace('.ts', ''));

const inPackage = (path: string): string => join(user.folder, 'node_modules', 'octosync', path);
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => path);

/** What pages for those who work on octosync lead to: it is in the repository only. */
const isSource = (path: string): boolean => /^(src|test|bench|scripts|Dockerfile|action\.yml|\.[a-z])/.test(path);

describe('The installed package', () => {
  it('is the only one', () => {
    const all = readdirSync(join(user.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(all).toEqual(['octosync']);
  });

  it.each(atLeastOne(commands))('has %s', async (command) =>
    expect(await user.octosync(command, '--help')).toContain(`octosync ${command}`),
  );

  it('says which version and which Node it is', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect(await user.octosync('--version')).toContain(`octosync/${version} `);
  });

  it('runs the demo', async () => expect(await user.octosync('demo')).toContain('Done.'));

  it('has every page that its README and the pages beside it link to, and that these do', () => {
    const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
    const roots = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
    const missing = [...roots, ...pages.map((name) => `docs/${name}`)].flatMap((page) =>
      linksIn(readFileSync(inPackage(page), 'utf8'))
        .map((path) => join(page, '..', path))
        .filter((path) => !isSource(path) && !existsSync(inPackage(path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(['LICENSE', 'CHANGELOG.md', 'schema/changeset.schema.json', 'dist/THIRD-PARTY-LICENCES.txt'])(
    'has %s',
    (path) => expect(existsSync(inPackage(path))).toBe(true),
  );

  it.each(['bin/dev.js', 'test', 'bench', 'build', 'node_modules'])('has no %s', (path) =>
    expect(existsSync(inPackage(path))).toBe(false),
  );

  it('says where it is from, where a defect is reported, and nothing that npm has to mend', () => {
    const { homepage, bugs, repository } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {
      readonly homepage: string;
      readonly bugs: { readonly url: string };
      readonly repository: { readonly type: string; readonly url: string };
    };
    // npm's provenance is refused where this is not the repository that publishes.
    const address = /^git\+(https:\/\/github\.com\/[\w-]+\/[\w-]+)\.git$/.exec(repository.url)?.[1] ?? 'no address';
    expect([repository.type, homepage, bugs.url]).toEqual(['git', `${address}#readme`, `${address}/issues`]);
    for (const page of ['SECURITY.md', 'CHANGELOG.md', 'docs/releasing.md'])
      expect(readFileSync(inPackage(page), 'utf8')).toContain(address.replace('https://github.com/', ''));
  });

  it('names the licence of what it is made with', () => {
    const licences = readFileSync(inPackage('dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const name of ['@oclif/core', 'got', 'fastify', 'yaml']) expect(licences).toContain(`\n${name} `);
  });
});
