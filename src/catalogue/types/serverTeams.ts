import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** Teams of the whole server (octopus-api teams): steps may name them; they are matched by name, never created (rules names-server-teams). */
export const serverTeams: ResourceType = lookUp({
  name: 'serverTeams',
  singular: 'team of the whole server',
  plural: 'teams of the whole server',
  path: 'teams',
  idPrefix: 'Teams',
  reach: 'space',
  only: 'ofServer',
  field: 'Name',
  mappable: true,
});
