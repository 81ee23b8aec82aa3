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
  feedKinds: [],
  endpoints: [],
  targets: [],
  targetEnvironments: [],
};

/** Each is named after its kind: two of one name and different kinds are a matter of their own. */
export const accountNames = ({ account, accountKinds: kinds }: Infrastructure): readonly string[] => [
  ...(account ? ['AWS'] : []),
  ...kinds,
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
  for (const kind of made.accountKinds)
    built.account(kind, { AccountType: kind, Description: described, ...untenanted, ...accountKinds[kind] });
  for (const kind of made.feedKinds)
    built.feed(kind, { FeedType: kind, PackageAcquisitionLocationOptions: ['Server'], ...feedKinds[kind] });
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
