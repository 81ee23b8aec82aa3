import { pairingOf, ruleOf, type FieldRule, type Fields } from '../../catalogue/index.js';
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
  if (pairing.by !== 'member' && isList(before) && isList(after) && isGrown(before, after, calledBy(rule)))
    return patchGrown(fields, before, after, at);
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
const isGrown = (before: readonly JsonValue[], after: readonly JsonValue[], called: string | undefined): boolean =>
  after.length >= before.length &&
  [...before, ...after].every(isPlainObject) &&
  (called === undefined || !before.some((_, place) => isOther(before, after, { place, called })));

const calledBy = (rule: FieldRule | undefined): string | undefined => (rule?.kind === 'list' ? rule.called : undefined);

/**
 * Whether another thing stands in a place by now, since one before it went: written as a change of what stood there, it would read as
 * if that had got another name, scope or kind.
 */
const isOther = (
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  { place, called }: { readonly place: number; readonly called: string },
): boolean => {
  const [old, item] = [before[place], after[place]];
  if (!isObject(old) || !isObject(item) || sameJson(old, item)) return false;
  if (old[called] !== item[called]) return !sameJson({ ...old, [called]: null }, { ...item, [called]: null });
  return before.some((one, from) => from > place && sameJson(one, item));
};

/** Places shift: before something inside an item is changed, it is tested that the item is still the one that is meant. */
const patchGrown = (
  fields: Fields,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  at: Pointer,
): readonly Operation[] =>
  after.flatMap((item, index): readonly Operation[] => {
    const [place, old] = [below(at, index), before[index]];
    if (old === undefined) return [{ op: 'add', path: place, value: item }];
    const inside = isObject(old) && isObject(item) ? patchObject(fields, old, item, place) : [];
    return inside.length === 0 ? [] : [{ op: 'test', path: place, value: old }, ...inside];
  });

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
