import type { JsonObject } from '../../model/json.js';
import type { Generation } from './contract.js';

const retention = { Unit: 'Days', QuantityToKeep: 0, ShouldKeepForever: true };
const versionTemplate = '#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}';

/** How a server treats machines unless told otherwise. */
const policy: JsonObject = {
  MachineConnectivityPolicy: { MachineConnectivityBehavior: 'ExpectedToBeOnline' },
  MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete', DeleteMachinesElapsedTimeSpan: '00:00:00' },
};
const updates = {
  CalamariUpdateBehavior: 'UpdateOnDeployment',
  TentacleUpdateBehavior: 'NeverUpdate',
  TentacleUpdateAccountId: null,
};

export const policyOf2018: JsonObject = {
  ...policy,
  MachineHealthCheckPolicy: {
    TentacleEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    SshEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    HealthCheckInterval: '01:00:00',
  },
  MachineUpdatePolicy: updates,
};

export const policyOf2026: JsonObject = {
  ...policy,
  MachineHealthCheckPolicy: {
    PowerShellHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    BashHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    HealthCheckInterval: '01:00:00',
    HealthCheckCron: null,
    HealthCheckCronTimezone: 'UTC',
    HealthCheckType: 'RunScript',
  },
  MachineUpdatePolicy: { ...updates, KubernetesAgentUpdateBehavior: 'Update' },
};

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
      return { Description: '', IsDefault: false, ...(old ? policyOf2018 : policyOf2026) };
    case 'feeds':
      return {
        PackageAcquisitionLocationOptions: ['Server', 'ExecutionTarget'],
        DownloadAttempts: 5,
        DownloadRetryBackoffSeconds: 10,
      };
    case 'tagsets':
      return {
        Description: '',
        SortOrder: 0,
        Tags: [],
        ...(!old && { Scopes: ['Tenant'], Type: 'MultiSelect', IsSystem: false }),
      };
    case 'libraryvariablesets':
      return { Description: '', ContentType: 'Variables', Templates: [], ...(!old && { Version: 0 }) };
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
          DefaultPowerShellEdition: 'Desktop',
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
        ...(!old && { Description: '' }),
        MemberUserIds: [],
        ExternalSecurityGroups: [],
        CanBeDeleted: true,
        CanBeRenamed: true,
        CanChangeRoles: true,
        CanChangeMembers: true,
        ...(old && {
          UserRoleIds: [],
          ProjectIds: [],
          EnvironmentIds: [],
          TenantIds: [],
          TenantTags: [],
          ProjectGroupIds: [],
        }),
      };
    case 'proxies':
      return { Username: null, Password: { HasValue: false, NewValue: null, Hint: null }, ProxyType: 'HTTP' };
    case 'workerpools':
      return { Description: null, IsDefault: false, SortOrder: 0, CanAddWorkers: true };
    default:
      return {};
  }
};
