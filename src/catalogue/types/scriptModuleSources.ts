import { variableSet } from '../fields/variables.js';
import type { ResourceType } from '../vocabulary.js';

/**
 * Script and syntax of a script module are variables of its set (octopus-api variables), and always follow the source.
 */
export const scriptModuleSources: ResourceType = {
  name: 'scriptModuleSources',
  singular: 'source of script module',
  plural: 'sources of script modules',
  beside: 'source',
  reading: {
    path: 'variables',
    reach: 'space',
    idPrefix: 'variableset-LibraryVariableSets',
    permission: 'LibraryVariableSetView',
    listing: { kind: 'ofOwner', bulk: 'variables/all', bulkIs: 'array', idIn: 'VariableSetId' },
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'scriptModules', field: 'OwnerId' },
  file: '{parent}/source.json',
  fields: variableSet,
  selecting: { how: 'withParent' },
  merging: {
    strategy: { kind: 'variables', valuesFollow: true },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Variables: [] } }] },
  },
  writing: {
    permission: { create: 'LibraryVariableSetEdit', edit: 'LibraryVariableSetEdit' },
    portal: 'library/scripts/{parent}',
    versionToken: 'Version',
  },
};
