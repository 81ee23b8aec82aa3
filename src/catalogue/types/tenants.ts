import { classifyingTags } from '../fields/tagged.js';
import type { ResourceType } from '../vocabulary.js';
import { listOf, mapOf, optional, readOnly, volatile, withLogo } from '../words.js';

/**
 * Tenants (octopus-api tenants). A PUT that leaves a project out of `ProjectEnvironments` disconnects it and deletes
 * the tenant's values for it: the projects of the destination always stay.
 */
export const tenants: ResourceType = withLogo('cloneTenantLogos', {
  name: 'tenants',
  singular: 'tenant',
  plural: 'tenants',
  reading: {
    path: 'tenants',
    reach: 'space',
    idPrefix: 'Tenants',
    permission: 'TenantView',
    listing: { kind: 'all' },
    readAgain: 'owner',
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'tenants/{name}/tenant.json',
  fields: {
    Slug: readOnly,
    ClonedFromTenantId: volatile,
    CustomFields: volatile,
    Icon: readOnly,
    TenantTags: classifyingTags,
    ProjectEnvironments: mapOf(optional('projects'), listOf(optional('environments'))),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    later: [
      {
        part: 'projects',
        fields: ['ProjectEnvironments'],
        initially: { ProjectEnvironments: {} },
        existing: 'mergeKeys',
      },
    ],
  },
  writing: {
    permission: { create: 'TenantCreate', edit: 'TenantEdit', delete: 'TenantDelete' },
    portal: 'tenants/{id}',
  },
});
