import type { JsonObject } from '../../model/json.js';
import { generationOf } from './contract.js';
import type { Documents } from './state.js';

/** The documents of a space nobody has touched: what every server makes by itself. */
export const emptySpace = (version: string): Documents => {
  const old = generationOf(version) === '2020.5';
  return {
    projectgroups: [
      {
        Id: 'ProjectGroups-1',
        Name: 'Default Project Group',
        Description: null,
        EnvironmentIds: [],
        RetentionPolicyId: null,
      },
    ],
    lifecycles: [
      {
        Id: 'Lifecycles-1',
        Name: 'Default Lifecycle',
        Description: null,
        Phases: [],
        ReleaseRetentionPolicy: keepForever,
        TentacleRetentionPolicy: keepForever,
      },
    ],
    machinepolicies: [old ? oldPolicy : policy],
    feeds: builtInFeeds(old),
    teams: [
      team('teams-everyone', 'Everyone', { CanChangeMembers: false, CanChangeRoles: true }),
      team('teams-administrators', 'Octopus Administrators', { CanChangeMembers: true, CanChangeRoles: false }),
      team('teams-managers', 'Octopus Managers', { CanChangeMembers: true, CanChangeRoles: false }),
      ...(old
        ? []
        : [team('teams-spacemanagers-Spaces-1', 'Space Managers', { CanChangeMembers: true, CanChangeRoles: false })]),
    ],
    ...(!old && {
      workerpools: [
        {
          Id: 'WorkerPools-1',
          Name: 'Default Worker Pool',
          WorkerPoolType: 'StaticWorkerPool',
          IsDefault: true,
          SortOrder: 0,
        },
      ],
    }),
  };
};

const keepForever = { Unit: 'Items', QuantityToKeep: 0, ShouldKeepForever: true };

const common: JsonObject = {
  Id: 'MachinePolicies-1',
  Name: 'Default Machine Policy',
  IsDefault: true,
  MachineConnectivityPolicy: { MachineConnectivityBehavior: 'ExpectedToBeOnline' },
  MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete', DeleteMachinesElapsedTimeSpan: '00:00:00' },
};

const policy: JsonObject = {
  ...common,
  Description: 'This policy is automatically applied to machines that are created when no policy is specified.',
  MachineHealthCheckPolicy: {
    PowerShellHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    BashHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    HealthCheckInterval: '01:00:00',
    HealthCheckCron: null,
    HealthCheckCronTimezone: 'UTC',
    HealthCheckType: 'RunScript',
  },
  MachineUpdatePolicy: {
    CalamariUpdateBehavior: 'UpdateOnDeployment',
    TentacleUpdateBehavior: 'NeverUpdate',
    TentacleUpdateAccountId: null,
    KubernetesAgentUpdateBehavior: 'Update',
  },
};

const oldPolicy: JsonObject = {
  ...common,
  Description:
    "This policy is automatically applied to machines that are created when no policy is specified.  Any other machine policies will inherit this policy's custom health check scripts unless they specify their own.",
  MachineHealthCheckPolicy: {
    TentacleEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    SshEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    HealthCheckInterval: '01:00:00',
  },
  MachineUpdatePolicy: {
    CalamariUpdateBehavior: 'UpdateOnDeployment',
    TentacleUpdateBehavior: 'NeverUpdate',
    TentacleUpdateAccountId: null,
  },
};

const builtInFeeds = (old: boolean): readonly JsonObject[] => [
  {
    Id: 'feeds-builtin',
    Name: 'Octopus Server (built-in)',
    PackageAcquisitionLocationOptions: old ? ['Server'] : ['Server', 'ExecutionTarget'],
    ...(old
      ? {
          FeedType: 'NuGet',
          FeedUri: 'octopus://',
          DownloadAttempts: 5,
          DownloadRetryBackoffSeconds: 10,
          EnhancedMode: false,
          Username: null,
          Password: null,
        }
      : { FeedType: 'BuiltIn', DownloadAttempts: 5, DownloadRetryBackoffSeconds: 10 }),
  },
  {
    Id: 'feeds-builtin-releases',
    Name: 'Octopus Server Releases (built-in)',
    FeedType: 'OctopusProject',
    PackageAcquisitionLocationOptions: ['NotAcquired'],
  },
];

const team = (id: string, name: string, more: JsonObject): JsonObject => ({
  Id: id,
  Name: name,
  MemberUserIds: [],
  ExternalSecurityGroups: [],
  CanBeDeleted: false,
  CanBeRenamed: false,
  ...more,
});
