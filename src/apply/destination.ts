import type { ResourceType } from '../catalogue/index.js';
import type { OctopusClient, Space } from '../octopus/index.js';
import type { Change } from '../changeset/changeset.js';
import type { Journal } from '../changeset/journal.js';
import type { ChangeId, Digest, Ref } from '../model/names.js';
import type { Pointer } from '../model/pointer.js';
import type { GitPlaces } from './git/places.js';
import type { MayDelete } from './deletion.js';
import type { LiveSpace } from './live/live-space.js';
import type { OnLookUp } from './look-ups.js';

/** How something is written. */
export type WriteMethod = 'POST' | 'PUT' | 'DELETE';

/** Where changes are written, and what writing them needs. */
export interface Destination {
  readonly client: OctopusClient;
  readonly space: Space;
  readonly version: string;
  readonly live: LiveSpace;
  /** A real value for a placeholder: by the id of the change and the pointer within its document. */
  readonly secretFor: (changeId: ChangeId, pointer: Pointer) => string | undefined;
  /** Pictures of the changeset, by their digest. */
  readonly fileOf: (digest: Digest) => Uint8Array | undefined;
  /** By type and parent: what the server makes with a new item and a change fills. */
  readonly filled: ReadonlySet<Ref>;
  /** Where the file of a package lies on this disk. */
  readonly packageFile: (name: string) => string | undefined;
  /** What may be deleted: what a receipt says was created. Nothing, where there is none. */
  readonly mayDelete?: MayDelete | undefined;
  readonly journal: Journal;
  /** Where what projects keep in Git is written. */
  readonly git: GitPlaces;
  /** Waits for a turn to write, and keeps it while requests are sent that belong together: with the client of `own`. */
  readonly inTurn: <Result>(own: Destination, work: (own: Destination) => Promise<Result>) => Promise<Result>;
  /** Nothing is sent: what there is to compare afterwards is what was made up. */
  readonly isRehearsal?: boolean;
  /** Waits before the attempt after the given one. */
  readonly pause: (attempt: number) => Promise<void>;
  /** Told of each write before it is sent, or waits for its turn to be. */
  readonly onWrite: (method: WriteMethod, path: string) => void;
  /** Told which name became which ID. */
  readonly onLookUp: OnLookUp;
  /** Told how far a long transfer is. */
  readonly onBytes: (count: number) => void;
}

export interface Written {
  readonly kind: 'written' | 'already-applied';
  /** Fields in which the server stored something else than was sent. */
  readonly storedOtherwise: readonly string[];
}

/**
 * Sends one change: reads the document once more, compares, writes, and compares what the server stored
 * (rules apply-reads-back).
 */
export type Writer<Of extends Change = Change> = (
  type: ResourceType,
  change: Of,
  destination: Destination,
) => Promise<Written>;

export const alreadyApplied: Written = { kind: 'already-applied', storedOtherwise: [] };

/** A path below `/api`: of the space, or of the server. */
export const apiPath = ({ reading: { reach } }: ResourceType, { id }: Space, path: string): string =>
  reach === 'space' ? `${id}/${path}` : path;
