import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/**
 * Community step templates (octopus-api community-action-templates): what the server offers to install. IDs are the
 * server's, names are the same.
 */
export const communityTemplates: ResourceType = lookUp({
  name: 'communityTemplates',
  singular: 'community step template',
  plural: 'community step templates',
  path: 'communityactiontemplates',
  idPrefix: 'CommunityActionTemplates',
  reach: 'server',
  field: 'Name',
  inPages: true,
});
