import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* What a person reads where a project is in Git on one side or on both: golden files, to be read as documentation (rules git-any-way). */

type Kept = (of: SpaceBuilder) => SpaceBuilder;

const database: Kept = (of) => of.project('OctoFX');
const git: Kept = (of) => of.project('OctoFX').inGit();
const other: Kept = (of) => of.project('OctoFX').inGit({ Url: 'https://git.example.com/prod/octofx.git' });

const dev = (kept: Kept) =>
  kept(space('dev').environments('Production'))
    .step('Deploy database')
    .step('Deploy web', { script: 'deploy --port #{Port}' })
    .variable('Port', '443', { Environment: ['Production'] })
    .secret('Password')
    .runbook('Restart')
    .build();
const prod = (kept: Kept) =>
  kept(space('prod').environments('Production')).step('Deploy database').variable('Host', 'fx.example.com').build();

describe('Projects in Git', () => {
  it.each([
    ['from-git-to-the-database', git, database],
    ['from-the-database-to-git', database, git],
    ['from-git-to-git-elsewhere', git, other],
    ['both-in-one-repository', git, git],
  ])('%s', async (name, from, to) => {
    const changeset = diff(dev(from), prod(to), settings());
    const text = markdownReport(reviewChangeset(changeset), { extent: 'details' });
    await expect(`${text}\n`).toMatchFileSnapshot(`git-projects/${name}.md`);
  });
});
