import type { Fields, ResourceType } from '../../../../catalogue/index.js';
import { isList, objectsOf, type JsonObject, type JsonValue } from '../../../../model/json.js';
import { sameIn } from '../../settle.js';
import { mergeByName, mergeField } from '../../merge-fields.js';
import type { Case } from '../strategy.js';

/** What an existing item says of a field that follows: in an update, or whatever is chosen. */
export const mergeExisting = (
  type: ResourceType,
  field: string,
  next: JsonValue,
  current: JsonValue | undefined,
  isUpdate: boolean,
): JsonValue => {
  const { merge = {}, always = {} } = type.merging.existing;
  const how = (isUpdate ? merge[field] : undefined) ?? always[field] ?? 'replace';
  if (type.merging.onlyOne === field && current !== undefined) return current;
  return mergeField(how, next, current, listKey(type.fields, field));
};

/**
 * Of an item that comes along and is there already: the members of its lists that it lacks there, beside those that it has
 * (rules select-include-changes-nothing).
 */
export const missingMembers = ({ type, source, base }: Case, current: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(type.merging.existing.merge ?? {}).flatMap(([field, how]) => {
      const [next, own] = [source[field], current[field]];
      if (how !== 'mergeByName' || !isList(next) || !isList(own)) return [];
      const by = listKey(type.fields, field);
      // What came once and is not there any more stays away (rules three-way-gone).
      const before = objectsOf(base?.document?.[field]);
      const isGone = (item: JsonValue): boolean => before.some((one) => sameIn(by, one, item));
      const isThere = (item: JsonValue): boolean => own.some((one) => sameIn(by, one, item));
      const wanted = next.filter((item) => isThere(item) || !isGone(item));
      return [[field, mergeByName(own, wanted, by)]];
    }),
  );

const listKey = (fields: Fields, field: string): string => {
  const rule = fields[field];
  return rule?.kind === 'list' ? (rule.by ?? 'Name') : 'Name';
};
