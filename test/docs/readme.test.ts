import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { octosync, workFolder } from '../e2e/cli.js';

const root = new URL('../../', import.meta.url);

it('what the README shows of a review is what its command gives', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const [, command = ''] = /^node bin\/run\.js (diff snapshots\/.*)$/m.exec(readme) ?? [];
  const [, shown = ''] = /```text\n([^]*?)```/.exec(readme) ?? [];
  const cwd = await workFolder();
  const words = command.split(' ').map((word) => word.replaceAll(/["']/g, ''));
  const args = words.map((word) => (word.startsWith('snapshots/') ? join(root.pathname, word) : word));
  await octosync(args, { cwd });
  const { stdout } = await octosync(['show'], { cwd });
  expect(shown).toContain('Projects');
  expect(shown.split('\n\n').filter((part) => !stdout.includes(part))).toEqual([]);
});

it('what is installed by hand is the package of this version', async () => {
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { readonly version: string };
  const pages = await Promise.all(
    ['README.md', 'docs/library.md'].map((page) => readFile(new URL(page, root), 'utf8')),
  );
  const named = pages.map((page) => new Set(page.match(/octosync-[\d.]+\.tgz/g)));
  expect(named).toEqual(pages.map(() => new Set([`octosync-${version}.tgz`])));
});
