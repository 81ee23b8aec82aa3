import { variableParts, variableSet } from '../fields/variables.js';
import type { ResourceType } from '../vocabulary.js';

/** The values of a library variable set (octopus-api variables). */
export const libraryVariables: ResourceType = {
  name: 'libraryVariables',
  singular: 'variables of library variable set',
  plural: 'variables of library variable sets',
  beside: 'variables',
  parts: variableParts,
  reading: {
    path: 'variables',
    reach: 'space',
    idPrefix: 'variableset-LibraryVariableSets',
    permission: 'LibraryVariableSetView',
    listing: { kind: 'ofOwner', bulk: 'variables/all', bulkIs: 'array', idIn: 'VariableSetId' },
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'libraryVariableSets', field: 'OwnerId' },
  file: '{parent}/variables.json',
  fields: variableSet,
  selecting: { how: 'withParent' },
  merging: {
    strategy: { kind: 'variables' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Variables: [] } }] },
  },
  writing: {
    permission: { create: 'LibraryVariableSetEdit', edit: 'LibraryVariableSetEdit' },
    portal: 'library/variables/{parent}',
    versionToken: 'Version',
  },
};
