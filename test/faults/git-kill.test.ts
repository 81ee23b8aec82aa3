import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { branchOf, commitsOf } from '../../src/changeset/commits.js';
import { carrying, convertShop, makeShop, shopAt, twoServers } from '../e2e/git-projects.js';
import { mortalApply, type Kill } from './killed.js';

const url = 'https://git.example.com/prod.git';
const converted = { VariablesAreInGit: true, RunbooksAreInGit: true };

it('apply killed (kill -9) at every write, before and after the server has done it by turns: each commit is made once (rules git-read-live)', async () => {
  const s = await twoServers();
  await makeShop(s.dev, 2);
  await makeShop(s.prod, 1);
  await convertShop(s.prod, { url, ...converted });
  await s.snapshot('dev');
  await s.snapshot('prod');
  await s.diff(...carrying);
  await writeFile(join(s.cwd, 'secrets.json'), '{}');
  const changeset = JSON.parse(await readFile(join(s.cwd, 'changeset.json'), 'utf8')) as Changeset;
  const commits = commitsOf(changeset);
  // One more write makes the branch. The last one is always done.
  const last = changeset.changes.length + 1;
  const kills = Array.from({ length: last }, (_, index): Kill => {
    const boundary = index + 1;
    return { boundary, how: boundary % 2 === last % 2 ? 'after' : 'before' };
  });
  const apply = await mortalApply(s.prod, s.cwd, { file: 'changeset.json', concurrency: 1 });
  try {
    await apply.runKilled(kills);
  } finally {
    await apply.close();
  }
  expect(await s.apply()).toMatch(new RegExp(`^0 written, ${changeset.changes.length} done already`));
  await s.verify();
  const branch = branchOf(changeset.digest);
  const repository = s.prod.repositories.at(url);
  const made = repository.log(branch).length - repository.log('main').length;
  expect(made).toBe(commits.size);
  expect((await shopAt(s.prod, `refs/heads/${branch}`)).steps).toEqual(['Deploy web', 'Smoke test']);
});
