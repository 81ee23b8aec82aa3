import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/canonical.js';
import { installedIn } from '../../src/workspace/installed-packages.js';
import { workFolder } from '../e2e/cli.js';

/** Packages as npm lays them out: by folder, what they are called and need. */
const installed = async (packages: Readonly<Record<string, object>>): Promise<string> => {
  const folder = await workFolder();
  for (const [path, about] of Object.entries(packages)) {
    const file = join(folder, path, 'package.json');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(about));
  }
  return join(folder, 'lib/node_modules/octosync');
};

const global = {
  'lib/node_modules/octosync': {
    name: 'octosync',
    version: '1.0.0',
    dependencies: { a: '^1', '@x/b': '*', gone: '1' },
  },
  'lib/node_modules/octosync/node_modules/a': { name: 'a', version: '1.2.0', dependencies: { c: '1' } },
  'lib/node_modules/octosync/node_modules/@x/b': { name: '@x/b', version: '2.0.0', dependencies: { a: '^1' } },
  'lib/node_modules/octosync/node_modules/@x/b/node_modules/a': { name: 'a', version: '1.9.0' },
  'lib/node_modules/c': { name: 'c', version: '3.0.0', dependencies: { a: '*' } },
  'lib/node_modules/other': { name: 'other', version: '9.0.0' },
};

describe('Which packages octosync runs with (rules evidence-packages)', () => {
  it('is all that it needs as it is installed, wherever Node finds it, and nothing else', async () => {
    const { from, digest } = await installedIn(await installed(global));
    expect(from).toContain('NAME@VERSION');
    expect(digest).toBe(sha256('@x/b@2.0.0\na@1.2.0\na@1.9.0\nc@3.0.0\noctosync@1.0.0\n'));
  });

  it.each(['npm-shrinkwrap.json', 'package-lock.json'])('is %s, where there is one', async (name) => {
    const root = await installed(global);
    await writeFile(join(root, name), '{}');
    expect(await installedIn(root)).toEqual({ from: name, digest: sha256('{}') });
  });
});
