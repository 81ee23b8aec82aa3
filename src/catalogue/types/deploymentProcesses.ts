import { livesInGit } from '../fields/git.js';
import { processDemands } from '../fields/process-demands.js';
import { process, stepParts } from '../fields/process.js';
import type { ResourceType } from '../vocabulary.js';

/**
 * Deployment processes (octopus-api deployment-processes). The PUT by id is deprecated where the project route exists.
 */
export const deploymentProcesses: ResourceType = {
  name: 'deploymentProcesses',
  singular: 'deployment process',
  plural: 'deployment processes',
  beside: 'deployment process',
  parts: stepParts,
  reading: {
    path: 'deploymentprocesses',
    reach: 'space',
    idPrefix: 'deploymentprocess-Projects',
    permission: 'ProcessView',
    listing: {
      kind: 'ofOwner',
      bulk: 'deploymentprocesses',
      bulkIs: 'pages',
      idIn: 'DeploymentProcessId',
    },
    inGit: { when: [livesInGit], route: 'projects/{project}/{ref}/deploymentprocesses' },
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'projects', field: 'ProjectId' },
  file: '{parent}/deployment-process.json',
  fields: process,
  publishes: [
    { kind: 'members', type: 'actions', at: ['Steps', 'Actions'], id: 'Id', name: 'Name', named: 'withinItem' },
    {
      kind: 'members',
      type: 'actionPackages',
      at: ['Steps', 'Actions', 'Packages'],
      id: 'Id',
      name: 'Name',
      named: 'withinMember',
    },
  ],
  selecting: { how: 'withParent', when: 'cloneProjectDeploymentProcess' },
  merging: {
    strategy: { kind: 'process' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Steps: [] } }] },
  },
  writing: {
    demands: processDemands,
    permission: { create: 'ProcessEdit', edit: 'ProcessEdit' },
    portal: 'projects/{parent}/deployments/process',
    putPath: { path: 'projects/{parent}/deploymentprocesses', since: '2021.2' },
    versionToken: 'Version',
  },
};
