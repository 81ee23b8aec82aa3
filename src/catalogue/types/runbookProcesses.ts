import { runbooksAreInGit } from '../fields/git.js';
import { processDemands } from '../fields/process-demands.js';
import { process, stepParts } from '../fields/process.js';
import type { ResourceType } from '../vocabulary.js';
import { volatile } from '../words.js';

/** Runbook processes (octopus-api runbook-processes). */
export const runbookProcesses: ResourceType = {
  name: 'runbookProcesses',
  singular: 'process of runbook',
  plural: 'processes of runbooks',
  beside: 'process',
  parts: stepParts,
  reading: {
    path: 'runbookProcesses',
    reach: 'space',
    idPrefix: 'RunbookProcess-Runbooks',
    permission: 'RunbookView',
    listing: { kind: 'ofOwner', bulk: 'runbookProcesses', bulkIs: 'pages', idIn: 'RunbookProcessId' },
    inGit: { when: runbooksAreInGit, route: 'projects/{project}/{ref}/runbookProcesses/{parent}' },
    since: '2019.11',
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'runbooks', field: 'RunbookId' },
  file: '{parent}/process.json',
  fields: { ...process, ProjectId: volatile },
  publishes: [
    { kind: 'members', type: 'actions', at: ['Steps', 'Actions'], id: 'Id', name: 'Name', named: 'withinItem' },
  ],
  selecting: { how: 'withParent' },
  merging: {
    strategy: { kind: 'process' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Steps: [] } }] },
  },
  writing: {
    demands: processDemands,
    permission: { create: 'RunbookEdit', edit: 'RunbookEdit' },
    versionToken: 'Version',
  },
};
