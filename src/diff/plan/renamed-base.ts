import { findType } from '../../catalogue/index.js';
import type { OpenElement } from '../../changeset/receipt.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { isObject } from '../../model/json.js';
import { itemId, keyOf, refOf, sameName, type Key, type Ref, type TypeName } from '../../model/names.js';
import type { SyncSettings } from '../../settings/settings.js';
import { mapperFor } from '../select/mapping.js';
import { withinReachOf } from '../terms/known-members.js';
import { renamedNames, renamer, withNewNames, type AnyRenaming } from '../terms/renamed.js';
import { baseSide, partakers, type Base, type BaseSide } from './base-side.js';
import type { RenamingStep } from './renames.js';

/** The base under the new names that are followed, so that what is renamed has the base that it had (rules rename-follow). */
export const renamedBaseSide = (
  base: Base,
  destination: SpaceSnapshot,
  steps: readonly RenamingStep[],
  settings: SyncSettings,
): BaseSide | undefined => {
  const snapshot = steps.reduce((of, step) => withNewNames(of, step.base), base.snapshot);
  const oldKeys = oldKeysOf(base.snapshot, snapshot);
  const tookPart = partakers(base, destination);
  const renamed = base.open.map((element) => [renamedElement(element, steps, settings), element] as const);
  const before = new Map(renamed);
  const { source: reduced } = withinReachOf(destination, base.snapshot);
  const keyBefore = (type: TypeName, key: Key): Key => oldKeys.get(refOf(type, key)) ?? key;
  return baseSide(
    { ...base, snapshot, open: renamed.map(([element]) => element) },
    destination,
    (type, key) => tookPart(type, keyBefore(type, key)),
    ({ type, key }, kept) => {
      const said = kept && before.get(kept)?.base;
      return kept ? (isObject(said) ? said : undefined) : itemsOf(reduced, type).get(keyBefore(type, key))?.document;
    },
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

/** What was left open of something, under the name that it has on the destination now; with the base that it keeps. */
const renamedElement = (element: OpenElement, steps: readonly RenamingStep[], settings: SyncSettings): OpenElement => {
  const type = findType(element.type);
  if (!type) return element;
  const { part, base } = element;
  const own = mapperFor(settings).sourceNames(type, element.names);
  const before = isObject(base) && { type: type.name, names: own, key: keyOf(own), document: base };
  const kept = before && steps.reduce<Item>((item, step) => renamer(step.base)(item), before);
  const { names, said } = steps.reduce(
    ({ names: called, said: label }, { destination }) => ({
      names: renamedNames(type.name, called, destination),
      said: label === undefined ? undefined : renamedPart(label, { type: type.name, names: called }, destination),
    }),
    { names: element.names, said: part },
  );
  return {
    ...element,
    id: itemId(type.name, names),
    names: [...names],
    ...(said !== undefined && { part: said }),
    ...(kept && { base: kept.document }),
  };
};

/** The label of a part that begins with what got another name: `step "Old"`, `variable "Old" (unscoped)`. */
const renamedPart = (
  part: string,
  { type, names }: Pick<Item, 'type' | 'names'>,
  renamings: readonly AnyRenaming[],
): string => {
  for (const one of renamings) {
    if (!('at' in one) || one.at.length !== 1 || one.type !== type || keyOf(one.names) !== keyOf(names)) continue;
    const [, what = '', name = '', rest = ''] = /^(step|variable) "(.*?)"((?:,| \().*)?$/.exec(part) ?? [];
    if (sameName(name, one.from)) return `${what} "${one.to}"${rest}`;
  }
  return part;
};
