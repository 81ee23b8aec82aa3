import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { branchOf } from '../../src/changeset/commits.js';
import { pick } from '../../src/changeset/pick/index.js';
import { diff } from '../../src/diff/index.js';
import { htmlReport } from '../../src/report/html/page.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { taskGroups } from '../../src/report/review/tasks.js';
import { settings, space } from '../builders/space.js';
import { reviewFile } from '../../src/report/json/json.js';
import { tableLines } from './lines-of.js';

const made = (gitWrite = 'branch'): Changeset =>
  diff(
    space('dev').project('OctoFX').step('Deploy').variable('Port', '80').secret('Password').build(),
    space('prod').project('OctoFX').inGit({ Url: 'https://ada:hunter2@git.example.com/octofx.git' }).build(),
    settings({ gitWrite }),
  );

const changeset = made();
const branch = branchOf(changeset.digest);
const line = `2 changes of project "OctoFX" become commits, https://git.example.com/octofx.git, branch ${branch}, made from refs/heads/main`;

describe('What becomes a commit (rules git-shown)', () => {
  it('is said at the head of a review, project by project', () => {
    const { header } = reviewChangeset(changeset);
    expect(header.filter(({ label }) => label === 'Git').map(({ text }) => text)).toEqual([line]);
  });

  it('is said with each such change, and with no other', () => {
    const said = reviewChangeset(changeset).changes.map(({ id, reasons }) => [
      id,
      reasons.filter((reason) => reason.startsWith('Becomes a commit')),
    ]);
    const becomes = [`Becomes a commit: branch ${branch}, made from refs/heads/main.`];
    expect(Object.fromEntries(said)).toEqual({
      'deploymentProcesses/OctoFX': becomes,
      'projectGitVariables/OctoFX': becomes,
      'projectVariables/OctoFX': [],
    });
  });

  it.each([
    [
      'the table',
      async () => (await tableLines(reviewChangeset(changeset), { extent: 'all', width: 10_000 })).join('\n'),
    ],
    ['Markdown', () => markdownReport(reviewChangeset(changeset), { extent: 'all' })],
    ['HTML', () => htmlReport(reviewChangeset(changeset))],
  ])('is in %s, without who signs in', async (_, shown) => {
    const text = await shown();
    expect(text).toContain(branch);
    expect(text).not.toContain('hunter2');
  });

  it('is in JSON, for scripts', () => {
    expect(reviewFile(reviewChangeset(changeset)).git).toEqual([
      {
        project: 'OctoFX',
        url: 'https://git.example.com/octofx.git',
        branch,
        ref: 'refs/heads/main',
        changes: changeset.git?.[0]?.changes,
      },
    ]);
  });

  it('goes to the ref itself where that was chosen', () => {
    const { header } = reviewChangeset(made('default-branch'));
    expect(header.find(({ label }) => label === 'Git')?.parts.at(-1)).toBe('refs/heads/main');
  });

  it('of a part has another branch, as that has another digest', () => {
    const [id = ''] = changeset.git?.[0]?.changes ?? [];
    const part = pick(changeset, { leftOut: [{ id }] });
    expect(part.git?.[0]?.changes).toEqual(changeset.git?.[0]?.changes.filter((one) => one !== id));
    const header = reviewChangeset(part).header.find(({ label }) => label === 'Git');
    expect(header?.parts[0]).toBe('1 change of project "OctoFX" becomes a commit');
    expect(header?.text).toContain(branchOf(part.digest));
    expect(branchOf(part.digest)).not.toBe(branch);
  });
});

describe('Branches to merge (rules git-merge)', () => {
  const toMerge = (of: Changeset, known: Parameters<typeof taskGroups>[1] = {}) =>
    taskGroups(of, known).find(({ kind }) => kind === 'merge-branch');

  it('are on the clean-up list, one for each project', () => {
    expect(toMerge(changeset)?.tasks).toEqual([
      {
        kind: 'merge-branch',
        id: 'projects/OctoFX',
        thing: 'projects/OctoFX',
        type: 'projects',
        called: 'project "OctoFX"',
        says: `Merge ${branch} into main of https://git.example.com/octofx.git, then delete it.`,
      },
    ]);
  });

  it.each([
    ['commits go to the ref itself', made('default-branch'), {}],
    ['nothing was committed', changeset, { isThere: ({ type }: { type: string }) => type === 'projectVariables' }],
  ])('are none where %s', (_, of, known) => {
    expect(toMerge(of, known)).toBeUndefined();
  });
});
