import { describe, expect, test } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { selectable } from '../../src/config/options.js';
import type { JsonObject } from '../../src/model/json.js';
import { kebab } from '../../src/report/reference/options-reference.js';
import { aProject, aTenant, inDefault } from './documents.js';
import { bare, situation, withDocuments, type World } from './situation.js';

/* What a filter selects, of every type that has one (rules select-filter, select-children, select-certificates). */

const all = ['Alpha one', 'Alpha two', 'Beta'] as const;

/** A document of each name, of one collection; IDs count from 11. */
const each = (kind: string, members: (id: number, name: string) => JsonObject = () => ({})): readonly JsonObject[] =>
  all.map((Name, index) => ({ ...inDefault, Id: `${kind}-${11 + index}`, Name, ...members(11 + index, Name) }));

const inEachProject = (kind: string, members: JsonObject): readonly JsonObject[] =>
  all.flatMap((_name, project) =>
    all.map((Name, index) => ({
      ...inDefault,
      Id: `${kind}-${11 + 10 * project + index}`,
      Name,
      ProjectId: `Projects-${11 + project}`,
      ...members,
    })),
  );

/** A server that has three of everything, and what every server has. */
const full = (): World => {
  const [policy = {}] = bare().collections['machinepolicies'] ?? [];
  const secret = { HasValue: true, NewValue: null };
  return withDocuments(bare(), {
    tagsets: each('TagSets', (id) => ({
      Tags: [{ Id: `TagSets-${id}/Tags-1`, Name: 'Tag', Color: '#333333', Description: '' }],
    })),
    environments: each('Environments'),
    projectgroups: each('ProjectGroups'),
    feeds: each('Feeds', () => ({ FeedType: 'NuGet', FeedUri: 'https://nuget.example.com' })),
    proxies: each('Proxies', () => ({ Host: 'proxy', Port: 80, ProxyType: 'HTTP' })),
    'git-credentials': each('GitCredentials', () => ({
      Details: { Type: 'UsernamePassword', Username: 'git', Password: secret },
    })),
    machinepolicies: each('MachinePolicies').map((own) => ({ ...policy, ...own, IsDefault: false })),
    workerpools: each('WorkerPools', () => ({ WorkerPoolType: 'StaticWorkerPool', IsDefault: false })),
    userroles: each('UserRoles', () => ({ GrantedSpacePermissions: ['ProjectView'], GrantedSystemPermissions: [] })),
    teams: each('Teams', () => ({ MemberUserIds: [], ExternalSecurityGroups: [] })),
    libraryvariablesets: each('LibraryVariableSets', () => ({ ContentType: 'Variables', Templates: [] })),
    lifecycles: [...(bare().collections['lifecycles'] ?? []), ...each('Lifecycles', () => ({ Phases: [] }))],
    tenants: all.map((name, index) => aTenant(`Tenants-${11 + index}`, name)),
    accounts: each('Accounts', () => ({ AccountType: 'Token', Token: secret, EnvironmentIds: [] })),
    workers: each('Workers', (id) => ({
      IsDisabled: false,
      WorkerPoolIds: [`WorkerPools-${id}`],
      MachinePolicyId: 'MachinePolicies-1',
      Endpoint: { CommunicationStyle: 'TentaclePassive', Uri: 'https://w:10933/', Thumbprint: 'A1' },
    })),
    certificates: each('Certificates', (_id, name) => ({
      Thumbprint: name,
      Archived: null,
      ReplacedBy: null,
      EnvironmentIds: [],
      CertificateData: secret,
      Password: { HasValue: false, NewValue: null },
    })),
    actiontemplates: each('ActionTemplates', () => ({
      ActionType: 'Octopus.Script',
      CommunityActionTemplateId: null,
      Version: 0,
      Properties: {},
      Parameters: [],
      Packages: [],
    })),
    machines: each('Machines', (id) => ({
      IsDisabled: false,
      EnvironmentIds: [`Environments-${id}`],
      Roles: ['web'],
      MachinePolicyId: 'MachinePolicies-1',
      Endpoint: { CommunicationStyle: 'None' },
    })),
    projects: all.map((name, index) => aProject(`Projects-${11 + index}`, name)),
    channels: inEachProject('Channels', { IsDefault: false }),
    runbooks: inEachProject('Runbooks', { EnvironmentScope: 'All' }),
    projecttriggers: inEachProject('ProjectTriggers', {
      IsDisabled: true,
      Filter: {
        FilterType: 'MachineFilter',
        EnvironmentIds: [],
        Roles: [],
        EventGroups: ['Machine'],
        EventCategories: [],
      },
      Action: { ActionType: 'AutoDeploy', ShouldRedeployWhenMachineHasBeenDeployedTo: false },
    }),
  });
};

/** A server has one name for library variable sets and script modules: these are on one of their own. */
const modules = (): World =>
  withDocuments(bare(), {
    libraryvariablesets: each('LibraryVariableSets', () => ({ ContentType: 'ScriptModule' })),
  });

/** Packages have versions, and are read on request only: catalogue/packages.test.ts, and `selection.test.ts` here. */
const types = selectable.filter(({ type }) => type !== 'packages');
const byName = types.filter(({ byNameOnly }) => byNameOnly);
const byPattern = types.filter(({ type, byNameOnly }) => !byNameOnly && type !== 'scriptModules');
const onlyModules = types.filter(({ type }) => type === 'scriptModules');

const flags = (of: readonly { readonly type: string }[], filter: string): readonly string[] =>
  of.flatMap(({ type }) => [`--${kebab(type)}`, filter]);

/** What a changeset creates of a type, by its own name, each once. */
const created = ({ changes }: Changeset, type: string): readonly string[] => {
  const own = changes.filter((one) => one.type === type && one.action === 'create');
  return [...new Set(own.map(({ id }) => id.split('/').at(-1) ?? ''))].filter((name) => name !== 'Default').sort();
};

const byType = (changeset: Changeset, of: readonly { readonly type: string }[] = byPattern) =>
  Object.fromEntries(of.map(({ type }) => [type, created(changeset, type)]));

const ofEach = (names: readonly string[], of: readonly { readonly type: string }[] = byPattern) =>
  Object.fromEntries(of.map(({ type }) => [type, names]));

describe('A filter of every type', () => {
  const worlds = [
    ['of all types', full, byPattern],
    ['script modules', modules, onlyModules],
  ] as const;

  test.each(worlds)('with a star selects what fits, and that arrives: %s', async (_what, source, of) => {
    const s = await situation({ source: source(), destination: bare() });
    const changeset = await s.syncs(...flags(of, 'Alpha*'));
    expect(byType(changeset, of)).toEqual(ofEach(['Alpha one', 'Alpha two'], of));
  });

  test.each(worlds)('in other forms selects what it says, or nothing: %s', async (_what, source, of) => {
    const s = await situation({ source: source(), destination: bare() });
    const selected = async (filter: string) => byType((await s.diff(...flags(of, filter))).changeset, of);
    expect(await selected('all,!Alpha*')).toEqual(ofEach(['Beta'], of));
    expect(await selected('!beta,ALPHA*,!* two')).toEqual(ofEach(['Alpha one'], of));
    expect(await selected('Alpha ???,beta')).toEqual(ofEach([...all], of));
    expect(await selected('!Alpha*')).toEqual(ofEach([], of));
    expect(await selected('Gamma*')).toEqual(ofEach([], of));
  });

  test('that only excludes leaves what comes with a project, where all of it comes by itself', async () => {
    const s = await situation({ source: full(), destination: bare() });
    const children = byPattern.filter(({ type }) => ['channels', 'runbooks', 'triggers'].includes(type));
    const { changeset } = await s.diff('--projects', 'all', ...flags(children, '!Alpha*'));
    expect(byType(changeset, children)).toEqual({ channels: ['Beta'], runbooks: ['Beta'], triggers: [] });
  });

  test('where dependencies are included brings nothing that it excludes', async () => {
    const s = await situation({ source: full(), destination: bare() });
    const { ran, changeset } = await s.diff(
      ...['--workers', 'Beta,Alpha one', '--worker-pools', '!Beta', '--dependencies', 'include'],
    );
    expect(created(changeset, 'workerPools')).toEqual(['Alpha one']);
    expect([ran.code, changeset.blocked.map(({ id }) => id)]).toEqual([3, ['workers/Beta']]);
  });

  test('of what is named one by one takes names, and `!`, and no pattern', async () => {
    const s = await situation({ source: full(), destination: bare() });
    expect(byName.map(({ type }) => type)).toEqual(['certificates']);
    const { changeset } = await s.diff(...flags(byName, 'beta,Alpha one,!Beta'));
    expect(byType(changeset, byName)).toEqual(ofEach(['Alpha one'], byName));
    for (const filter of ['all', 'Alpha*', 'Bet?', 'Beta,all']) {
      const refused = await s.run('diff', 'source', 'dest', ...flags(byName, filter), '--out', 'other.json');
      expect([filter, refused.code, refused.stderr]).toEqual([filter, 1, expect.stringContaining('ertificate')]);
    }
  });
});
