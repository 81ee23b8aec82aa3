import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../../src/changeset/changeset.js';
import { ruleDefects } from '../../../src/changeset/rules/index.js';
import { diff } from '../../../src/diff/index.js';
import type { JsonObject } from '../../../src/model/json.js';
import { settings, space } from '../../builders/space.js';

const source = () => space('dev').project('OctoFX').step('Deploy');

const against = (more: JsonObject, gitWrite: string, built = source()) =>
  diff(built.build(), space('prod').project('OctoFX').inGit(more).build(), settings({ gitWrite }));

const told = ({ blocked, skipped }: Changeset): readonly string[] =>
  [...blocked, ...skipped].map(({ id, reasons: [first] }) => `${id}: ${first?.says ?? ''}`);

describe('Two projects in one repository (rules git-one-branch)', () => {
  const both = space('dev').project('Bank').step('Deploy').project('Shop').step('Deploy').build();
  const at = (bank: JsonObject, shop: JsonObject, gitWrite = 'branch') => {
    const folders = [{ BasePath: 'bank' }, { BasePath: 'shop' }] as const;
    const there = space('prod')
      .project('Bank')
      .inGit({ ...folders[0], ...bank });
    return diff(
      both,
      there
        .project('Shop')
        .inGit({ ...folders[1], ...shop })
        .build(),
      settings({ gitWrite }),
    );
  };
  const release = { $git: { ref: 'refs/heads/release' } };
  const over = { Url: 'git@git.example.com:octofx.git' };

  it.each([
    ['read at one ref', {}, {}, 'branch'],
    ['read at one ref, which has another name', release, release, 'branch'],
    ['whose commits go to where they were read', {}, release, 'default-branch'],
    ['each in its own', {}, { ...release, Url: 'https://git.example.com/shop.git' }, 'branch'],
  ])('%s, go together', (_, bank, shop, gitWrite) => {
    const changeset = at(bank, shop, gitWrite);
    expect(told(changeset)).toEqual([]);
    expect(changeset.git?.map(({ project }) => project)).toEqual(['Bank', 'Shop']);
    expect(ruleDefects(changeset)).toEqual([]);
  });

  it.each([
    ['by one URL', {}],
    ['by another one of it', over],
  ])('read at two refs, %s, have one branch: the second waits', (_, more) => {
    const changeset = at(release, more);
    expect(changeset.changes.map(({ id }) => id)).toEqual(['deploymentProcesses/Bank']);
    expect(told(changeset)).toEqual([
      'deploymentProcesses/Shop: The project "Shop" was read at refs/heads/main, and "Bank", which is in the same repository, at refs/heads/release: one branch cannot begin at both. Sync again once these are applied, or read both at one ref (gitRefs).',
    ]);
  });

  it('do not wait for one that gets no commit', () => {
    const changeset = at({ ...release, ProtectedBranchNamePatterns: ['octosync/*'] }, {});
    expect(changeset.changes.map(({ id }) => id)).toEqual(['deploymentProcesses/Shop']);
  });

  it('have one branch in a changeset that somebody has edited, too', () => {
    const changeset = at({}, {});
    const git = (changeset.git ?? []).map((one, index) => (index === 0 ? one : { ...one, ref: 'refs/heads/release' }));
    expect(ruleDefects({ ...changeset, git }).map(({ at: place, what }) => [place, what])).toEqual([
      ['/git/1/ref', 'another project of the repository has the branch begin at another ref'],
    ]);
  });
});

describe('Where a commit may go (rules git-protected)', () => {
  it.each([
    ['to a branch of its own', 'branch', {}],
    ['to a branch of its own, from one that is protected', 'branch', { ProtectedBranchNamePatterns: ['main'] }],
    ['to a branch of its own, from a tag', 'branch', { $git: { ref: 'refs/tags/v1' } }],
    ['to the branch that was read', 'default-branch', {}],
    [
      'to the branch that was read, where others are protected',
      'default-branch',
      { ProtectedBranchNamePatterns: ['release/*'] },
    ],
  ])('%s', (_, gitWrite, more) => {
    const changeset = against(more, gitWrite);
    expect(told(changeset)).toEqual([]);
    expect(changeset.git).toEqual([
      {
        project: 'OctoFX',
        ref: (more as { $git?: { ref: string } }).$git?.ref ?? 'refs/heads/main',
        url: 'https://git.example.com/octofx.git',
        write: gitWrite === 'branch' ? 'branch' : 'ref',
        changes: ['deploymentProcesses/OctoFX'],
      },
    ]);
  });

  it.each([
    ['to a branch by name', 'default-branch', { ProtectedBranchNamePatterns: ['main'] }, 'protects the branch "main"'],
    [
      'to a branch by a pattern',
      'default-branch',
      { ProtectedBranchNamePatterns: ['m*'] },
      'protects the branch "main"',
    ],
    ['to the default branch', 'default-branch', { ProtectedDefaultBranch: true }, 'Choose gitWrite: branch.'],
    ['to a tag', 'default-branch', { $git: { ref: 'refs/tags/v1' } }, 'is no branch'],
    [
      'to what covers the branch of octosync',
      'branch',
      { ProtectedBranchNamePatterns: ['octosync/*'] },
      '"octosync/*"',
    ],
    ['to what covers everything', 'branch', { ProtectedBranchNamePatterns: ['*'] }, '(octosync/…)'],
    ['to a ref that nobody read', 'branch', { $git: null }, 'not known at which ref'],
  ])('not %s', (_, gitWrite, more, says) => {
    const changeset = against(more, gitWrite);
    expect(changeset.changes).toEqual([]);
    expect(told(changeset)).toEqual([expect.stringContaining(says)]);
    expect(changeset.git).toBeUndefined();
  });

  it('is asked only where something is to be written', () => {
    const same = space('dev').project('OctoFX');
    expect(told(against({ ProtectedBranchNamePatterns: ['*'] }, 'branch', same))).toEqual([]);
  });

  it('is said for one project by itself', () => {
    const many = space('dev').project('OctoFX').step('Deploy').project('Portal').step('Deploy');
    const there = space('prod').project('OctoFX').inGit().project('Portal').inGit();
    const overrides = [
      { match: { project: ['Portal'] }, options: { gitWrite: { value: 'default-branch', origin: 'file' } } },
    ];
    const { git } = diff(many.build(), there.build(), settings({}, { projects: 'all' }, { overrides }));
    expect(git?.map(({ project, write }) => [project, write])).toEqual([
      ['OctoFX', 'branch'],
      ['Portal', 'ref'],
    ]);
  });
});

describe('What a repository does not take (rules git-no-secret)', () => {
  const secretStep = { action: { Properties: { 'Octopus.Action.Password': { $secret: true } } } };

  it('is a secret in a step: the process is blocked, and says of which step', () => {
    const changeset = against({}, 'branch', source().step('Sign in', secretStep));
    expect(changeset.changes).toEqual([]);
    expect(told(changeset)).toEqual([expect.stringMatching(/^deploymentProcesses\/OctoFX: .*"Sign in.*Password"/)]);
  });

  it('is no expression', () => {
    const step = { action: { Properties: { 'Octopus.Action.Password': '#{Password}' } } };
    expect(told(against({}, 'branch', source().step('Sign in', step)))).toEqual([]);
  });

  it('is a matter of Git alone', () => {
    const database = space('prod').project('OctoFX').build();
    expect(told(diff(source().step('Sign in', secretStep).build(), database, settings()))).toEqual([]);
  });
});

describe('What needs a runbook that is new on a branch (rules git-waits)', () => {
  const triggered = () =>
    space('dev')
      .project('OctoFX')
      .runbook('Restart')
      .trigger('Nightly', {
        IsDisabled: false,
        Action: { ActionType: 'RunRunbook', RunbookId: 'Restart' },
        Filter: {},
      });
  const synced = (there: ReturnType<typeof space>, gitWrite = 'branch') =>
    diff(triggered().build(), there.build(), settings({ gitWrite }, { projects: 'all', triggers: 'all' }));

  it('waits until somebody has merged it', () => {
    const changeset = synced(space('prod').project('OctoFX').inGit());
    expect(changeset.changes.map(({ id }) => id)).toEqual(['runbooks/OctoFX/Restart']);
    expect(told(changeset)).toEqual([expect.stringMatching(/^triggers\/OctoFX\/Nightly: It needs "Restart".*merge/)]);
  });

  it.each([
    ['it is committed to the default branch', space('prod').project('OctoFX').inGit(), 'default-branch'],
    ['the destination has it', space('prod').project('OctoFX').inGit().runbook('Restart'), 'branch'],
    [
      'runbooks are in the database',
      space('prod')
        .project('OctoFX')
        .inGit({ ConversionState: { VariablesAreInGit: true } }),
      'branch',
    ],
  ])('comes where %s', (_, there, gitWrite) => {
    const changeset = synced(there, gitWrite);
    expect(told(changeset)).toEqual([]);
    expect(changeset.changes.map(({ id }) => id)).toContain('triggers/OctoFX/Nightly');
  });
});
