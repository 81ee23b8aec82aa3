import type { ResourceType } from '../vocabulary.js';
import { readOnly, volatile } from '../words.js';

/**
 * Project groups (octopus-api project-groups). `EnvironmentIds` is obsolete, `RetentionPolicyId` is only ever answered.
 */
export const projectGroups: ResourceType = {
  name: 'projectGroups',
  singular: 'project group',
  plural: 'project groups',
  reading: {
    path: 'projectgroups',
    reach: 'space',
    idPrefix: 'ProjectGroups',
    permission: 'ProjectGroupView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'project-groups/{name}.json',
  fields: {
    Slug: readOnly,
    EnvironmentIds: volatile,
    RetentionPolicyId: volatile,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
  },
  writing: {
    permission: { create: 'ProjectGroupCreate', edit: 'ProjectGroupEdit', delete: 'ProjectGroupDelete' },
    portal: 'projects',
  },
};
