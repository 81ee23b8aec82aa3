import { accounts } from './types/accounts.js';
import { buildInformation } from './types/buildInformation.js';
import { certificates } from './types/certificates.js';
import { channels } from './types/channels.js';
import { communityTemplates } from './types/communityTemplates.js';
import { deploymentProcesses } from './types/deploymentProcesses.js';
import { deploymentSettings } from './types/deploymentSettings.js';
import { environments } from './types/environments.js';
import { externalFeeds } from './types/externalFeeds.js';
import { gitCredentials } from './types/gitCredentials.js';
import { libraryVariables } from './types/libraryVariables.js';
import { libraryVariableSets } from './types/libraryVariableSets.js';
import { lifecycles } from './types/lifecycles.js';
import { machinePolicies } from './types/machinePolicies.js';
import { packages } from './types/packages.js';
import { projectGitVariables } from './types/projectGitVariables.js';
import { projectGroups } from './types/projectGroups.js';
import { projects } from './types/projects.js';
import { projectVariables } from './types/projectVariables.js';
import { proxies } from './types/proxies.js';
import { runbookProcesses } from './types/runbookProcesses.js';
import { runbooks } from './types/runbooks.js';
import { scriptModules } from './types/scriptModules.js';
import { scriptModuleSources } from './types/scriptModuleSources.js';
import { serverTeams } from './types/serverTeams.js';
import { stepTemplates } from './types/stepTemplates.js';
import { targets } from './types/targets.js';
import { teamRoles } from './types/teamRoles.js';
import { teams } from './types/teams.js';
import { tenants } from './types/tenants.js';
import { tenantTagSets } from './types/tenantTagSets.js';
import { tenantVariables } from './types/tenantVariables.js';
import { triggers } from './types/triggers.js';
import { userRoles } from './types/userRoles.js';
import { users } from './types/users.js';
import { workerPools } from './types/workerPools.js';
import { workers } from './types/workers.js';
import type { TypeName } from '../model/names.js';
import { typesInOrder } from './order.js';
import type { ResourceType } from './vocabulary.js';

/** Every type octosync knows. docs/adding-a-type.md says how to add one. */
export const catalogue: Readonly<Record<TypeName, ResourceType>> = {
  accounts,
  buildInformation,
  certificates,
  channels,
  communityTemplates,
  deploymentProcesses,
  deploymentSettings,
  environments,
  externalFeeds,
  gitCredentials,
  libraryVariables,
  libraryVariableSets,
  lifecycles,
  machinePolicies,
  packages,
  projectGitVariables,
  projectGroups,
  projects,
  projectVariables,
  proxies,
  runbookProcesses,
  runbooks,
  scriptModules,
  scriptModuleSources,
  serverTeams,
  stepTemplates,
  targets,
  teamRoles,
  teams,
  tenants,
  tenantTagSets,
  tenantVariables,
  triggers,
  userRoles,
  users,
  workerPools,
  workers,
};

/** The types in the order in which they are written; of one phase, as `order.ts` has them. */
export const allTypes: readonly ResourceType[] = typesInOrder.map((name) => catalogue[name]);
