import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { bare, eachOf, given, situation, withDocuments, type Situation, type World } from './situation.js';

/* What is selected, and what a selection changes. */

const channelsOf = (s: Situation): readonly unknown[] =>
  (s.destination.dump('Default')['channels'] ?? []).map(({ Name: name }) => name).sort();

const channel = (world: World, id: string, name: string, more: JsonObject = {}): World => {
  const [first = {}] = world.collections['channels'] ?? [];
  const made = { ...first, Id: id, Name: name, Slug: name.toLowerCase(), IsDefault: false, ...more };
  return withDocuments(world, { channels: [made] });
};

test('a filter of channels that only excludes leaves the others selected', async () => {
  const { source } = await given('prompt-changed');
  const s = await situation({
    source: channel(channel(source, 'Channels-90', 'QA'), 'Channels-91', 'Beta'),
    destination: bare(),
  });
  await s.syncs('--projects', 'Shop', '--dependencies', 'include', '--channels', '!QA');
  expect(channelsOf(s)).toEqual(['Beta', 'Default']);
});

test('a new project whose default channel is excluded has that of the server, and what is scoped to it comes in one run', async () => {
  const { source } = await given('prompt-changed');
  const scoped = eachOf(channel(source, 'Channels-91', 'Beta'), 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) => ({
      ...one,
      Prompt: null,
      Scope: { Channel: [one['Value'] === 'us' ? 'Channels-91' : 'Channels-1'] },
    })),
  }));
  const s = await situation({ source: scoped, destination: bare() });
  const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include', '--channels', '!Default');
  expect(changeset.skipped).toEqual([]);
  expect(channelsOf(s)).toEqual(['Beta', 'Default']);
});

test('… and one by another name, which is not there, is reported', async () => {
  const { source } = await given('prompt-changed');
  const main = eachOf(source, 'channels', (one) => ({ ...one, Name: 'Main' }));
  const scoped = eachOf(main, 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) => ({ ...one, Scope: { Channel: ['Channels-1'] } })),
  }));
  const s = await situation({ source: scoped, destination: bare() });
  const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include', '--channels', '!Main');
  expect(changeset.skipped).toHaveLength(3);
  expect(channelsOf(s)).toEqual(['Default']);
});

test('a switch without a value is on, and takes one all the same', async () => {
  const setup = await given('prompt-changed');
  const s = await situation(setup, { version: '2025.1.1', destinationVersion: '2026.3.1' });
  const refused = await s.diff('--projects', 'Shop');
  expect([refused.ran.code, refused.ran.stderr]).toEqual([3, expect.stringContaining('--ignore-version-check')]);
  for (const given of [['--ignore-version-check'], ['--ignore-version-check', 'TRUE'], ['--ignoreVersionCheckResult']])
    expect((await s.diff(...given, '--projects', 'Shop')).ran.code, given.join(' ')).toBe(0);
  const off = await s.diff('--projects', 'Shop', '--ignore-version-check', 'false');
  expect(off.ran.code).toBe(3);
});

test.each([
  ['refuses ends diff with 3, and says which gate', '0', 3, ['max-changes']],
  ['lets pass ends it with 0', '9', 0, []],
])('a changeset that a gate %s', async (_what, most, code, refused) => {
  const { source, destination } = await given('prompt-changed');
  const config = [
    'instances:',
    '  a: { url: https://a.example.com, space: Default }',
    '  b: { url: https://b.example.com, space: Default }',
    'syncs:',
    '  main:',
    '    source: a',
    '    destination: b',
    '    select: { projects: all }',
    '    options: { overwriteExistingVariables: true }',
    '    gates: { max-changes: ' + most + ' }',
  ].join('\n');
  const s = await situation({ source, destination }, { config });
  const { ran, changeset } = await s.diff('--config', 'octosync.yml');
  expect(changeset.gates.map(({ gate }) => gate)).toEqual(refused);
  expect(ran.code).toBe(code);
  expect(ran.stderr.includes('max-changes')).toBe(code === 3);
});

const certificate = (name: string, thumbprint: string): JsonObject => ({
  Id: `Certificates-${thumbprint}`,
  SpaceId: 'Spaces-1',
  Name: name,
  Notes: thumbprint,
  Thumbprint: thumbprint,
  EnvironmentIds: [],
  TenantIds: [],
  TenantTags: [],
  TenantedDeploymentParticipation: 'Untenanted',
  Archived: null,
  ReplacedBy: null,
  CertificateData: { HasValue: true },
  Password: { HasValue: true },
});

test('a certificate that comes along with a variable replaces none, and one that is named asks for its data first', async () => {
  const { source, destination } = await given('prompt-changed');
  const uses = (world: World, thumbprint: string): World =>
    eachOf(withDocuments(world, { certificates: [certificate('Web', thumbprint)] }), 'variables', (set) => ({
      ...set,
      Variables: objectsOf(set['Variables'])
        .slice(0, 1)
        .map((one) => ({
          ...one,
          Prompt: null,
          Description: '',
          Type: 'Certificate',
          Value: `Certificates-${thumbprint}`,
        })),
    }));
  const s = await situation({ source: uses(source, 'AA'), destination: uses(destination, 'BB') });
  const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include');
  expect(changeset.changes).toEqual([]);
  expect(s.there('certificates', 'Web')).toMatchObject({ Thumbprint: 'BB' });

  const named = await s.diff('--projects', 'Shop', '--certificates', 'Web');
  expect(named.changeset.changes.map(({ id }) => id)).toEqual(['certificates/Web']);
  const before = s.destination.requests.length;
  const refused = await s.apply();
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('certificates/Web')]);
  expect(s.destination.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('an account without credentials comes without a note that they are placeholders', async () => {
  const account = { SpaceId: 'Spaces-1', EnvironmentIds: [], TenantIds: [], TenantTags: [], Description: 'Ours.' };
  const keys = { DeploymentSubjectKeys: ['space'] };
  const token = { Id: 'Accounts-8', Name: 'Token', AccountType: 'Token', Token: { HasValue: true } };
  const oidc = { Id: 'Accounts-9', Name: 'Oidc', AccountType: 'GenericOidcAccount', Audience: 'api://x', ...keys };
  const { source } = await given('prompt-changed');
  const accounts = [oidc, token].map((one) => ({ ...account, TenantedDeploymentParticipation: 'Untenanted', ...one }));
  const s = await situation({ source: withDocuments(source, { accounts }), destination: bare() });
  const { changes } = await s.syncs('--accounts', 'all');
  expect(changes.map(({ cleanUp }) => cleanUp.length > 0)).toEqual([false, true]);
  expect(s.there('accounts', 'Oidc')).toMatchObject({ Description: 'Ours.' });
  expect(s.there('accounts', 'Token')['Description']).toContain('placeholders');
});

describe('Packages (rules select-versions)', () => {
  const headers = { 'x-octopus-apikey': 'API-SANDBOX' };
  const upload = async (s: Situation, file: string): Promise<void> => {
    const form = new FormData();
    form.append('file', new Blob([file]), file);
    const answer = await fetch(`${s.source.url}/api/Spaces-1/packages/raw`, { method: 'POST', headers, body: form });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  /** The files that the source was asked for. */
  const downloaded = (s: Situation): number =>
    s.source.requests.filter(({ path }) => /packages\/[^/]+\/raw/.test(path)).length;
  const packagesOf = async (s: Situation): Promise<readonly unknown[]> => {
    const answer = await fetch(`${s.destination.url}/api/Spaces-1/packages?take=100`, { headers });
    const { Items: items } = (await answer.json()) as { readonly Items: readonly JsonObject[] };
    return items.map(({ PackageId: id, Version: version }) => `${textOf(id)} ${textOf(version)}`).sort();
  };
  /** Both servers, of which the source has packages; `sync` takes those that a filter selects. */
  const withPackages = async () => {
    const s = await situation({ source: bare(), destination: bare() });
    for (const file of ['Redgate.Data.1.9.0', 'Redgate.Data.1.10.0', 'Redgate.Web.2.0.0', 'Other.1.0.0', 'Other.1.1.0'])
      await upload(s, `${file}.zip`);
    const runs = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await s.run(...args);
      expect(code, `${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
    };
    const sync = async (filter: string): Promise<void> => {
      const there = [
        'snapshot',
        '--url',
        s.destination.url,
        '--out',
        'dest',
        '--packages',
        filter,
        '--no-package-files',
      ];
      await runs('snapshot', '--url', s.source.url, '--out', 'source', '--packages', filter);
      await runs(...there);
      await runs('diff', 'source', 'dest', '--packages', filter);
      await runs('apply', 'changeset.json', '--url', s.destination.url, '--yes', '--packages', 'source');
      await runs('verify', 'changeset.json', '--url', s.destination.url);
      await runs(...there);
      await runs('diff', 'source', 'dest', '--packages', filter, '--out', 'again.json', '--exit-code');
    };
    return { s, sync };
  };

  test.each([
    ['Redgate.*', ['Redgate.Data 1.10.0', 'Redgate.Web 2.0.0']],
    ['all', ['Other 1.1.0', 'Redgate.Data 1.10.0', 'Redgate.Web 2.0.0']],
    ['Redgate.*,!Redgate.Web,Other@*', ['Other 1.0.0', 'Other 1.1.0', 'Redgate.Data 1.10.0']],
  ])('%s: the latest of each comes, and no other is downloaded', async (filter, expected) => {
    const { s, sync } = await withPackages();
    await sync(filter);
    expect(await packagesOf(s)).toEqual(expected);
    expect(downloaded(s)).toBe(expected.length);
  });
});

describe('The channels that a command line of the Space Cloner selects', () => {
  const withQa = async (): Promise<World> => {
    const { source } = await given('prompt-changed');
    return channel(channel(source, 'Channels-90', 'QA'), 'Channels-91', 'Beta');
  };

  test.each([
    ['Beta', ['Beta', 'Default']],
    ['Default,Q*', ['Default', 'QA']],
    ['all', ['Beta', 'Default', 'QA']],
  ])('%s, as its script is taken over', async (filter, expected) => {
    const s = await situation({ source: await withQa(), destination: bare() });
    await writeFile(
      join(s.folder, 'clone.ps1'),
      [
        'CloneSpace.ps1 -SourceOctopusUrl "https://one.example.com" `',
        '    -SourceSpaceName "Default" `',
        '    -DestinationOctopusUrl "https://two.example.com" `',
        '    -DestinationSpaceName "Default" `',
        '    -LifeCyclesToClone "all" `',
        '    -ProjectsToClone "Shop" `',
        `    -ChannelsToClone "${filter}"`,
      ].join('\n'),
    );
    const taken = await s.run('init', '--from-script', 'clone.ps1');
    expect(taken.code, taken.stderr).toBe(0);
    await s.syncs('--sync', 'main');
    expect(channelsOf(s)).toEqual(expected);
  });

  test('… and as a flag', async () => {
    const s = await situation({ source: await withQa(), destination: bare() });
    await s.syncs('--projects', 'Shop', '--dependencies', 'include', '--ChannelsToClone', 'all,!QA');
    expect(channelsOf(s)).toEqual(['Beta', 'Default']);
  });
});
