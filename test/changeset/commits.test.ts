import { describe, expect, it } from 'vitest';
import { branchOf, commitsOf, gitOfKept, writtenTo } from '../../src/changeset/commits.js';
import { itemId, type Digest } from '../../src/model/names.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}` as Digest;
const process = itemId('deploymentProcesses', ['OctoFX']);
const runbook = itemId('runbooks', ['Portal', 'Restart']);
const git = [
  { project: 'OctoFX', ref: 'refs/heads/main', write: 'branch', changes: [process] },
  { project: 'Portal', ref: 'refs/heads/release/2', write: 'ref', changes: [runbook] },
] as const;

describe('where commits go (rules git-commits)', () => {
  it('is a branch that everybody can work out of the digest', () => {
    expect(branchOf(digest)).toBe('octosync/0123456789ab');
  });

  it('is that branch, or the one that was read', () => {
    expect(git.map((target) => writtenTo({ digest }, target))).toStrictEqual(['octosync/0123456789ab', 'release/2']);
  });

  it('is said change by change', () => {
    expect([...commitsOf({ git })].map(([id, { ref }]) => [id, ref])).toStrictEqual([
      [process, 'refs/heads/main'],
      [runbook, 'refs/heads/release/2'],
    ]);
    expect(commitsOf({}).size).toBe(0);
  });

  it('goes with the changes that are left out', () => {
    expect(gitOfKept({ git }, (id) => id === runbook)).toStrictEqual({ git: [git[1]] });
    expect(gitOfKept({ git }, () => false)).toStrictEqual({});
  });
});
