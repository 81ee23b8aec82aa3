import type { Defaults } from './default-table.js';

const retention = { Unit: 'Days', QuantityToKeep: 0, ShouldKeepForever: true };
const versionTemplate = '#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}';

/** What a deployment or run does where machines are missing. */
const connectivity = {
  AllowDeploymentsToNoTargets: false,
  ExcludeUnhealthyTargets: false,
  SkipMachineBehavior: 'None',
  TargetRoles: [],
};

/** Projects and what they are made of. */
export const projectDefaults: Defaults = {
  projectgroups: () => ({ Description: null, EnvironmentIds: [], RetentionPolicyId: null }),
  lifecycles: () => ({
    Description: null,
    Phases: [],
    ReleaseRetentionPolicy: retention,
    TentacleRetentionPolicy: retention,
  }),
  tagsets: (old) => ({
    Description: '',
    SortOrder: 0,
    Tags: [],
    ...(!old && { Scopes: ['Tenant'], Type: 'MultiSelect', IsSystem: false }),
  }),
  libraryvariablesets: (old) => ({
    Description: '',
    ContentType: 'Variables',
    Templates: [],
    ...(!old && { Version: 0 }),
  }),
  projects: (old) => ({
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
      DefaultPowerShellEdition: 'Desktop',
    }),
  }),
  runbooks: (old) => ({
    Description: '',
    MultiTenancyMode: 'Untenanted',
    EnvironmentScope: 'All',
    Environments: [],
    DefaultGuidedFailureMode: old ? 'EnvironmentDefault' : 'Off',
    ConnectivityPolicy: connectivity,
    RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false },
    PublishedRunbookSnapshotId: null,
  }),
  actiontemplates: (old) => ({
    Description: null,
    CommunityActionTemplateId: null,
    Packages: [],
    Parameters: [],
    Properties: {},
    Version: 0,
    ...(!old && { GitDependencies: [] }),
  }),
  projecttriggers: () => ({ Description: null, IsDisabled: false }),
  channels: (old) => ({
    Description: null,
    LifecycleId: null,
    IsDefault: false,
    Rules: [],
    TenantTags: [],
    ...(!old && { GitReferenceRules: [], GitResourceRules: [], CustomFieldDefinitions: [], Type: 'Lifecycle' }),
  }),
  tenants: (old) => ({
    TenantTags: [],
    ProjectEnvironments: {},
    ...(!old && { Description: null, IsDisabled: false, ClonedFromTenantId: null }),
  }),
};
