import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/diff/index.js';
import type { JsonObject } from '../../../src/model/json.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';

const source = (more: JsonObject = {}) => space('dev').gitCredential('Robot').project('OctoFX').inGit(more).step('A');

const told = (of: SpaceBuilder, there: SpaceBuilder, options: Record<string, string>, map = {}) => {
  const changeset = diff(of.build(), there.build(), settings(options, { projects: 'all' }, { map }));
  const project = changeset.changes.find(({ id }) => id === 'projects/OctoFX');
  return {
    ids: changeset.changes.map(({ id }) => id),
    cleanUp: project?.cleanUp.filter(({ kind }) => kind === 'convert-project').map(({ says }) => says),
    warnings: project?.warnings.filter(({ kind }) => kind === 'git-credential-missing').map(({ says }) => says),
  };
};

const convert = { gitProjects: 'convert' };
const withRobot = () => space('prod').gitCredential('Robot');

describe('A new project whose source is in Git (rules git-convert)', () => {
  it('is to be converted by a person, who is told what to enter', () => {
    expect(told(source(), withRobot(), convert)).toEqual({
      ids: ['projects/OctoFX', 'deploymentProcesses/OctoFX'],
      cleanUp: [
        'Convert it to Git: repository https://git.example.com/octofx.git, folder .octopus, default branch main, credential "Robot". octosync never converts a project: it is one way, and writes into the repository.',
      ],
      warnings: [],
    });
  });

  it('says first which credential is missing', () => {
    const { ids, cleanUp, warnings } = told(source(), space('prod'), convert);
    expect(ids).toEqual(['projects/OctoFX', 'deploymentProcesses/OctoFX']);
    expect([cleanUp, warnings]).toEqual([[], [expect.stringContaining('credential "Robot"')]]);
  });

  it('names the credential as the destination calls it', () => {
    const map = { gitCredentials: [{ from: 'Robot', to: ['Machine'], origin: 'flag' }] };
    const { cleanUp } = told(source(), space('prod').gitCredential('Machine'), convert, map);
    expect(cleanUp).toEqual([expect.stringContaining('credential "Machine"')]);
  });

  it.each([
    ['a URL with a password in it', { Url: 'https://ada:hunter2@git.example.com/octofx.git' }],
    ['one that nobody can read as a URL', { Url: 'ada:hunter2@git.example.com/octofx.git' }],
    [
      'a name and a password of its own',
      { Credentials: { Type: 'UsernamePassword', Username: 'ada', Password: { $secret: true } } },
    ],
  ])('never shows who signs in: %s', (_, more) => {
    const { cleanUp } = told(source(more), withRobot(), convert);
    expect(cleanUp).toEqual([expect.stringContaining('git.example.com/octofx.git')]);
    expect(cleanUp?.join()).not.toMatch(/ada|hunter2/);
  });

  it.each([
    ['by default', source(), withRobot(), {}],
    ['where the source is in the database', space('dev').project('OctoFX'), withRobot(), convert],
  ])('has nothing to be converted %s', (_, of, there, options) => {
    expect(told(of, there, options)).toMatchObject({ cleanUp: [], warnings: [] });
  });

  it('comes with the credential where that comes, too, and does not bring it by itself', () => {
    const all = settings({ ...convert, dependencies: 'include' }, { projects: 'all', gitCredentials: 'all' });
    const { changes } = diff(source().build(), space('prod').build(), all);
    expect(changes.find(({ id }) => id === 'projects/OctoFX')?.cleanUp).toEqual([
      expect.objectContaining({ kind: 'convert-project' }),
    ]);
    const alone = diff(source().build(), space('prod').build(), settings({ ...convert, dependencies: 'include' }));
    expect(alone.changes.map(({ type }) => type)).not.toContain('gitCredentials');
  });
});
