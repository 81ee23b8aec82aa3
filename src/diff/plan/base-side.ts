import { findType, syncedTypes } from '../../catalogue/index.js';
import type { Entry } from '../../changeset/changeset.js';
import type { OpenElement } from '../../changeset/receipt.js';
import { selectionIn } from '../../changeset/selection.js';
import { canonicalText } from '../../model/canonical.js';
import { itemsOf, unreadIn, type Item, type SpaceSnapshot } from '../../model/item.js';
import { isObject, sameJson, type JsonObject } from '../../model/json.js';
import { itemId, keyOf, type ChangeId, type TypeName } from '../../model/names.js';
import { chosen } from '../../settings/chosen.js';
import type { SwitchOption } from '../../settings/options.js';
import { recorded } from '../../settings/recorded.js';
import type { SyncSettings } from '../../settings/settings.js';
import { withoutLost } from '../decide/three-way/lost.js';
import type { KeptWhole } from './planned.js';
import { segmentsOf } from '../../model/pointer.js';
import { baseOf, type BaseOf } from '../decide/three-way/base.js';
import { select } from '../select/closure.js';
import { mapperFor } from '../select/mapping.js';
import type { Selection } from '../select/select.js';
import { withinReachOf } from '../terms/known-members.js';

/** What the source said when it was last synced, and what that sync left open (rules base-open). */
export interface Base {
  readonly snapshot: SpaceSnapshot;
  readonly open: readonly OpenElement[];
  /** What took part in the syncs up to it, the last one at the end; everything, where nobody knows. */
  readonly selections?: readonly JsonObject[];
}

/** What the last sync says of an item of the source that is called `id` on the destination. */
export type BaseSide = (item: Pick<Item, 'type' | 'key'>, id: ChangeId) => BaseOf;

/** The base, for whoever asks about an item; nothing where there is none. */
export const baseSide = (
  base: Base | undefined,
  destination: SpaceSnapshot,
  tookPart: Partakes | undefined = base && partakers(base, destination),
  wasOf?: (item: Pick<Item, 'type' | 'key'>, kept: OpenElement | undefined) => JsonObject | undefined,
): BaseSide | undefined => {
  if (!base || !tookPart) return undefined;
  const { source } = withinReachOf(destination, base.snapshot);
  const isUnread = unreadIn(source.incomplete);
  const last = base.selections?.at(-1);
  const wasOn = (option: SwitchOption): boolean => last === undefined || chosen(recorded(last), option);
  const openOf = new Map<string, OpenElement[]>();
  for (const element of base.open) openOf.set(element.id, [...(openOf.get(element.id) ?? []), element]);
  return ({ type, key }, id) => {
    const open = openOf.get(id) ?? [];
    const whole = open.filter(({ part, base: own }) => part === undefined && own !== undefined);
    // What is renamed brings its base along, though under its new name there was nothing.
    const kept = whole.find(({ base: own }) => own !== null) ?? whole[0];
    if (isUnread(type, key) || (!kept && !tookPart(type, key))) return nobodyKnows;
    const said = kept ? documentIn(kept) : itemsOf(source, type).get(key)?.document;
    const document = said && arrivedOf(said, open);
    const was = wasOf?.({ type, key }, kept);
    return baseOf(document, open, {
      ...(was && { was: arrivedOf(was, open) }),
      moved: itemsOf(source, type).get(key)?.document,
      wasOn,
    });
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
  was: undefined,
  moved: undefined,
  hasAnyOwn: false,
  isOwn: () => false,
  hasOwn: () => false,
  isUnknown: () => true,
  mayCome: () => true,
  isSources: () => false,
  bringsSources: () => false,
  wasOn: () => true,
  open: [],
  elements: [],
};

/** Whether an item took part in a sync up to the base. */
type Partakes = (type: TypeName, key: Item['key']) => boolean;

export const partakers = (base: Base, destination: SpaceSnapshot): Partakes =>
  partakersIn(base, base.snapshot, destination);

/** Whether an item of the source took part in a sync up to the base; what the source has not got then is no matter. */
const partakersIn = ({ selections }: Base, source: SpaceSnapshot, destination: SpaceSnapshot): Partakes => {
  if (!selections) return () => true;
  const selected = selections.map((options) => select(source, destination, recorded(options)));
  return (type, key) => !itemsOf(source, type).has(key) || selected.some((selection) => selection.has(type, key));
};

/** What took part up to now, each selection once. */
export const selectionsWith = ({ selections = [] }: Base, options: JsonObject): readonly JsonObject[] => {
  const own = selectionIn(options);
  return [...selections.filter((one) => canonicalText(one) !== canonicalText(own)), own];
};

/**
 * What took part in an earlier sync and not in this one keeps the base that it has, whatever the source has made of it since
 * (rules base-selection).
 */
export const keptOfOthers = (
  base: Base | undefined,
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  { selected, settings }: { readonly selected: Selection; readonly settings: SyncSettings },
): readonly KeptWhole[] => {
  if (!base) return [];
  const before = effectiveBase(base, settings);
  const [tookPart, wouldTakePart] = [before, source].map((side) => partakersIn(base, side, destination));
  return syncedTypes.flatMap((type) => {
    const [was, is] = [itemsOf(before, type.name), itemsOf(source, type.name)];
    const keys = new Set([...was.keys(), ...is.keys()]);
    return [...keys].flatMap((key): readonly KeptWhole[] => {
      const [old, now] = [was.get(key), is.get(key)];
      const item = old ?? now;
      if (!item || selected.has(type.name, key) || sameJson(old?.document, now?.document)) return [];
      if (old ? !tookPart?.(type.name, key) : !wouldTakePart?.(type.name, key)) return [];
      const [names = item.names] = mapperFor(settings).itemNames(type, item.names);
      return [{ id: itemId(type.name, names), base: old?.document ?? null }];
    });
  });
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
): readonly KeptWhole[] =>
  entries.flatMap(({ id, type: name, names }) => {
    const type = findType(name);
    const key = type && keyOf(mapperFor(settings).sourceNames(type, names));
    const item = type && key && base && itemsOf(base, type.name).get(key);
    return item ? [{ id, base: item.document }] : [];
  });
