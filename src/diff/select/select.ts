import { calledOf } from '../../catalogue/called.js';
import { parentNames, syncedTypes, type ResourceType } from '../../catalogue/index.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { keyOf, ownName, type Key, type TypeName } from '../../model/names.js';
import { aboutItem } from './about.js';
import { isOn } from './mode.js';
import { parseFilter, parseVersionFilter, type Filter } from '../../model/filter.js';
import type { Reason } from '../../model/reason.js';

/** A source item that is to be decided, and why it is. */
export interface Selected {
  readonly type: ResourceType;
  readonly item: Item;
  readonly reason: Reason;
  /** Comes along with something that needs a member of it: what the destination has of it stays as it is. */
  readonly addsOnly?: boolean;
}

/** The selection, by type and key, in the order of the catalogue. */
export class Selection {
  readonly #chosen = new Map<TypeName, Map<Key, Selected>>();
  readonly warnings: string[] = [];
  readonly #filters: ReadonlyMap<string, Filter>;
  readonly #source: SpaceSnapshot;
  readonly #settings: SyncSettings;

  constructor(source: SpaceSnapshot, settings: SyncSettings) {
    this.#source = source;
    this.#settings = settings;
    this.#filters = new Map(Object.entries(settings.select).map(([type, { value }]) => [type, parseFilter(value)]));
    for (const type of syncedTypes) {
      if (type.selecting.how === 'byFilter') this.#selectByFilter(type);
      if (type.selecting.how === 'withParentByFilter') this.#warnOfUnmatched(type);
    }
  }

  has(type: TypeName, key: Key): boolean {
    return this.#chosen.get(type)?.has(key) ?? false;
  }

  /** True when a filter names the item with a leading `!`. */
  excludes(type: TypeName, names: readonly string[]): boolean {
    return this.#filters.get(type)?.excludes(ownName(names)) ?? false;
  }

  /** Adds an item, and what always comes along with it. Returns what was new. */
  add(type: ResourceType, item: Item, reason: Reason, addsOnly = false): readonly Selected[] {
    if (this.has(type.name, item.key)) return [];
    const selected: Selected = { type, item, reason, addsOnly };
    const ofType = this.#chosen.get(type.name) ?? new Map<Key, Selected>();
    this.#chosen.set(type.name, ofType.set(item.key, selected));
    return [selected, ...this.#addChildren(type, item)];
  }

  all(): readonly Selected[] {
    return syncedTypes.flatMap((type) => [...(this.#chosen.get(type.name)?.values() ?? [])]);
  }

  of(type: TypeName): readonly Selected[] {
    return [...(this.#chosen.get(type)?.values() ?? [])];
  }

  #selectByFilter(type: ResourceType): void {
    const by = type.selecting.withFilterOf ?? type.name;
    const setting = this.#settings.select[by];
    if (!setting) return;
    const items = [...itemsOf(this.#source, type.name).values()];
    const names = items.map((item) => ownName(item.names));
    const filter = comesInVersions(type) ? parseVersionFilter(setting.value, names) : parseFilter(setting.value);
    const value = setting.value.join(',');
    for (const item of items) {
      if (!filter.includes(ownName(item.names))) continue;
      this.add(type, item, {
        rule: `select.${by}`,
        value,
        origin: setting.origin,
        says: `Selected by the filter "${value}".`,
      });
    }
    if (type.selecting.withFilterOf === undefined)
      for (const unmatched of filter.unmatched(names)) {
        this.warnings.push(`The filter item "${unmatched}" of ${type.plural} matches nothing in the source.`);
      }
  }

  #addChildren(type: ResourceType, parent: Item): readonly Selected[] {
    return syncedTypes
      .filter((child) => child.parent?.type === type.name && this.#isOn(child, parent))
      .flatMap((child) => {
        const filter = child.selecting.how === 'withParentByFilter' ? this.#filters.get(child.name) : undefined;
        return this.#childrenOf(child, parent)
          .filter((item) => !filter || filter.includes(ownName(item.names)))
          .flatMap((item) =>
            this.add(child, item, {
              rule: `select.${type.name}`,
              says: `Comes along with ${calledOf({ type: type.name, names: parent.names })}.`,
            }),
          );
      });
  }

  #isOn(child: ResourceType, parent: Item): boolean {
    return isOn(child.selecting.when, settingsFor(this.#settings, aboutItem(child, parent.names)));
  }

  /** A filter item of channels, runbooks or triggers that nothing in the source answers to. */
  #warnOfUnmatched(type: ResourceType): void {
    const setting = this.#settings.select[type.name];
    const filter = this.#filters.get(type.name);
    if (!filter || setting?.origin === 'default') return;
    const names = [...itemsOf(this.#source, type.name).values()].map((item) => ownName(item.names));
    for (const unmatched of filter.unmatched(names))
      this.warnings.push(`The filter item "${unmatched}" of ${type.plural} matches nothing in the source.`);
  }

  #childrenOf(child: ResourceType, parent: Item): readonly Item[] {
    this.#childIndex ??= new Map();
    let index = this.#childIndex.get(child.name);
    if (!index) {
      index = new Map();
      for (const item of itemsOf(this.#source, child.name).values()) {
        const owner = keyOf(parentNames(child, item.names));
        index.set(owner, [...(index.get(owner) ?? []), item]);
      }
      this.#childIndex.set(child.name, index);
    }
    return index.get(parent.key) ?? [];
  }

  #childIndex: Map<TypeName, Map<Key, Item[]>> | undefined;
}

/** What is told apart by its version, if by anything besides its name. */
const comesInVersions = ({ identity }: ResourceType): boolean =>
  identity.kind === 'named' && identity.then !== undefined && !identity.then.unless;
