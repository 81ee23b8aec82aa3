import { LOGO, nameIn, publishedBy, typeNamed, typesNeededFor, type ResourceType } from '../../catalogue/index.js';
import type { Change, Changeset } from '../../changeset/changeset.js';
import { sha256 } from '../../model/canonical.js';
import type { JsonObject } from '../../model/json.js';
import {
  foldName,
  keyOf,
  refOf,
  type Digest,
  type Key,
  type Ref,
  type ThingName,
  type TypeName,
} from '../../model/names.js';
import type { Progress } from '../../model/progress.js';
import type { IdIndex, IdShapes } from '../../naming/id-index.js';
import { normalize, type Normalized } from '../../naming/normalize.js';
import {
  nameSpace,
  thingOf,
  withNewMembers,
  type NamedItem,
  type NamedSpace,
  type NewMembers,
} from '../../snapshot/name-space.js';
import { readSpace, textIn, type SpaceReader } from '../../snapshot/read-space.js';
import { readLogo } from '../../snapshot/readers/logos.js';
import type { ProjectRefs } from '../../snapshot/readers/refs.js';
import { refsOf } from '../git/ref-named.js';
import { keeperOf } from '../git/routes.js';
import { newMembersOf, newNamesOf, parentsInvolved, typesReferredTo, type Called } from './involved.js';
import { refuseUnread } from './refuse-unread.js';
import { descendantTypes, isDeletion } from '../deletion.js';
import { isLogoChange } from '../written-as.js';

/** The IDs and slugs of everything, by name. */
interface Learnt {
  readonly ids: ReadonlyMap<Ref, string>;
  readonly slugs: ReadonlyMap<Ref, string>;
}

type Named = Pick<NamedSpace, 'items' | 'index' | 'shapes'> & { readonly refs?: ProjectRefs };

/** The destination as it is now, by name and by ID (rules names-reference); grows with what is created. */
export class LiveSpace {
  readonly #items: Map<TypeName, Map<Key, NamedItem>>;
  readonly #ids: Map<Ref, string>;
  readonly #slugs: Map<Ref, string>;
  readonly #index: IdIndex;
  readonly #shapes: IdShapes;
  readonly #newMembers: NewMembers;
  /** Where projects that keep something in Git were read. */
  readonly refs: ProjectRefs;

  constructor({ items, index, shapes, refs = new Map() }: Named, newMembers: NewMembers = new Map(), learnt?: Learnt) {
    this.#newMembers = newMembers;
    this.refs = refs;
    this.#shapes = shapes;
    this.#items = new Map([...items].map(([type, ofType]) => [type, new Map(ofType)]));
    this.#index = index;
    this.#ids = new Map(learnt?.ids);
    this.#slugs = new Map(learnt?.slugs);
    if (learnt) return;
    for (const ofType of this.#items.values())
      for (const { type: name, names, raw } of ofType.values()) {
        const type = typeNamed(name);
        this.#learn(type, names, raw, this.#publishedBy(type, names, raw));
      }
  }

  /** The destination as it is known now: what is taken into the one from now on is not in the other. */
  copy(): LiveSpace {
    const named = { items: this.#items, index: this.#index.copy(), shapes: this.#shapes, refs: this.refs };
    return new LiveSpace(named, this.#newMembers, { ids: this.#ids, slugs: this.#slugs });
  }

  /** Every document of the database that was read, by its ID: what is in Git has the same ID in several projects. */
  documentsById(): ReadonlyMap<string, JsonObject> {
    const items = [...this.#items.values()].flatMap((ofType) => [...ofType.values()]);
    const inDatabase = items.filter(({ type, names }) => !keeperOf(typeNamed(type), names, this));
    return new Map(inDatabase.map(({ id, raw }) => [id, raw]));
  }

  find(type: TypeName, names: readonly string[]): NamedItem | undefined {
    return this.#items.get(type)?.get(keyOf(names));
  }

  /** Everything of a type that was read. */
  allOf(type: TypeName): readonly NamedItem[] {
    return [...(this.#items.get(type)?.values() ?? [])];
  }

  /** What was deleted is here no longer. */
  forget(type: TypeName, names: readonly string[]): void {
    this.#items.get(type)?.delete(keyOf(names));
    this.#ids.delete(refOf(type, keyOf(names)));
  }

  idOf(type: ThingName, names: readonly string[]): string | undefined {
    return this.#ids.get(refOf(type, keyOf(names)));
  }

  /** How the server calls a step, where it gives slugs to steps. */
  slugOf(type: ThingName, names: readonly string[]): string | undefined {
    return this.#slugs.get(refOf(type, keyOf(names)));
  }

  /**
   * Takes in a document as the server has it now, under the names that identify it. What it says by name is worked out when
   * somebody asks.
   */
  take(type: ResourceType, names: readonly string[], raw: JsonObject): NamedItem {
    const id = textIn(raw, 'Id') ?? '';
    const inGitOf = keeperOf(type, names, this)?.names[0];
    this.#index.add(id, thingOf(type, names, raw), inGitOf);
    const published = this.#publishedBy(type, names, raw);
    const inTexts = this.#hasNewMembers(type, names) ? publishedBy(type, names, raw) : published;
    published.forEach(({ id: own, slug, ...thing }, place) => {
      if (own !== undefined) this.#index.add(own, thing, inGitOf);
      this.#index.addSlug(slug, thing, inTexts[place]);
    });
    const surroundings = { index: this.#index, names, shapes: this.#shapes };
    let known: Normalized | undefined;
    const normalized = (): Normalized => (known ??= normalize(type, raw, surroundings));
    const item: NamedItem = {
      ...{ type: type.name, id, names, key: keyOf(names), raw },
      get document() {
        return normalized().document;
      },
      get unresolved() {
        return normalized().unresolved;
      },
    };
    const ofType = this.#items.get(type.name) ?? new Map<Key, NamedItem>();
    this.#items.set(type.name, ofType.set(item.key, item));
    this.#learn(type, names, raw, published);
    return item;
  }

  /** Normalizes a document without taking it in. */
  normalize(type: ResourceType, names: readonly string[], raw: JsonObject): JsonObject {
    return normalize(type, raw, { index: this.#index, names, shapes: this.#shapes }).document;
  }

  /** The name by which a document of a named type is identified. */
  nameOf(type: ResourceType, raw: JsonObject): string | undefined {
    return nameIn(type, raw);
  }

  setLogo(type: ResourceType, names: readonly string[], digest: Digest): void {
    const item = this.find(type.name, names);
    if (item)
      this.#items.get(type.name)?.set(item.key, { ...item, document: { ...item.document, [LOGO]: { $file: digest } } });
  }

  /** What is inside a document, under the names that the changeset gives (rules rename-inside). */
  #publishedBy(type: ResourceType, names: readonly string[], raw: JsonObject): ReturnType<typeof publishedBy> {
    return publishedBy(type, names, withNewMembers(type, names, raw, this.#newMembers));
  }

  #hasNewMembers(type: ResourceType, names: readonly string[]): boolean {
    return this.#newMembers.size > 0 && this.#newMembers.has(refOf(type.name, keyOf(names)));
  }

  #learn(
    type: ResourceType,
    names: readonly string[],
    raw: JsonObject,
    published: ReturnType<typeof publishedBy>,
  ): void {
    const id = textIn(raw, 'Id');
    const called = [names, thingOf(type, names, raw).names];
    if (id !== undefined) for (const one of called) this.#ids.set(refOf(type.name, keyOf(one)), id);
    for (const thing of published) {
      if (thing.id !== undefined) this.#ids.set(refOf(thing.type, keyOf(thing.names)), thing.id);
      if (thing.slug !== undefined) this.#slugs.set(refOf(thing.type, keyOf(thing.names)), thing.slug);
    }
  }
}

/**
 * Reads what a changeset touches or refers to, and nothing else of the space. Throws ApiError where what it writes could
 * not be read whole.
 */
export const readLiveSpace = async (
  reader: SpaceReader,
  changeset: Changeset,
  progress: Progress,
): Promise<LiveSpace> => {
  const changed = changeset.changes.map(({ type }) => type);
  // What goes with something that is deleted has to be looked at, too.
  const going = changeset.changes.filter(isDeletion).flatMap(({ type }) => descendantTypes(typeNamed(type)));
  const involved = [...new Set([...changed, ...going.map(({ name }) => name)])];
  const types = typesNeededFor(involved, typesReferredTo(changeset));
  const parents = parentsInvolved(changeset);
  const raw = await readSpace(reader, progress, {
    types,
    named: involved,
    packages: changeset.changes.flatMap(({ type, names }) =>
      typeNamed(type).reading.listing.kind === 'asked' ? names : [],
    ),
    isWanted: (type, parent) => parents.get(type.name)?.has(foldName(parent)) ?? false,
    // No list has what stands at a ref: all that a project has there is read, as anything may refer to it.
    isWantedAtRef: (_, project) => [...parents.values()].some((names) => names.has(foldName(project))),
    refNamed: refsOf(changeset),
  });
  refuseUnread(raw, changeset);
  const newMembers = newMembersOf(changeset);
  const named = nameSpace(raw, { newNames: newNamesOf(changeset), newMembers });
  const live = new LiveSpace({ ...named, refs: raw.refs }, newMembers);
  for (const change of changeset.changes.filter(isLogoChange)) await takeLogo(reader, change, live);
  for (const item of changeset.changes.filter(isDeletion).flatMap((change) => [change, ...change.goes]))
    if (Object.hasOwn(item.document, LOGO)) await takeLogo(reader, item, live);
  return live;
};

/** Reads where things of some types stand, to find what they are called by: nothing else of them is needed whole. */
export const readNamed = async (
  reader: SpaceReader,
  named: readonly Called[],
  progress: Progress,
): Promise<LiveSpace> => {
  const parents = parentsInvolved({ changes: named.map(({ type, names }) => ({ type, names })), renames: [] });
  const raw = await readSpace(reader, progress, {
    types: typesNeededFor([...new Set(named.map(({ type }) => type))]),
    isWanted: (type, parent) => parents.get(type.name)?.has(foldName(parent)) ?? false,
  });
  return new LiveSpace(nameSpace(raw));
};

const takeLogo = async (
  reader: SpaceReader,
  { type: name, names }: Pick<Change, 'type' | 'names'>,
  live: LiveSpace,
): Promise<void> => {
  const type = typeNamed(name);
  const item = live.find(name, names);
  const { picture } = item ? await readLogo(reader, type, item.raw) : {};
  if (picture) live.setLogo(type, names, sha256(picture));
};
