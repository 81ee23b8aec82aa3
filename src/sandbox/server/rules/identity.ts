import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import type { Collection } from '../collections.js';
import { textIn } from '../documents.js';
import { idsInside, slugOf, withIds } from '../ids.js';
import { badRequest, refuseIfAny } from '../refusal.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';

/** Says that another resource has the name already; an empty list if none has. */
export const duplicateName = (
  space: Space,
  { path, uniqueWithin }: Collection,
  next: JsonObject,
): readonly string[] => {
  const name = textIn(next, 'Name');
  if (uniqueWithin === 'nothing' || name === '' || isArchived(next)) return [];
  const twin = space.all(path).find((other) => {
    const sameOwner = uniqueWithin === 'space' || other[uniqueWithin] === next[uniqueWithin];
    return (
      other['Id'] !== next['Id'] &&
      sameOwner &&
      !isArchived(other) &&
      textIn(other, 'Name').toLowerCase() === name.toLowerCase()
    );
  });
  return twin ? [`A resource with the name '${name}' already exists in ${path}. Choose another name.`] : [];
};

/**
 * Gives IDs to the items of a resource's lists. Throws a 400 for those that this server never issued, unless clients make them
 * up themselves: the vendor's gives each new variable a GUID.
 */
export const withItemIds = (
  instance: Instance,
  { itemIds, path }: Collection,
  next: JsonObject,
  stored: JsonObject | undefined,
): JsonObject => {
  const unknown: string[] = [];
  const lists = itemIds.flatMap((field) => {
    if (!(field in next)) return [];
    return [[field, withIds(next[field], idsInside(stored?.[field]), () => instance.ids.guid(), unknown)] as const];
  });
  const isRefused = (id: string): boolean => path !== 'variables' || !isNewGuid(next['Variables'], id);
  refuseIfAny(unknown.filter(isRefused).map((id) => `The id '${id}' was never issued for this resource.`));
  return { ...next, ...Object.fromEntries(lists) };
};

/** The slug that was sent or is there, or one made from the name. Two resources of a kind never share one. */
export const slug = (
  instance: Instance,
  space: Space,
  { hasSlug, path, uniqueWithin }: Collection,
  next: JsonObject,
): JsonObject => {
  if (!hasSlug || (instance.generation !== '2026' && path !== 'projects')) return {};
  const isSibling = (other: JsonObject): boolean =>
    other['Id'] !== next['Id'] && (uniqueWithin === 'space' || other[uniqueWithin] === next[uniqueWithin]);
  const taken = new Set(
    space
      .all(path)
      .filter(isSibling)
      .map((document) => document['Slug']),
  );
  const sent = textIn(next, 'Slug');
  if (sent !== '' && taken.has(sent)) throw badRequest(`A resource with the slug '${sent}' already exists in ${path}.`);
  if (sent !== '') return { Slug: sent };
  const base = slugOf(textIn(next, 'Name'));
  let candidate = base;
  for (let number = 1; taken.has(candidate); number += 1) candidate = `${base}-${number}`;
  return { Slug: candidate };
};

/** Archived certificates keep names that others may have. */
export const isArchived = ({ Archived: archived = null }: JsonObject): boolean => archived !== null && archived !== '';

/** True for an ID that is a GUID, and that of one item only. */
const isNewGuid = (items: JsonValue | undefined, id: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) &&
  (isList(items) ? items : []).filter((item) => isObject(item) && item['Id'] === id).length === 1;
