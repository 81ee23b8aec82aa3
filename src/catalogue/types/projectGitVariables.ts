import { variablesAreInGit } from '../fields/git.js';
import { variableParts, variableSet } from '../fields/variables.js';
import type { ResourceType } from '../vocabulary.js';

/**
 * The values that a project keeps in its repository (octopus-api variables): all but the sensitive ones, which stay in the database. Of
 * a project that has not converted its variables all are in `projectVariables`.
 */
export const projectGitVariables: ResourceType = {
  name: 'projectGitVariables',
  singular: 'variables in Git of project',
  plural: 'variables in Git of projects',
  beside: 'variables in Git',
  parts: variableParts,
  reading: {
    path: 'variables',
    reach: 'space',
    idPrefix: 'variableset-Projects',
    permission: 'VariableView',
    listing: { kind: 'inGitOnly' },
    inGit: { when: variablesAreInGit, route: 'projects/{project}/{ref}/variables' },
    since: '2022.1',
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'projects', field: 'OwnerId' },
  apartFrom: { type: 'projectVariables', at: 'Variables', staying: { field: ['IsSensitive'], equals: [true] } },
  file: '{parent}/variables.git.json',
  fields: variableSet,
  selecting: { how: 'withParent' },
  merging: {
    strategy: { kind: 'variables' },
    existing: { default: 'update' },
  },
  writing: {
    permission: { create: 'VariableEdit', edit: 'VariableEdit' },
    portal: 'projects/{parent}/variables',
    versionToken: 'Version',
  },
};
