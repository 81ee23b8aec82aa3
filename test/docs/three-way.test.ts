import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const runs = new URL('test/golden/three-way-story/', root);

it('the story of docs/three-way.md is what octosync says', async () => {
  const text = await readFile(new URL('docs/three-way.md', root), 'utf8');
  const [, story = ''] = text.split('\n## The story\n');
  const names = (await readdir(runs)).sort();
  const golden = (await Promise.all(names.map((name) => readFile(new URL(name, runs), 'utf8')))).join('\n');
  const shown = [...story.matchAll(/```text\n([^]*?)\n```/g)].map(([, block = '']) => block);
  expect(shown.length).toBeGreaterThan(7);
  expect(shown.flatMap((block) => block.split('\n\n')).filter((part) => !golden.includes(part))).toEqual([]);
});
