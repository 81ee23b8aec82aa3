import type { ResourceType } from '../vocabulary.js';
import { cleared, listOf, optional, readOnly, volatile } from '../words.js';

/** Teams (octopus-api teams). Space teams only: system teams belong to the server and are never synced. */
export const teams: ResourceType = {
  name: 'teams',
  singular: 'team',
  plural: 'teams',
  reading: {
    path: 'teams',
    reach: 'space',
    idPrefix: 'Teams',
    permission: 'TeamView',
    listing: { kind: 'all' },
    only: 'ofThisSpace',
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'teams/{name}/team.json',
  fields: {
    Slug: readOnly,
    MemberUserIds: listOf(optional('users')),
    ExternalSecurityGroups: cleared([], 'External groups are never synced: add the groups of this server.'),
    CanBeDeleted: readOnly,
    CanBeRenamed: volatile,
    CanChangeMembers: volatile,
    CanChangeRoles: volatile,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    unsupported: [
      {
        field: ['CanBeDeleted'],
        equals: [false],
        reason: 'The server makes this team by itself in every space.',
        isBuiltIn: true,
      },
    ],
  },
  writing: {
    demands: { longest: { Name: 200 } },
    permission: { create: 'TeamCreate', edit: 'TeamEdit', delete: 'TeamDelete' },
    portal: 'configuration/teams/{id}',
  },
};
