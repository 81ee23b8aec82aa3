import { ApiError } from '../../model/errors.js';
import { byPlainText, digestOf } from '../../model/canonical.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import type { Digest } from '../../model/names.js';
import type { OctopusClient, Space } from '../../octopus/index.js';

/** The permission that stands for all others (octopus-api user-permissions). */
const everything = 'AdministerSystem';

/** What the user of a key may do in a space. */
export interface Granted {
  /** How to call whose key it is. */
  readonly user: string;
  readonly has: (permission: string) => 'yes' | 'no' | 'in-places';
  /** Of whose key it is, and all that the server says of what that user may do. */
  readonly rights: Digest;
}

/**
 * What a key may do, by what the server says of its user: of the document that is given, or `users/me`. Undefined where the
 * server does not say, or not all of it. Throws ApiError for a request that fails.
 */
export const readGranted = async (
  client: OctopusClient,
  space: Space,
  known?: JsonObject,
): Promise<Granted | undefined> => {
  try {
    const me = known ?? (await client.get('users/me'));
    const id = me['Id'];
    if (typeof id !== 'string') return undefined;
    const said = await client.get(`users/${encodeURIComponent(id)}/permissions?includeSystem=true`);
    if (said['IsPermissionsComplete'] === false || !isObject(said['SpacePermissions'])) return undefined;
    const user = typeof me['Username'] === 'string' ? me['Username'] : id;
    return { user, has: (permission) => holds(said, permission, space), rights: digestOf([id, inAnyOrder(said)]) };
  } catch (error) {
    if (error instanceof ApiError && [403, 404, 405].includes(error.status ?? 0)) return undefined;
    throw error;
  }
};

/** The order of lists of teams and permissions means nothing. */
const inAnyOrder = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(inAnyOrder).sort(byPlainText);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => name !== 'Links');
  return Object.fromEntries(members.map(([name, member]) => [name, inAnyOrder(member)]));
};

const holds = (said: JsonObject, permission: string, space: Space): ReturnType<Granted['has']> => {
  const system = said['SystemPermissions'];
  if (isList(system) && (system.includes(permission) || system.includes(everything))) return 'yes';
  const places = [permission, everything].flatMap((name) => grantsIn(said['SpacePermissions'], name, space));
  if (places.length === 0) return 'no';
  return places.some((place) => !isRestricted(place)) ? 'yes' : 'in-places';
};

const grantsIn = (spacePermissions: unknown, permission: string, space: Space): readonly JsonObject[] => {
  const grants = (spacePermissions as JsonObject)[permission];
  if (!isList(grants)) return [];
  return grants.filter(isObject).filter(({ SpaceId: id }) => typeof id !== 'string' || id === '' || id === space.id);
};

const isRestricted = (grant: JsonObject): boolean =>
  Object.entries(grant).some(([field, ids]) => field.startsWith('RestrictedTo') && isList(ids) && ids.length > 0);
