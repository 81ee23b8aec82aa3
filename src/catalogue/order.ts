/**
 * The syncing order: one line a phase, with the reason for its place. `apply` writes phase after phase, and the
 * documents of one phase concurrently. It is the "Syncing order" of the guide "Sync multiple instances".
 *
 *   environments, groups, tag sets, feeds, teams, policies      need nothing
 *        └─► lifecycles ─► tenants (names)
 *                  └─► library variable sets ─► projects ─► channels ─► processes ─► variables ─► channel rules
 *                                                   └─► versioning, release creation
 *        tenants: projects and environments                      need everything above
 */
export const order = {
  /** Refers to nothing that is synced. */
  scaffolding: 1,
  /** Files of the built-in feed; steps name them. */
  packages: 2,
  /** Their packages come from feeds; steps are made from them. */
  stepTemplates: 4,
  /** Need nothing that comes later; library sets and projects refer to them. */
  scriptModules: 5,
  /** Phases list environments. */
  lifecycles: 6,
  /** Names, tags and descriptions; which projects a tenant has waits until they exist. */
  tenants: 7,
  /**
   * Accounts may be restricted to tenants, so they come after them: written before, they would be open to every tenant
   * until the restriction follows. (The guide has them earlier, without such restrictions in mind.)
   */
  accounts: 7.5,
  /** Updates of Tentacles may use an account. */
  machinePolicyUpdates: 8,
  /** Are in worker pools, under a machine policy; may need a proxy or an account. */
  workers: 8,
  /** Restricted to environments and tenants. Before the targets, which may name one. */
  certificates: 8.5,
  /** Are in environments, with accounts, worker pools and certificates. */
  targets: 9,
  /** Values are scoped to environments and tags. */
  libraryVariableSets: 11,
  /** Needs group, lifecycle and library variable sets; the server makes channel, process and variables with it. */
  projects: 12,
  /** Needs the project and lifecycles; steps and variables are scoped to channels. Rules name steps: later. */
  channels: 13,
  /** Steps are scoped to environments, channels and tags. */
  deploymentProcesses: 14,
  /** Need the project; restricted to environments. */
  runbooks: 15,
  /** Need the runbook; also the settings of runbooks that only an update takes. */
  runbookProcesses: 16,
  /** Scoped to steps and channels, of runbooks too. */
  projectVariables: 17,
  /** Version rules name the packages of steps. */
  channelRules: 18,
  /** Versioning and release creation name a channel and the package of a step. */
  projectReleases: 19,
  /** Run runbooks, deploy to environments, create releases in channels. */
  triggers: 20,
  /** Connects tenants with projects and environments. */
  tenantProjects: 21,
  /** Give values to the templates of connected projects. */
  tenantVariables: 22,
  /** Grant roles for projects, environments and tenants. */
  teamRoles: 23,
} as const;
