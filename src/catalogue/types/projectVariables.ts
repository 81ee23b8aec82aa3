import { variableParts, variableSet } from '../fields/variables.js';
import type { ResourceType } from '../vocabulary.js';

/** The values of a project (octopus-api variables). */
export const projectVariables: ResourceType = {
  name: 'projectVariables',
  singular: 'variables of project',
  plural: 'variables of projects',
  beside: 'variables',
  parts: variableParts,
  reading: {
    path: 'variables',
    reach: 'space',
    idPrefix: 'variableset-Projects',
    permission: 'VariableView',
    listing: { kind: 'ofOwner', bulk: 'variables/all', bulkIs: 'array', idIn: 'VariableSetId' },
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'projects', field: 'OwnerId' },
  file: '{parent}/variables.json',
  fields: variableSet,
  selecting: { how: 'withParent' },
  merging: {
    strategy: { kind: 'variables' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Variables: [] } }] },
  },
  writing: {
    permission: { create: 'VariableEdit', edit: 'VariableEdit' },
    portal: 'projects/{parent}/variables',
    versionToken: 'Version',
  },
};
