import type { Fields, ResourceType } from '../../../../catalogue/index.js';
import { isList, type JsonObject, type JsonValue } from '../../../../model/json.js';
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
export const missingMembers = ({ type, source }: Case, current: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(type.merging.existing.merge ?? {}).flatMap(([field, how]) => {
      const [next, own] = [source[field], current[field]];
      if (how !== 'mergeByName' || !isList(next) || !isList(own)) return [];
      return [[field, mergeByName(own, next, listKey(type.fields, field))]];
    }),
  );

const listKey = (fields: Fields, field: string): string => {
  const rule = fields[field];
  return rule?.kind === 'list' ? (rule.by ?? 'Name') : 'Name';
};
