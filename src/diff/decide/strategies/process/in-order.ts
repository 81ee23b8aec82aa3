import { objectsOf, sameJson, type JsonObject } from '../../../../model/json.js';
import { foldName } from '../../../../model/names.js';
import { pointerOf } from '../../../../model/pointer.js';
import type { Warning } from '../../../../model/reason.js';
import { because, chosen } from '../../../../settings/chosen.js';
import { staysFor } from '../../../terms/renamed-inside.js';
import { mergedOrder } from '../../three-way/order.js';
import { inOrderOf } from '../../three-way/rebase.js';
import { usersOf } from '../../users.js';
import { conflictOf, removedOnSource } from '../../three-way/said.js';
import { forStep, named, nameOf, placeByName, type Merged, type Merging } from './notes.js';

/** Steps of a process, or actions of a step, on the three sides; the base has none where there is no base. */
export interface ThreeLists {
  readonly source: readonly JsonObject[];
  readonly current: readonly JsonObject[];
  readonly base: readonly JsonObject[];
}

interface How {
  readonly what: 'step' | 'action';
  /** What it is called: `step "Deploy"`. */
  readonly label: (item: JsonObject) => string;
  /** The same as the source had it at the last sync, whatever was carried. */
  readonly moved: (item: JsonObject) => JsonObject | undefined;
  readonly merge: (item: JsonObject, existing: JsonObject | undefined, before: JsonObject | undefined) => Merged;
  /** Whether the destination has one as the base says it. */
  readonly isAsIn: (before: JsonObject, existing: JsonObject) => boolean;
}

interface Ordered {
  readonly items: readonly JsonObject[];
  /** What the base says from now on. */
  readonly next: readonly JsonObject[];
}

/**
 * Merges two lists by name. Without a base in the source's order, and what only the destination has after it, or gone
 * (rules process-order): the only things that ever go (rules existing-nothing-deleted). With one, what the source has removed
 * may go, the destination's own stays, and so does its order unless only the source has changed it (rules three-way-order).
 */
export const mergeInOrder = (work: Merging, lists: ThreeLists, how: How): Ordered => {
  const { source, current } = lists;
  const beforeOf = (item: JsonObject): JsonObject | undefined =>
    work.base?.isOwn(how.label(item)) ? how.moved(item) : named(lists.base, nameOf(item));
  const merged = source.map((item) => {
    const [existing, before] = [named(current, nameOf(item)), beforeOf(item)];
    const gone = existing ? undefined : goneOf(work, item, before, how);
    const result = gone ?? how.merge(item, existing, before);
    return { next: result.next ?? (work.base ? undefined : item), item: result.item ?? existing };
  });
  const additional = current
    .filter((item) => !named(source, nameOf(item)))
    .map((item) => {
      const before = beforeOf(item);
      // What the source may only call otherwise neither goes nor is said to be anybody's own (rules rename-inside).
      if (isHeld(work, item, how)) return { item, next: before };
      return work.base && isFollowing(work) ? withBase(work, item, before, how) : ofDestination(work, item, how);
    });
  const items = [...merged, ...additional].map(({ item }) => item).filter((item) => item !== undefined);
  const next = [...merged, ...additional].map((one) => one.next).filter((item) => item !== undefined);
  if (work.base && isFollowing(work)) {
    const order = ordered(work, lists, items, how);
    // A conflict about the order is one at the next sync too: the base keeps the order that it had.
    return { items: order.items, next: order.isOpen ? objectsOf(inOrderOf(lists.base, next)) : next };
  }
  const stays = (item: JsonObject): boolean => isHeld(work, item, how) && !named(source, nameOf(item));
  return {
    items: current.filter(stays).reduce<readonly JsonObject[]>((so, item) => inItsPlace(so, item, current), items),
    next,
  };
};

/** Whether a step of the destination stays as it is, because what the source calls otherwise may be it (rules rename-inside). */
const isHeld = (work: Merging, item: JsonObject, { what }: How): boolean =>
  what === 'step' && staysFor(work.renamedInside, nameOf(item));

/** With an item behind the one that it stands behind now. */
const inItsPlace = (
  items: readonly JsonObject[],
  item: JsonObject,
  current: readonly JsonObject[],
): readonly JsonObject[] => {
  const others = items.filter((one) => one !== item);
  const before = current.slice(0, current.indexOf(item)).map((one) => foldName(nameOf(one)));
  const place = others.findLastIndex((one) => foldName(nameOf(one)) === before.at(-1));
  return before.length > 0 && place === -1 ? items : others.toSpliced(place + 1, 0, item);
};

/** With the options that overrides give a step; what is in one has those of its step already. */
const ofItem = (work: Merging, item: JsonObject, { what }: How): Merging =>
  what === 'step' ? forStep(work, item) : work;

const isFollowing = ({ settings }: Merging): boolean => chosen(settings, 'follow') === 'changes';

/** What came once and is not there any more stays away, unless the source has changed it since (rules three-way-gone). */
const goneOf = (work: Merging, item: JsonObject, before: JsonObject | undefined, how: How): Merged | undefined => {
  const { label } = how;
  if (!before || !work.base || work.base.mayCome(label(item)) || !isFollowing(work)) return undefined;
  if (sameJson(before, item)) {
    work.notes.own += 1;
    return { next: item };
  }
  const place = { part: label(item), at: placeByName(item), base: before, source: item };
  const conflict = conflictOf(ofItem(work, item, how), place);
  work.notes.parts.push(...conflict.parts);
  if (conflict.takes === 'destination') return { next: before };
  work.notes.since.add('both');
  return undefined;
};

/** Only on the destination, without a base: it stays after the others, or goes. */
const ofDestination = (work: Merging, item: JsonObject, how: How): Merged => {
  const { notes } = work;
  const { what } = how;
  const { settings } = ofItem(work, item, how);
  const stays = chosen(settings, 'processCloningOption') !== 'SourceOnly';
  const says = stays
    ? `The destination's own ${what} "${nameOf(item)}" stays, after the others.`
    : `The source does not have the ${what} "${nameOf(item)}".`;
  notes.reasons.push(because(settings, 'processCloningOption', says));
  if (!stays) notes.warnings.push(removed(work, item, what, 'step-removed'));
  return stays ? { item } : {};
};

/** Only on the destination: the source has removed it since the base, or the destination has added it. */
const withBase = (work: Merging, item: JsonObject, before: JsonObject | undefined, how: How): Merged => {
  const { notes } = work;
  const { settings } = ofItem(work, item, how);
  const { what, label } = how;
  if (!before) {
    notes.own += 1;
    notes.reasons.push(
      because(settings, 'follow', `The destination's own ${what} "${nameOf(item)}" stays where it is.`),
    );
    return { item };
  }
  if (!how.isAsIn(before, item)) {
    const place = { part: label(item), at: placeByName(item), base: before, destination: item };
    const conflict = conflictOf({ ...work, settings }, place);
    notes.parts.push(...conflict.parts);
    if (conflict.takes === 'destination') return { item, next: before };
    notes.warnings.push(removed(work, item, what, 'removed-on-source'));
    notes.since.add('both');
    return {};
  }
  const isSourceOnly = chosen(settings, 'processCloningOption') === 'SourceOnly';
  if (isSourceOnly || chosen(settings, 'removals') === 'apply' || work.base?.isSources(label(item))) {
    const says = `The source has removed the ${what} "${nameOf(item)}" since the last sync.`;
    notes.reasons.push(because(settings, isSourceOnly ? 'processCloningOption' : 'removals', says));
    notes.warnings.push(removed(work, item, what, isSourceOnly ? 'step-removed' : 'removed-on-source'));
    notes.since.add('source');
    return {};
  }
  notes.parts.push(removedOnSource(label(item), settings));
  return { item, next: before };
};

/** The order of steps or actions as one element. */
const ordered = (
  work: Merging,
  { source, current, base }: ThreeLists,
  items: readonly JsonObject[],
  { what }: How,
): { readonly items: readonly JsonObject[]; readonly isOpen: boolean } => {
  const keys = (list: readonly JsonObject[]): readonly string[] => list.map((item) => foldName(nameOf(item)));
  const part = `order of ${what}s`;
  // A person decided that the destination's order is its own: that of the source is no news any more.
  const before = work.base?.isOwn(part) === true ? source : base;
  const sides = { base: keys(before), source: keys(source), destination: keys(current) };
  const order = mergedOrder(sides, keys(items));
  const byKey = new Map(items.map((item) => [foldName(nameOf(item)), item]));
  const inOrder = (names: readonly string[]): readonly JsonObject[] =>
    names.map((name) => byKey.get(name)).filter((item) => item !== undefined);
  if (order.verdict === 'own') work.notes.own += 1;
  if (order.verdict === 'source changed') work.notes.since.add('source');
  if (order.verdict !== 'conflict') return { items: inOrder(order.names), isOpen: false };
  const conflict = conflictOf(work, { part, at: pointerOf(['Steps']), ...order.sides });
  work.notes.parts.push(...conflict.parts);
  if (conflict.takes === 'destination') return { items: inOrder(order.names), isOpen: true };
  work.notes.since.add('both');
  return { items: inOrder(order.asSource), isOpen: false };
};

/** A removal is said with what on the destination refers to it: that goes on naming what is gone (rules process-removal-users). */
const removed = (
  work: Merging,
  item: JsonObject,
  what: 'step' | 'action',
  kind: 'step-removed' | 'removed-on-source',
): Warning => {
  const actions = what === 'step' ? objectsOf(item['Actions']) : [item];
  const users = [...new Set(usersOf(work, { Steps: [{ ...item, Actions: actions }] }))];
  const referring = users.length > 0 ? ` Here refer to it, and will lead nowhere: ${users.join(', ')}.` : '';
  return {
    kind,
    at: placeByName(item),
    says: `The ${what} "${nameOf(item)}" is removed.${referring}`,
  };
};
