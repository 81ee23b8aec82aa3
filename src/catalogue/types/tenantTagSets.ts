import type { ResourceType } from '../vocabulary.js';
import { createOnly, fixed, named, readOnly, set, volatile } from '../words.js';

/**
 * Tag sets (octopus-api tag-sets). A PUT replaces `Tags` and `Scopes` whole, so a merge must send the destination's own
 * tags too; a scope in use cannot be taken away, so that those of the destination stay as well. One of free text has every tag that anybody writes (rules names-free-text).
 */
export const tenantTagSets: ResourceType = {
  name: 'tenantTagSets',
  singular: 'tenant tag set',
  plural: 'tenant tag sets',
  parts: { at: ['Tags'], one: 'tag', many: 'tags' },
  reading: {
    path: 'tagsets',
    reach: 'space',
    idPrefix: 'TagSets',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'tenant-tag-sets/{name}.json',
  fields: {
    SortOrder: createOnly,
    Type: fixed,
    IsSystem: readOnly,
    Scopes: set,
    Tags: named({ CanonicalTagName: volatile }, { position: 'SortOrder' }),
  },
  publishes: [
    {
      kind: 'members',
      type: 'tags',
      at: ['Tags'],
      id: 'Id',
      name: 'Name',
      named: 'canonical',
      any: { field: ['Type'], equals: ['FreeText'] },
    },
  ],
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'update', merge: { Tags: 'mergeByName', Scopes: 'addMembers' } },
    unsupported: [
      { field: ['IsSystem'], equals: [true], reason: 'The server manages this tag set by itself.', isBuiltIn: true },
    ],
  },
  writing: {
    permission: { create: 'TagSetCreate', edit: 'TagSetEdit', delete: 'TagSetDelete' },
    portal: 'library/tagsets/{id}',
  },
};
