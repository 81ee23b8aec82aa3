import type { TypeName } from '../model/names.js';

/**
 * The types in the order in which the portal has them: projects and what is in them, tenants, infrastructure, library,
 * configuration. A review lists things in this order (rules review-things); what is written when is another matter
 * (`order.ts`).
 */
export const portalOrder: readonly TypeName[] = [
  'projects',
  'deploymentProcesses',
  'projectVariables',
  'channels',
  'runbooks',
  'runbookProcesses',
  'triggers',
  'deploymentSettings',
  'projectGroups',
  'tenants',
  'tenantVariables',
  'tenantTagSets',
  'environments',
  'targets',
  'workerPools',
  'workers',
  'machinePolicies',
  'proxies',
  'accounts',
  'certificates',
  'gitCredentials',
  'lifecycles',
  'externalFeeds',
  'packages',
  'buildInformation',
  'libraryVariableSets',
  'libraryVariables',
  'scriptModules',
  'scriptModuleSources',
  'stepTemplates',
  'communityTemplates',
  'teams',
  'teamRoles',
  'serverTeams',
  'userRoles',
  'users',
];

const ranks: ReadonlyMap<string, number> = new Map(portalOrder.map((type, index) => [type, index]));

/** The place of a type in the portal's order; what a newer octosync knows stands last. */
export const portalRank = (type: string): number => ranks.get(type) ?? portalOrder.length;
