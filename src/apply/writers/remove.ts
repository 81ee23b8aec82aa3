import { LOGO, typeNamed } from '../../catalogue/index.js';
import type { DeleteChange } from '../../changeset/changeset.js';
import { sha256 } from '../../model/canonical.js';
import { ApiError } from '../../model/errors.js';
import type { JsonObject } from '../../model/json.js';
import { alreadyApplied, apiPath, type Destination, type Written } from '../destination.js';
import { idsOf } from '../images.js';
import { differsFromCreated } from '../removal.js';
import { reread } from '../reread.js';
import { drifted } from './document.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { readerFor } from '../../snapshot/reader.js';
import { readLogo } from '../../snapshot/readers/logos.js';
import { pointerOf } from '../../model/pointer.js';

/**
 * Deletes what an earlier run created: the one place where octosync deletes a resource (rules undo-delete). It is read once
 * more, and must be what it was. To delete twice has the effect of deleting once, and what is gone is done.
 */
export const writeRemoval = async (change: DeleteChange, destination: Destination): Promise<Written> => {
  const { client, space, live, mayDelete, onWrite } = destination;
  const type = typeNamed(change.type);
  const item = await present(change, destination);
  if (!item) return alreadyApplied;
  const ids = idsOf(change, item);
  const places = differsFromCreated(change, await withPicture(item, change, destination));
  if (places.length > 0 || mayDelete?.(change.id, ids) !== true)
    throw drifted(
      change,
      places.map((place) => pointerOf([place.slice(1)])),
    );
  for (const id of ids) {
    const path = apiPath(type, space, `${type.reading.path}/${encodeURIComponent(id)}`);
    onWrite('DELETE', path);
    await gone(
      () => client.delete(path),
      async () => !(await isThere(id, change, destination)),
    );
  }
  live.forget(change.type, change.names);
  return { kind: 'written', storedOtherwise: [] };
};

const present = async (change: DeleteChange, destination: Destination): Promise<NamedItem | undefined> => {
  let found: NamedItem | undefined;
  await gone(async () => {
    found = await reread(typeNamed(change.type), change.names, destination);
  });
  return found;
};

/** The document with the picture that the API keeps beside it, where the run had given it one. */
const withPicture = async (
  item: NamedItem,
  change: DeleteChange,
  { client, space }: Destination,
): Promise<JsonObject> => {
  if (!Object.hasOwn(change.document, LOGO)) return item.document;
  const { picture } = await readLogo(readerFor(client, space), typeNamed(change.type), item.raw);
  return { ...item.document, ...(picture && { [LOGO]: { $file: sha256(picture) } }) };
};

/** A server says "not found", too, of what somebody may see and not delete. */
const isThere = async (id: string, change: DeleteChange, destination: Destination): Promise<boolean> => {
  const item = await present(change, destination);
  return item !== undefined && idsOf(change, item).includes(id);
};

/** What is not there any more need not go. */
const gone = async (work: () => Promise<void>, isGone = () => Promise.resolve(true)): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404 || !(await isGone())) throw error;
  }
};
