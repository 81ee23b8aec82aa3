// Which of the vendor's descriptions are about which collection. `swagger` is missing where 2020.5 has none.
const one = (name, more = {}) => ({ swagger: name, model: name, captured: undefined, ...more });

export const collections = {
  environments: one('EnvironmentResource', { captured: 'Environments' }),
  projectgroups: one('ProjectGroupResource', { captured: 'ProjectGroups' }),
  lifecycles: one('LifecycleResource', { captured: 'Lifecycles' }),
  machinepolicies: one('MachinePolicyResource', { captured: 'MachinePolicies' }),
  feeds: one('FeedResource', { captured: 'Feeds' }),
  tagsets: one('TagSetResource'),
  libraryvariablesets: one('LibraryVariableSetResource', { captured: 'LibraryVariableSets' }),
  variables: one('VariableSetResource', { captured: 'Variables' }),
  projects: one('ProjectResource', { captured: 'Projects' }),
  channels: one('ChannelResource', { captured: 'Channels' }),
  deploymentprocesses: one('DeploymentProcessResource', { captured: 'DeploymentProcesses' }),
  tenants: one('TenantResource', { captured: 'Tenants' }),
  proxies: one('ProxyResource'),
  workerpools: one('WorkerPoolResource'),
  teams: one('TeamResource', { captured: 'Teams' }),
  userroles: one('UserRoleResource', { captured: 'UserRoles' }),
  accounts: one('AccountResource'),
  certificates: one('CertificateResource'),
  machines: one('DeploymentTargetResource', { model: 'MachineResource', captured: 'Machines' }),
  workers: one('WorkerResource'),
  scopeduserroles: one('ScopedUserRoleResource'),
  runbooks: one('RunbookResource'),
  runbookProcesses: one('RunbookProcessResource'),
  projecttriggers: one('ProjectTriggerResource'),
  deploymentsettings: one('DeploymentSettingsResource', { swagger: undefined }),
  actiontemplates: one('ActionTemplateResource'),
  'git-credentials': one('GitCredentialResource', { swagger: undefined }),
};

/** What old servers insist on. The swagger has no lists of required members: from the pages of 2026, where alike. */
export const required2020 = {
  variables: ['Version'],
  deploymentprocesses: ['Version'],
  projects: ['Name', 'ProjectGroupId', 'LifecycleId'],
  channels: ['Name', 'ProjectId'],
  feeds: ['Name', 'FeedType'],
  accounts: ['Name', 'AccountType'],
  machines: ['Name', 'EnvironmentIds', 'Roles'],
  workers: ['Name', 'Endpoint', 'WorkerPoolIds'],
  scopeduserroles: ['TeamId', 'UserRoleId'],
  actiontemplates: ['Name', 'ActionType'],
  runbooks: ['Name', 'ProjectId'],
  runbookProcesses: ['Version'],
  projecttriggers: ['Name', 'ProjectId', 'Filter', 'Action'],
};
