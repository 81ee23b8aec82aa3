import { typeNamed } from '../catalogue/index.js';
import type { Identity } from '../changeset/records.js';
import type { Change, Changeset } from '../changeset/changeset.js';
import { canonicalText } from '../model/canonical.js';
import { fieldOf, pointerOf, ROOT, type Pointer } from '../model/pointer.js';
import type { Progress } from '../model/progress.js';
import type { OctopusClient } from '../octopus/index.js';
import { readerFor } from '../snapshot/reader.js';
import { readLiveSpace } from './live/live-space.js';
import { refuseOtherDestination } from './preflight/preflight.js';
import { noTime } from './who/ask-who.js';
import type { Who, WhoEvent } from './who/told.js';
import { whoChanged } from './who/who.js';
import { differingPlaces } from './trial/differing-places.js';

/** A change that the destination does not say, and where. */
export interface Differing {
  readonly id: string;
  /** The places; none where the whole item is missing, the whole document where it should be gone. */
  readonly pointers: readonly Pointer[];
  /** Who wrote it since the destination's snapshot, where that was asked. */
  readonly who?: readonly WhoEvent[];
}

export interface VerifyOptions {
  readonly space: string;
  readonly progress: Progress;
  /** Ask the server who changed what differs. */
  readonly who?: boolean;
  /** True for a place that cannot be as meant, because what it follows from was made up for a rehearsal. */
  readonly isMadeUp?: (type: string, pointer: Pointer) => boolean;
}

export interface Verification {
  readonly destination: Identity;
  readonly asMeant: readonly string[];
  readonly differing: readonly Differing[];
  /** Why it is not known who changed what differs, or some of it. */
  readonly note?: string;
}

/**
 * Says whether the destination now is what a changeset says (rules verify-says): every created document, every
 * patched place; of a project in Git at the branch of the changeset, as long as it is there (rules git-verify). Secrets cannot be read:
 * one that is there is taken for the right one. Writes nothing.
 */
export const verify = async (
  changeset: Changeset,
  client: OctopusClient,
  { space: name, progress, who: isWhoAsked = false, isMadeUp = () => false }: VerifyOptions,
): Promise<Verification> => {
  const root = await client.root();
  const space = await client.findSpace(name);
  refuseOtherDestination(changeset, root.installation, space.name, client.url);
  const live = await readLiveSpace(readerFor(client, space), changeset, progress);
  const later = lastWrites(changeset.changes);
  const differing = changeset.changes.flatMap((change): readonly Differing[] => {
    const item = live.find(change.type, change.names);
    if (change.action === 'delete') return item ? [{ id: change.id, pointers: [ROOT] }] : [];
    if (!item) return [{ id: change.id, pointers: [] }];
    const places = differingPlaces(typeNamed(change.type), item.document, change).filter(
      (pointer) => later.get(pointerKey(change, pointer)) === change && !isMadeUp(change.type, pointer),
    );
    return places.length > 0 ? [{ id: change.id, pointers: places }] : [];
  });
  const failed = new Set(differing.map(({ id }) => id));
  const { version, installation } = root;
  const destination = { url: client.url, installation, space: space.name, version };
  const asMeant = changeset.changes.filter(({ id }) => !failed.has(id)).map(({ id }) => id);
  if (!isWhoAsked) return { destination, asMeant, differing };
  const { takenAt } = changeset.destination;
  const asked = changeset.changes.filter(({ id }) => failed.has(id));
  const { events, note }: Who =
    takenAt === undefined
      ? { events: new Map(), note: noTime }
      : await whoChanged(asked, { from: takenAt }, { client, space, live });
  return {
    destination,
    asMeant,
    differing: differing.map((one) => ({ ...one, who: events.get(one.id) ?? [] })),
    ...(note !== undefined && { note }),
  };
};

const pointerKey = ({ type, names }: Change, pointer: Pointer): string =>
  canonicalText([type, names, fieldOf(pointer)]);

/** By item and field, the change that writes it last: an item may be written in several orders. */
const lastWrites = (changes: readonly Change[]): ReadonlyMap<string, Change> => {
  const last = new Map<string, Change>();
  for (const change of [...changes].sort((one, other) => one.order - other.order)) {
    const pointers =
      change.action === 'delete'
        ? []
        : change.action === 'create'
          ? Object.keys(change.document).map((field) => pointerOf([field]))
          : change.patch.map(({ path }) => path);
    for (const pointer of pointers) last.set(pointerKey(change, pointer), change);
  }
  return last;
};
