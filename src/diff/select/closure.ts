import { calledOf } from '../../catalogue/called.js';
import {
  findType,
  merges,
  publishedBy,
  publishersOfAny,
  syncedTypes,
  type ResourceType,
} from '../../catalogue/index.js';
import { because, chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { keyOf, type Key, type ThingName } from '../../model/names.js';
import { mapperFor } from './mapping.js';
import { existingMode } from './mode.js';
import { referencesIn } from './references.js';
import { Selection, type Selected } from './select.js';

/**
 * What takes part: the items that the filters name, what comes along with them, and with `dependencies: include` what
 * they need.
 */
export const select = (source: SpaceSnapshot, destination: SpaceSnapshot, settings: SyncSettings): Selection => {
  const selection = new Selection(source, settings);
  if (chosen(settings, 'dependencies') === 'include') addDependencies(selection, source, destination, settings);
  return selection;
};

/**
 * `dependencies: include` (rules select-include): adds to the selection what the selected items need, and what that
 * needs in turn, unless a filter excludes it. What the destination has already comes along as far as something in it is
 * missing there, and nothing that exists changes (rules select-include-changes-nothing); what it leaves as it is needs
 * nothing, so nothing is pulled in through it. Without the option nothing is added (rules select-require).
 */
const addDependencies = (
  selection: Selection,
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
): void => {
  const [owners, there] = [publishersOf(source), publishersOf(destination)];
  const settled = new Settled();
  const queue = [...selection.all()];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (!isWritten(next, destination, settings)) continue;
    for (const { to, names, pulls } of referencesIn(next.type.fields, next.item.document)) {
      if (!pulls || settled.has(to, names)) continue;
      const target = find(source, owners, to, names, next.item);
      if (target?.isEverywhere) settled.add(to, names);
      if (!target || selection.excludes(target.type.name, target.item.names)) continue;
      if (isThere(target, { owners: there, destination, settings })) continue;
      const addsOnly = exists(target, destination, settings);
      if (addsOnly && !takesMembers(target.type)) continue;
      const says = `Needed by ${calledOf({ type: next.type.name, names: next.item.names })}.`;
      queue.push(...selection.add(target.type, target.item, because(settings, 'dependencies', says), addsOnly));
    }
  }
};

/** What was looked for already, and is the same from wherever it is referred to: most is referred to from everywhere. */
class Settled {
  readonly #names = new WeakMap<readonly ThingName[], Set<string>>();

  has(types: readonly ThingName[], [name = '', ...others]: readonly string[]): boolean {
    return others.length === 0 && this.#names.get(types)?.has(name) === true;
  }

  add(types: readonly ThingName[], [name = '', ...others]: readonly string[]): void {
    if (others.length > 0) return;
    this.#names.set(types, (this.#names.get(types) ?? new Set()).add(name));
  }
}

interface Needed {
  readonly type: ResourceType;
  readonly item: Item;
  /** What is needed of the item, where that is a part of it: a tag of a tag set. */
  readonly part?: { readonly type: ThingName; readonly key: Key };
}

/** What is found, and whether the same is found from wherever it is looked for. */
type Found = Needed & { readonly isEverywhere?: boolean };

/** What publishes the things of a type, by their names. */
type Publishers = (type: ThingName) => ReadonlyMap<Key, Needed>;

/** What the destination has is not brought along, and so not changed (rules select-include-changes-nothing). */
const isThere = (
  target: Needed,
  { owners, destination, settings }: { owners: Publishers; destination: SpaceSnapshot; settings: SyncSettings },
): boolean => {
  const { part } = target;
  return part === undefined ? exists(target, destination, settings) : owners(part.type).has(part.key);
};

/** True where the destination has an item, under all the names that it is given there. */
const exists = ({ type, item }: Needed, destination: SpaceSnapshot, settings: SyncSettings): boolean =>
  mapperFor(settings)
    .itemNames(type, item.names)
    .every((names) => itemsOf(destination, type.name).has(names === item.names ? item.key : keyOf(names)));

/** Whether an item that is there can be given a member that it lacks, and nothing else: a tag set a tag. */
const takesMembers = ({ merging: { existing } }: ResourceType): boolean =>
  Object.values(existing.merge ?? {}).includes('mergeByName');

const isWritten = ({ type, item }: Selected, destination: SpaceSnapshot, settings: SyncSettings): boolean =>
  !exists({ type, item }, destination, settings) ||
  merges[type.merging.strategy.kind] === 'inside' ||
  type.merging.existing.always !== undefined ||
  existingMode(type, settings).value === 'update';

const find = (
  source: SpaceSnapshot,
  owners: Publishers,
  types: readonly ThingName[],
  called: readonly string[],
  from: Item,
): Found | undefined => {
  for (const typeName of types) {
    const type = findType(typeName);
    for (const names of [called, [...from.names.slice(0, 1), ...called]]) {
      const isEverywhere = names === called && typeName === types[0];
      const key = keyOf(names);
      const item = type && !type.lookupOnly ? itemsOf(source, type.name).get(key) : undefined;
      if (type && item) return { type, item, isEverywhere };
      const owner = owners(typeName).get(key);
      if (owner) return { ...owner, isEverywhere };
    }
    const [taker] = publishersOfAny(typeName, called[0] ?? '').flatMap(({ type: of, names, publishesAny }) => {
      const item = itemsOf(source, of.name).get(keyOf(names));
      return item && publishesAny(item.document) ? [{ type: of, item }] : [];
    });
    if (taker) return taker;
  }
  return undefined;
};

/** Which item publishes what: the tag set of a tag. Looked into when somebody asks for a type of such things. */
const publishersOf = (source: SpaceSnapshot): Publishers => {
  const owners = new Map<ThingName, ReadonlyMap<Key, Needed>>();
  return (thing) => {
    const known = owners.get(thing) ?? ownersOf(source, thing);
    owners.set(thing, known);
    return known;
  };
};

const ownersOf = (source: SpaceSnapshot, thing: ThingName): ReadonlyMap<Key, Needed> => {
  const owners = new Map<Key, Needed>();
  for (const type of syncedTypes.filter(({ publishes }) => publishes?.some((rule) => rule.type === thing)))
    for (const item of itemsOf(source, type.name).values())
      for (const one of publishedBy(type, item.names, item.document)) {
        if (one.type !== thing) continue;
        const part = { type: thing, key: keyOf(one.names) };
        owners.set(part.key, { type, item, part });
      }
  return owners;
};
