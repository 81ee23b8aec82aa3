import type { JsonObject } from '../../../model/json.js';
import { policyOf2018, policyOf2026, unlimited } from './default-policies.js';
import type { Defaults } from './default-table.js';

/** A machine that nobody has looked at yet: health is the server's to say. */
const unchecked = (old: boolean): JsonObject => ({
  IsDisabled: false,
  MachinePolicyId: null,
  HealthStatus: 'Unknown',
  HasLatestCalamari: false,
  IsInProcess: false,
  StatusSummary: 'This machine was recently added. Please perform a health check.',
  ...(old && { Status: 'Unknown' }),
});

/** Environments, feeds, machines, teams and the like. */
export const infrastructureDefaults: Defaults = {
  environments: (old) => ({
    Description: '',
    SortOrder: 0,
    UseGuidedFailure: false,
    AllowDynamicInfrastructure: false,
    ...(!old && { EnvironmentTags: [], ExtensionSettings: [] }),
  }),
  machinepolicies: (old) => ({
    Description: '',
    IsDefault: false,
    ...(old ? policyOf2018 : { ...policyOf2026, ...unlimited }),
  }),
  feeds: () => ({
    PackageAcquisitionLocationOptions: ['Server', 'ExecutionTarget'],
    DownloadAttempts: 5,
    DownloadRetryBackoffSeconds: 10,
  }),
  teams: (old) => ({
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
  }),
  proxies: () => ({ Username: null, Password: { HasValue: false, NewValue: null, Hint: null }, ProxyType: 'HTTP' }),
  workerpools: () => ({ Description: null, IsDefault: false, SortOrder: 0, CanAddWorkers: true }),
  accounts: () => ({ Description: null, TenantedDeploymentParticipation: 'Untenanted' }),
  certificates: () => ({ Notes: null, TenantedDeploymentParticipation: 'Untenanted' }),
  'git-credentials': () => ({ Description: '', RepositoryRestrictions: { Enabled: false, AllowedRepositories: [] } }),
  machines: (old) => ({ ...unchecked(old), TenantedDeploymentParticipation: 'Untenanted', Roles: [] }),
  workers: unchecked,
  userroles: () => ({ CanBeDeleted: true, GrantedSpacePermissions: [], GrantedSystemPermissions: [] }),
};
