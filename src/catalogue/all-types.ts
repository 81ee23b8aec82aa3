import { accounts } from './types/accounts.js';
import { certificates } from './types/certificates.js';
import { channels } from './types/channels.js';
import { deploymentProcesses } from './types/deploymentProcesses.js';
import { environments } from './types/environments.js';
import { externalFeeds } from './types/externalFeeds.js';
import { libraryVariables } from './types/libraryVariables.js';
import { libraryVariableSets } from './types/libraryVariableSets.js';
import { lifecycles } from './types/lifecycles.js';
import { machinePolicies } from './types/machinePolicies.js';
import { projectGroups } from './types/projectGroups.js';
import { projects } from './types/projects.js';
import { projectVariables } from './types/projectVariables.js';
import { proxies } from './types/proxies.js';
import { scriptModules } from './types/scriptModules.js';
import { scriptModuleSources } from './types/scriptModuleSources.js';
import { targets } from './types/targets.js';
import { teams } from './types/teams.js';
import { tenants } from './types/tenants.js';
import { tenantTagSets } from './types/tenantTagSets.js';
import { users } from './types/users.js';
import { buildInformation } from './types/buildInformation.js';
import { communityTemplates } from './types/communityTemplates.js';
import { deploymentSettings } from './types/deploymentSettings.js';
import { gitCredentials } from './types/gitCredentials.js';
import { packages } from './types/packages.js';
import { runbookProcesses } from './types/runbookProcesses.js';
import { runbooks } from './types/runbooks.js';
import { stepTemplates } from './types/stepTemplates.js';
import { teamRoles } from './types/teamRoles.js';
import { tenantVariables } from './types/tenantVariables.js';
import { triggers } from './types/triggers.js';
import { userRoles } from './types/userRoles.js';
import { workers } from './types/workers.js';
import { workerPools } from './types/workerPools.js';
import type { TypeName } from '../model/names.js';
import type { ResourceType } from './vocabulary.js';

/** Every type octosync knows. Adding one is a file in `types/`, a line here and its name in `model/type-names.ts`. */
export const catalogue: Readonly<Record<TypeName, ResourceType>> = {
  users,
  communityTemplates,
  tenantTagSets,
  environments,
  projectGroups,
  externalFeeds,
  proxies,
  gitCredentials,
  machinePolicies,
  workerPools,
  userRoles,
  teams,
  packages,
  buildInformation,
  stepTemplates,
  scriptModules,
  scriptModuleSources,
  lifecycles,
  tenants,
  accounts,
  workers,
  certificates,
  targets,
  libraryVariableSets,
  libraryVariables,
  projects,
  channels,
  deploymentProcesses,
  runbooks,
  runbookProcesses,
  projectVariables,
  deploymentSettings,
  triggers,
  tenantVariables,
  teamRoles,
};

/** The types in the order in which they are written; of one order, parents before their children. */
export const allTypes: readonly ResourceType[] = Object.values(catalogue).sort((one, other) => one.order - other.order);
