import type { ResourceType } from '../vocabulary.js';
import { volatile } from '../words.js';

/**
 * A library variable set (octopus-api library-variable-sets) of another content type. The script is in
 * `scriptModuleSources`.
 */
export const scriptModules: ResourceType = {
  name: 'scriptModules',
  singular: 'script module',
  plural: 'script modules',
  reading: {
    path: 'libraryvariablesets',
    reach: 'space',
    idPrefix: 'LibraryVariableSets',
    permission: 'LibraryVariableSetView',
    listing: { kind: 'all', query: 'contentType=ScriptModule' },
    where: { ContentType: 'ScriptModule' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'script-modules/{name}/module.json',
  fields: {
    VariableSetId: volatile,
    Version: volatile,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'update' },
  },
  writing: {
    permission: {
      create: 'LibraryVariableSetCreate',
      edit: 'LibraryVariableSetEdit',
      delete: 'LibraryVariableSetDelete',
    },
    portal: 'library/scripts/{id}',
  },
};
