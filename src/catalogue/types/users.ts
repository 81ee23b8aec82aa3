import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** Users (octopus-api users). Teams name their members; users themselves are never synced. */
export const users: ResourceType = lookUp({
  name: 'users',
  singular: 'user',
  plural: 'users',
  path: 'users',
  idPrefix: 'Users',
  reach: 'server',
  field: 'Username',
  mappable: true,
});
