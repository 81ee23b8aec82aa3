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
  /** Need nothing that comes later; library sets and projects refer to them. */
  scriptModules: 5,
  /** Phases list environments. */
  lifecycles: 6,
  /** Names, tags and descriptions; which projects a tenant has waits until they exist. */
  tenants: 7,
  /** Values are scoped to environments and tags. */
  libraryVariableSets: 11,
  /** Needs group, lifecycle and library variable sets; the server makes channel, process and variables with it. */
  projects: 12,
  /** Needs the project and lifecycles; steps and variables are scoped to channels. Rules name steps: later. */
  channels: 13,
  /** Steps are scoped to environments, channels and tags. */
  deploymentProcesses: 14,
  /** Scoped to steps and channels. */
  projectVariables: 17,
  /** Version rules name the packages of steps. */
  channelRules: 18,
  /** Versioning and release creation name a channel and the package of a step. */
  projectReleases: 19,
  /** Connects tenants with projects and environments. */
  tenantProjects: 21,
} as const;
