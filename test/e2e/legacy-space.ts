import type { JsonObject } from '../../src/model/json.js';
import { emptySpace } from '../../src/sandbox/server/index.js';

const keep = { Unit: 'Items', QuantityToKeep: 0, ShouldKeepForever: true };

/** A small space as a server of 2018 answers it: documents without a SpaceId, in the shapes of that version. */
export const legacyDocuments = (): Readonly<Record<string, readonly JsonObject[]>> => ({
  environments: [
    {
      Id: 'Environments-24',
      Name: 'Test-1',
      Description: 'Where we try',
      SortOrder: 1,
      UseGuidedFailure: false,
      AllowDynamicInfrastructure: false,
      Links: {},
    },
    {
      Id: 'Environments-31',
      Name: 'Live',
      Description: '',
      SortOrder: 2,
      UseGuidedFailure: true,
      AllowDynamicInfrastructure: false,
      Links: {},
    },
  ],
  projectgroups: [
    {
      Id: 'ProjectGroups-1',
      Name: 'Default Project Group',
      Description: null,
      EnvironmentIds: [],
      RetentionPolicyId: null,
      Links: {},
    },
  ],
  lifecycles: [
    {
      Id: 'Lifecycles-1',
      Name: 'Default Lifecycle',
      Description: null,
      Phases: [],
      ReleaseRetentionPolicy: keep,
      TentacleRetentionPolicy: keep,
      Links: {},
    },
    {
      Id: 'Lifecycles-7',
      Name: 'Careful',
      Description: 'Test first',
      Phases: [
        phase('11111111-0000-0000-0000-000000000001', 'Try', ['Environments-24']),
        phase('11111111-0000-0000-0000-000000000002', 'Go', ['Environments-31']),
      ],
      ReleaseRetentionPolicy: keep,
      TentacleRetentionPolicy: keep,
      Links: {},
    },
  ],
  tagsets: [
    {
      Id: 'TagSets-3',
      Name: 'Ring',
      Description: '',
      SortOrder: 0,
      Tags: [
        {
          Id: 'TagSets-3/Tags-4',
          Name: 'Early',
          CanonicalTagName: 'Ring/Early',
          Color: '#fff',
          Description: '',
          SortOrder: 0,
        },
      ],
      Links: {},
    },
  ],
  feeds: emptySpace('2018.11.2')['feeds'] ?? [],
  machinepolicies: (emptySpace('2018.11.2')['machinepolicies'] ?? []).map((policy) => ({
    ...policy,
    Description: 'Ours',
  })),
  libraryvariablesets: [
    {
      Id: 'LibraryVariableSets-41',
      Name: 'ConnStr',
      Description: '',
      VariableSetId: 'variableset-LibraryVariableSets-41',
      ContentType: 'Variables',
      Templates: [],
      Links: {},
    },
  ],
  projects: [
    {
      Id: 'Projects-70',
      Name: 'FinancePortal',
      Slug: 'financeportal',
      Description: '',
      VariableSetId: 'variableset-Projects-70',
      DeploymentProcessId: 'deploymentprocess-Projects-70',
      ClonedFromProjectId: null,
      DiscreteChannelRelease: false,
      IncludedLibraryVariableSetIds: ['LibraryVariableSets-41'],
      DefaultToSkipIfAlreadyInstalled: false,
      TenantedDeploymentMode: 'Untenanted',
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      VersioningStrategy: {
        Template: '#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}',
        DonorPackage: null,
        DonorPackageStepId: null,
      },
      ReleaseCreationStrategy: { ChannelId: null, ReleaseCreationPackage: null, ReleaseCreationPackageStepId: null },
      Templates: [],
      AutoDeployReleaseOverrides: [],
      IsDisabled: false,
      ProjectGroupId: 'ProjectGroups-1',
      LifecycleId: 'Lifecycles-7',
      AutoCreateRelease: false,
      ProjectConnectivityPolicy: { SkipMachineBehavior: 'None', TargetRoles: [], AllowDeploymentsToNoTargets: false },
      Links: {},
    },
  ],
  channels: [
    {
      Id: 'Channels-70',
      Name: 'Main',
      Description: null,
      ProjectId: 'Projects-70',
      LifecycleId: null,
      IsDefault: true,
      Rules: [],
      TenantTags: [],
      Links: {},
    },
    {
      Id: 'Channels-71',
      Name: 'Default',
      Description: 'Not the default one',
      ProjectId: 'Projects-70',
      LifecycleId: 'Lifecycles-7',
      IsDefault: false,
      Rules: [],
      TenantTags: ['Ring/Early'],
      Links: {},
    },
  ],
  deploymentprocesses: [
    {
      Id: 'deploymentprocess-Projects-70',
      ProjectId: 'Projects-70',
      Version: 3,
      LastSnapshotId: null,
      Steps: [
        {
          Id: '22222222-0000-0000-0000-000000000001',
          Name: 'Deploy Service',
          PackageRequirement: 'LetOctopusDecide',
          Properties: { 'Octopus.Action.TargetRoles': 'MessageQueue' },
          Condition: 'Success',
          StartTrigger: 'StartAfterPrevious',
          Actions: [
            {
              Id: '33333333-0000-0000-0000-000000000001',
              Name: 'Deploy Service',
              ActionType: 'Octopus.WindowsService',
              IsDisabled: false,
              CanBeUsedForProjectVersioning: true,
              IsRequired: false,
              WorkerPoolId: null,
              Environments: ['Environments-24'],
              ExcludedEnvironments: [],
              Channels: ['Channels-71'],
              TenantTags: ['Ring/Early'],
              Packages: [
                {
                  Id: '44444444-0000-0000-0000-000000000001',
                  Name: '',
                  PackageId: 'Contoso.Service',
                  FeedId: 'feeds-builtin',
                  AcquisitionLocation: 'Server',
                  Properties: {},
                },
              ],
              Properties: {
                'Octopus.Action.Package.PackageId': 'Contoso.Service',
                'Octopus.Action.Package.FeedId': 'feeds-builtin',
                'Custom.Account.Password': { HasValue: true, NewValue: null },
              },
              Links: {},
            },
          ],
        },
      ],
      Links: {},
    },
  ],
  variables: [
    {
      Id: 'variableset-Projects-70',
      OwnerId: 'Projects-70',
      Version: 9,
      Variables: [
        variable('1', 'ApplicationName', 'FinancePortal'),
        { ...variable('2', 'DB.Password', null), Type: 'Sensitive', IsSensitive: true },
        {
          ...variable('3', 'ReplyEmail', 'Sales@MyCo.com'),
          Scope: { Role: ['Production'], Environment: ['Environments-31'] },
        },
        {
          ...variable('4', 'Verbose', 'True'),
          Scope: { Action: ['33333333-0000-0000-0000-000000000001'], Channel: ['Channels-71'] },
        },
      ],
      Links: {},
    },
    {
      Id: 'variableset-LibraryVariableSets-41',
      OwnerId: 'LibraryVariableSets-41',
      Version: 2,
      Variables: [variable('5', 'ConnStr.SalesDb', 'server=#{DB.Server}')],
      Links: {},
    },
  ],
  tenants: [
    {
      Id: 'Tenants-1',
      Name: 'Tenant-1',
      TenantTags: ['Ring/Early'],
      ProjectEnvironments: { 'Projects-70': ['Environments-24', 'Environments-31'] },
      Links: {},
    },
  ],
  teams: [
    {
      Id: 'teams-everyone',
      Name: 'Everyone',
      MemberUserIds: ['Users-1'],
      ExternalSecurityGroups: [],
      CanBeDeleted: false,
      Links: {},
    },
    {
      Id: 'Teams-9',
      Name: 'Release Managers',
      MemberUserIds: ['Users-1'],
      ExternalSecurityGroups: [{ Id: 'S-1-5', DisplayName: 'AD group' }],
      CanBeDeleted: true,
      CanBeRenamed: true,
      CanChangeRoles: true,
      CanChangeMembers: true,
      Links: {},
    },
  ],
});

function phase(id: string, name: string, environments: readonly string[]): JsonObject {
  return {
    Id: id,
    Name: name,
    AutomaticDeploymentTargets: [],
    OptionalDeploymentTargets: environments,
    MinimumEnvironmentsBeforePromotion: 0,
    IsOptionalPhase: false,
    ReleaseRetentionPolicy: null,
    TentacleRetentionPolicy: null,
  };
}

function variable(id: string, name: string, value: string | null): JsonObject {
  return {
    Id: `55555555-0000-0000-0000-00000000000${id}`,
    Name: name,
    Value: value,
    Description: null,
    Scope: {},
    IsEditable: true,
    Prompt: null,
    Type: 'String',
    IsSensitive: false,
  };
}
