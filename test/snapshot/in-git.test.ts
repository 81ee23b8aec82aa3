import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { unreadSaid } from '../../src/catalogue/unread-said.js';
import { ApiError } from '../../src/model/errors.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { nameSpace } from '../../src/snapshot/name-space.js';
import { readSpace } from '../../src/snapshot/read-space.js';
import type { WhatToRead } from '../../src/snapshot/what-to-read.js';
import { serverWith } from '../builders/server-table.js';

const inGit = (number: number, converted: JsonObject = { VariablesAreInGit: true, RunbooksAreInGit: true }) => ({
  Id: `Projects-${number}`,
  Name: `P${number}`,
  VariableSetId: `variableset-Projects-${number}`,
  DeploymentProcessId: null,
  PersistenceSettings: {
    Type: 'VersionControlled',
    Url: 'https://git.example.com/p.git',
    BasePath: '.octopus',
    DefaultBranch: 'main',
    Credentials: { Type: 'Reference', Id: 'GitCredentials-1' },
    ConversionState: converted,
  },
});

const main = 'refs%2Fheads%2Fmain';
const step = (name: string, slug: string) => ({
  Id: slug,
  Name: name,
  Slug: slug,
  Actions: [{ Id: slug, Name: name, Slug: slug }],
});
const runbook = (name: string, slug: string) => ({ Id: slug, Slug: slug, Name: name, RunbookProcessId: slug });

/** What a project has at its ref. */
const atMain = (
  number: number,
  more: Readonly<Record<string, readonly JsonObject[] | JsonObject | ApiError>> = {},
) => ({
  [`projects/Projects-${number}/git/refs/main`]: { Name: 'main', CanonicalName: 'refs/heads/main', IsProtected: false },
  [`projects/Projects-${number}/${main}/deploymentprocesses`]: {
    Id: `deploymentprocess-Projects-${number}`,
    Steps: [step('Deploy web', 'deploy-web')],
  },
  [`projects/Projects-${number}/${main}/deploymentsettings`]: { SpaceId: 'Spaces-1' },
  [`projects/Projects-${number}/${main}/variables`]: {
    Id: `variableset-Projects-${number}`,
    Variables: [{ Name: 'Port', Value: '80', Scope: { Action: ['deploy-web'], ProcessOwner: ['restart'] } }],
  },
  [`projects/Projects-${number}/${main}/runbooks`]: [runbook(`Restart ${number}`, 'restart')],
  [`projects/Projects-${number}/${main}/runbookProcesses/restart`]: { Id: 'restart', Steps: [step('Stop', 'stop')] },
  ...more,
});

const everything = [
  'projects',
  'deploymentProcesses',
  'deploymentSettings',
  'projectVariables',
  'projectGitVariables',
  'runbooks',
  'runbookProcesses',
  'triggers',
  'gitCredentials',
];

const take = async (answers: Parameters<typeof serverWith>[0], what: WhatToRead = {}) => {
  const { reader, asked } = serverWith({
    deploymentprocesses: [],
    runbookProcesses: [],
    runbooks: [],
    'variables/all': [],
    projecttriggers: [],
    'git-credentials': [{ Id: 'GitCredentials-1', Name: 'Robot' }],
    ...answers,
  });
  const space = await readSpace(reader, () => undefined, { types: everything.map(typeNamed), ...what });
  const { items } = nameSpace(space);
  const documentsOf = (type: string): Readonly<Record<string, JsonObject>> =>
    Object.fromEntries(
      [...(items.get(typeNamed(type).name)?.values() ?? [])].map(({ names, document }) => [names.join('/'), document]),
    );
  return { space, asked, documentsOf };
};

const sensitive = (number: number) => ({
  Id: `variableset-Projects-${number}`,
  OwnerId: `Projects-${number}`,
  Variables: [{ Name: 'Password', IsSensitive: true, Value: null, Type: 'Sensitive' }],
});

describe('A project that keeps its own in Git (rules git-parts)', () => {
  it('has all of it where a project of the database has it, by name, each from the default branch', async () => {
    const { space, documentsOf } = await take({
      projects: [inGit(1), inGit(2)],
      'variables/all': [sensitive(1), sensitive(2)],
      ...atMain(1),
      ...atMain(2),
    });
    expect(space.incomplete).toEqual([]);
    expect(documentsOf('deploymentProcesses')).toMatchObject({
      P1: { Steps: [{ Name: 'Deploy web' }] },
      P2: { Steps: [{ Name: 'Deploy web' }] },
    });
    expect(Object.keys(documentsOf('runbooks'))).toEqual(['P1/Restart 1', 'P2/Restart 2']);
    expect(documentsOf('runbookProcesses')).toMatchObject({
      'P1/Restart 1': { Steps: [{ Name: 'Stop' }] },
      'P2/Restart 2': {},
    });
    expect(documentsOf('projectVariables')).toMatchObject({ P1: { Variables: [{ Name: 'Password' }] } });
  });

  it('has two sets, and names by its own slugs, which other projects have too (rules git-two-sets)', async () => {
    const { documentsOf } = await take({
      projects: [inGit(1), inGit(2)],
      'variables/all': [sensitive(1), sensitive(2)],
      ...atMain(1),
      ...atMain(2),
    });
    const scopeOf = (number: number) => ({
      Variables: [{ Scope: { Action: ['Deploy web'], ProcessOwner: [`Runbook Restart ${number}`] } }],
    });
    expect(documentsOf('projectGitVariables')).toMatchObject({ P1: scopeOf(1), P2: scopeOf(2) });
  });

  it('says at which ref it was read, and by which credential (rules git-ref)', async () => {
    const { documentsOf } = await take({ projects: [inGit(1)], 'variables/all': [sensitive(1)], ...atMain(1) });
    expect(documentsOf('projects')['P1']?.['PersistenceSettings']).toMatchObject({
      Credentials: { Id: 'Robot' },
      $git: { ref: 'refs/heads/main', path: '.octopus' },
    });
  });

  it.each([
    ['https://ada:hush@git.example.com/p.git', 'https://git.example.com/p.git'],
    ['https://hush@git.example.com/p.git', 'https://git.example.com/p.git'],
    ['https://ada:hu@sh@git.example.com/p@2.git', 'https://git.example.com/p@2.git'],
    ['ssh://git@git.example.com/p.git', 'ssh://git.example.com/p.git'],
    ['git@git.example.com:p.git', 'git@git.example.com:p.git'],
    ['https://git.example.com/p.git', 'https://git.example.com/p.git'],
  ])('says nothing of who signs in: %s (rules always-secrets)', async (url, said) => {
    const project = inGit(1);
    const { documentsOf } = await take({
      projects: [{ ...project, PersistenceSettings: { ...project.PersistenceSettings, Url: url } }],
      'variables/all': [sensitive(1)],
      ...atMain(1),
    });
    expect(documentsOf('projects')['P1']?.['PersistenceSettings']).toMatchObject({ Url: said });
  });

  it('is read at the ref that a person names, and says the commit where the server tells it', async () => {
    const release = Object.fromEntries(
      Object.entries(atMain(1)).map(([path, answer]) => [
        path.replace('refs%2Fheads%2Fmain', 'refs%2Ftags%2Fv1').replace('refs/main', 'refs/v1'),
        answer,
      ]),
    );
    const { documentsOf } = await take(
      {
        projects: [inGit(1)],
        'variables/all': [sensitive(1)],
        ...release,
        'projects/Projects-1/git/refs/v1': { CanonicalName: 'refs/tags/v1', GitCommit: 'abc' },
      },
      { refNamed: (name) => (name === 'P1' ? 'v1' : undefined) },
    );
    expect(documentsOf('projects')['P1']?.['PersistenceSettings']).toMatchObject({
      $git: { ref: 'refs/tags/v1', commit: 'abc' },
    });
    expect(Object.keys(documentsOf('deploymentProcesses'))).toEqual(['P1']);
  });

  it('keeps in the database what was not converted', async () => {
    const { asked, documentsOf } = await take({
      projects: [inGit(1, { VariablesAreInGit: false, RunbooksAreInGit: false })],
      'variables/all': [sensitive(1)],
      runbooks: [
        { Id: 'Runbooks-1', Name: 'Old', ProjectId: 'Projects-1', RunbookProcessId: 'RunbookProcess-Runbooks-1' },
      ],
      runbookProcesses: [
        { Id: 'RunbookProcess-Runbooks-1', RunbookId: 'Runbooks-1', ProjectId: 'Projects-1', Steps: [] },
      ],
      ...atMain(1),
    });
    expect(Object.keys(documentsOf('runbooks'))).toEqual(['P1/Old']);
    expect(documentsOf('projectGitVariables')).toEqual({});
    expect(asked.filter((path) => /refs%2Fheads%2Fmain\/(variables|runbook)/.test(path))).toEqual([]);
  });

  it.each([
    [
      'a ref that is not there',
      { 'projects/Projects-1/git/refs/main': new ApiError({ what: 'No such branch.', status: 404 }) },
      /No such branch/,
    ],
    [
      'a repository that does not answer',
      { 'projects/Projects-1/git/refs/main': new ApiError({ what: 'Unable to reach it.', status: 400 }) },
      /Unable to reach/,
    ],
    [
      'a document that the server cannot read',
      {
        [`projects/Projects-1/${main}/deploymentprocesses`]: new ApiError({ what: 'Unknown slug "qa".', status: 400 }),
      },
      /Unknown slug/,
    ],
  ])('is incomplete with %s; others are read, and nothing is absent (rules git-unread)', async (_, failing, why) => {
    const { space, documentsOf } = await take({
      projects: [inGit(1), inGit(2)],
      'variables/all': [sensitive(1), sensitive(2)],
      ...atMain(1, failing),
      ...atMain(2),
    });
    expect(Object.keys(documentsOf('deploymentProcesses'))).toEqual(['P2']);
    const unread = space.incomplete.filter(({ type }) => type === 'deploymentProcesses');
    expect(unread).toEqual([{ type: 'deploymentProcesses', of: ['P1'], why: expect.stringMatching(why) as string }]);
  });

  it.each([
    ['none', undefined],
    ['null', null],
    ['an empty text', ''],
  ])('is incomplete where it names %s as its default branch: the list of all refs is no ref', async (_, branch) => {
    const project = inGit(1);
    const said: Record<string, JsonValue> = { ...project.PersistenceSettings };
    if (branch === undefined) Reflect.deleteProperty(said, 'DefaultBranch');
    else said['DefaultBranch'] = branch;
    const { space, asked } = await take({
      projects: [{ ...project, PersistenceSettings: said }],
      'variables/all': [sensitive(1)],
      'projects/Projects-1/git/refs/': { ItemType: 'GitNamedRef', Items: [] },
    });
    expect(unreadSaid(space.incomplete)).toEqual([
      'what project "P1" keeps in Git: the project names no default branch',
    ]);
    expect(asked.filter((path) => /refs|\/\//.test(path))).toEqual([]);
  });

  it('is said once, whatever it keeps there (rules git-unread-said)', async () => {
    const { space } = await take({
      projects: [inGit(1), inGit(2)],
      'variables/all': [sensitive(1), sensitive(2)],
      ...atMain(1, { 'projects/Projects-1/git/refs/main': new ApiError({ what: 'No such branch.', status: 404 }) }),
      ...atMain(2, { [`projects/Projects-2/${main}/variables`]: new ApiError({ what: 'Unknown slug.', status: 400 }) }),
    });
    expect(unreadSaid(space.incomplete)).toEqual([
      expect.stringMatching(/^what project "P1" keeps in Git: .*No such branch/),
      expect.stringMatching(/^what project "P2" keeps in Git: .*Unknown slug/),
    ]);
  });

  it('takes as many requests as it says: a ref of each project, and what stands at it', async () => {
    const told: number[] = [];
    const { space } = await take(
      { projects: [inGit(1), inGit(2)], 'variables/all': [sensitive(1), sensitive(2)], ...atMain(1), ...atMain(2) },
      { tellRequests: (requests) => told.push(requests) },
    );
    const of = (name: string) => space.types.get(typeNamed(name).name)?.requests;
    // Two refs count for the first of the types; process, settings, variables, runbooks and one process of a runbook each.
    expect(told).toEqual([2 + 2 * 5]);
    expect([of('deploymentProcesses'), of('deploymentSettings'), of('projectGitVariables')]).toEqual([1 + 2 + 2, 2, 2]);
  });

  it('is not read by a server that the network does not reach: that is no matter of one project', async () => {
    const dead = new ApiError({ what: 'No answer came.' });
    await expect(
      take({ projects: [inGit(1)], ...atMain(1, { 'projects/Projects-1/git/refs/main': dead }) }),
    ).rejects.toThrow('No answer');
  });
});
