import type { JsonObject } from './json.js';
import type { MentionedIds } from './mentioned.js';
import { foldName, keyOf, type Digest, type Key, type ThingName, type TypeName } from './names.js';

/** One resource of a space, by name: its normalized document and the names that identify it. */
export interface Item {
  readonly type: TypeName;
  /** The names of its parents, then its own: `['OctoFX', 'Default']` for a channel; the parent's for a singleton. */
  readonly names: readonly string[];
  readonly key: Key;
  /** The document with names where the API has IDs, and without what the server alone decides. */
  readonly document: JsonObject;
}

export type ItemsByKey = ReadonlyMap<Key, Item>;

/** Which space of which installation, as a snapshot and a changeset record it. */
export interface SpaceIdentity {
  readonly url: string;
  /** The installation's own identifier (`InstallationId` of the `/api` root): tells two servers apart. */
  readonly installation: string;
  readonly space: string;
  readonly version: string;
}

/** Why a type could not be read whole: then nothing of it may be taken for absent (rules incomplete-unknown). */
export interface Incompleteness {
  readonly type: TypeName;
  readonly why: string;
  /** The names of what it is about, where the rest of the type was read: a project whose repository did not answer. */
  readonly of?: readonly string[];
}

/** Why an item of these names, or something below them, may be there although it was not read. */
export const whyUnread = (
  incomplete: readonly Incompleteness[],
  type: ThingName,
  names: readonly string[],
): string | undefined => incomplete.find((one) => one.type === type && isAbout(one, names))?.why;

const isAbout = ({ of = [] }: Incompleteness, names: readonly string[]): boolean =>
  of.every((name, level) => foldName(name) === foldName(names[level] ?? ''));

/** Whether a type could not be read whole: nothing of it may be taken for absent (rules incomplete-unknown). */
export const isPartial = (incomplete: readonly Incompleteness[], type: TypeName): boolean =>
  incomplete.some((one) => one.type === type && one.of === undefined);

/** Whether an item may be there although it was not read: its whole type was not, or nothing of it that its project has in Git (rules git-unread). */
export type IsUnread = (type: TypeName, key: Key) => boolean;

/** The same for many items: looked through once. */
export const unreadIn = (incomplete: readonly Incompleteness[]): IsUnread => {
  const whole = new Set<TypeName>();
  const owners = new Map<TypeName, Set<string>>();
  for (const { type, of } of incomplete)
    if (of) owners.set(type, (owners.get(type) ?? new Set()).add(keyOf(of)));
    else whole.add(type);
  return (type, key) => {
    const ofType = owners.get(type);
    return whole.has(type) || (ofType !== undefined && aboveIn(key).some((one) => ofType.has(one)));
  };
};

/** A key, and those of what it belongs to. */
const aboveIn = (key: Key): readonly string[] => {
  const segments = key.split('/');
  return segments.map((_, last) => segments.slice(0, last + 1).join('/'));
};

/** A space as values: what `diff` compares. */
export interface SpaceSnapshot {
  readonly identity: SpaceIdentity;
  /** SHA-256 over the snapshot's files, `sha256:…`. */
  readonly digest: Digest;
  /** When it was taken (ISO 8601), where that is known. */
  readonly takenAt?: string;
  readonly items: ReadonlyMap<TypeName, ItemsByKey>;
  /** Types that are only looked up, never synced (users, …): their names. */
  readonly lookups: ReadonlyMap<TypeName, ReadonlyMap<Key, string>>;
  readonly incomplete: readonly Incompleteness[];
  /** Types that the server does not have at all: older ones lack some. */
  readonly absent: ReadonlySet<TypeName>;
  /** IDs of the space that texts say; absent where the octosync that took the snapshot did not look for them. */
  readonly mentioned?: MentionedIds;
  /** Pictures by their digest (`sha256:…`). */
  readonly files: ReadonlyMap<Digest, Uint8Array>;
}

const none: ItemsByKey = new Map();

export const itemsOf = (snapshot: SpaceSnapshot, type: TypeName): ItemsByKey => snapshot.items.get(type) ?? none;
