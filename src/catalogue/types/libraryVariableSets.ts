import { variableTemplates } from '../fields/templates.js';
import type { ResourceType } from '../vocabulary.js';
import { volatile } from '../words.js';

/**
 * Library variable sets (octopus-api library-variable-sets). The values are in the variable set: see
 * `libraryVariables`.
 */
export const libraryVariableSets: ResourceType = {
  name: 'libraryVariableSets',
  singular: 'library variable set',
  plural: 'library variable sets',
  reading: {
    path: 'libraryvariablesets',
    reach: 'space',
    idPrefix: 'LibraryVariableSets',
    permission: 'LibraryVariableSetView',
    listing: { kind: 'all', query: 'contentType=Variables' },
    where: { ContentType: 'Variables' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'library-variable-sets/{name}/set.json',
  fields: {
    VariableSetId: volatile,
    Version: volatile,
    Templates: variableTemplates,
  },
  publishes: [
    { kind: 'members', type: 'libraryTemplates', at: ['Templates'], id: 'Id', name: 'Name', named: 'withinItem' },
  ],
  selecting: { how: 'byFilter', overriddenAs: 'librarySet' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', always: { Templates: 'mergeByName' } },
  },
  writing: {
    permission: {
      create: 'LibraryVariableSetCreate',
      edit: 'LibraryVariableSetEdit',
      delete: 'LibraryVariableSetDelete',
    },
    portal: 'library/variables/{id}',
  },
};
