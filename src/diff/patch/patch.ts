import { pairingOf, ruleOf, type FieldRule, type Fields } from '../../catalogue/index.js';
import { stepsBetween, type Operation } from '../../changeset/operation.js';
import { isList, isObject, membersLacking, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';
import { below, ROOT, segmentsOf, under, type Pointer } from '../../model/pointer.js';

/**
 * The RFC 6902 patch that turns `before` into `after`; every replace and remove comes after a `test` of the old value.
 * What says the same gives none (rules always-empty). Lists of named things are patched item by item: one that was
 * inserted does not rewrite all that follow.
 */
export const makePatch = (fields: Fields, before: JsonObject, after: JsonObject): readonly Operation[] =>
  patchObject(fields, before, after, ROOT);

const patchObject = (fields: Fields, before: JsonObject, after: JsonObject, at: Pointer): readonly Operation[] => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => patchValue(ruleOf(fields, name), before[name], after[name], below(at, name)));
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
  if (pairing.by === 'field' && isObject(before) && isObject(after))
    return patchObject(pairing.fields, before, after, at);
  if (pairing.by === 'name' && isNamedList(before, pairing.name) && isNamedList(after, pairing.name))
    return patchNamedList(pairing.fields, pairing.name, before, after, at);
  if (pairing.by === 'content' && isList(before) && isList(after)) return patchUnordered(before, after, at);
  const inside = pairing.by === 'nothing' ? undefined : patchInside(before, after);
  if (inside) return [...sameItems(before, inside, at), ...inside.map((operation) => seenFromAbove(operation, at))];
  // A field called `__proto__` cannot be patched: its surroundings go as a whole.
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

/** Objects, and lists that only grow at their end or change in place, are patched inside; other lists as a whole. */
const patchInside = (before: JsonValue, after: JsonValue): readonly Operation[] | undefined => {
  if (isObject(before) && isObject(after)) return stepsBetween(before, after);
  if (!isList(before) || !isList(after) || after.length < before.length) return undefined;
  return before.every(isObject) && after.every(isObject) ? stepsBetween(before, after) : undefined;
};

/** Places shift: before something inside an item is changed, it is tested that the item is still the one that is meant. */
const sameItems = (before: JsonValue, inside: readonly Operation[], at: Pointer): readonly Operation[] => {
  if (!isList(before)) return [];
  const touched = new Set(inside.map(({ path }) => Number(segmentsOf(path)[0])));
  return before.flatMap((item, index): readonly Operation[] =>
    touched.has(index) ? [{ op: 'test', path: below(at, index), value: item }] : [],
  );
};

const seenFromAbove = (operation: Operation, at: Pointer): Operation => ({
  ...operation,
  path: under(at, operation.path),
});

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
