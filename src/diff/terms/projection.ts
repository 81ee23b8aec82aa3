import {
  allTypes,
  areAlike,
  findType,
  otherKind,
  parentNames,
  parentOf,
  publishedBy,
  publishersOfAny,
  subTypeIn,
  type OtherKind,
  type ResourceType,
  typeNamed,
} from '../../catalogue/index.js';
import { isPartial, whyUnread, type Item, type ItemsByKey, type SpaceSnapshot } from '../../model/item.js';
import {
  foldName,
  isPlain,
  keyOf,
  looseName,
  ownName,
  refOf,
  type ChangeId,
  type Key,
  type Ref,
  type ThingName,
  type TypeName,
} from '../../model/names.js';
import type { Hear } from './heard.js';
import { compareVersions } from '../../model/versions.js';

/** Something a reference can point at, by the name the destination gives it. */
export interface Target {
  readonly name: string;
  /** With those of its owners before it, in the destination's spelling too. */
  readonly names: readonly string[];
  /** The change that brings it about, if the destination does not have it yet, or not under this name. */
  readonly createdBy?: ChangeId;
}

/** An item of the destination; with the change that creates it, if the destination does not have it yet. */
export interface Projected extends Item {
  readonly createdBy?: ChangeId;
  /** The last change of it, if there is one. */
  readonly changedBy?: ChangeId;
  /** The change that gives it the name that it has here. */
  readonly renamedBy?: ChangeId;
}

/**
 * The destination as it will be once the changeset is applied, as far as it is decided: the snapshot, plus every
 * document that a decision creates or changes. Later decisions ask it what exists.
 */
export class Projection {
  readonly #items = new Map<ThingName, Map<Key, Projected>>();
  readonly #published = new Map<ThingName, Map<Key, Target>>();
  readonly #publishedBy = new Map<Ref, readonly { readonly type: ThingName; readonly key: Key }[]>();
  /** Of which nobody has asked yet what is inside. */
  readonly #unpublished: Map<TypeName, ItemsByKey>;
  readonly #lookups: ReadonlyMap<ThingName, ReadonlyMap<Key, string>>;
  readonly #absent: SpaceSnapshot['absent'];
  readonly #version: string;
  readonly #incomplete: SpaceSnapshot['incomplete'];
  readonly #unreadOfSource: SpaceSnapshot['incomplete'];
  readonly #sourceSide: Projection | undefined;

  /**
   * `ofSource`: what could not be read whole there, under the names of the destination, so that IDs in its documents have no names. `sourceSide`: the source
   * under the names of the destination, which tells of what kind a thing must be (rules seen-in-diff).
   */
  constructor(
    destination: SpaceSnapshot,
    ofSource: SpaceSnapshot['incomplete'] = [],
    sourceSide?: Projection,
    /** Told of what is looked up here. */
    readonly hear?: Hear,
  ) {
    this.#sourceSide = sourceSide;
    this.#unreadOfSource = ofSource;
    this.#lookups = destination.lookups;
    this.#absent = destination.absent;
    this.#version = destination.identity.version;
    this.#incomplete = destination.incomplete;
    for (const type of allTypes) this.#items.set(type.name, new Map());
    for (const items of destination.items.values())
      for (const item of items.values()) this.#items.get(item.type)?.set(item.key, item);
    this.#unpublished = new Map(destination.items);
  }

  /** What is known of an item that the destination has, or that a change will create. */
  find(type: TypeName, names: readonly string[]): Projected | undefined {
    return this.#items.get(type)?.get(keyOf(names));
  }

  /**
   * How what the destination has under a name is another kind of thing than the source has there; where nobody knows that,
   * than the `kinds` that will do. Undefined where it is none (rules seen-in-diff).
   */
  otherKindOf(types: readonly ThingName[], names: readonly string[], kinds?: readonly string[]): OtherKind | undefined {
    return types
      .map((type) => this.#items.get(type)?.get(keyOf(names)))
      .map((item) => item && (this.#isOnSource(item) ? this.#otherKind(item) : notAmong(kinds, item)))
      .find((other) => other !== undefined);
  }

  all(type: TypeName): Iterable<Item> {
    return this.#items.get(type)?.values() ?? [];
  }

  /** Whether the destination's server does not have a type at all. */
  isAbsent(type: TypeName): boolean {
    const { since } = typeNamed(type).reading;
    return this.#absent.has(type) || (since !== undefined && compareVersions(this.#version, since) < 0);
  }

  /**
   * Why nothing of a type, or nothing of these names or below them, may be taken for absent, if it was not read whole, or what it is inside of
   * (rules incomplete-unknown, git-unread).
   */
  whyUnknown(type: ThingName, names: readonly string[]): string | undefined {
    return whyUnreadIn(this.#incomplete, type, names);
  }

  /** Whether an ID in a document of the source may be of a thing of the type, below these names, which was not read (rules incomplete-unknown). */
  mayBeOf(type: ThingName, names: readonly string[]): boolean {
    return whyUnreadIn(this.#unreadOfSource, type, names) !== undefined;
  }

  /** The type that an ID without a name is of, by its shape, if that was not read whole. */
  unreadTypeOf(id: string): TypeName | undefined {
    const isOf = ({ name, reading: { idPrefix } }: ResourceType): boolean =>
      id.startsWith(`${idPrefix}-`) && isPartial(this.#unreadOfSource, name);
    return allTypes.find(isOf)?.name;
  }

  /**
   * Takes in a document. `changedBy` is the update that brings about what is new inside an item that exists, and gives what is
   * inside its `newNames`, folded.
   */
  put(item: Projected, createdBy?: ChangeId, changedBy?: ChangeId, newNames?: ReadonlySet<string>): void {
    for (const thing of thingsInside(item.type)) this.#inside(thing);
    const by = { ...(createdBy !== undefined && { createdBy }), ...(changedBy !== undefined && { changedBy }) };
    this.#items.get(item.type)?.set(item.key, { ...item, ...by });
    this.#publish(item, createdBy, changedBy, newNames);
  }

  /** The changes that give what an item belongs to its name, up to the top: without them it has no place (rules rename-follow). */
  renamedAbove(type: ResourceType, names: readonly string[]): readonly ChangeId[] {
    const parent = parentOf(type);
    if (!parent) return [];
    const above = parentNames(type, names);
    const by = this.find(parent.name, above)?.renamedBy;
    return [...(by === undefined ? [] : [by]), ...this.renamedAbove(parent, above)];
  }

  /** The thing a reference of one of the types means, seen from an item of the given names; undefined if missing. */
  resolve(types: readonly ThingName[], name: string, from: readonly string[]): Target | undefined {
    for (const type of types) {
      const found = this.#resolveIn(type, [name]) ?? this.#resolveIn(type, [...from.slice(0, 1), name]);
      if (found) return found;
    }
    return undefined;
  }

  /** The thing of exactly these names, its owners' first; undefined if missing. */
  resolveExactly(types: readonly ThingName[], names: readonly string[]): Target | undefined {
    return types.map((type) => this.#resolveIn(type, names)).find((found) => found !== undefined);
  }

  #resolveIn(type: ThingName, names: readonly string[]): Target | undefined {
    const key = keyOf(names);
    const published = this.#inside(type)?.get(key);
    if (published) return published;
    const item = this.#items.get(type)?.get(key);
    if (item && this.#otherKind(item)) return undefined;
    if (item) return targetOf(item.names, item.createdBy ?? item.renamedBy);
    const name = this.#lookups.get(type)?.get(key);
    return name === undefined ? (this.#taken(type, names) ?? this.#composed(type, names)) : targetOf([name]);
  }

  /** A tag of a set that takes free text is there as soon as the set is. */
  #taken(type: ThingName, names: readonly string[]): Target | undefined {
    const [name = ''] = names;
    if (names.length !== 1) return undefined;
    for (const { type: owner, names: called, publishesAny } of publishersOfAny(type, name)) {
      const item = this.find(owner.name, called);
      if (item && publishesAny(item.document)) return targetOf(names, item.createdBy ?? item.renamedBy);
    }
    return undefined;
  }

  /** What has the name in other letters, where it is one thing, and one inside another or one that is only looked up (rules names-composed). */
  #composed(type: ThingName, names: readonly string[]): Target | undefined {
    if (names.every(isPlain)) return undefined;
    const inside = [...(this.#inside(type)?.values() ?? [])];
    const known = [...(this.#lookups.get(type)?.values() ?? [])].map((name) => targetOf([name]));
    const found = [...inside, ...known].filter((target) => isLooselyCalled(target.names, names));
    return found.length === 1 ? found[0] : undefined;
  }

  #isOnSource({ type, names }: Item): boolean {
    return this.#sourceSide?.find(type, names) !== undefined;
  }

  #otherKind({ type: name, names, document }: Item): OtherKind | undefined {
    const type = findType(name);
    const source = type?.subType && this.#sourceSide?.find(name, names);
    const other = source && otherKind(type, source.document, document);
    return other && !areAlike(type, other) ? other : undefined;
  }

  /** The things of a type that items have inside: looked for once somebody asks, for of most nobody does. */
  #inside(thing: ThingName): ReadonlyMap<Key, Target> | undefined {
    if (ownersOf(thing).some((owner) => this.#unpublished.has(owner))) this.#publishAll(new Set(ownersOf(thing)));
    return this.#published.get(thing);
  }

  #publishAll(owners: ReadonlySet<string>): void {
    for (const [type, items] of [...this.#unpublished]) {
      if (!owners.has(type)) continue;
      this.#unpublished.delete(type);
      for (const item of items.values()) this.#publish(item, undefined, undefined, undefined);
    }
  }

  /** What an item publishes replaces what it published before: a step that was removed is no longer there. */
  #publish(
    item: Projected,
    createdBy: ChangeId | undefined,
    changedBy: ChangeId | undefined,
    newNames: ReadonlySet<string> | undefined,
  ): void {
    const type = findType(item.type);
    if (!type?.publishes) return;
    const own = refOf(item.type, item.key);
    const before = new Map<Ref, Target | undefined>();
    for (const { type: ofType, key } of this.#publishedBy.get(own) ?? []) {
      before.set(refOf(ofType, key), this.#published.get(ofType)?.get(key));
      this.#published.get(ofType)?.delete(key);
    }
    const things = publishedBy(type, item.names, item.document).map((thing) => ({ ...thing, key: keyOf(thing.names) }));
    for (const thing of things) {
      const ofType = this.#published.get(thing.type) ?? new Map<Key, Target>();
      this.#published.set(thing.type, ofType);
      const was = before.get(refOf(thing.type, thing.key));
      const isNew = !was || newNames?.has(foldName(ownName(thing.names))) === true;
      const by = createdBy ?? item.renamedBy ?? (isNew ? changedBy : was.createdBy);
      ofType.set(thing.key, targetOf(thing.names, by));
    }
    this.#publishedBy.set(own, things);
  }
}

/** The types of things that an item of a type may have inside. */
const thingsInside = (type: TypeName): readonly ThingName[] =>
  findType(type)?.publishes?.map((rule) => rule.type) ?? [];

const owners: ReadonlyMap<ThingName, readonly TypeName[]> = new Map(
  allTypes.flatMap(({ publishes }) =>
    (publishes ?? []).map(({ type: thing }) => [
      thing,
      allTypes.filter((one) => one.publishes?.some((rule) => rule.type === thing)).map(({ name }) => name),
    ]),
  ),
);

/** The types whose items have such things inside. */
const ownersOf = (thing: ThingName): readonly TypeName[] => owners.get(thing) ?? [];

/** A thing inside a document may be there if the document may. */
const whyUnreadIn = (
  incomplete: SpaceSnapshot['incomplete'],
  thing: ThingName,
  names: readonly string[],
): string | undefined => {
  if (incomplete.length === 0) return undefined;
  const inside = allTypes.filter(({ publishes }) => publishes?.some(({ type }) => type === thing));
  return [thing, ...inside.map(({ name }) => name)]
    .map((type) => whyUnread(incomplete, type, names))
    .find((why) => why !== undefined);
};

const notAmong = (kinds: readonly string[] | undefined, { type: name, document }: Item): OtherKind | undefined => {
  const type = findType(name);
  const here = type && subTypeIn(type, document);
  return !kinds || here === undefined || kinds.includes(here) ? undefined : { here, wanted: kinds.join(' or ') };
};

const isLooselyCalled = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, level) => looseName(name) === looseName(other[level] ?? ''));

const targetOf = (names: readonly string[], createdBy?: ChangeId): Target => ({
  name: ownName(names),
  names,
  ...(createdBy !== undefined && { createdBy }),
});
