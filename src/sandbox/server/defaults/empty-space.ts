import type { JsonObject } from '../../../model/json.js';
import { generationOf } from '../contract.js';
import { policyOf2018, policyOf2026 } from './default-policies.js';
import type { Documents } from '../documents.js';

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
    machinepolicies: [defaultPolicy(old)],
    feeds: builtInFeeds(old),
    teams: [
      team('teams-everyone', 'Everyone', { CanChangeMembers: false, CanChangeRoles: true, ...rolesOf(old, []) }),
      team('teams-administrators', 'Octopus Administrators', {
        CanChangeMembers: true,
        CanChangeRoles: false,
        ...rolesOf(old, ['userroles-systemadministrator']),
      }),
      team('teams-managers', 'Octopus Managers', {
        CanChangeMembers: true,
        CanChangeRoles: false,
        ...rolesOf(old, ['userroles-systemmanager']),
      }),
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

const defaultPolicy = (old: boolean): JsonObject => ({
  Id: 'MachinePolicies-1',
  Name: 'Default Machine Policy',
  Description: old
    ? "This policy is automatically applied to machines that are created when no policy is specified.  Any other machine policies will inherit this policy's custom health check scripts unless they specify their own."
    : 'This policy is automatically applied to machines that are created when no policy is specified.',
  IsDefault: true,
  ...(old ? policyOf2018 : policyOf2026),
});

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
          LastModifiedOn: null,
          LastModifiedBy: null,
        }
      : { FeedType: 'BuiltIn', DownloadAttempts: 5, DownloadRetryBackoffSeconds: 10 }),
  },
  {
    Id: 'feeds-builtin-releases',
    Name: 'Octopus Server Releases (built-in)',
    FeedType: 'OctopusProject',
    PackageAcquisitionLocationOptions: ['NotAcquired'],
    ...(old && { LastModifiedOn: null, LastModifiedBy: null }),
  },
];

/** Before scoped user roles, teams said themselves what they may do and where. */
const rolesOf = (old: boolean, roles: readonly string[]): JsonObject =>
  old
    ? { UserRoleIds: roles, ProjectIds: [], EnvironmentIds: [], TenantIds: [], TenantTags: [], ProjectGroupIds: [] }
    : {};

const team = (id: string, name: string, more: JsonObject): JsonObject => ({
  Id: id,
  Name: name,
  MemberUserIds: [],
  ExternalSecurityGroups: [],
  CanBeDeleted: false,
  CanBeRenamed: false,
  ...more,
});
