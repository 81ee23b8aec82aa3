import { childTypesOf, parentNames, saysSo, subTypeIn, type ResourceType } from '../../catalogue/index.js';
import { canonicalText } from '../../model/canonical.js';
import { isPartial, itemsOf, unreadIn, type Item, type SpaceSnapshot } from '../../model/item.js';
import { textOf } from '../../model/json.js';
import { BUILT_IN } from '../../model/markers.js';
import { foldName, keyOf, ownName, type Key } from '../../model/names.js';
import type { SyncSettings } from '../../settings/settings.js';
import { areLike, elementsOf, type Documents, type Elements } from './likeness.js';
import { mappedSource, mapperFor } from './mapping.js';
import type { Selected } from './select.js';

/** The three sides of a comparison; the base is what the source said when it was last synced. */
export interface Sides {
  readonly source: SpaceSnapshot;
  readonly destination: SpaceSnapshot;
  readonly base: SpaceSnapshot | undefined;
}

/** An item of the source that is probably one of the destination's under another name. */
export interface ProbableRename {
  readonly selected: Selected;
  /** Its names on the destination, as mapped, its parents' first. */
  readonly target: readonly string[];
  /** What it may have been called: one that no other new one may have been called, or nothing is proposed. */
  readonly candidates: readonly Gone[];
  /** Other new ones of the source that may have been called so. */
  readonly rivals: readonly string[];
}

export interface Gone {
  /** The destination's item. */
  readonly item: Item;
  /** The same in the base, where there is one. */
  readonly before: Item | undefined;
}

/** Whether something of a type may get another name: what has one, and is told apart by nothing else. */
const hasName = ({ identity }: ResourceType): boolean => identity.kind === 'named' && identity.then === undefined;

/**
 * The probable renames among the selected items of a type (rules rename-probable): pairs of what is new and what is gone, with the
 * same parent, that have one slug; where either has none, that are alike (rules rename-likeness). With a base, the new one is not in
 * it and the one that is gone is. Nothing is said of a type that a side does not hold whole, of what could not
 * be read in Git, nor of what a person has mapped.
 */
export const probableRenames = (
  type: ResourceType,
  sides: Sides,
  selected: readonly Selected[],
  settings: SyncSettings,
): readonly ProbableRename[] => {
  if (!hasName(type) || isUnknown(type, sides)) return [];
  const fresh = newOnes(type, sides, selected, settings);
  if (fresh.length === 0) return [];
  const gone = goneOnes(type, sides, settings);
  if (gone.length === 0) return [];
  const fits = fitting(type, sides, fresh);
  const pairs = fresh.map((one) => ({ ...one, candidates: gone.filter((other) => isBeside(one, other, fits)) }));
  return pairs
    .filter(({ candidates }) => candidates.length > 0)
    .map((one) => ({ ...one, rivals: rivalsOf(one, pairs) }));
};

const isUnknown = ({ name }: ResourceType, { source, destination, base }: Sides): boolean =>
  [source, destination, ...(base ? [base] : [])].some(
    ({ incomplete, absent }) => absent.has(name) || isPartial(incomplete, name),
  );

type Fresh = Pick<ProbableRename, 'selected' | 'target'>;

/** What the destination lacks, and the base as well. */
const newOnes = (
  type: ResourceType,
  { destination, base }: Sides,
  selected: readonly Selected[],
  settings: SyncSettings,
): readonly Fresh[] => {
  const mapper = mapperFor(settings);
  const [isUnread, wasUnread] = [unreadIn(destination.incomplete), unreadIn(base?.incomplete ?? [])];
  const ofType = selected.filter((one) => one.type.name === type.name);
  return ofType.flatMap((one): readonly Fresh[] => {
    const { names, key } = one.item;
    if (base?.items.get(type.name)?.has(key) || isServers(type, one.item) || wasUnread(type.name, key)) return [];
    const isSaid = mapper.mappingOf(type.name, ownName(names)) !== undefined;
    if (isSaid) return [];
    return mapper
      .itemNames(type, names)
      .map((target) => ({ target, own: target === names ? key : keyOf(target) }))
      .filter(({ own }) => !itemsOf(destination, type.name).has(own) && !isUnread(type.name, own))
      .map(({ target }) => ({ selected: one, target }));
  });
};

/** What the source has not got under any name; with a base, only what that had. */
const goneOnes = (
  type: ResourceType,
  { source, destination, base }: Sides,
  settings: SyncSettings,
): readonly Gone[] => {
  const there = mappedSource(source, mapperFor(settings));
  const [mapped, isUnread] = [itemsOf(there, type.name), unreadIn(there.incomplete)];
  const before = base && originals(type, base, settings);
  return [...itemsOf(destination, type.name).values()]
    .filter(
      (item) =>
        !mapped.has(item.key) &&
        !isUnread(type.name, item.key) &&
        !isServers(type, item) &&
        (!before || before.has(item.key)),
    )
    .map((item) => ({ item, before: before?.get(item.key) }));
};

/** The items of the base by their names on the destination. */
const originals = (type: ResourceType, base: SpaceSnapshot, settings: SyncSettings): ReadonlyMap<Key, Item> =>
  new Map(
    [...itemsOf(base, type.name).values()].flatMap((item) =>
      mapperFor(settings)
        .itemNames(type, item.names)
        .map((names) => [keyOf(names), item] as const),
    ),
  );

const isServers = ({ merging }: ResourceType, { document }: Item): boolean =>
  BUILT_IN in document || (merging.unsupported ?? []).some((rule) => saysSo(document, rule));

type Fits = (fresh: Fresh, gone: Gone) => boolean;

const isBeside = (fresh: Fresh, gone: Gone, fits: Fits): boolean => {
  const { type } = fresh.selected;
  return keyOf(parentNames(type, fresh.target)) === keyOf(parentNames(type, gone.item.names)) && fits(fresh, gone);
};

/** Another new one that one of the candidates fits as well: it is proposed for neither. */
const rivalsOf = (one: Pair, pairs: readonly Pair[]): readonly string[] =>
  pairs
    .filter((other) => other !== one && other.candidates.some((gone) => one.candidates.includes(gone)))
    .map(({ target }) => ownName(target));

type Pair = Omit<ProbableRename, 'rivals'>;

const fitting = (type: ResourceType, { source, destination, base }: Sides, fresh: readonly Fresh[]): Fits => {
  const looks = new Map<Item, Elements>();
  const elements = (item: Item, of: SpaceSnapshot): Elements => {
    const known = looks.get(item) ?? elementsOf(documentsOf(type, item, of));
    looks.set(item, known);
    return known;
  };
  const isNew = new Set(fresh.map(({ selected: { item } }) => item.key));
  const besides = memoized((item: Item) => saidBesides(item, type, source, (one) => elements(one, source), isNew));
  return ({ selected: { item } }, { item: other, before }) => {
    if (subTypeIn(type, item.document) !== subTypeIn(type, other.document)) return false;
    const [own, theirs] = [slugOf(item), slugOf(before ?? other)];
    if (own !== '' && theirs !== '') return own === theirs;
    const isLike = (one: Item, of: SpaceSnapshot): boolean =>
      areLike(elements(item, source), elements(one, of), (at, value) => besides(item).has(`${at} ${value}`));
    return isLike(other, destination) || (before !== undefined && base !== undefined && isLike(before, base));
  };
};

/**
 * What an item beside it says as well, so that it tells nothing; but for new ones that say just the same, which are rivals. By
 * the source alone: a sync does not change it, so that what waits today does not come tomorrow.
 */
const saidBesides = (
  item: Item,
  type: ResourceType,
  source: SpaceSnapshot,
  elements: (item: Item) => Elements,
  isNew: ReadonlySet<Key>,
): ReadonlySet<string> => {
  const beside = (one: Item): boolean =>
    keyOf(parentNames(type, one.names)) === keyOf(parentNames(type, item.names)) && one.key !== item.key;
  const told = (one: Item): string => canonicalText([...elements(one)].map(([at, { value }]) => [at, value]));
  const own = told(item);
  const isRival = (one: Item): boolean => isNew.has(one.key) && told(one) === own;
  const others = [...itemsOf(source, type.name).values()].filter((one) => beside(one) && !isRival(one));
  return new Set(others.flatMap((one) => [...elements(one)].map(([at, { value }]) => `${at} ${value}`)));
};

const memoized = <Key extends object, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
};

const slugOf = ({ document }: Item): string => foldName(textOf(document['Slug']));

/** Its own document and those of which it has one: its process, its variables. */
const documentsOf = (type: ResourceType, item: Item, of: SpaceSnapshot): Documents => [
  [type, item.document],
  ...childTypesOf(type.name).flatMap((child): Documents => {
    const own = child.identity.kind === 'onePerParent' ? itemsOf(of, child.name).get(item.key) : undefined;
    return own ? [[child, own.document]] : [];
  }),
];
