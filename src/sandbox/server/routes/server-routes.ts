import type { JsonObject } from '../../../model/json.js';
import { ok, onlyGet, refuseBut, type Answer, type Request } from './exchange.js';
import { textIn, textsIn } from '../documents.js';
import { slugOf } from '../ids.js';
import { isAskedFor } from './list-filters.js';
import { pagedByName, paged } from './present.js';
import { notFound } from '../refusal.js';
import type { Call, Route } from './route-table.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';

/** The space with an ID, a name or a slug. */
export const findSpace = (instance: Instance, idOrName: string): Space | undefined =>
  instance.spaces.find(({ id, name }) => id === idOrName || name.toLowerCase() === idOrName.toLowerCase()) ??
  instance.spaces.find(({ name }) => slugOf(name) === idOrName.toLowerCase());

const spaceDocument = ({ id, name, isDefault }: Space): JsonObject => ({
  Id: id,
  Name: name,
  Slug: slugOf(name),
  Description: null,
  IsDefault: isDefault,
  TaskQueueStopped: false,
  Links: { Self: `/api/spaces/${id}`, SpaceHome: `/api/${id}` },
});

/** Answers for `/api/spaces`, `/api/spaces/all` and `/api/spaces/{id}`. */
export const spaces = (instance: Instance, request: Request): Answer => {
  onlyGet(request);
  refuseBut(['skip', 'take', 'ids', 'name', 'partialName'], 'spaces', request.query);
  const all = instance.spaces.map(spaceDocument);
  const [, id] = request.segments;
  if (id === undefined) return ok(paged('spaces', pagedByName(all, request.query), request.query, 30));
  if (id === 'all') return ok(pagedByName(all, request.query));
  const space = findSpace(instance, id);
  if (!space) throw notFound(id);
  return ok(spaceDocument(space));
};

/** The caller says where its spaces and its permissions are. */
const withLinks = (user: JsonObject): JsonObject => {
  const at = `/api/users/${textIn(user, 'Id')}`;
  return {
    ...user,
    Links: {
      Self: '/api/users/me',
      Spaces: `${at}/spaces`,
      Permissions: `${at}/permissions{?includeSystem}`,
      Teams: `${at}/teams{?includeSystem,spaces}`,
    },
  };
};

/**
 * Permissions (octopus-api user-permissions). The caller may do everything, unless the instance was started with a list
 * of permissions.
 */
const permissionsOf = ({ instance, request, ids: [id = ''] }: Call): Answer => {
  if (id !== request.caller['Id']) throw notFound(id);
  const { permissions } = instance.spec;
  const unrestricted = {
    RestrictedToEnvironmentIds: [],
    RestrictedToProjectGroupIds: [],
    RestrictedToProjectIds: [],
    RestrictedToTenantIds: [],
  };
  const grants = instance.spaces.map((space) => ({ ...unrestricted, SpaceId: space.id }));
  return ok({
    Id: id,
    IsPermissionsComplete: true,
    IsTeamsComplete: true,
    SpacePermissions: Object.fromEntries((permissions ?? []).map((permission) => [permission, grants])),
    SystemPermissions: permissions || isNo(request.query['includeSystem']) ? [] : ['AdministerSystem'],
    Teams: [],
    Links: {},
  });
};

const isNo = (asked: string | undefined): boolean => asked?.toLowerCase() === 'false';

/** The names of the teams that a user is a member of. */
const teamsOf = ({ instance, request, ids: [id = ''] }: Call): Answer => {
  const teams = instance.spaces
    .flatMap((space) => space.all('teams').filter((team) => isAskedFor('teams', team, request.query, space)))
    .filter((team) => textsIn(team, 'MemberUserIds').includes(id));
  return ok(teams.map(({ Id = null, Name = null }) => ({ Id, Name, Links: {} })));
};

/** What belongs to no space and has behaviour of its own. */
export const serverRoutes: readonly Route[] = [
  { path: 'users/me', GET: ({ request }) => ok(withLinks(request.caller)) },
  { path: 'users/{id}/spaces', GET: ({ instance }) => ok(instance.spaces.map(spaceDocument)) },
  { path: 'users/{id}/permissions', query: ['includeSystem'], GET: permissionsOf },
  { path: 'users/{id}/teams', query: ['includeSystem', 'spaces'], GET: teamsOf },
];
