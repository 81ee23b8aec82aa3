import type { Document } from './link-client.js';

/*
 * What the vendor's .NET client sends when somebody sets no more than a name: every member of its class, as its constructor
 * leaves it (models of August 2026). A name in capitals stands for the ID of something that was made before.
 */

/** What every resource has. */
const resource = { Id: null, LastModifiedOn: null, LastModifiedBy: null, Links: {}, SpaceId: null };

const retention = { Strategy: 'Default', Unit: 'Items', QuantityToKeep: 0, ShouldKeepForever: true };
const script = { RunType: 'InheritFromDefault', ScriptBody: null };
const connectivity = {
  AllowDeploymentsToNoTargets: false,
  ExcludeUnhealthyTargets: false,
  SkipMachineBehavior: 'None',
  TargetRoles: [],
};
const forTenants = { EnvironmentIds: [], TenantIds: [], TenantTags: [], TenantedDeploymentParticipation: 'Untenanted' };
const parameter = { Id: null, Label: null, HelpText: null, DefaultValue: null, DisplaySettings: {} };
const inner = { Id: null, LastModifiedOn: null, LastModifiedBy: null, Links: {} };
const secret = { HasValue: true, NewValue: 'hush', Hint: null };

const machine = {
  ...resource,
  Slug: null,
  Thumbprint: null,
  Uri: null,
  IsDisabled: false,
  MachinePolicyId: null,
  Status: 'Online',
  HealthStatus: 'Healthy',
  HasLatestCalamari: false,
  StatusSummary: null,
  IsInProcess: false,
  OperatingSystem: null,
  ShellName: null,
  ShellVersion: null,
  Architecture: null,
  SkipInitialHealthCheck: false,
  Endpoint: {
    ...inner,
    CommunicationStyle: 'TentaclePassive',
    Uri: 'https://target.example:10933/',
    Thumbprint: 'AABB',
    ProxyId: null,
    CertificateSignatureAlgorithm: null,
    TentacleVersionDetails: null,
  },
};

/** One type of resource as the client has it. */
export interface ClientType {
  /** The name of the link to its list. */
  readonly link: string;
  readonly body: Document;
  /** Where FindByName looks, if not in the list: a link of the project. */
  readonly below?: string;
  /** It has GetAll. */
  readonly hasAll?: boolean;
  /** It has no name. */
  readonly nameless?: boolean;
  /** Servers before 2022 do not have it. */
  readonly isNew?: boolean;
  /** What a change changes, if not the name. */
  readonly change?: Document;
}

export const clientTypes: readonly ClientType[] = [
  {
    link: 'Environments',
    hasAll: true,
    body: {
      ...resource,
      Slug: null,
      Description: null,
      SortOrder: 0,
      UseGuidedFailure: false,
      AllowDynamicInfrastructure: false,
      EnvironmentTags: [],
      ExtensionSettings: [],
    },
  },
  {
    link: 'ProjectGroups',
    hasAll: true,
    body: { ...resource, Slug: null, Description: null, EnvironmentIds: [], RetentionPolicyId: null },
  },
  {
    link: 'Lifecycles',
    body: {
      ...resource,
      Slug: null,
      Description: null,
      ReleaseRetentionPolicy: retention,
      TentacleRetentionPolicy: retention,
      Phases: [
        {
          Id: null,
          Name: 'One',
          AutomaticDeploymentTargets: [],
          OptionalDeploymentTargets: ['ENVIRONMENT'],
          MinimumEnvironmentsBeforePromotion: 0,
          IsOptionalPhase: false,
          IsPriorityPhase: false,
          ReleaseRetentionPolicy: null,
          TentacleRetentionPolicy: null,
        },
      ],
    },
  },
  {
    link: 'MachinePolicies',
    body: {
      ...resource,
      Description: null,
      IsDefault: false,
      MachineHealthCheckPolicy: {
        TentacleEndpointHealthCheckPolicy: script,
        PowerShellHealthCheckPolicy: script,
        SshEndpointHealthCheckPolicy: script,
        BashHealthCheckPolicy: script,
        HealthCheckInterval: '01:00:00',
        HealthCheckCron: null,
        HealthCheckCronTimezone: 'UTC',
        HealthCheckType: 'RunScript',
      },
      MachineConnectivityPolicy: { MachineConnectivityBehavior: 'ExpectedToBeOnline' },
      MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete', DeleteMachinesElapsedTimeSpan: '00:00:00' },
      MachineUpdatePolicy: {
        CalamariUpdateBehavior: 'UpdateOnDeployment',
        TentacleUpdateBehavior: 'NeverUpdate',
        KubernetesAgentUpdateBehavior: 'NeverUpdate',
        TentacleUpdateAccountId: null,
      },
      MachineRpcCallRetryPolicy: {
        Enabled: true,
        RetryDuration: '00:02:30',
        HealthCheckRetryDuration: '00:02:30',
      },
      PollingRequestQueueTimeout: '00:00:00',
      PollingRequestMaximumMessageProcessingTimeout: '00:00:00',
      ConnectionRetrySleepInterval: '00:00:00',
      ConnectionRetryCountLimit: 0,
      ConnectionRetryTimeLimit: '00:00:00',
      ConnectionConnectTimeout: '00:00:00',
    },
  },
  {
    link: 'Proxies',
    body: { ...resource, Host: 'proxy.example', Port: 80, ProxyType: 'HTTP', Username: null, Password: null },
  },
  {
    link: 'Feeds',
    body: {
      ...resource,
      Slug: null,
      FeedType: 'NuGet',
      FeedUri: 'https://feed.example/',
      EnhancedMode: false,
      DownloadAttempts: 5,
      DownloadRetryBackoffSeconds: 10,
      PackageAcquisitionLocationOptions: [],
      Username: null,
      Password: null,
    },
  },
  {
    link: 'Accounts',
    body: { ...resource, ...forTenants, Slug: null, Description: null, AccountType: 'Token', Token: secret },
  },
  {
    link: 'GitCredentials',
    isNew: true,
    body: {
      ...resource,
      Description: null,
      Details: { Type: 'UsernamePassword', Username: 'git', Password: secret },
      RepositoryRestrictions: { Enabled: false, AllowedRepositories: [] },
    },
  },
  {
    link: 'TagSets',
    hasAll: true,
    body: {
      ...resource,
      Description: null,
      SortOrder: 0,
      Scopes: ['Tenant'],
      Type: 'MultiSelect',
      IsSystem: false,
      Tags: [{ Id: null, Name: 'One', Color: '#333333', Description: null, CanonicalTagName: null, SortOrder: 0 }],
    },
  },
  {
    link: 'LibraryVariables',
    body: {
      ...resource,
      Description: null,
      VariableSetId: null,
      Version: 0,
      ContentType: 'Variables',
      Templates: [{ ...parameter, Name: 'Colour' }],
    },
  },
  {
    link: 'ActionTemplates',
    hasAll: true,
    body: {
      ...resource,
      Description: null,
      ActionType: 'Octopus.Script',
      CommunityActionTemplateId: null,
      GitDependencies: [],
      Packages: [],
      Parameters: [{ ...parameter, Name: 'Colour' }],
      Properties: { 'Octopus.Action.Script.ScriptBody': 'true' },
      Version: 0,
    },
  },
  {
    link: 'WorkerPools',
    hasAll: true,
    body: {
      ...resource,
      Slug: null,
      Description: null,
      IsDefault: false,
      SortOrder: 0,
      WorkerPoolType: 'StaticWorkerPool',
    },
  },
  { link: 'Workers', body: { ...machine, WorkerPoolIds: ['WORKER POOL'] } },
  { link: 'Machines', body: { ...machine, ...forTenants, EnvironmentIds: ['ENVIRONMENT'], Roles: ['web'] } },
  {
    link: 'Tenants',
    hasAll: true,
    body: {
      ...resource,
      Slug: null,
      Description: null,
      ClonedFromTenantId: null,
      Icon: null,
      IsDisabled: false,
      TenantTags: [],
      ProjectEnvironments: { PROJECT: ['ENVIRONMENT'] },
    },
  },
  {
    link: 'Teams',
    body: {
      ...resource,
      Description: null,
      MemberUserIds: [],
      ExternalSecurityGroups: [],
      CanBeDeleted: false,
      CanBeRenamed: false,
      CanChangeRoles: false,
      CanChangeMembers: false,
    },
  },
  {
    link: 'UserRoles',
    body: {
      ...inner,
      Description: null,
      CanBeDeleted: false,
      GrantedSpacePermissions: ['ProjectView'],
      GrantedSystemPermissions: [],
      SpacePermissionDescriptions: [],
      SystemPermissionDescriptions: [],
      SupportedRestrictions: [],
    },
  },
  {
    link: 'ScopedUserRoles',
    nameless: true,
    body: {
      ...resource,
      TeamId: 'TEAM',
      UserRoleId: 'USER ROLE',
      ProjectGroupIds: [],
      ProjectIds: [],
      EnvironmentIds: [],
      TenantIds: [],
    },
    change: { EnvironmentIds: ['ENVIRONMENT'] },
  },
  {
    link: 'Projects',
    hasAll: true,
    body: {
      ...resource,
      Slug: null,
      Description: null,
      IsDisabled: false,
      ProjectGroupId: 'PROJECT GROUP',
      LifecycleId: 'LIFECYCLE',
      VariableSetId: null,
      DeploymentProcessId: null,
      ClonedFromProjectId: null,
      AutoCreateRelease: false,
      IsVersionControlled: false,
      PersistenceSettings: { Type: 'Database' },
      ProjectTemplateDetails: null,
      DiscreteChannelRelease: false,
      IncludedLibraryVariableSetIds: [],
      DefaultToSkipIfAlreadyInstalled: false,
      TenantedDeploymentMode: 'Untenanted',
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      VersioningStrategy: null,
      ReleaseCreationStrategy: null,
      Templates: [],
      ProjectConnectivityPolicy: connectivity,
      AutoDeployReleaseOverrides: [],
      ReleaseNotesTemplate: null,
      DeploymentChangesTemplate: null,
      ForcePackageDownload: false,
      AllowIgnoreChannelRules: null,
      ExecuteDeploymentsOnEventBasedPipeline: null,
      CombineHealthAndSyncStatusInDashboardLiveStatus: null,
      DefaultPowerShellEdition: null,
      IsBadgesEnabled: false,
      RetainTenantConnections: false,
      Icon: null,
      ProjectTags: [],
      ExtensionSettings: [],
    },
  },
  {
    link: 'Channels',
    below: 'Channels',
    body: {
      ...resource,
      Slug: null,
      Description: null,
      ProjectId: 'PROJECT',
      LifecycleId: null,
      IsDefault: false,
      TenantTags: [],
      GitReferenceRules: [],
      GitResourceRules: [],
      Rules: [],
    },
  },
  {
    link: 'Runbooks',
    below: 'Runbooks',
    body: {
      ...resource,
      Slug: null,
      Description: null,
      RunbookProcessId: null,
      PublishedRunbookSnapshotId: null,
      ProjectId: 'PROJECT',
      MultiTenancyMode: 'Untenanted',
      ConnectivityPolicy: { ...connectivity, AllowDeploymentsToNoTargets: true },
      EnvironmentScope: 'All',
      Environments: [],
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      RunRetentionPolicy: null,
      ForcePackageDownload: false,
      FailTargetDiscovery: false,
      CancelQueuedTasks: false,
      CancelRunningTasks: false,
      RunbookTags: [],
    },
  },
  {
    link: 'ProjectTriggers',
    below: 'Triggers',
    body: {
      ...resource,
      Description: null,
      ProjectId: 'PROJECT',
      IsDisabled: false,
      Filter: {
        ...inner,
        FilterType: 'OnceDailySchedule',
        Timezone: 'UTC',
        StartTime: '2026-01-01T02:00:00.000Z',
        DaysOfWeek: ['Monday', 'Friday'],
      },
      Action: {
        ...inner,
        ActionType: 'DeployLatestRelease',
        ChannelId: null,
        TenantIds: [],
        TenantTags: [],
        SourceEnvironmentIds: ['ENVIRONMENT'],
        DestinationEnvironmentId: 'ENVIRONMENT',
        ShouldRedeployWhenReleaseIsCurrent: true,
        Variables: null,
      },
    },
  },
];

/** The body of a new resource, with IDs where names in capitals stand. */
export const filledIn = (body: Document, ids: Readonly<Record<string, string>>): Document => {
  const said = Object.entries(ids).reduce(
    (json, [name, id]) => json.replaceAll(JSON.stringify(name), JSON.stringify(id)),
    JSON.stringify(body),
  );
  return JSON.parse(said) as Document;
};
