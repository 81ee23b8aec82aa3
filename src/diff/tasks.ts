import { syncedTypes, type LaterPart } from '../catalogue/index.js';
import { sameJson } from '../model/json.js';
import { byText, keyOf } from '../model/names.js';
import type { Mapper } from './mapping.js';
import type { Selected } from './select.js';

/** One decision: about an item, or about fields of it that wait for a later order. */
export interface Task {
  readonly selected: Selected;
  /** The names of the item on the destination, its parents' first, as mapped. */
  readonly target: readonly string[];
  readonly part: LaterPart | undefined;
  readonly order: number;
}

const rank = new Map(syncedTypes.map((type, index) => [type.name, index]));

/** The decisions about the selected items, in the syncing order. */
export const inOrder = (selected: readonly Selected[], mapper: Mapper): readonly Task[] =>
  selected
    .flatMap((one): readonly Task[] =>
      mapper
        .itemNames(one.type, one.item.names)
        .flatMap((target): readonly Task[] => [
          { selected: one, target, part: undefined, order: one.type.order },
          ...(one.type.later ?? []).map((part) => ({ selected: one, target, part, order: part.order })),
        ]),
    )
    .sort(
      (one, other) =>
        one.order - other.order ||
        (rank.get(one.selected.type.name) ?? 0) - (rank.get(other.selected.type.name) ?? 0) ||
        Number(isBorn(other.selected)) - Number(isBorn(one.selected)) ||
        byText(keyOf(one.target), keyOf(other.target)),
    );

/** The item that takes the place of the one the server makes with a new parent. */
export const isBorn = ({ type, item }: Selected): boolean =>
  type.bornWithParent !== undefined &&
  Object.entries(type.bornWithParent).every(([field, value]) => sameJson(item.document[field], value));
