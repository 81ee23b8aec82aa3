import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../../src/changeset/changeset.js';
import { diff } from '../../../src/diff/index.js';
import { textOf, type JsonObject } from '../../../src/model/json.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';

type Kept = (of: SpaceBuilder) => SpaceBuilder;

const inDatabase: Kept = (of) => of.project('OctoFX');
const inGit: Kept = (of) => of.project('OctoFX').inGit();
const elsewhere: Kept = (of) => of.project('OctoFX').inGit({ Url: 'https://git.example.com/other.git' });

const rich = (name: string, kept: Kept) =>
  kept(space(name))
    .step('Deploy')
    .variable('Port', '80')
    .secret('Password')
    .variable('Host', 'web')
    .runbook('Restart')
    .build();
const poor = (name: string, kept: Kept) => kept(space(name)).build();

const idsIn = ({ changes }: Changeset): readonly string[] => changes.map(({ action, id }) => `${action} ${id}`);
const names = ({ changes }: Changeset, id: string): readonly string[] =>
  changes
    .filter((change) => change.id === id)
    .flatMap((change) => (change.action === 'update' ? change.patch : []))
    .flatMap((operation) => (operation.op === 'add' ? [textOf((operation.value as JsonObject)['Name'])] : []));

describe('Whether source and destination keep a project in Git or not (rules git-any-way)', () => {
  it.each([
    ['the database to the database', inDatabase, inDatabase, undefined],
    ['Git to the database', inGit, inDatabase, undefined],
    [
      'the database to Git',
      inDatabase,
      inGit,
      ['deploymentProcesses/OctoFX', 'projectGitVariables/OctoFX', 'runbooks/OctoFX/Restart'],
    ],
    [
      'Git to Git elsewhere',
      elsewhere,
      inGit,
      ['deploymentProcesses/OctoFX', 'projectGitVariables/OctoFX', 'runbooks/OctoFX/Restart'],
    ],
  ] as const)('from %s', (_, source, destination, commits) => {
    const changeset = diff(rich('dev', source), poor('prod', destination), settings());
    const isApart = commits !== undefined;
    expect([...idsIn(changeset)].sort()).toEqual(
      [
        'update deploymentProcesses/OctoFX',
        ...(isApart ? ['update projectGitVariables/OctoFX'] : []),
        'update projectVariables/OctoFX',
        'create runbooks/OctoFX/Restart',
      ].sort(),
    );
    expect([...names(changeset, 'projectVariables/OctoFX')].sort()).toEqual(
      (isApart ? ['Password'] : ['Host', 'Password', 'Port']).sort(),
    );
    expect(names(changeset, 'projectGitVariables/OctoFX')).toEqual(isApart ? ['Port', 'Host'] : []);
    expect(changeset.git?.map(({ changes }) => [...changes].sort())).toEqual(commits && [commits]);
    expect(changeset.unsupported).toEqual([]);
  });

  it('is a new project of the database, with all that the source has in Git', () => {
    const changeset = diff(rich('dev', inGit), space('prod').build(), settings());
    expect(idsIn(changeset)).toEqual([
      'create projects/OctoFX',
      'create runbooks/OctoFX/Restart',
      'create deploymentProcesses/OctoFX',
      'create projectVariables/OctoFX',
    ]);
    expect(changeset.git).toBeUndefined();
    expect(JSON.stringify(changeset)).not.toContain('git.example.com');
  });

  it('is no change of its own: nothing of the repository follows', () => {
    const source = elsewhere(space('dev')).build();
    for (const kept of [inDatabase, inGit]) {
      const { changes, left } = diff(source, poor('prod', kept), settings({ 'existing.projects': 'update' }));
      expect([changes, left]).toEqual([[], []]);
    }
  });
});

describe('Both sides in one repository (rules git-same-repository)', () => {
  const sides = (more: Readonly<Record<string, string>>) =>
    diff(
      rich('dev', (of) => of.project('OctoFX').inGit()),
      poor('prod', (of) => of.project('OctoFX').inGit(more)),
      settings(),
    );

  it.each([
    ['as it is', {}],
    ['without .git', { Url: 'https://git.example.com/octofx' }],
    ['with a slash', { Url: 'https://git.example.com/octofx/' }],
    ['with its host in capitals', { Url: 'https://GIT.example.com/octofx.git' }],
    ['for somebody who signs in', { Url: 'https://ada:secret@git.example.com/octofx.git' }],
    ['with its path in other words', { BasePath: './.octopus/' }],
    ['by ssh', { Url: 'ssh://git@git.example.com/octofx.git' }],
    ['by an address of ssh', { Url: 'git@git.example.com:octofx.git' }],
    ['with its port', { Url: 'https://git.example.com:443/octofx.git' }],
  ])('%s: what is in Git is not compared, and the rest is', (_, more) => {
    const changeset = sides(more);
    expect(idsIn(changeset)).toEqual(['update projectVariables/OctoFX']);
    expect(changeset.git).toBeUndefined();
    expect(changeset.left).toEqual([
      expect.objectContaining({
        id: 'projects/OctoFX',
        part: 'what is in Git',
        reasons: [
          {
            rule: 'same repository',
            says: expect.stringMatching(/git\.example\.com[/:]octofx.* at refs\/heads\/main/) as string,
          },
        ],
      }),
    ]);
    expect(JSON.stringify(changeset)).not.toContain('secret@');
  });

  it.each([
    ['another path', { BasePath: '.octopus/web' }],
    ['another letter', { Url: 'https://git.example.com/OctoFX.git' }],
    ['another ref', { $git: { ref: 'refs/heads/release' } }],
  ])('%s is another place', (_, more) => {
    expect(idsIn(sides(more as Record<string, string>))).toContain('update deploymentProcesses/OctoFX');
  });
});
