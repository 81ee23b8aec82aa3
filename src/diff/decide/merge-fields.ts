import { memberKey } from '../../model/canonical.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { sameIn } from './settle.js';

export type FieldMerge = 'replace' | 'addMembers' | 'addInOrder' | 'mergeByName' | 'mergeKeys';

/** What one field of an existing item will say. `next` is the source's value as settled on the destination's. */
export const mergeField = (
  how: FieldMerge,
  next: JsonValue,
  current: JsonValue | undefined,
  by = 'Name',
): JsonValue => {
  if (current === undefined) return next;
  switch (how) {
    case 'replace':
      return next;
    case 'addMembers':
      return isList(next) && isList(current) ? addMembers(next, current) : next;
    case 'addInOrder':
      return isList(next) && isList(current) ? addMembers(current, next) : next;
    case 'mergeByName':
      return isList(next) && isList(current) ? mergeByName(next, current, by) : next;
    case 'mergeKeys':
      return isObject(next) && isObject(current) ? mergeKeys(next, current) : next;
  }
};

/** The members of one list in its order, then those of another that it lacks: the destination's first, or the source's. */
const addMembers = (more: readonly JsonValue[], first: readonly JsonValue[]): JsonValue => {
  const has = new Set(first.map(memberKey));
  return [...first, ...more.filter((member) => !has.has(memberKey(member)))];
};

/**
 * The destination's items in its order with the source's content, then those of the source that it lacks. The
 * destination's order stays, so that a tag or template added there by hand does not move.
 */
export const mergeByName = (next: readonly JsonValue[], current: readonly JsonValue[], by: string): JsonValue => [
  ...current.map((item) => next.find((other) => sameIn(by, item, other)) ?? item),
  ...next.filter((item) => !current.some((other) => sameIn(by, item, other))),
];

/** The keys of both; where both have one, the members of both: a tenant stays connected with what it is connected with. */
const mergeKeys = (next: JsonObject, current: JsonObject): JsonObject => ({
  ...current,
  ...Object.fromEntries(
    Object.entries(next).map(([key, value]) => {
      const own = current[key];
      return [key, isList(value) && isList(own) ? addMembers(value, own) : value];
    }),
  ),
});
