import { pairingOf, ruleByField, ruleOf, type FieldRule, type Fields } from '../../catalogue/index.js';
import type { Operation } from '../../changeset/operation.js';
import {
  isList,
  isObject,
  membersLacking,
  ownIn,
  sameJson,
  sameMembers,
  type JsonObject,
  type JsonValue,
} from '../../model/json.js';
import { foldName } from '../../model/names.js';
import { isMarker } from '../../model/markers.js';
import { below, ROOT, type Pointer } from '../../model/pointer.js';

/**
 * The RFC 6902 patch that turns `before` into `after`; every replace and remove comes after a `test` of the old value.
 * What says the same gives none (rules always-empty). Lists of named things are patched item by item: one that was
 * inserted does not rewrite all that follow.
 */
export const makePatch = (fields: Fields, before: JsonObject, after: JsonObject): readonly Operation[] =>
  patchObject(fields, before, after, ROOT);

const patchObject = (fields: Fields, before: JsonObject, after: JsonObject, at: Pointer): readonly Operation[] =>
  patchMembers((name) => ruleOf(fields, name), before, after, at);

const patchMembers = (
  ruleFor: (name: string) => FieldRule | undefined,
  before: JsonObject,
  after: JsonObject,
  at: Pointer,
): readonly Operation[] => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => patchValue(ruleFor(name), ownIn(before, name), ownIn(after, name), below(at, name)));
};

const patchValue = (
  rule: FieldRule | undefined,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  at: Pointer,
): readonly Operation[] => {
  if (sameJson(before, after)) return [];
  if (before === undefined) return after === undefined ? [] : [{ op: 'add', path: at, value: after }];
  if (after === undefined)
    return [
      { op: 'test', path: at, value: before },
      { op: 'remove', path: at },
    ];
  const pairing = pairingOf(rule);
  const fields = 'fields' in pairing ? pairing.fields : {};
  if (isPlainObject(before) && isPlainObject(after) && pairing.by !== 'nothing')
    return pairing.by === 'key'
      ? patchMembers(() => pairing.values, before, after, at)
      : patchObject(fields, before, after, at);
  if (pairing.by === 'name' && isNamedList(before, pairing.name) && isNamedList(after, pairing.name))
    return patchNamedList(pairing.fields, pairing.name, before, after, at);
  if (pairing.by === 'content' && isList(before) && isList(after)) return patchUnordered(before, after, at);
  if (pairing.by === 'member' && sameMembers(before, after)) return [];
  if (pairing.by !== 'member' && isList(before) && isList(after) && isGrown(before, after))
    return patchGrown({ fields, called: rule?.kind === 'list' ? rule.called : undefined }, before, after, at);
  // Its surroundings go as a whole.
  return [
    { op: 'test', path: at, value: before },
    { op: 'replace', path: at, value: after },
  ];
};

/**
 * Things without order or name: those that are gone are removed, new ones added, and the rest, which may hold secrets, is
 * not written. Places alone would not show that the list is another one by now, so it is tested as a whole.
 */
const patchUnordered = (
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  at: Pointer,
): readonly Operation[] => {
  const removed = membersLacking(before, after);
  const added = membersLacking(after, before);
  return [
    { op: 'test', path: at, value: before },
    ...removed.toReversed().flatMap(({ index, item }): readonly Operation[] => [
      { op: 'test', path: below(at, index), value: item },
      { op: 'remove', path: below(at, index) },
    ]),
    ...added.map(({ index, item }): Operation => ({ op: 'add', path: below(at, index), value: item })),
  ];
};

/** Lists of things that only grow at their end or change in place are patched inside; other lists as a whole. */
const isGrown = (before: readonly JsonValue[], after: readonly JsonValue[]): boolean =>
  after.length >= before.length && [...before, ...after].every(isPlainObject);

/** What the items of a list have, and what they are called by. */
interface Items {
  readonly fields: Fields;
  readonly called: string | undefined;
}

/**
 * Whether another thing stands in a place by now, since what stood there went: written as a change of that, it would read as if it had got
 * another name, scope or kind. Something that has got another name says all else as before.
 */
const isOther = (old: JsonValue | undefined, item: JsonValue | undefined, called: string): boolean =>
  isObject(old) &&
  isObject(item) &&
  nameIn(old, called) !== nameIn(item, called) &&
  !sameJson({ ...old, [called]: null }, { ...item, [called]: null });

/** Whether what stands in a place stood in a later one before: the list has moved up, though names do not show it. */
const hasMovedUp = (before: readonly JsonValue[], after: readonly JsonValue[], index: number): boolean => {
  const [old, item] = [before[index], after[index]];
  if (old === undefined || sameJson(old, item)) return false;
  return after.slice(0, index).some((other, place) => sameJson(old, other) && !sameJson(old, before[place]));
};

/** Whether a field holds a secret in one of two things and none in the other: what stands in for it is not carried over. */
const becomesSecret = (fields: Fields, old: JsonObject, item: JsonObject): boolean =>
  Object.values(fields).some((rule) => {
    if (rule.kind !== 'byField') return false;
    const [was, is] = [old, item].map((siblings) => ruleByField(rule, siblings).kind === 'secret');
    return was !== is;
  });

/** Places shift: before something inside an item is changed, it is tested that the item is still the one that is meant. */
const patchGrown = (
  { fields, called }: Items,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  at: Pointer,
): readonly Operation[] => {
  // Where one went, those that follow have moved.
  const isShifted =
    called !== undefined &&
    before.some((old, index) => isOther(old, after[index], called) || hasMovedUp(before, after, index));
  return after.flatMap((item, index): readonly Operation[] => {
    const [place, old] = [below(at, index), before[index]];
    if (old === undefined) return [{ op: 'add', path: place, value: item }];
    if (!isObject(old) || !isObject(item)) return [];
    const inside = patchObject(fields, old, item, place);
    if (inside.length === 0) return [];
    const isWhole = isShifted || becomesSecret(fields, old, item);
    const changes: readonly Operation[] = isWhole ? [{ op: 'replace', path: place, value: item }] : inside;
    return [{ op: 'test', path: place, value: old }, ...changes];
  });
};

/** No marker, which stands for a value and is one thing, and nothing in which a field cannot be pointed at. */
const isPlainObject = (value: JsonValue): value is JsonObject =>
  isObject(value) && !isMarker(value) && !Object.hasOwn(value, '__proto__');

const isNamedList = (value: JsonValue, by: string): value is readonly JsonObject[] =>
  isList(value) &&
  value.every((item) => isObject(item) && typeof item[by] === 'string') &&
  new Set(value.map((item) => nameIn(item, by))).size === value.length;

/** An empty name is one too: that of a step's own package. */
const nameIn = (item: JsonValue | undefined, by: string): string | undefined =>
  isObject(item) && typeof item[by] === 'string' ? foldName(item[by]) : undefined;

/** Removes what is gone, moves and adds until the order is that of `after`, then patches each item that stayed. */
const patchNamedList = (
  fields: Fields,
  by: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  at: Pointer,
): readonly Operation[] => {
  const operations: Operation[] = [];
  const wanted = new Set(after.map((item) => nameIn(item, by)));
  const current = [...before];
  for (let index = current.length - 1; index >= 0; index -= 1) {
    const item = current[index];
    if (item === undefined || wanted.has(nameIn(item, by))) continue;
    operations.push({ op: 'test', path: below(at, index), value: item }, { op: 'remove', path: below(at, index) });
    current.splice(index, 1);
  }
  after.forEach((item, index) => {
    const name = nameIn(item, by);
    if (nameIn(current[index], by) === name) return;
    const from = current.findIndex((other) => nameIn(other, by) === name);
    const moved = from === -1 ? undefined : current.splice(from, 1)[0];
    if (moved) {
      operations.push(
        { op: 'test', path: below(below(at, from), by), value: moved[by] ?? null },
        { op: 'move', from: below(at, from), path: below(at, index) },
      );
    } else {
      operations.push({ op: 'add', path: below(at, index), value: item });
    }
    current.splice(index, 0, moved ?? item);
  });
  return [
    ...operations,
    ...after.flatMap((item, index): readonly Operation[] => {
      const inside = patchObject(fields, current[index] ?? item, item, below(at, index));
      if (inside.length === 0) return [];
      return [{ op: 'test', path: below(below(at, index), by), value: current[index]?.[by] ?? null }, ...inside];
    }),
  ];
};
