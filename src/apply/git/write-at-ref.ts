import { documentSays, type ResourceType } from '../../catalogue/index.js';
import type { Change, CreateChange, UpdateChange } from '../../changeset/changeset.js';
import { DriftError } from '../../model/errors.js';
import type { JsonObject } from '../../model/json.js';
import { ownName, sameName } from '../../model/names.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { readerFor } from '../../snapshot/reader.js';
import { textIn } from '../../snapshot/read-space.js';
import { bodyFor } from '../body.js';
import { alreadyApplied, apiPath, type Destination, type Written } from '../destination.js';
import { parentIdOf } from '../reread.js';
import { tryPatch } from '../trial/try-patch.js';
import { compare, drifted, exists, gone } from '../writers/document.js';
import { makeReady } from './branch.js';
import { refuseOther, type Place } from './places.js';
import { keeperOf, routesAt, type RoutesAtRef } from './routes.js';
import { toldOf } from './told.js';

/** Where a change becomes a commit; undefined where it is one of the database. Throws DriftError where the changeset does not know of that. */
export const placeFor = (
  type: ResourceType,
  change: Change,
  { live, git }: Pick<Destination, 'live' | 'git'>,
): Place | undefined => {
  const keeper = keeperOf(type, change.names, live);
  if (!keeper) return undefined;
  const place = git.of(keeper.names[0] ?? '');
  if (place) return place;
  throw new DriftError({
    what: `${change.id} is in the repository of its project now, and the changeset means the database.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });
};

/** A document at a ref, and how to reach it. */
interface AtRef {
  readonly type: ResourceType;
  readonly place: Place;
  readonly routes: RoutesAtRef;
  readonly parentId: string;
  readonly destination: Destination;
}

/**
 * Sends one change as one commit (rules git-commits). The document is read in the same turn, right before it is written: there is no
 * version that would tell of a commit in between (rules git-drift).
 */
export const writeAtRef = (
  type: ResourceType,
  change: Change,
  place: Place,
  destination: Destination,
): Promise<Written> =>
  destination.git.oneByOne(place, () =>
    destination.inTurn(destination, (own) =>
      toldOf(place, async () => {
        await makeReady(place, own);
        const parentId = parentIdOf(type, change.names, own.live);
        if (change.action === 'delete' || parentId === undefined) throw gone(change);
        const routes = routesAt(type, { project: place.projectId, ref: place.ref, parentId });
        const at = { type, place, routes, parentId, destination: own };
        return change.action === 'create' ? create(change, at) : update(change, at);
      }),
    ),
  );

const update = async (change: UpdateChange, at: AtRef): Promise<Written> => {
  const item = await readAt(change.names, at);
  if (!item) throw gone(change);
  const trial = tryPatch(at.type.fields, item.document, change.patch);
  if (trial.kind === 'already-applied') return alreadyApplied;
  if (trial.kind === 'drift') throw drifted(change, trial.pointers);
  return put(change, trial.document, item, at);
};

/** What there is one of has been there since the project or the runbook was made: it is filled. */
const create = async (change: CreateChange, at: AtRef): Promise<Written> => {
  const present = await readAt(change.names, at);
  if (present && documentSays(at.type.fields, present.document, change.document)) return alreadyApplied;
  if (present && at.type.identity.kind === 'named') throw exists(change);
  if (present) return put(change, { ...present.document, ...change.document }, present, at);
  if (at.routes.create === undefined) throw gone(change);
  return post(change, at.routes.create, at);
};

const post = async (change: CreateChange, route: string, at: AtRef): Promise<Written> => {
  const { type, place, destination } = at;
  const { client, space, onWrite } = destination;
  const path = apiPath(type, space, route);
  const body = committed(change, bodyFor(type, change, change.document, withoutSecrets(destination)), at);
  refuseOther(place);
  onWrite('POST', path);
  const answered = await client.post(path, body);
  // The answer is slim (octopus-api runbooks).
  const id = textIn(answered, 'Id') ?? '';
  const stored = await client.get(apiPath(type, space, at.routes.own(id)));
  return compare(type, take(change.names, { Id: id, ...stored }, at), change.document, destination);
};

const put = async (change: Change, document: JsonObject, item: NamedItem, at: AtRef): Promise<Written> => {
  const { type, place, routes, destination } = at;
  const { client, space, onWrite } = destination;
  const path = apiPath(type, space, routes.own(item.id));
  const base = { raw: item.raw, document: item.document };
  const body = committed(change, bodyFor(type, change, document, withoutSecrets(destination), base), at);
  refuseOther(place);
  onWrite('PUT', path);
  await client.put(path, body);
  // No answer is sure to have the document, and none tells what came in between.
  return compare(type, take(change.names, await client.get(path), at), document, destination);
};

/** No secret goes into a repository: none is asked for. */
const withoutSecrets = (destination: Destination): Destination => ({ ...destination, secretFor: () => undefined });

/** A body with what makes it a commit. */
const committed = ({ id }: Change, body: JsonObject, { place, destination }: AtRef): JsonObject => ({
  ...body,
  ProjectId: place.projectId,
  GitRef: place.ref,
  ChangeDescription: destination.git.messageOf(id),
});

/** Reads a document at the ref as it is now, and takes it in; undefined if there is none. */
const readAt = async (names: readonly string[], at: AtRef): Promise<NamedItem | undefined> => {
  const { type, routes, destination } = at;
  const { client, space, live } = destination;
  const reader = readerFor(client, space);
  const id = live.idOf(type.name, names);
  if (type.identity.kind === 'named' && id === undefined) {
    if (routes.list === undefined) return undefined;
    const { documents } = await reader.pages('space', routes.list);
    const found = documents.find((one) => sameName(live.nameOf(type, one) ?? '', ownName(names)));
    return found && take(names, found, at);
  }
  const found = await reader.get(routes.own(id ?? ''));
  return found && take(names, found, at);
};

const take = (names: readonly string[], found: JsonObject, { type, parentId, destination }: AtRef): NamedItem => {
  const parent = type.parent?.field === undefined ? {} : { [type.parent.field]: parentId };
  return destination.live.take(type, names, { Id: `${type.reading.path}-${parentId}`, ...found, ...parent });
};
