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

/** True when both values say the same; the order of an object's fields does not matter, the order of a list does. */
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
