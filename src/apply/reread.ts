import { parentNames, type ResourceType } from '../catalogue/index.js';
import { readerFor } from '../snapshot/reader.js';
import type { NamedItem } from '../snapshot/name-space.js';
import { readOneGathered } from '../snapshot/readers/gathered.js';
import { textIn } from '../snapshot/readers/reading.js';
import { readOneTenant } from '../snapshot/readers/template-values.js';
import type { JsonObject } from '../model/json.js';
import { apiPath, type Destination } from './destination.js';

/** Reads an item as the server has it now; undefined if there is none. */
export const reread = async (
  type: ResourceType,
  names: readonly string[],
  destination: Destination,
): Promise<NamedItem | undefined> => {
  const raw = await rereadRaw(type, names, destination);
  return raw && destination.live.take(type, names, raw);
};

const rereadRaw = async (
  type: ResourceType,
  names: readonly string[],
  { client, space, live }: Destination,
): Promise<JsonObject | undefined> => {
  const reader = readerFor(client, space);
  const {
    reading: { listing },
  } = type;
  const parentId = parentIdOf(type, names, live);
  switch (listing.kind) {
    case 'gathered':
      return parentId === undefined ? undefined : readOneGathered(reader, type, parentId);
    case 'templateValues':
      return parentId === undefined ? undefined : readOneTenant(reader, type, parentId);
    case 'ofParent': {
      if (parentId === undefined) return undefined;
      const document = await reader.get(listing.route.replace('{parent}', encodeURIComponent(parentId)));
      return document && { Id: `${type.reading.path}-${parentId}`, ...document };
    }
    case 'inGitOnly':
      return undefined;
    case 'all':
    case 'pages':
    case 'asked':
    case 'ofOwner': {
      const id = live.idOf(type.name, names) ?? ownedId(type, names, live);
      return id === undefined
        ? undefined
        : client.get(apiPath(type, space, `${type.reading.path}/${encodeURIComponent(id)}`));
    }
  }
};

/** The ID of the one document a parent has: the parent's own document says it. */
const ownedId = (type: ResourceType, names: readonly string[], live: Destination['live']): string | undefined => {
  const parent = type.parent && live.find(type.parent.type, names);
  return parent && type.reading.listing.kind === 'ofOwner' ? textIn(parent.raw, type.reading.listing.idIn) : undefined;
};

/** The ID of an item's parent on the server, for types that have one; its slug, of one that a project keeps in Git. */
export const parentIdOf = (
  type: ResourceType,
  names: readonly string[],
  live: Pick<Destination['live'], 'idOf'>,
): string | undefined => type.parent && live.idOf(type.parent.type, parentNames(type, names));
