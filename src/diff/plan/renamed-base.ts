import { findType } from '../../catalogue/index.js';
import type { OpenElement } from '../../changeset/receipt.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import { itemId, refOf, type Key, type Ref } from '../../model/names.js';
import { renamedNames, withNewNames } from '../terms/renamed.js';
import { baseSide, partakers, type Base, type BaseSide } from './base-side.js';
import type { RenamingStep } from './renames.js';

/** The base under the new names that are followed, so that what is renamed has the base that it had (rules rename-follow). */
export const renamedBaseSide = (
  base: Base,
  destination: SpaceSnapshot,
  steps: readonly RenamingStep[],
): BaseSide | undefined => {
  const snapshot = steps.reduce((of, step) => withNewNames(of, step.base), base.snapshot);
  const oldKeys = oldKeysOf(base.snapshot, snapshot);
  const tookPart = partakers(base, destination);
  const open = base.open.map((element) => renamedElement(element, steps));
  return baseSide({ ...base, snapshot, open }, destination, (type, key) =>
    tookPart(type, oldKeys.get(refOf(type, key)) ?? key),
  );
};

/** By its new key, what an item was called. Both hold the same items in the same order. */
const oldKeysOf = (before: SpaceSnapshot, after: SpaceSnapshot): ReadonlyMap<Ref, Key> =>
  new Map(
    [...before.items].flatMap(([type, ofType]) => {
      const renamed = [...itemsOf(after, type).keys()];
      return [...ofType.keys()].map((key, index) => [refOf(type, renamed[index] ?? key), key] as const);
    }),
  );

/** What was left open of something, under the name that it has on the destination now. */
const renamedElement = (element: OpenElement, steps: readonly RenamingStep[]): OpenElement => {
  const type = findType(element.type);
  if (!type) return element;
  const names = steps.reduce((called, step) => renamedNames(type.name, called, step.destination), element.names);
  return { ...element, id: itemId(type.name, names), names: [...names] };
};
