import type { JsonObject } from '../../model/json.js';
import type { Generation } from './contract.js';

/** What the server knows of a collection, besides its contract: an independent reading of the vendor's pages. */
export interface Collection {
  readonly path: string;
  readonly idPrefix: string;
  /** Resources are made by the server with their owner; there is no POST. */
  readonly born?: boolean;
  /** Names are unique in the space, or among the resources of one owner. */
  readonly uniqueWithin: 'space' | 'ProjectId' | 'nothing';
  readonly sortBy: 'SortOrder' | 'Name' | 'Id';
  readonly hasSlug: boolean;
  /** Lists whose items get IDs from the server. */
  readonly itemIds: readonly string[];
  /** Served as loaded, never written. */
  readonly readOnly?: boolean;
}

const plain = (path: string, idPrefix: string, more: Partial<Collection> = {}): Collection => ({
  path,
  idPrefix,
  uniqueWithin: 'space',
  sortBy: 'Name',
  hasSlug: true,
  itemIds: [],
  ...more,
});

const loaded = (path: string, idPrefix: string): Collection => plain(path, idPrefix, { readOnly: true });

export const collections: readonly Collection[] = [
  plain('environments', 'Environments', { sortBy: 'SortOrder' }),
  plain('projectgroups', 'ProjectGroups'),
  plain('lifecycles', 'Lifecycles', { itemIds: ['Phases'] }),
  plain('machinepolicies', 'MachinePolicies', { hasSlug: false }),
  plain('feeds', 'Feeds'),
  plain('tagsets', 'TagSets', { sortBy: 'SortOrder', hasSlug: false, itemIds: ['Tags'] }),
  plain('libraryvariablesets', 'LibraryVariableSets', { hasSlug: false, itemIds: ['Templates'] }),
  plain('variables', 'variableset', {
    born: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
    itemIds: ['Variables'],
  }),
  plain('projects', 'Projects', { itemIds: ['Templates'] }),
  plain('channels', 'Channels', { uniqueWithin: 'ProjectId', itemIds: ['Rules', 'GitResourceRules'] }),
  plain('deploymentprocesses', 'deploymentprocess', {
    born: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
  }),
  plain('tenants', 'Tenants'),
  plain('teams', 'Teams'),
  plain('proxies', 'Proxies', { hasSlug: false }),
  plain('workerpools', 'WorkerPools', { sortBy: 'SortOrder' }),
  loaded('machines', 'Machines'),
  loaded('accounts', 'Accounts'),
  loaded('certificates', 'Certificates'),
  loaded('tenantvariables', 'TenantVariables'),
];

const retention = { Unit: 'Days', QuantityToKeep: 0, ShouldKeepForever: true };
const versionTemplate = '#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}';

/** What a resource says where a request says nothing. Old servers have the members of the captured documents. */
export const defaultsFor = (path: string, generation: Generation): JsonObject => {
  const old = generation === '2020.5';
  switch (path) {
    case 'environments':
      return {
        Description: '',
        SortOrder: 0,
        UseGuidedFailure: false,
        AllowDynamicInfrastructure: false,
        ...(!old && { EnvironmentTags: [], ExtensionSettings: [] }),
      };
    case 'projectgroups':
      return { Description: null, EnvironmentIds: [], RetentionPolicyId: null };
    case 'lifecycles':
      return { Description: null, Phases: [], ReleaseRetentionPolicy: retention, TentacleRetentionPolicy: retention };
    case 'machinepolicies':
      return { Description: '', IsDefault: false };
    case 'feeds':
      return { PackageAcquisitionLocationOptions: ['Server', 'ExecutionTarget'] };
    case 'tagsets':
      return {
        Description: '',
        SortOrder: 0,
        Tags: [],
        ...(!old && { Scopes: ['Tenant'], Type: 'MultiSelect', IsSystem: false }),
      };
    case 'libraryvariablesets':
      return { Description: '', ContentType: 'Variables', Templates: [] };
    case 'projects':
      return {
        Description: '',
        IsDisabled: false,
        DiscreteChannelRelease: false,
        IncludedLibraryVariableSetIds: [],
        DefaultToSkipIfAlreadyInstalled: false,
        TenantedDeploymentMode: 'Untenanted',
        DefaultGuidedFailureMode: 'EnvironmentDefault',
        VersioningStrategy: { Template: versionTemplate, DonorPackage: null, ...(old && { DonorPackageStepId: null }) },
        ReleaseCreationStrategy: {
          ChannelId: null,
          ReleaseCreationPackage: null,
          ...(old && { ReleaseCreationPackageStepId: null }),
        },
        Templates: [],
        AutoDeployReleaseOverrides: [],
        AutoCreateRelease: false,
        ClonedFromProjectId: null,
        ProjectConnectivityPolicy: { SkipMachineBehavior: 'None', TargetRoles: [], AllowDeploymentsToNoTargets: false },
        ...(!old && {
          ProjectTags: [],
          ExtensionSettings: [],
          IsVersionControlled: false,
          PersistenceSettings: { Type: 'Database' },
          ReleaseNotesTemplate: null,
          DeploymentChangesTemplate: null,
          ForcePackageDownload: false,
        }),
      };
    case 'channels':
      return {
        Description: null,
        LifecycleId: null,
        IsDefault: false,
        Rules: [],
        TenantTags: [],
        ...(!old && { GitReferenceRules: [], GitResourceRules: [], CustomFieldDefinitions: [] }),
      };
    case 'tenants':
      return {
        TenantTags: [],
        ProjectEnvironments: {},
        ...(!old && { Description: null, IsDisabled: false, ClonedFromTenantId: null }),
      };
    case 'teams':
      return {
        Description: '',
        MemberUserIds: [],
        ExternalSecurityGroups: [],
        CanBeDeleted: true,
        CanBeRenamed: true,
        CanChangeRoles: true,
        CanChangeMembers: true,
      };
    case 'proxies':
      return { Username: null, Password: { HasValue: false, NewValue: null, Hint: null }, ProxyType: 'HTTP' };
    case 'workerpools':
      return { Description: null, IsDefault: false, SortOrder: 0, CanAddWorkers: true };
    default:
      return {};
  }
};

/** Members that a PUT keeps when it leaves them out (channels page); everything else falls back to its default. */
export const keptOnOmission: Readonly<Record<string, readonly string[]>> = {
  channels: ['Rules', 'GitReferenceRules', 'GitResourceRules', 'CustomFieldDefinitions', 'TenantTags'],
  projects: ['Slug'],
};
