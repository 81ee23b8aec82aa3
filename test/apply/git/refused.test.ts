import { describe, expect, it } from 'vitest';
import type { GitTarget } from '../../../src/changeset/changeset.js';
import { BlockedError, DriftError } from '../../../src/model/errors.js';
import { putAt } from '../../sandbox/git/git-fixture.js';
import { applied, branch, change, changesetOf, errorOf, inGit, ref, writesOf } from './fixture.js';

type S = Awaited<ReturnType<typeof inGit>>;

const started = (s: S, name: string) => {
  const head = s.repository.branch('main');
  if (head) s.repository.startBranch(name, head);
};

const rows: readonly [string, object, Partial<GitTarget>, (s: S) => void, string][] = [
  ['all branches are protected', { ProtectedBranchNamePatterns: ['*'] }, {}, () => undefined, 'is protected'],
  [
    'branches of octosync are protected',
    { ProtectedBranchNamePatterns: ['octosync/*'] },
    {},
    () => undefined,
    'is protected',
  ],
  [
    'the default branch is protected, and was asked for',
    { ProtectedDefaultBranch: true },
    { write: 'ref' },
    () => undefined,
    'main is protected',
  ],
  [
    'the branch that was asked for is protected by a pattern',
    { ProtectedBranchNamePatterns: ['release/*'] },
    { write: 'ref', ref: 'refs/heads/release/1' },
    (s) => {
      started(s, 'release/1');
    },
    'release/1 is protected',
  ],
  [
    'a tag was asked for',
    {},
    { write: 'ref', ref: 'refs/tags/v1' },
    (s) => {
      const head = s.repository.branch('main');
      if (head) s.repository.setTag('v1', head);
    },
    'refs/tags/v1 is no branch',
  ],
  [
    'the default branch has the name of the branch to make',
    { DefaultBranch: branch },
    { ref },
    () => undefined,
    'is not one for octosync alone',
  ],
];

describe('Nothing is committed (rules git-branch)', () => {
  it.each(rows)('where %s', async (_, settings, target, prepare, says) => {
    const s = await inGit({}, settings);
    // A conversion commits to another branch where the default branch is protected.
    const [first = ''] = s.repository.branches();
    if (!s.repository.branch('main')) s.repository.merge(first, 'main');
    prepare(s);
    const from = s.instance.requests.length;
    const error = await errorOf(applied(s, changesetOf(s, target)));
    expect(error).toBeInstanceOf(BlockedError);
    expect(error.message).toContain(says);
    expect(error.message).toContain('nothing was written');
    expect(writesOf(s, from)).toEqual([]);
  });

  it('where the ref that was read is gone', async () => {
    const s = await inGit();
    const error = await errorOf(applied(s, changesetOf(s, { ref: 'refs/heads/next' })));
    expect(error.message).toContain('project "Web" at refs/heads/next: the repository has no ref "refs/heads/next"');
    expect(s.repository.branches()).toEqual(['main']);
  });

  it('where the repository does not answer', async () => {
    const s = await inGit();
    s.repository.unreachable = 'The remote hung up.';
    const error = await errorOf(applied(s, changesetOf(s)));
    expect(error.message).toContain('project "Web" at refs/heads/main');
    expect(error.message).toContain('The remote hung up.');
    expect(error.remedy).toContain('version control settings');
  });

  it('where a project keeps in Git what the changeset means in the database', async () => {
    const s = await inGit();
    const from = s.instance.requests.length;
    expect(await errorOf(applied(s, { ...changesetOf(s), git: [] }))).toBeInstanceOf(DriftError);
    expect(writesOf(s, from)).toEqual([]);
  });

  it('where a secret would go into the repository', async () => {
    const s = await inGit();
    const value = { Name: 'P', Value: { $placeholder: 'Password' } };
    const patch = [{ op: 'add', path: '/Variables/2', value }];
    const own = [change({ type: 'projectGitVariables', names: ['Web'], action: 'update', patch })];
    const error = await errorOf(applied(s, changesetOf(s, {}, own), { secretFor: () => 'hush-hush' }));
    expect(error).toBeInstanceOf(BlockedError);
    expect(error.message).toContain('A secret would go into a repository');
  });

  it('of a document that somebody has changed since: on the branch as on the ref (rules git-drift)', async () => {
    const s = await inGit();
    await putAt(s, 'deploymentprocesses', { Steps: [] });
    const from = s.instance.requests.length;
    const { destination, ...others } = changesetOf(s);
    const changeset = { ...others, destination: { ...destination, takenAt: '2020-01-01T00:00:00Z' } };
    const error = await errorOf(applied(s, changeset, { who: true }));
    expect(error).toBeInstanceOf(DriftError);
    expect(error.message).toContain('deploymentProcesses/Web');
    // A commit is an event of the project.
    expect(error.details?.join()).toMatch(/deploymentProcesses\/Web: .*regardingAny=Projects-\d+/);
    expect(writesOf(s, from)).toEqual([]);
  });
});
