import { expect, test } from 'vitest';
import { emptySpace } from '../../src/sandbox/server/index.js';
import { inDefault } from './documents.js';
import { bare, given, situation, withDocuments } from './situation.js';

/* Servers of different versions (rules version-one-apart, version-fields, version-sub-types). */

test('a project with environments comes to a server that is one minor version older, with a warning', async () => {
  const s = await situation(await given('a-destination-that-lacks-members'), { destinationVersion: '2026.2.7' });
  const changeset = await s.syncs('--projects', 'Shop', '--environments', 'all');
  expect(changeset.warnings).toEqual([expect.stringMatching(/2026\.3\.1.*2026\.2\.7/)]);
});

test('members that no environment or channel there has are left out, and said', async () => {
  const { source, destination } = await given('a-destination-that-lacks-members');
  const environment = { Id: 'Environments-501', SpaceId: 'Spaces-1', Name: 'Other', Description: null, SortOrder: 0 };
  const there = withDocuments(destination, { environments: [environment] });
  const s = await situation({ source, destination: there }, { destinationVersion: '2026.2.7' });
  const changeset = await s.syncs('--environments', 'all');
  expect(changeset.changes[0]?.warnings.map(({ kind, at }) => [kind, at])).toContainEqual([
    'field-unknown',
    '/EnvironmentTags',
  ]);
});

test('a feed and an account of a kind that no document there is of, come with what the contract of that kind says', async () => {
  const account = { ...inDefault, EnvironmentIds: [], Description: '' };
  const source = withDocuments(bare(), {
    feeds: [{ ...inDefault, Id: 'Feeds-1', Name: 'Ours', FeedType: 'NuGet', FeedUri: 'https://nuget.example.com' }],
    accounts: [
      {
        ...account,
        Id: 'Accounts-1',
        Name: 'Cloud',
        AccountType: 'AmazonWebServicesAccount',
        AccessKey: 'AKIA',
        SecretKey: { HasValue: true },
      },
    ],
  });
  // There are a feed and an account there, of other kinds.
  const destination = withDocuments(bare(), {
    feeds: [{ ...inDefault, Id: 'Feeds-9', Name: 'Other', FeedType: 'Maven', FeedUri: 'https://maven.example.com' }],
    accounts: [{ ...account, Id: 'Accounts-9', Name: 'Other', AccountType: 'Token', Token: { HasValue: true } }],
  });
  const s = await situation({ source, destination }, { destinationVersion: '2026.2.7' });
  await s.syncs('--external-feeds', 'all', '--accounts', 'all');
  expect(s.there('feeds', 'Ours')).toMatchObject({ FeedUri: 'https://nuget.example.com' });
  expect(s.there('accounts', 'Cloud')).toMatchObject({ AccessKey: 'AKIA' });
});

test('two minor versions apart is an error, until somebody says that it may be', async () => {
  const s = await situation(await given('a-destination-that-lacks-members'), { destinationVersion: '2026.1.7' });
  expect((await s.diff('--environments', 'all')).ran.code).toBe(3);
  await s.syncs('--environments', 'all', '--ignore-version-check', 'true');
});

test('a server of 2020.5 gets what it knows of a project of 2026, and every member that stays out is said', async () => {
  const { source, destination } = await given('a-destination-that-lacks-members');
  const old = { ...destination, collections: emptySpace('2020.5.0') };
  const s = await situation({ source, destination: old }, { destinationVersion: '2020.5.0' });
  const options = ['--projects', 'Shop', '--environments', 'all', '--ignore-version-check', 'true'];
  const { ran, changeset } = await s.diff(...options);
  expect([ran.code, changeset.unsupported.map(({ id }) => id)]).toEqual([0, ['deploymentSettings/Shop']]);
  const said = changeset.changes.flatMap(({ warnings }) => warnings.map(({ says }) => says)).join();
  expect(said).toContain('"EnvironmentTags"');
  expect(said).toContain('"Steps.Actions.GitDependencies"');
  const applied = await s.apply();
  expect(applied.code, applied.stderr).toBe(0);
  expect((await s.diff(...options)).changeset.changes).toEqual([]);
});
