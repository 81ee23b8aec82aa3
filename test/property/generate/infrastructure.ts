import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json.js';
import type { SpaceBuilder } from '../../builders/space.js';
import type { Things } from './things.js';
import { among, environmentNames, hidden, some } from './words.js';

/* Accounts, feeds and targets, one of every kind that is synced; the members of each as the contract has them. */

const keys = { AccountTestSubjectKeys: [], DeploymentSubjectKeys: ['space'], HealthCheckSubjectKeys: [] };
const azure = { AzureEnvironment: '', ClientId: 'client', SubscriptionNumber: 'subscription', TenantId: 'directory' };

/** Members of accounts by their type. */
const accountKinds = {
  AmazonWebServicesAccount: { AccessKey: 'AKIA', Region: null, SecretKey: hidden },
  AmazonWebServicesOidcAccount: { ...keys, Region: null, RoleArn: 'arn:aws:iam::1:role/x', SessionDuration: '3600' },
  AzureOidc: { ...keys, ...azure, Audience: 'api://x' },
  AzureServicePrincipal: { ...azure, Password: hidden },
  GenericOidcAccount: { Audience: 'x', DeploymentSubjectKeys: ['space'] },
  GoogleCloudAccount: { JsonKey: hidden },
  SshKeyPair: { Username: 'deploy', PrivateKeyFile: hidden, PrivateKeyPassphrase: { $secret: false } },
  UsernamePassword: { Username: 'me', Password: hidden },
} satisfies Record<string, JsonObject>;

/** The type of a variable whose value is an account of that kind. */
const variableTypes: Readonly<Partial<Record<keyof typeof accountKinds, string>>> = {
  AmazonWebServicesAccount: 'AmazonWebServicesAccount',
  AmazonWebServicesOidcAccount: 'AmazonWebServicesAccount',
  AzureOidc: 'AzureAccount',
  AzureServicePrincipal: 'AzureAccount',
  GenericOidcAccount: 'GenericOidcAccount',
  GoogleCloudAccount: 'GoogleCloudAccount',
  UsernamePassword: 'UsernamePasswordAccount',
};

const signIn = { Username: null, Password: { $secret: false } };
const attempts = { DownloadAttempts: 5, DownloadRetryBackoffSeconds: 10 };

/** Members of feeds by their type. */
const feedKinds = {
  NuGet: { ...signIn, ...attempts, EnhancedMode: false, FeedUri: 'https://nuget.example.com/v3/index.json' },
  Docker: { ...signIn, ...attempts, ApiVersion: 'v2', RegistryPath: null, FeedUri: 'https://docker.example.com' },
  Maven: { ...signIn, ...attempts, FeedUri: 'https://maven.example.com' },
  Helm: { ...signIn, FeedUri: 'https://helm.example.com' },
  GitHub: { ...signIn, ...attempts, FeedUri: 'https://api.github.com' },
  Npm: { ...signIn, ...attempts, FeedUri: 'https://npm.example.com' },
  OciRegistry: { ...signIn, FeedUri: 'oci://example.com' },
  S3: { AccessKey: 'AKIA', Region: 'eu-west-1', SecretKey: hidden, UseMachineCredentials: false },
} satisfies Record<string, JsonObject>;

const listening = { ProxyId: null, Thumbprint: 'AB' };

/** Endpoints of targets by their style; what is not synced is reported. */
const endpoints = {
  None: { DefaultWorkerPoolId: null },
  TentaclePassive: { ...listening, Uri: 'https://kinds:10933/' },
  TentacleActive: { Thumbprint: 'CD', Uri: 'poll://kinds/' },
} satisfies Record<string, JsonObject>;

const namesOf = <Kind extends string>(kinds: Readonly<Record<Kind, JsonObject>>): readonly Kind[] =>
  Object.keys(kinds) as Kind[];

export const infrastructure = {
  account: fc.option(fc.record({ environments: some(...environmentNames), tags: some('Ring/Early') })),
  accountKinds: some(...namesOf(accountKinds)),
  /** Of one name on both sides, and maybe of two kinds. */
  sharedAccount: fc.option(fc.constantFrom(...namesOf(accountKinds))),
  sharedFeed: fc.option(fc.constantFrom(...namesOf(feedKinds))),
  feedKinds: some(...namesOf(feedKinds)),
  endpoints: some(...namesOf(endpoints)),
  targets: some('web-1', 'web-2'),
  targetEnvironments: some('Dev', 'Prod'),
};

type Infrastructure = {
  readonly [Field in keyof typeof infrastructure]: (typeof infrastructure)[Field] extends fc.Arbitrary<infer Value>
    ? Value
    : never;
};

export const noInfrastructure: Infrastructure = {
  account: null,
  accountKinds: [],
  sharedAccount: null,
  sharedFeed: null,
  feedKinds: [],
  endpoints: [],
  targets: [],
  targetEnvironments: [],
};

/** Each is named after its kind, but the shared one. */
export const accountNames = ({ account, accountKinds: kinds, sharedAccount }: Infrastructure): readonly string[] => [
  ...(account ? ['AWS'] : []),
  ...kinds,
  ...(sharedAccount ? ['Shared'] : []),
];

/** What a variable must be of to have the shared account as its value. */
export const sharedTypeOf = ({ sharedAccount }: Infrastructure): string | undefined =>
  sharedAccount === null ? undefined : variableTypes[sharedAccount];

export const feedNames = ({ feedKinds: kinds, sharedFeed }: Infrastructure): readonly string[] => [
  ...kinds,
  ...(sharedFeed ? ['Shared feed'] : []),
];

export const addInfrastructure = (
  built: SpaceBuilder,
  made: Infrastructure,
  described: string,
  { environments, tags }: Things,
): void => {
  const untenanted = { TenantedDeploymentParticipation: 'Untenanted' };
  if (made.account)
    built.account('AWS', {
      AccountType: 'UsernamePassword',
      ...accountKinds.UsernamePassword,
      Description: described,
      EnvironmentIds: among(made.account.environments, environments),
      TenantTags: among(made.account.tags, tags),
      TenantedDeploymentParticipation: 'TenantedOrUntenanted',
    });
  const addAccount = (name: string, kind: keyof typeof accountKinds): SpaceBuilder =>
    built.account(name, { AccountType: kind, Description: described, ...untenanted, ...accountKinds[kind] });
  const addFeed = (name: string, kind: keyof typeof feedKinds): SpaceBuilder =>
    built.feed(name, { FeedType: kind, PackageAcquisitionLocationOptions: ['Server'], ...feedKinds[kind] });
  for (const kind of made.accountKinds) addAccount(kind, kind);
  if (made.sharedAccount) addAccount('Shared', made.sharedAccount);
  for (const kind of made.feedKinds) addFeed(kind, kind);
  if (made.sharedFeed) addFeed('Shared feed', made.sharedFeed);
  const ofTarget = { IsDisabled: described === 'one', EnvironmentIds: among(made.targetEnvironments, environments) };
  for (const name of made.targets)
    built.target(name, {
      Roles: ['web'],
      ...ofTarget,
      TenantedDeploymentParticipation: 'TenantedOrUntenanted',
      Endpoint: { CommunicationStyle: 'TentaclePassive', ...listening, Uri: `https://${name}:10933/` },
    });
  for (const style of made.endpoints)
    built.target(style, {
      Roles: ['web'],
      ...ofTarget,
      ...untenanted,
      Endpoint: { CommunicationStyle: style, ...endpoints[style] },
    });
};
