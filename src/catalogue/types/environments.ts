import { classifyingTags } from '../fields/tagged.js';
import type { ResourceType } from '../vocabulary.js';
import { createOnly, plain, readOnly } from '../words.js';

/** Environments (octopus-api environments). */
export const environments: ResourceType = {
  name: 'environments',
  singular: 'environment',
  plural: 'environments',
  reading: {
    path: 'environments',
    reach: 'space',
    idPrefix: 'Environments',
    permission: 'EnvironmentView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'environments/{name}.json',
  fields: {
    Slug: readOnly,
    SortOrder: createOnly,
    EnvironmentTags: classifyingTags,
    ExtensionSettings: plain,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
  },
  writing: {
    demands: { longest: { Name: 50 } },
    permission: { create: 'EnvironmentCreate', edit: 'EnvironmentEdit', delete: 'EnvironmentDelete' },
    portal: 'infrastructure/environments/{id}',
  },
};
