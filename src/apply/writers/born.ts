import { childTypesOf, parentNames, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Changeset, CreateChange } from '../../changeset/changeset.js';
import { sameJson, type JsonObject } from '../../model/json.js';
import { keyOf, refOf, type Ref } from '../../model/names.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { apiPath, type Destination } from '../destination.js';
import { parentIdOf, reread } from '../reread.js';

/* What the server makes by itself together with a new item: its default channel. */

/** By type and parent: what the server makes that a change of the changeset fills. */
export const filledIn = ({ changes }: Changeset): ReadonlySet<Ref> =>
  new Set(
    changes.flatMap((change) => {
      if (change.action !== 'create') return [];
      const type = typeNamed(change.type);
      const isFilling = type.merging.bornWithParent !== undefined && isMarkedBorn(type, change.document);
      return isFilling ? [refOf(type.name, keyOf(parentNames(type, change.names)))] : [];
    }),
  );

/** What the server made together with the parent and this change is to fill; undefined if there is nothing such. */
export const findBorn = async (
  type: ResourceType,
  { names, document }: CreateChange,
  destination: Destination,
): Promise<NamedItem | undefined> => {
  if (type.identity.kind === 'onePerParent') return reread(type, names, destination);
  const known = destination.live.find(type.name, names);
  if (known || !isMarkedBorn(type, document)) return known;
  const siblings = await siblingsOf(type, names, destination);
  const [only] = siblings;
  // Only an untouched parent has exactly what it was born with; otherwise this is one more child.
  return only && siblings.length === 1 && isMarkedBorn(type, only)
    ? destination.live.take(type, names, only)
    : undefined;
};

/** Takes in what was made along with a new item and no change fills, so that others can refer to it (rules project-born). */
export const takeBorn = async (
  { name: parent }: ResourceType,
  names: readonly string[],
  destination: Destination,
): Promise<void> => {
  const { live, filled } = destination;
  for (const type of childTypesOf(parent)) {
    const { called } = type.merging.bornWithParent ?? {};
    if (called === undefined || filled.has(refOf(type.name, keyOf(names)))) continue;
    if (live.find(type.name, [...names, called])) continue;
    const born = (await siblingsOf(type, [...names, called], destination)).find((one) => isMarkedBorn(type, one));
    if (born) live.take(type, [...names, called], born);
  }
};

const siblingsOf = async (
  type: ResourceType,
  names: readonly string[],
  { client, space, live }: Destination,
): Promise<readonly JsonObject[]> => {
  const field = type.parent?.field ?? '';
  const parentId = parentIdOf(type, names, live);
  const { documents } = await client.list(apiPath(type, space, type.reading.path));
  return documents.filter((sibling) => sibling[field] === parentId);
};

const isMarkedBorn = (type: ResourceType, document: JsonObject): boolean =>
  Object.entries(type.merging.bornWithParent?.marked ?? {}).every(([flag, value]) => sameJson(document[flag], value));
