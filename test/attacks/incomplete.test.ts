import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { readLiveSpace } from '../../src/apply/live/live-space.js';
import { typeNamed } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import type { TypeName } from '../../src/model/names.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { readSpace } from '../../src/snapshot/read-space.js';
import { settings, space } from '../builders/space.js';
import { failure, host, talk, useNock } from '../octopus/talk.js';

useNock();

/** What a server answers to a path without its query: a status, or a document. A list of pages is answered by `skip`. */
type Answers = Readonly<Record<string, number | JsonValue | ((skip: number) => number | JsonValue)>>;

const client = (answers: Answers) => {
  nock(host)
    .persist()
    .get(/.*/)
    .reply((uri) => {
      const { pathname, searchParams } = new URL(uri, host);
      const given = answers[pathname.replace('/api/', '').replace('Spaces-1/', '')] ?? 404;
      const answer = typeof given === 'function' ? given(Number(searchParams.get('skip'))) : given;
      return typeof answer === 'number' ? [answer, { ErrorMessage: 'Not here.' }] : [200, JSON.stringify(answer)];
    });
  return talk({ retries: 0 }).client;
};

const reader = (answers: Answers) => readerFor(client(answers), { id: 'Spaces-1', name: 'Default' });

const version = (number: string): Answers => ({ '/api': { Version: number, InstallationId: 'x' } });
const page = (items: readonly JsonValue[], more: object = {}): JsonValue => ({ Items: items, ...more });
const one = (id: string, more: object = {}) => ({ Id: id, Name: id, SpaceId: 'Spaces-1', ...more });
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => one(`X-${from + index}`));

describe('A listing is whole, or an error', () => {
  it.each<[what: string, pages: (skip: number) => number | JsonValue, says: string]>([
    [
      '404 on a later page',
      (skip) => (skip === 0 ? page(ids(0, 500), { TotalResults: 600 }) : 404),
      'begins at 500 is missing',
    ],
    [
      '405 on a later page',
      (skip) => (skip === 0 ? page(ids(0, 500), { TotalResults: 600 }) : 405),
      'begins at 500 is missing',
    ],
    ['a member that is no document', () => page([one('X-1'), 'X-2'], { TotalResults: 2 }), '1 of 2 members'],
    ['members that are null', () => page([null, null], { TotalResults: 2 }), '2 of 2 members'],
    ['items that are no list', () => page([], { Items: { 0: one('X-1') } }), 'not a page of items'],
    ['a total below what came', () => page(ids(0, 3), { TotalResults: 1 }), 'does not fit its total'],
    ['a total above what came', () => page(ids(0, 3), { TotalResults: 4 }), 'Only 3 of 4'],
    ['one document twice in a page', () => page([one('X-1'), one('X-1')], { TotalResults: 2 }), 'Only 1 of 2'],
    ['one document twice, and no total', () => page([one('X-1'), one('X-1')]), 'Only 1 documents'],
    [
      'pages that overlap, and no total',
      (skip) => page(skip === 0 ? ids(0, 500) : ids(499, 600)),
      'Only 600 documents',
    ],
    ['a page that comes again and again', () => page(ids(0, 500)), 'Only 500 documents'],
    [
      'pages that shrink to none',
      (skip) => page(skip < 2 ? ids(skip, skip + 1) : [], { TotalResults: 5 }),
      'Only 2 of 5',
    ],
    [
      'a short page that names a next one, which is empty',
      (skip) => page(skip === 0 ? ids(0, 3) : [], { TotalResults: skip === 0 ? 4 : 3, Links: { 'Page.Next': '/x' } }),
      'documents',
    ],
  ])('%s', async (_what, pages, says) => {
    const error = await failure(client({ x: (skip) => pages(skip) }).pages('x'));
    expect(error.message).toContain(says);
    // It is an answer, and none of a server that lacks the listing.
    expect(error.status).toBe(200);
  });

  it('a short page without a total is followed by the next one that it names', async () => {
    const pages = (skip: number) =>
      page(skip === 0 ? ids(0, 3) : ids(3, 4), skip === 0 ? { Links: { 'Page.Next': '/x' } } : {});
    expect((await client({ x: pages }).pages('x')).documents).toHaveLength(4);
  });

  it.each<[what: string, list: JsonValue, says: string]>([
    ['a text among documents', [one('X-1'), 'no'], '1 of 2 members'],
    ['an object', { Items: [] }, 'not a list'],
    ['a text', 'all', 'not a list'],
  ])('of /all: %s', async (_what, list, says) => {
    expect((await failure(client({ 'x/all': list }).list('x'))).message).toContain(says);
  });
});

const project = (number: number, more: object = {}) =>
  one(`Projects-${number}`, { DeploymentProcessId: `dp-${number}`, ...more });
const tenantValues = (more: object = {}) => ({
  TenantId: 'Tenants-1',
  TenantName: 'A',
  LibraryVariables: { 'LibraryVariableSets-1': { Templates: [], Variables: { t: 'x' } } },
  ProjectVariables: {},
  ...more,
});

type Result = readonly [kind: 'whole' | 'absent' | 'incomplete', documents: number, why?: string];

const readOf = async (answers: Answers, type: TypeName, others: readonly TypeName[]): Promise<Result> => {
  const types = [...others, type].map(typeNamed);
  const { types: read } = await readSpace(reader(answers), () => undefined, { types });
  const { documents = [], incomplete, absent } = read.get(type) ?? {};
  return incomplete === undefined
    ? [absent ? 'absent' : 'whole', documents.length]
    : ['incomplete', documents.length, incomplete];
};

describe('Incomplete is never absent (rules incomplete-unknown, incomplete-404)', () => {
  it.each<[what: string, type: TypeName, answers: Answers, expected: Result, others?: readonly TypeName[]]>([
    [
      '404 for a type that every server has',
      'environments',
      version('2026.3.1'),
      ['incomplete', 0, 'Every server has environments'],
    ],
    [
      '404 for it, of a server that says it is old',
      'environments',
      version('2019.6.0'),
      ['incomplete', 0, 'Every server has environments'],
    ],
    ['404 for a type that the version lacks', 'gitCredentials', version('2020.5.4'), ['absent', 0]],
    [
      '404 for a type that the version has',
      'gitCredentials',
      version('2026.3.1'),
      ['incomplete', 0, 'Servers since 2022.1 have gitCredentials'],
    ],
    [
      '404 for it, and the root of the space names it',
      'gitCredentials',
      { ...version('2026.3.1'), 'Spaces-1': { Links: { GitCredentials: '/api/Spaces-1/git-credentials{/id}' } } },
      ['incomplete', 0, '2022.1'],
    ],
    [
      '404 for it, and the root of the space names others only',
      'gitCredentials',
      { ...version('2026.3.1'), 'Spaces-1': { Links: { Projects: '/api/Spaces-1/projects{/id}{?skip}' } } },
      ['absent', 0],
    ],
    [
      '404 for it, and for the root itself',
      'gitCredentials',
      { ...version('2026.3.1'), 'Spaces-1': 404 },
      ['incomplete', 0, '404'],
    ],
    [
      '404 for it, and the server tells no version',
      'gitCredentials',
      { '/api': { Version: 'local', InstallationId: 'x' }, 'Spaces-1': {} },
      ['incomplete', 0, '2022.1'],
    ],
    ['403', 'environments', { 'environments/all': 403 }, ['incomplete', 0, '403']],
    [
      '404 on the second pass',
      'certificates',
      { 'certificates/all': [one('Certificates-1')], certificates: 404 },
      ['incomplete', 0, '404'],
    ],
    [
      'a document without an ID',
      'environments',
      { 'environments/all': [one('Environments-1'), { Name: 'x' }] },
      ['incomplete', 1, 'x has no ID'],
    ],
    [
      'a document whose ID is a number',
      'environments',
      { 'environments/all': [{ Id: 1, Name: 'x' }] },
      ['incomplete', 0, 'x has no ID'],
    ],
    [
      'a document without a name',
      'environments',
      { 'environments/all': [one('Environments-1', { Name: null })] },
      ['incomplete', 0, 'Environments-1 has no Name'],
    ],
    [
      'a document whose name is blank',
      'environments',
      { 'environments/all': [one('Environments-1', { Name: ' ' })] },
      ['incomplete', 0, 'has no Name'],
    ],
    [
      'a document of another space',
      'environments',
      { 'environments/all': [one('Environments-1', { SpaceId: 'Spaces-2' })] },
      ['incomplete', 0, 'of another space'],
    ],
    [
      'a document that says no space, as older servers do',
      'environments',
      { 'environments/all': [one('Environments-1', { SpaceId: null })] },
      ['whole', 1],
    ],
    [
      'one document twice',
      'environments',
      { 'environments/all': [one('Environments-1'), one('Environments-1')] },
      ['incomplete', 1, 'came twice'],
    ],
    [
      'an object where a list is due',
      'tenantTagSets',
      { 'tagsets/all': [one('TagSets-1', { Tags: { a: 1 } })] },
      ['incomplete', 0, 'Tags of TagSets-1 is no list'],
    ],
    [
      'a child whose parent was not read',
      'channels',
      { 'projects/all': [project(1)], 'channels/all': [one('Channels-1', { ProjectId: 'Projects-9' })] },
      ['incomplete', 1, 'Channels-1 belongs to a project that was not read'],
      ['projects'],
    ],
    [
      'a process that nobody has',
      'deploymentProcesses',
      { 'projects/all': [project(1)], deploymentprocesses: page([], { TotalResults: 0 }) },
      ['incomplete', 0, 'dp-1'],
      ['projects'],
    ],
    [
      'another process than was asked for',
      'deploymentProcesses',
      { 'projects/all': [project(1)], 'deploymentprocesses/dp-1': one('dp-2') },
      ['incomplete', 0, 'dp-1'],
      ['projects'],
    ],
    [
      'a project that names no process',
      'deploymentProcesses',
      { 'projects/all': [project(1, { DeploymentProcessId: null })] },
      ['incomplete', 0, 'that of Projects-1'],
      ['projects'],
    ],
    [
      'a process in Git',
      'deploymentProcesses',
      { 'projects/all': [project(1, { PersistenceSettings: { Type: 'VersionControlled' } })] },
      ['whole', 0],
      ['projects'],
    ],
    [
      'settings of one project only',
      'deploymentSettings',
      { 'projects/all': [project(1), project(2)], 'projects/Projects-1/deploymentsettings': {} },
      ['incomplete', 1, 'that of Projects-2'],
      ['projects'],
    ],
    [
      'settings of none, of an old server',
      'deploymentSettings',
      { ...version('2020.5.4'), 'projects/all': [project(1)] },
      ['absent', 0],
      ['projects'],
    ],
    [
      'settings of none, of a new server',
      'deploymentSettings',
      { ...version('2026.3.1'), 'projects/all': [project(1)] },
      ['incomplete', 0, 'Servers since 2021.1'],
      ['projects'],
    ],
    [
      'roles that are of no team',
      'teamRoles',
      { scopeduserroles: page([one('ScopedUserRoles-1')], { TotalResults: 1 }) },
      ['incomplete', 0, 'no TeamId'],
    ],
    ['404 for roles of teams', 'teamRoles', version('2026.3.1'), ['incomplete', 0, 'Every server has teamRoles']],
    [
      'older values of an old server',
      'tenantVariables',
      { ...version('2025.3.1'), 'tenantvariables/all': [tenantValues()] },
      ['whole', 1],
    ],
    [
      'older values of a server that has newer ones',
      'tenantVariables',
      { ...version('2026.3.1'), 'tenantvariables/all': [tenantValues()] },
      ['incomplete', 0, 'commonvariables'],
    ],
    [
      'one of the newer documents only',
      'tenantVariables',
      { 'tenantvariables/all': [tenantValues()], 'tenants/Tenants-1/commonvariables': { Variables: [] } },
      ['incomplete', 0, 'projectvariables'],
    ],
    [
      'newer documents without a list',
      'tenantVariables',
      {
        'tenantvariables/all': [tenantValues()],
        'tenants/Tenants-1/commonvariables': {},
        'tenants/Tenants-1/projectvariables': {},
      },
      ['incomplete', 0, 'no list of values'],
    ],
    [
      'values of another shape',
      'tenantVariables',
      { 'tenantvariables/all': [tenantValues({ LibraryVariables: [] })] },
      ['incomplete', 0, 'not shaped like values'],
    ],
    [
      'values of another space',
      'tenantVariables',
      { 'tenantvariables/all': [tenantValues({ SpaceId: 'Spaces-2' })] },
      ['incomplete', 0, 'of another space'],
    ],
    [
      '404 for the values of a tenant',
      'tenantVariables',
      { 'tenants/all': [one('Tenants-1')] },
      ['incomplete', 0, 'variables of tenant Tenants-1'],
      ['tenants'],
    ],
  ])('%s', async (_what, type, answers, [kind, documents, why], others = []) => {
    const [foundKind, foundDocuments, foundWhy = ''] = await readOf(answers, type, others);
    expect([foundKind, foundDocuments]).toEqual([kind, documents]);
    expect(foundWhy).toContain(why ?? '');
  });
});

describe('What depends on it waits', () => {
  const unread = { $unresolved: 'Users-7' };
  it.each<[what: string, team: JsonObject]>([
    ['in a list', { MemberUserIds: [unread] }],
    ['in a field that nothing is known of', { Owner: { Id: unread } }],
  ])(
    'a reference that the source could not resolve, because its type was not read whole, blocks: %s',
    (_what, team) => {
      const source = space('dev').team('Ops', team).incomplete('users', '403').build();
      const { changes, blocked } = diff(source, space('prod').build(), settings({}, { teams: 'all' }));
      expect([changes, blocked.map(({ id }) => id)]).toEqual([[], ['teams/Ops']]);
    },
  );

  it.each<[what: string, answers: Answers, says: string]>([
    ['404 for what it creates', { ...version('2026.3.1') }, 'environments: The server answered 404'],
    ['another space', { 'environments/all': [one('Environments-1', { SpaceId: 'Spaces-2' })] }, 'of another space'],
  ])('apply writes nothing after %s', async (_what, answers, says) => {
    const changeset = {
      changes: [{ id: 'environments/A', type: 'environments', names: ['A'], action: 'create', document: {} }],
      renames: [],
    };
    await expect(readLiveSpace(reader(answers), changeset as unknown as Changeset, () => undefined)).rejects.toThrow(
      says,
    );
  });
});
