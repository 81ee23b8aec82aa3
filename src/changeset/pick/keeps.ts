import { typeNamed, type LaterPart } from '../../catalogue/index.js';
import { byText, itemId } from '../../model/names.js';
import { below, fieldOf, ROOT } from '../../model/pointer.js';
import type { BaseBefore, BaseSaid, Change, Changeset, Kept, Rename } from '../changeset.js';
import { isSteps, takingBack } from '../kept-base.js';
import type { Steps } from '../operation.js';

/**
 * What is not carried, and the base that it keeps, once some changes are left out (rules pick-base): the base does not move
 * for them, so that the next sync proposes them again. Without a base there is nothing to keep.
 */
export const keepsOf = (changeset: Changeset, gone: ReadonlySet<string>): readonly Kept[] => {
  const { bases = [], keeps = [], renames } = changeset;
  const kept = new Map(keeps.map((one) => [one.id, one]));
  const changesOf = byItem(changeset.changes);
  for (const before of bases) {
    const ofItem = changesOf.get(before.id) ?? [];
    const [first] = ofItem;
    if (!first || !ofItem.some(({ id }) => gone.has(id))) continue;
    const old = renames.find((one) => isNewName(one, before.id, gone));
    if (old) {
      kept.set(oldIdOf(old), keptAs(oldIdOf(old), baseSaidOf(before, ofItem), before.of ?? first.names));
      kept.set(before.id, { id: before.id, base: null });
    } else kept.set(before.id, keptAs(before.id, baseAfter(before, ofItem, gone), before.of));
  }
  return [...kept.values()].sort((one, other) => byText(one.id, other.id));
};

/** What a part of this part will have to know of the base: what is left out says no more what it tests. */
export const basesOf = ({ changes, bases = [] }: Changeset, gone: ReadonlySet<string>): readonly BaseBefore[] => {
  const changesOf = byItem(changes);
  return bases.flatMap((before): readonly BaseBefore[] => {
    const ofItem = changesOf.get(before.id) ?? [];
    const left = ofItem.filter(({ id }) => !gone.has(id));
    if (left.length === 0 || left.length === ofItem.length) return left.length === 0 ? [] : [before];
    const { next, fields, ...rest } = before;
    const inParts = { ...(next && { next }), ...(fields && { fields }) };
    const base = baseSaidOf(before, ofItem);
    return [{ ...rest, base, ...(left.some(({ id }) => id !== before.id) && inParts) }];
  });
};

/** The changes of each item. */
export const byItem = (changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> => {
  const items = new Map<string, Change[]>();
  for (const change of changes) {
    const id = itemOf(change.id);
    items.set(id, [...(items.get(id) ?? []), change]);
  }
  return items;
};

/** The item that a change is about: `tenants/Internal` of `tenants/Internal#projects`. */
export const itemOf = (id: string): string => id.split('#')[0] ?? id;

const keptAs = (id: string, base: BaseSaid, of: Kept['of']): Kept => ({
  id,
  base,
  ...(isSteps(base) && of !== undefined && { of }),
});

/** Whether it is the whole item that gets this name by a change that is left out. */
const isNewName = ({ id, part, follows }: Rename, item: string, gone: ReadonlySet<string>): boolean =>
  follows && part === undefined && id === item && gone.has(id);

/** What is renamed, under the name that it keeps. */
const oldIdOf = ({ type, names, candidates }: Rename): string =>
  itemId(typeNamed(type).name, [...names.slice(0, -1), candidates[0] ?? '']);

/** What the base says, whether or not its changes say it by what they test (rules base-said). */
const baseSaidOf = ({ base }: BaseBefore, ofItem: readonly Change[]): BaseSaid =>
  base === 'tested' ? takingBack(ofItem.flatMap((change) => (change.action === 'update' ? change.patch : []))) : base;

/** What the base says of an item once some of its changes are done, and some are not. */
const baseAfter = (before: BaseBefore, ofItem: readonly Change[], gone: ReadonlySet<string>): BaseSaid => {
  const base = baseSaidOf(before, ofItem);
  // A whole document cannot be taken in parts: then nothing of it moves.
  if (ofItem.every((change) => gone.has(change.id)) || (base !== null && !isSteps(base))) return base;
  const { id, fields = [], next = [] } = before;
  const was = base ?? fields.map((field) => ({ op: 'remove' as const, path: below(ROOT, field) }));
  const later = ofItem[0] ? (typeNamed(ofItem[0].type).merging.later ?? []) : [];
  const sideOf = (change: string): Steps => (gone.has(change) ? was : next);
  const main = sideOf(id).filter(({ path }) => !isLater(later, fieldOf(path)));
  return [
    ...main,
    ...later.flatMap(({ part, fields: own }) =>
      sideOf(`${id}#${part}`).filter(({ path }) => own.includes(fieldOf(path))),
    ),
  ];
};

const isLater = (later: readonly LaterPart[], field: string): boolean =>
  later.some(({ fields }) => fields.includes(field));
