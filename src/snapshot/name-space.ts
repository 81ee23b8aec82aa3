import {
  allTypes,
  builtInIdOf,
  LOGO,
  nameIn,
  publishedBy,
  typeNamed,
  withMembersCalled,
  type CalledAnew,
  type ResourceType,
} from '../catalogue/index.js';
import { sha256 } from '../model/canonical.js';
import { DriftError, UsageError } from '../model/errors.js';
import type { Item } from '../model/item.js';
import { isObject, textOf, type JsonObject, type JsonValue } from '../model/json.js';
import { GIT } from '../model/markers.js';
import {
  foldName,
  itemId,
  keyOf,
  ownName,
  refOf,
  type Digest,
  type Key,
  type Ref,
  type TypeName,
} from '../model/names.js';
import { idShapes, IdIndex, type IdShapes, type NamedThing } from '../naming/id-index.js';
import { normalize, type Normalized } from '../naming/normalize.js';
import type { UnresolvedPlace } from '../naming/normalize/context.js';
import type { ProjectRef } from './readers/refs.js';
import { textIn, type RawSpace } from './read-space.js';
import { isReadSingly } from './readers/singly.js';
import { mayBeSingle } from './laying-out/single-ids.js';

/**
 * A resource with both of its faces: as the server has it, and by name. The latter is worked out when it is asked for: of
 * a large space, both at once would need too much memory, and `apply` needs few of them.
 */
export interface NamedItem extends Item {
  readonly id: string;
  readonly raw: JsonObject;
  readonly unresolved: readonly UnresolvedPlace[];
}

export interface NamedSpace {
  readonly items: ReadonlyMap<TypeName, ReadonlyMap<Key, NamedItem>>;
  readonly index: IdIndex;
  readonly shapes: IdShapes;
  /** Pictures by their digest (`sha256:…`). */
  readonly files: ReadonlyMap<Digest, Uint8Array>;
}

interface Identified {
  readonly type: ResourceType;
  readonly id: string;
  readonly names: readonly string[];
  readonly raw: JsonObject;
  /** The name of the project in whose repository it stands. */
  readonly inGitOf: string | undefined;
}

/** What is called otherwise than its document says: by its type and the names that the document gives it, its own name. */
export type NewNames = ReadonlyMap<Ref, string>;

/** What is called otherwise inside a document than that says, by the type and the names of the document (rules rename-inside). */
export type NewMembers = ReadonlyMap<Ref, readonly CalledAnew[]>;

/** What names are made of, beside what the documents say. */
export interface HowNamed {
  /** Names that a changeset gives, and that hold from its first write on (rules rename-follow). */
  readonly newNames?: NewNames;
  readonly newMembers?: NewMembers;
  /** What was named before, of the same space; what is named now is added. */
  readonly index?: IdIndex;
}

/** A document under the names that what is inside it gets. */
export const withNewMembers = (
  { name }: ResourceType,
  names: readonly string[],
  raw: JsonObject,
  newMembers: NewMembers,
): JsonObject => (newMembers.get(refOf(name, keyOf(names))) ?? []).reduce(withMembersCalled, raw);

/**
 * Gives every document of a space its names, by which it is normalized: what `snapshot` writes down and what `apply`
 * compares with. Throws UsageError when two resources of one type have the same name (rules names-twice), and DriftError where
 * something else has by now a name that a changeset gives.
 */
export const nameSpace = (
  space: RawSpace,
  { newNames = new Map(), newMembers = new Map(), index = new IdIndex() }: HowNamed = {},
): NamedSpace => {
  const identified = identify(space, index, newNames);
  for (const { type, names, raw, inGitOf } of identified) {
    const inTexts = publishedBy(type, names, raw);
    publishedBy(type, names, withNewMembers(type, names, raw, newMembers)).forEach(({ id, slug, ...thing }, place) => {
      if (id !== undefined) index.add(id, thing, inGitOf);
      // Texts are compared as they were read: nothing writes them but a change of their own.
      index.addSlug(slug, thing, inTexts[place]);
    });
  }
  const shapes = shapesOf(space);
  const items = new Map<TypeName, Map<Key, NamedItem>>();
  const files = new Map<Digest, Uint8Array>();
  for (const { type } of space.types.values()) items.set(type.name, new Map());
  const superseded = supersededIn(space);
  // Who asks for the document of an item asks for its unresolved places next: the latest is kept.
  let latest: { readonly of: JsonObject; readonly normalized: Normalized } | undefined;
  const normalized = ({ type, names, raw }: Identified): Normalized => {
    latest = latest?.of === raw ? latest : { of: raw, normalized: normalize(type, raw, { index, names, shapes }) };
    return latest.normalized;
  };
  for (const one of identified) {
    const { type, id, names, raw } = one;
    const key = keyOf(names);
    const ofType = items.get(type.name);
    if (ofType?.has(key)) throw isGiven(type, names, newNames) ? takenMeanwhile(type, names) : twice(type, names);
    const picture = space.logos.get(id);
    const logo = picture && { [LOGO]: { $file: remember(picture, files) } };
    ofType?.set(key, {
      type: type.name,
      id,
      names,
      key,
      raw,
      get document() {
        const { document } = normalized(one);
        const own = superseded(type, id) ? withoutSuperseded(type, document) : document;
        return { ...withRef(type, own, space.refs.get(id)), ...logo };
      },
      get unresolved() {
        return normalized(one).unresolved;
      },
    });
  }
  return { items, index, shapes, files };
};

/** Beside what a project says of its repository, where that was read (rules git-ref). */
const withRef = (
  { reading: { repository } }: ResourceType,
  document: JsonObject,
  found: ProjectRef | undefined,
): JsonObject => {
  const settings = repository && document[repository.settings];
  if (!repository || !found || 'unread' in found || !isObject(settings)) return document;
  const { ref, commit } = found;
  const path = textOf(settings['BasePath']);
  const git = { ref, ...(commit !== undefined && { commit }), ...(path !== '' && { path }) };
  return { ...document, [repository.settings]: { ...settings, [GIT]: git } };
};

/** A type of which not all was read may have IDs that the index lacks. */
const shapesOf = ({ types }: RawSpace): IdShapes => {
  const isWhole = ({ name }: ResourceType): boolean => {
    const read = types.get(name);
    return read !== undefined && read.incomplete === undefined;
  };
  const prefixes = (some: readonly ResourceType[]): readonly string[] => some.map(({ reading }) => reading.idPrefix);
  return idShapes(prefixes(allTypes), prefixes(allTypes.filter((type) => !isWhole(type))));
};

const remember = (bytes: Uint8Array, files: Map<Digest, Uint8Array>): Digest => {
  const digest = sha256(bytes);
  files.set(digest, bytes);
  return digest;
};

/** Tells of which resources the server keeps some settings in a document of their own. */
const supersededIn = ({ types }: RawSpace): ((type: ResourceType, id: string) => boolean) => {
  const owners = new Map<TypeName, ReadonlySet<JsonValue | undefined>>();
  for (const { type } of types.values()) {
    const by = type.reading.superseded && types.get(type.reading.superseded.by);
    const field = by?.type.parent?.field ?? '';
    owners.set(type.name, new Set(by?.documents.map((document) => document[field])));
  }
  return (type, id) => owners.get(type.name)?.has(id) ?? false;
};

/** Copies of such settings are no part of the resource's own document. */
const withoutSuperseded = ({ reading: { superseded } }: ResourceType, document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !superseded?.fields.includes(name)));

/** Parents before children: a child is called by its parents' names and its own. */
const identify = (space: RawSpace, index: IdIndex, newNames: NewNames): readonly Identified[] => {
  const done = new Map<TypeName, readonly Identified[]>();
  const identifyType = (type: ResourceType): readonly Identified[] => {
    const known = done.get(type.name);
    if (known) return known;
    if (type.parent) identifyType(typeNamed(type.parent.type));
    const read = space.types.get(type.name);
    const identified = (read?.documents ?? []).flatMap((raw) => {
      const project = read?.inGit?.get(raw);
      const inGitOf = project === undefined ? undefined : index.find(project)?.names[0];
      const names = namesOf(type, raw, { index, inGitOf }, newNames);
      const id = textIn(raw, 'Id');
      return names && id !== undefined ? [{ type, id, names, raw, inGitOf }] : [];
    });
    for (const { id, names, raw, inGitOf } of identified)
      if (isFound(type, id, index)) index.add(id, thingOf(type, names, raw), inGitOf);
    done.set(type.name, identified);
    return identified;
  };
  return [...space.types.values()].flatMap(({ type }) => identifyType(type));
};

/** By an ID that says nothing of what it is, nobody finds what is read after all that could hold it. */
const isFound = (type: ResourceType, id: string, index: IdIndex): boolean =>
  !isReadSingly(type) || mayBeSingle(id, (part) => index.find(part) !== undefined);

/** What a document is called in references: by its names, or as what every space has by itself. */
export const thingOf = (type: ResourceType, names: readonly string[], raw: JsonObject): NamedThing => {
  const builtIn = type.reading.builtIn && builtInIdOf(type, raw);
  return { type: type.name, names: builtIn === undefined ? names : [builtIn] };
};

/** Undefined for a document whose owner is of no type that is read, such as the process of a release. */
const namesOf = (
  type: ResourceType,
  raw: JsonObject,
  { index, inGitOf }: { readonly index: IdIndex; readonly inGitOf: string | undefined },
  newNames: NewNames,
): readonly string[] | undefined => {
  const parents = type.parent
    ? index.find(textIn(raw, type.parent.field) ?? '', [type.parent.type], inGitOf)
    : undefined;
  if (type.parent && parents?.type !== type.parent.type) return undefined;
  const above = parents?.names ?? [];
  if (type.identity.kind === 'onePerParent') return above;
  const name = nameIn(type, raw);
  if (name === undefined) return undefined;
  return [...above, newNames.get(refOf(type.name, keyOf([...above, name]))) ?? name];
};

/** Whether a changeset gives the name to something. */
const isGiven = (type: ResourceType, names: readonly string[], newNames: NewNames): boolean =>
  [...newNames].some(([ref, name]) => ref.startsWith(`${type.name} `) && foldName(name) === foldName(ownName(names)));

const takenMeanwhile = (type: ResourceType, names: readonly string[]): DriftError =>
  new DriftError({
    what: `${itemId(type.name, names)} exists now, and the changeset gives that name to another ${type.singular}.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

const twice = (type: ResourceType, names: readonly string[]): UsageError =>
  new UsageError({
    what: `Two resources have the same name: ${type.singular} "${names.join(' / ')}".`,
    where: itemId(type.name, names),
    remedy: 'octosync matches by name, trimmed and without regard to case: rename one of the two in Octopus.',
  });
