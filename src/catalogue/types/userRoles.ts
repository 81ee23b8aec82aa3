import type { ResourceType } from '../vocabulary.js';
import { readOnly, set } from '../words.js';

/**
 * User roles (octopus-api user-roles). Roles belong to the server, not to a space; the built-in ones are the same
 * everywhere.
 */
export const userRoles: ResourceType = {
  name: 'userRoles',
  singular: 'user role',
  plural: 'user roles',
  reading: {
    path: 'userroles',
    reach: 'server',
    idPrefix: 'UserRoles',
    permission: 'UserRoleView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'user-roles/{name}.json',
  fields: {
    CanBeDeleted: readOnly,
    GrantedSpacePermissions: set,
    GrantedSystemPermissions: set,
    SpacePermissionDescriptions: readOnly,
    SupportedRestrictions: readOnly,
    SystemPermissionDescriptions: readOnly,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    unsupported: [
      { field: ['CanBeDeleted'], equals: [false], reason: 'Built in: every server has this role.', isBuiltIn: true },
    ],
  },
  writing: {
    permission: { create: 'UserRoleEdit', edit: 'UserRoleEdit' },
    portal: 'configuration/roles/{id}',
  },
};
