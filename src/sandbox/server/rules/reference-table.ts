import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { hasTag, tagIds } from './tags.js';

/** Where a reference is looked up. */
export interface Holder {
  readonly instance: Instance;
  readonly space: Space;
  readonly document: JsonObject;
}

/** A member that must hold the ID of something that exists. */
export interface Reference {
  /** The way to it, through objects and lists. */
  readonly at: readonly string[];
  /** A collection, or what decides whether an ID is good. */
  readonly to: string | ((id: string, holder: Holder) => boolean);
  /** One text holds several IDs. */
  readonly commaSeparated?: boolean;
  /** What of a text are the IDs; all of it where nothing is said. */
  readonly within?: (text: string) => readonly string[];
  /** The collection whose slugs stand here in files, where `to` is none. */
  readonly slugsOf?: string;
}

const ref = (at: string, to: Reference['to']): Reference => ({ at: at.split('.'), to });

/** A tag by its name or its ID (octopus-api projects, runbooks). */
const tagOrId = (at: string): Reference =>
  ref(at, (tagged, { space }) => hasTag(space, tagged) || tagIds(space).has(tagged));

const tag = (at: string): Reference => ref(at, (name, { space }) => hasTag(space, name));

const scoping: readonly Reference[] = [
  ref('EnvironmentIds', 'environments'),
  ref('TenantIds', 'tenants'),
  tag('TenantTags'),
];

/** What targets and workers refer to, whatever their style. */
const endpoint: readonly Reference[] = [
  ref('MachinePolicyId', 'machinepolicies'),
  ref('Endpoint.AccountId', 'accounts'),
  ref('Endpoint.Authentication.AccountId', 'accounts'),
  ref('Endpoint.Authentication.ClientCertificate', 'certificates'),
  ref('Endpoint.ClusterCertificate', 'certificates'),
  ref('Endpoint.DefaultWorkerPoolId', 'workerpools'),
  ref('Endpoint.ProxyId', 'proxies'),
  ref('Endpoint.TentacleEndpointConfiguration.ProxyId', 'proxies'),
  ref('Endpoint.Container.FeedId', 'feeds'),
];

/** Dynamic pools get their workers from the vendor's cloud. */
const isStaticPool = (id: string, { space }: Holder): boolean => {
  const pool = space.find('workerpools', id);
  return pool !== undefined && pool['CanAddWorkers'] !== false && pool['WorkerPoolType'] !== 'DynamicWorkerPool';
};

/** Projects refer to what is theirs too. */
const projectOf = ({ document }: Holder): string => textIn(document, 'ProjectId') || textIn(document, 'Id');

const ofSameProject =
  (path: string) =>
  (id: string, holder: Holder): boolean =>
    holder.space.find(path, id)?.['ProjectId'] === projectOf(holder);

/** A runbook of the project: of the database, or of its default branch, where it is called by its slug. */
const isRunbook = (id: string, holder: Holder): boolean => {
  const project = holder.space.find('projects', projectOf(holder));
  const space = project ? holder.space.atDefaultBranch(project) : holder.space;
  return space.find('runbooks', id)?.['ProjectId'] === projectOf(holder);
};

/** What a project signs in to its repository with: an ID of another kind is of GitHub. */
const isCredential = (id: string, { space, document }: Holder): boolean => {
  const credentials = objectIn(objectIn(document, 'PersistenceSettings'), 'Credentials');
  return credentials['Type'] !== 'Reference' || space.find('git-credentials', id) !== undefined;
};

/** A step or action of the project's process, by name, ID or slug. What is in Git cannot be looked up. */
const isStep = (called: string, holder: Holder): boolean => {
  const { space } = holder;
  const projectId = projectOf(holder);
  if (isInGit(space.find('projects', projectId))) return true;
  const steps = objectsIn(space.find('deploymentprocesses', `deploymentprocess-${projectId}`) ?? {}, 'Steps');
  const known = [...steps, ...steps.flatMap((step) => objectsIn(step, 'Actions'))];
  return known.some(
    (one) =>
      one['Id'] === called || one['Slug'] === called || textIn(one, 'Name').toLowerCase() === called.toLowerCase(),
  );
};

const property = (name: string, to: string, commaSeparated = false): Reference => ({
  at: ['Steps', 'Actions', 'Properties', name],
  to,
  commaSeparated,
});

/** What a JSON text says under a member of a name, at any depth: the feeds of containers, of a package parameter. */
const membersCalled =
  (name: string) =>
  (text: string): readonly string[] => {
    if (!/^\s*[[{]/.test(text) || !text.includes(name)) return [];
    try {
      return within(JSON.parse(text) as JsonValue, name);
    } catch {
      return [];
    }
  };

const within = (value: JsonValue, name: string): readonly string[] => {
  if (isList(value)) return value.flatMap((item) => within(item, name));
  if (!isObject(value)) return [];
  const own = textIn(value, name);
  return [...(own === '' ? [] : [own]), ...Object.values(value).flatMap((member) => within(member, name))];
};

/** Step templates call a feed by its ID or its name (octopus-api action-templates). */
const isFeed = (called: string, { space }: Holder): boolean =>
  space
    .all('feeds')
    .some((feed) => feed['Id'] === called || textIn(feed, 'Name').toLowerCase() === called.toLowerCase());

const process: readonly Reference[] = [
  ref('Steps.Actions.Environments', 'environments'),
  ref('Steps.Actions.ExcludedEnvironments', 'environments'),
  { ...ref('Steps.Actions.Channels', ofSameProject('channels')), slugsOf: 'channels' },
  tag('Steps.Actions.TenantTags'),
  ref('Steps.Actions.Container.FeedId', 'feeds'),
  ref('Steps.Actions.WorkerPoolId', 'workerpools'),
  ref('Steps.Actions.Packages.FeedId', 'feeds'),
  property('Octopus.Action.Manual.ResponsibleTeamIds', 'teams', true),
  ...['ToTeamIds', 'CCTeamIds', 'BccTeamIds'].map((name) => property(`Octopus.Action.Email.${name}`, 'teams', true)),
  ...['Sync', 'PullRequest'].map((name) =>
    property(`Octopus.Action.ArgoCD.${name}.Environments`, 'environments', true),
  ),
  property('Octopus.Action.Azure.AccountId', 'accounts'),
  property('Octopus.Action.Package.FeedId', 'feeds'),
  property('Octopus.Action.Package.NuGetFeedId', 'feeds'),
  property('Octopus.Action.Template.Id', 'actiontemplates'),
  property('Octopus.Action.DeployRelease.ProjectId', 'projects'),
  { ...property('*', 'feeds'), within: membersCalled('FeedId') },
  ref('Steps.Actions.GitDependencies.GitCredentialId', 'git-credentials'),
];

/** Collection → everything in its documents that refers to something. */
export const references: Readonly<Record<string, readonly Reference[]>> = {
  environments: [tag('EnvironmentTags')],
  lifecycles: [
    ref('Phases.AutomaticDeploymentTargets', 'environments'),
    ref('Phases.OptionalDeploymentTargets', 'environments'),
  ],
  machinepolicies: [ref('MachineUpdatePolicy.TentacleUpdateAccountId', 'accounts')],
  accounts: scoping,
  certificates: scoping,
  machines: [...scoping, ...endpoint],
  workers: [...endpoint, ref('WorkerPoolIds', isStaticPool)],
  scopeduserroles: [
    ref('TeamId', 'teams'),
    ref('UserRoleId', 'userroles'),
    ref('EnvironmentIds', 'environments'),
    ref('ProjectGroupIds', 'projectgroups'),
    ref('ProjectIds', 'projects'),
    ref('TenantIds', 'tenants'),
  ],
  projects: [
    ref('ProjectGroupId', 'projectgroups'),
    ref('LifecycleId', 'lifecycles'),
    ref('IncludedLibraryVariableSetIds', 'libraryvariablesets'),
    tagOrId('ProjectTags'),
    ref('ReleaseCreationStrategy.ChannelId', ofSameProject('channels')),
    ref('ReleaseCreationStrategy.ReleaseCreationPackage.DeploymentAction', isStep),
    ref('VersioningStrategy.DonorPackage.DeploymentAction', isStep),
    ref('PersistenceSettings.Credentials.Id', isCredential),
    ref('ProvisioningRunbookId', isRunbook),
    ref('DeprovisioningRunbookId', isRunbook),
  ],
  channels: [
    ref('ProjectId', 'projects'),
    ref('LifecycleId', 'lifecycles'),
    tag('TenantTags'),
    ref('Rules.ActionPackages.DeploymentAction', isStep),
    ref('Rules.Actions', isStep),
    ref('GitResourceRules.GitDependencyActions.DeploymentActionSlug', isStep),
  ],
  runbooks: [ref('ProjectId', 'projects'), ref('Environments', 'environments'), tagOrId('RunbookTags')],
  projecttriggers: [
    ref('ProjectId', 'projects'),
    ref('Filter.EnvironmentIds', 'environments'),
    ref('Filter.Packages.DeploymentActionSlug', isStep),
    ref('Filter.Packages.DeploymentAction', isStep),
    ref('Filter.Sources.DeploymentActionSlug', isStep),
    ref('Action.EnvironmentId', 'environments'),
    ref('Action.EnvironmentIds', 'environments'),
    ref('Action.SourceEnvironmentIds', 'environments'),
    ref('Action.DestinationEnvironmentId', 'environments'),
    ref('Action.ChannelId', ofSameProject('channels')),
    ref('Action.RunbookId', isRunbook),
    ref('Action.TenantIds', 'tenants'),
    tag('Action.TenantTags'),
    tagOrId('Action.RunbookTags'),
  ],
  tenants: [tag('TenantTags'), ref('ProjectEnvironments.*', 'environments'), ref('ProjectEnvironments.#', 'projects')],
  teams: [ref('MemberUserIds', 'users')],
  deploymentprocesses: process,
  runbookProcesses: process,
  actiontemplates: [
    ref('CommunityActionTemplateId', 'communityactiontemplates'),
    ref('Packages.FeedId', isFeed),
    ref('GitDependencies.GitCredentialId', 'git-credentials'),
  ],
};
