import jsonpatch, { type Operation } from 'fast-json-patch';
import { pairingOf, ruleOf, type FieldRule, type Fields } from '../../catalogue/index.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';

/**
 * The RFC 6902 patch that turns `before` into `after`; every replace and remove comes after a `test` of the old value.
 * What says the same gives none (rules always-empty). Lists of named things are patched item by item: one that was
 * inserted does not rewrite all that follow.
 */
export const makePatch = (fields: Fields, before: JsonObject, after: JsonObject): readonly Operation[] =>
  patchObject(fields, before, after, '');

const patchObject = (fields: Fields, before: JsonObject, after: JsonObject, at: string): readonly Operation[] => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const place = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return patchValue(ruleOf(fields, name), before[name], after[name], place);
  });
};

const patchValue = (
  rule: FieldRule | undefined,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  at: string,
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
  if (pairing.by !== 'nothing' && isPatchable(before, after)) {
    const inside = jsonpatch.compare(before as object, after as object, true);
    if (!inside.some(isUnappliable))
      return [...sameItems(before, inside, at), ...inside.map((operation) => prefixed(operation, at))];
  }
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
  at: string,
): readonly Operation[] => {
  const removed = without(before, after);
  const added = without(after, before);
  return [
    { op: 'test', path: at, value: before },
    ...removed.toReversed().flatMap((index): readonly Operation[] => [
      { op: 'test', path: `${at}/${index}`, value: before[index] },
      { op: 'remove', path: `${at}/${index}` },
    ]),
    ...added.map((index): Operation => ({ op: 'add', path: `${at}/${index}`, value: after[index] })),
  ];
};

/** The places of those that the other list does not have; two of the same are two. */
const without = (list: readonly JsonValue[], other: readonly JsonValue[]): readonly number[] => {
  const left = [...other];
  return list.flatMap((item, index) => {
    const found = left.findIndex((one) => sameJson(one, item));
    if (found === -1) return [index];
    left.splice(found, 1);
    return [];
  });
};

/** Objects, and lists that only grow at their end or change in place, are patched inside; other lists as a whole. */
const isPatchable = (before: JsonValue, after: JsonValue): boolean =>
  (isObject(before) && isObject(after)) ||
  (isList(before) && isList(after) && after.length >= before.length && before.every(isObject) && after.every(isObject));

/** Places shift: before something inside an item is changed, it is tested that the item is still the one that is meant. */
const sameItems = (before: JsonValue, inside: readonly Operation[], at: string): readonly Operation[] => {
  if (!isList(before)) return [];
  const touched = new Set(inside.map(({ path }) => Number(path.split('/')[1])));
  return before.flatMap((item, index): readonly Operation[] =>
    touched.has(index) ? [{ op: 'test', path: `${at}/${index}`, value: item }] : [],
  );
};

/** A thing may be called `__proto__`, but the patch library refuses such a path: its surroundings go as a whole. */
const isUnappliable = ({ path }: Operation): boolean => path.split('/').includes('__proto__');

const prefixed = (operation: Operation, at: string): Operation => ({ ...operation, path: `${at}${operation.path}` });

const isNamedList = (value: JsonValue, by: string): value is readonly JsonObject[] =>
  isList(value) &&
  value.every((item) => isObject(item) && typeof item[by] === 'string') &&
  new Set(value.map((item) => nameIn(item, by))).size === value.length;

const nameIn = (item: JsonValue | undefined, by: string): string =>
  isObject(item) && typeof item[by] === 'string' ? foldName(item[by]) : '';

/** Removes what is gone, moves and adds until the order is that of `after`, then patches each item that stayed. */
const patchNamedList = (
  fields: Fields,
  by: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  at: string,
): readonly Operation[] => {
  const operations: Operation[] = [];
  const wanted = new Set(after.map((item) => nameIn(item, by)));
  const current = [...before];
  for (let index = current.length - 1; index >= 0; index -= 1) {
    const item = current[index];
    if (item === undefined || wanted.has(nameIn(item, by))) continue;
    operations.push({ op: 'test', path: `${at}/${index}`, value: item }, { op: 'remove', path: `${at}/${index}` });
    current.splice(index, 1);
  }
  after.forEach((item, index) => {
    const name = nameIn(item, by);
    if (nameIn(current[index], by) === name) return;
    const from = current.findIndex((other) => nameIn(other, by) === name);
    const moved = from === -1 ? undefined : current.splice(from, 1)[0];
    if (moved) {
      operations.push(
        { op: 'test', path: `${at}/${from}/${by}`, value: moved[by] },
        { op: 'move', from: `${at}/${from}`, path: `${at}/${index}` },
      );
    } else {
      operations.push({ op: 'add', path: `${at}/${index}`, value: item });
    }
    current.splice(index, 0, moved ?? item);
  });
  return [
    ...operations,
    ...after.flatMap((item, index): readonly Operation[] => {
      const inside = patchObject(fields, current[index] ?? item, item, `${at}/${index}`);
      if (inside.length === 0) return [];
      return [{ op: 'test', path: `${at}/${index}/${by}`, value: current[index]?.[by] }, ...inside];
    }),
  ];
};
