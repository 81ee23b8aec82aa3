import type { ResourceType } from '../vocabulary.js';
import { always, eachAlone, required } from '../words.js';

/**
 * Roles of teams (octopus-api scoped-user-roles): what a team may do, and where. An empty list grants a role
 * everywhere, so a role that would lose its last environment or project is blocked. A team that has any role on the
 * destination keeps what it has.
 */
export const teamRoles: ResourceType = {
  name: 'teamRoles',
  singular: 'roles of team',
  plural: 'roles of teams',
  beside: 'roles',
  parts: { at: ['Roles'], one: 'role', many: 'roles', called: ['UserRoleId'] },
  reading: {
    path: 'scopeduserroles',
    reach: 'space',
    idPrefix: 'ScopedUserRoles',
    permission: 'TeamView',
    listing: { kind: 'gathered', into: 'Roles' },
    only: 'ofThisSpace',
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'teams', field: 'TeamId' },
  file: '{parent}/roles.json',
  fields: {
    Roles: eachAlone('role', 'UserRoleId', {
      UserRoleId: required('userRoles'),
      EnvironmentIds: always('environments', 'IgnoreMismatch', 'permits'),
      ProjectGroupIds: always('projectGroups', 'IgnoreMismatch', 'permits'),
      ProjectIds: always('projects', 'IgnoreMismatch', 'permits'),
      TenantIds: always('tenants', 'IgnoreMismatch', 'permits'),
    }),
  },
  selecting: { how: 'withParent', when: 'cloneTeamUserRoleScoping' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', fixed: true },
  },
  writing: {
    permission: { create: 'TeamEdit', edit: 'TeamEdit' },
    portal: 'configuration/teams/{parent}',
    as: 'members',
  },
};
