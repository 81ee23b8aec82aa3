import { findType } from '../../catalogue/index.js';
import type { Entry, Kept } from '../../changeset/changeset.js';
import type { OpenElement } from '../../changeset/receipt.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { isObject, type JsonObject } from '../../model/json.js';
import { keyOf, type ChangeId, type TypeName } from '../../model/names.js';
import { chosen } from '../../settings/chosen.js';
import type { SwitchOption } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';
import { withoutLost } from '../decide/three-way/lost.js';
import { segmentsOf } from '../../model/pointer.js';
import { baseOf, type BaseOf } from '../decide/three-way/base.js';
import { select } from '../select/closure.js';
import { mapperFor } from '../select/mapping.js';
import { withinReachOf } from '../terms/known-members.js';

/** What the source said when it was last synced, and what that sync left open (rules base-open). */
export interface Base {
  readonly snapshot: SpaceSnapshot;
  readonly open: readonly OpenElement[];
  /** What took part in that sync; everything, where nobody knows. */
  readonly settings?: SyncSettings | undefined;
}

/** What the last sync says of an item of the source that is called `id` on the destination. */
export type BaseSide = (item: Pick<Item, 'type' | 'key'>, id: ChangeId) => BaseOf;

/** The base, for whoever asks about an item; nothing where there is none. */
export const baseSide = (
  base: Base | undefined,
  destination: SpaceSnapshot,
  tookPart: Partakes | undefined = base && partakers(base, destination),
): BaseSide | undefined => {
  if (!base || !tookPart) return undefined;
  const { source } = withinReachOf(destination, base.snapshot);
  const unread = new Set(source.incomplete.map(({ type }) => type));
  const { settings } = base;
  const wasOn = (option: SwitchOption): boolean => settings === undefined || chosen(settings, option);
  const openOf = new Map<string, OpenElement[]>();
  for (const element of base.open) openOf.set(element.id, [...(openOf.get(element.id) ?? []), element]);
  return ({ type, key }, id) => {
    if (unread.has(type) || !tookPart(type, key)) return nobodyKnows;
    const open = openOf.get(id) ?? [];
    const kept = open.find(({ part, base: own }) => part === undefined && own !== undefined);
    const said = kept ? documentIn(kept) : itemsOf(source, type).get(key)?.document;
    const document = said && arrivedOf(said, open);
    return baseOf(document, open, wasOn);
  };
};

/** Without what the destination lacked then. */
const arrivedOf = (document: JsonObject, open: readonly OpenElement[]): JsonObject => {
  const lost = open.flatMap((element) => element.lost ?? []);
  return withoutLost(
    document,
    lost.map(({ at, ...members }) => ({ at: segmentsOf(at), ...members })),
  );
};

const documentIn = ({ base }: OpenElement): JsonObject | undefined => (isObject(base) ? base : undefined);

/** It took no part in the last sync, or was not read then: it is decided as without a base. */
const nobodyKnows: BaseOf = {
  document: undefined,
  isUnknown: () => true,
  mayCome: () => true,
  isSources: () => false,
  wasOn: () => true,
  open: [],
};

/** Whether an item took part in the last sync. */
type Partakes = (type: TypeName, key: Item['key']) => boolean;

export const partakers = ({ snapshot, settings }: Base, destination: SpaceSnapshot): Partakes => {
  if (!settings) return () => true;
  const selection = select(snapshot, destination, settings);
  return (type, key) => !itemsOf(snapshot, type).has(key) || selection.has(type, key);
};

/** The base with what the last sync left open as it was before (rules base-by-element). */
export const effectiveBase = ({ snapshot, open }: Base, settings: SyncSettings): SpaceSnapshot => {
  const kept = open.filter(({ part, base }) => part === undefined && base !== undefined);
  if (kept.length === 0) return snapshot;
  const items = new Map([...snapshot.items].map(([type, ofType]) => [type, new Map(ofType)]));
  for (const element of kept) {
    const type = findType(element.type);
    if (!type) continue;
    const names = mapperFor(settings).sourceNames(type, element.names);
    const ofType = items.get(type.name) ?? new Map<Item['key'], Item>();
    const document = documentIn(element);
    if (document) ofType.set(keyOf(names), { type: type.name, names, key: keyOf(names), document });
    else ofType.delete(keyOf(names));
    items.set(type.name, ofType);
  }
  return { ...snapshot, items };
};

/** Of what the source has removed, and the destination still has, the base stays what it was: it is reported again. */
export const keptOf = (
  entries: readonly Entry[],
  base: SpaceSnapshot | undefined,
  settings: SyncSettings,
): readonly Kept[] =>
  entries.flatMap(({ id, type: name, names }) => {
    const type = findType(name);
    const key = type && keyOf(mapperFor(settings).sourceNames(type, names));
    const item = type && key && base && itemsOf(base, type.name).get(key);
    return item ? [{ id, base: item.document }] : [];
  });
