/** JSON as values: what documents, changesets and request bodies are made of. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: JsonValue;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value if it is text, the empty text otherwise. */
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** The objects of a list; none where the value is no list. */
export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  isList(value) ? value.filter(isObject) : [];

/** Gives an object in the making a field, whatever that is called: `__proto__` is one like others. */
export const setField = (object: Record<string, JsonValue>, field: string, value: JsonValue): void => {
  if (field !== '__proto__') object[field] = value;
  else Object.defineProperty(object, field, { value, enumerable: true, configurable: true, writable: true });
};

/** A copy that can be changed while the value stays; several times as fast as `structuredClone`. */
export const copyOf = <Value extends JsonValue>(value: Value): Value => copied(value) as Value;

const copied = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy: Record<string, JsonValue> = {};
  for (const [field, inner] of Object.entries(value)) setField(copy, field, copied(inner));
  return copy;
};

/** The object with each field's value as `change` gives it; itself where that changes none, so that what stays the same stays one value. */
export const mapFields = (object: JsonObject, change: (value: JsonValue, field: string) => JsonValue): JsonObject => {
  const fields = Object.keys(object);
  let changed: JsonValue[] | undefined;
  fields.forEach((field, index) => {
    const value = object[field] ?? null;
    const next = change(value, field);
    if (next !== value) (changed ??= fields.map((one) => object[one] ?? null))[index] = next;
  });
  return changed ? Object.fromEntries(fields.map((field, index) => [field, changed?.[index] ?? null])) : object;
};

/** The list with each item as `change` gives it; itself where that changes none. */
export const mapItems = (
  list: readonly JsonValue[],
  change: (item: JsonValue, index: number) => JsonValue,
): readonly JsonValue[] => {
  let changed: JsonValue[] | undefined;
  list.forEach((item, index) => {
    const next = change(item, index);
    if (next !== item) (changed ??= [...list])[index] = next;
  });
  return changed ?? list;
};

/** A list that was made of another: that one, where both have the same values one by one. */
export const orThat = (made: readonly JsonValue[], list: readonly JsonValue[]): readonly JsonValue[] =>
  made.length === list.length && made.every((item, index) => item === list[index]) ? list : made;

/** True for a value that says as little as no value: nothing, blank, empty, or an object of such values. */
export const isNothing = (value: JsonValue): boolean =>
  value === null ||
  value === '' ||
  (isList(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isNothing));

/** What an object has itself: a name such as `constructor` says something of every object. */
export const ownIn = (value: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

/*
 * Equality has this one home: `sameJson`, and `sameMembers` for lists whose order means nothing. The key of a Map or Set is
 * `canonicalText`, or `memberKey` for what is the same when it has the same name.
 */

/** True when both values say the same (rules compare-by-meaning); the order of an object's fields does not matter, the order of a list does. */
export const sameJson = (one: JsonValue | undefined, other: JsonValue | undefined): boolean => {
  if (one === other) return true;
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every((field) => Object.hasOwn(other, field) && sameJson(one[field], other[field]))
  );
};

/** True for two lists that have the same members, in whatever order; two of the same are two. */
export const sameMembers = (one: JsonValue, other: JsonValue): boolean =>
  isList(one) && isList(other) && one.length === other.length && membersLacking(one, other).length === 0;

/** A member of a list, and its position there. */
export interface Member {
  readonly index: number;
  readonly item: JsonValue;
}

/** The members of a list that another list lacks; two of the same are two. */
export const membersLacking = (list: readonly JsonValue[], other: readonly JsonValue[]): readonly Member[] => {
  const left = [...other];
  return list.flatMap((item, index) => {
    const found = left.findIndex((one) => sameJson(one, item));
    if (found === -1) return [{ index, item }];
    left.splice(found, 1);
    return [];
  });
};
