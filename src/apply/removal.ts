import { bornSaying, isAsFound, ruleOf, typeNamed, type ResourceType } from '../catalogue/index.js';
import type { Change, Changeset, DeleteChange } from '../changeset/changeset.js';
import { BlockedError, DriftError } from '../model/errors.js';
import { objectsOf, type JsonObject } from '../model/json.js';
import { itemId, keyOf } from '../model/names.js';
import { pointerOf } from '../model/pointer.js';
import type { Progress } from '../model/progress.js';
import { isMissingRoute, type OctopusClient, type Space } from '../octopus/index.js';
import type { NamedItem } from '../snapshot/name-space.js';
import { descendantTypes, isDeletion, type MayDelete } from './deletion.js';
import { apiPath } from './destination.js';
import { idsOf } from './images.js';
import type { LiveSpace } from './live/live-space.js';

/** Throws BlockedError where something is to be deleted and no receipt says that octosync created it (rules undo-delete). */
export const refuseUnproven = ({ changes }: Changeset, mayDelete: MayDelete | undefined): void => {
  const deletions = changes.filter(isDeletion);
  if (deletions.length === 0 || mayDelete) return;
  throw new BlockedError({
    what: `The changeset deletes what an earlier run created (${deletions.map(({ id }) => id).join(', ')}), and no receipt is here that says so.`,
    remedy: 'Keep the receipt of that run beside this changeset, or name it with --receipt FILE.',
  });
};

/**
 * Why something is not deleted: it is not what octosync created, or somebody has changed it or what goes with it, or added
 * something to it since. Undefined where it is still as octosync left it.
 */
export const whyNotDeleted = (
  change: DeleteChange,
  live: LiveSpace,
  mayDelete: MayDelete | undefined,
  version: string,
): string | undefined => {
  const item = live.find(change.type, change.names);
  if (!item) return undefined;
  if (mayDelete?.(change.id, idsOf(change, item)) !== true)
    return `${change.id} is not the one that the receipt says was created`;
  const places = differsFromCreated(change, item.document);
  if (places.length > 0) return `${change.id} at ${places.join(', ')}`;
  const found = belongingTo(change, live).flatMap((one) => foundOn(one, change, version));
  return found.length === 0 ? undefined : found.join('; ');
};

/**
 * The fields in which what is to be deleted is not what was created. What is deleted one by one may be gone in part, by a run that
 * was killed in between: the others must be as they were.
 */
export const differsFromCreated = (
  { type: name, document: was }: DeleteChange,
  live: JsonObject,
): readonly string[] => {
  const type = typeNamed(name);
  const { listing } = type.reading;
  const places = differsFrom(type, live, was);
  if (listing.kind !== 'gathered') return places;
  const { into } = listing;
  return places.filter((place) => place !== pointerOf([into]) || !isRestOf(type, into, { live, was }));
};

const isRestOf = (
  { fields }: ResourceType,
  into: string,
  { live, was }: { readonly live: JsonObject; readonly was: JsonObject },
): boolean => {
  const [left, all] = [objectsOf(live[into]), objectsOf(was[into])];
  const rule = ruleOf(fields, into);
  return left.length <= all.length && left.every((member) => all.some((one) => isAsFound(rule, [member], [one])));
};

/** The fields in which a document is another one than it was, among those that a request takes. */
export const differsFrom = (type: ResourceType, live: JsonObject, was: JsonObject): readonly string[] =>
  [...new Set([...Object.keys(live), ...Object.keys(was)])]
    .filter((field) => isTaken(type, field))
    .filter((field) => !isAsFound(ruleOf(type.fields, field), live[field], was[field]))
    .map((field) => `/${field}`);

/** What the server alone says is no matter, nor what it keeps in another document, which is looked at by itself. */
const isTaken = ({ fields, reading: { superseded }, writing }: ResourceType, field: string): boolean => {
  const kind = ruleOf(fields, field)?.kind;
  if (writing.as === 'templateValues') return kind === 'list';
  return kind !== 'readOnly' && kind !== 'createOnly' && superseded?.fields.includes(field) !== true;
};

const belongingTo = (change: DeleteChange, live: LiveSpace): readonly NamedItem[] => {
  const type = typeNamed(change.type);
  const family = keyOf(change.names);
  return descendantTypes(type).flatMap(({ name }) =>
    live.allOf(name).filter(({ names }) => keyOf(names.slice(0, change.names.length)) === family),
  );
};

/** What goes with it must be as it was left; what nobody wrote, as a server makes it by itself. */
const foundOn = ({ type: name, names, document }: NamedItem, { goes, id }: DeleteChange, version: string): string[] => {
  const type = typeNamed(name);
  const called = itemId(name, names);
  const meant = goes.find((one) => one.type === name && keyOf(one.names) === keyOf(names));
  if (meant) return differsFrom(type, document, meant.document).map((place) => `${called} at ${place}`);
  const born = bornSaying(type, version);
  const isBorn = born
    ? Object.entries(born).every(
        ([field, value]) => !isTaken(type, field) || isAsFound(ruleOf(type.fields, field), document[field], value),
      )
    : type.identity.kind === 'onePerParent';
  return isBorn ? [] : [`${called} has come to ${id} since`];
};

/**
 * Asks for what nothing else of octosync reads and what would go too: releases of a project. Throws DriftError where there is
 * some; a server that does not tell is told of.
 */
export const refuseHeld = async (
  changes: readonly Change[],
  live: LiveSpace,
  { client, space }: { readonly client: OctopusClient; readonly space: Space },
  progress: Progress,
): Promise<void> => {
  const held: string[] = [];
  for (const change of changes.filter(isDeletion)) {
    const type = typeNamed(change.type);
    const id = live.idOf(change.type, change.names);
    for (const { route, called } of id === undefined ? [] : (type.writing.holds ?? [])) {
      const path = apiPath(type, space, route.replace('{id}', encodeURIComponent(id ?? '')));
      const count = await countAt(client, path);
      if (count === undefined)
        progress({
          kind: 'note',
          says: `The server does not say whether ${change.id} has ${called}; they go with it.`,
        });
      else if (count > 0) held.push(`${change.id} has ${count} ${called}`);
    }
  }
  if (held.length === 0) return;
  throw new DriftError({
    what: `Something has come since to what is to be deleted, and nothing was written: ${held.join('; ')}.`,
    remedy: 'Leave it, and make the undo again without --include-creations; or delete it by hand.',
  });
};

const countAt = async (client: OctopusClient, path: string): Promise<number | undefined> => {
  try {
    const page = await client.get(`${path}?skip=0&take=1`);
    return typeof page['TotalResults'] === 'number' ? page['TotalResults'] : undefined;
  } catch (error) {
    if (isMissingRoute(error)) return undefined;
    throw error;
  }
};
