import { ruleByField, ruleOf, type FieldRule, type Fields, type ObjectList } from '../../catalogue/index.js';
import { isList, isObject, sameMembers, type JsonObject, type JsonValue } from '../../model/json.js';
import { isNeeded, isPlaceholder, isSecret } from '../../model/markers.js';
import { foldName } from '../../model/names.js';

/**
 * What an existing item would say if it took the source's content: `next` is the translated source, `current` the
 * destination's document. The destination keeps what is its own: secrets (rules secret-kept, always-secrets), fields
 * that count only on create, cleared and read-only fields, and fields that the source's server does not know.
 */
export const settleOn = (fields: Fields, next: JsonObject, current: JsonObject): JsonObject => {
  const settled = Object.entries(next).flatMap(([field, value]) => {
    const rule = ruleOf(fields, field);
    // What the destination's server has not said of itself, nobody else can say.
    if (rule?.kind === 'readOnly' && !Object.hasOwn(current, field)) return [];
    return [[field, settleValue(rule, value, current[field], next)] as const];
  });
  return { ...current, ...Object.fromEntries(settled) };
};

const settleValue = (
  rule: FieldRule | undefined,
  next: JsonValue,
  current: JsonValue | undefined,
  siblings: JsonObject,
): JsonValue => {
  if (current === undefined) return next;
  // Whatever the source has in its place: a secret that is there is never overwritten (rules secret-kept).
  if (isSecret(current) && (current.$secret || isPlaceholder(next) || isNeeded(next) || isSecret(next))) return current;
  switch (rule?.kind) {
    case 'createOnly':
    case 'readOnly':
    case 'cleared':
      return current;
    case 'byField':
      return settleValue(ruleByField(rule, siblings), next, current, siblings);
    case 'list':
      if (rule.unordered && sameMembers(next, current)) return current;
      return isList(next) && isList(current) ? settleList(rule, next, current) : next;
    case 'nested':
      return isObject(next) && isObject(current) ? settleMembers(rule.fields, next, current) : next;
    case 'references':
      return !rule.ordered && sameMembers(next, current) ? current : next;
    case 'set':
      return sameMembers(next, current) ? current : next;
    case 'referenceMap':
      return isObject(next) && isObject(current) ? settleMap(rule.values, next, current) : next;
    case 'reference':
    case 'secret':
    case 'plain':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
      return next;
    case 'found':
    case undefined:
      return isObject(next) && isObject(current) ? settleMembers({}, next, current) : next;
  }
};

/**
 * Inside an object the source decides which members there are; only secrets and own fields of the destination stay. Null
 * says no more than nothing: it is not added. What says nothing is not taken away: a server answers it by itself.
 */
const settleMembers = (fields: Fields, next: JsonObject, current: JsonObject): JsonObject =>
  Object.fromEntries(
    [
      ...Object.entries(next),
      ...Object.entries(current).filter(([field, value]) => isEmpty(value) && !Object.hasOwn(next, field)),
    ]
      .filter(([field, value]) => value !== null || current[field] !== undefined)
      .map(([field, value]) => [field, settleValue(ruleOf(fields, field), value, current[field], next)]),
  );

const isEmpty = (value: JsonValue): boolean => value === null || (isList(value) && value.length === 0);

const settleMap = (values: FieldRule, next: JsonObject, current: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(next).map(([name, value]) => [name, settleValue(values, value, current[name], next)]),
  );

const settleList = (rule: ObjectList, next: readonly JsonValue[], current: readonly JsonValue[]): JsonValue =>
  next.map((item, index) => {
    const counterpart =
      rule.by === undefined ? current[index] : current.find((other) => sameIn(rule.by ?? '', item, other));
    return isObject(item) && isObject(counterpart) ? settleMembers(rule.fields, item, counterpart) : item;
  });

/** True when two list items have the same name in the field that tells them apart. */
export const sameIn = (field: string, one: JsonValue, other: JsonValue): boolean => {
  const [a, b] = [isObject(one) ? one[field] : undefined, isObject(other) ? other[field] : undefined];
  return typeof a === 'string' && typeof b === 'string' && foldName(a) === foldName(b);
};

/** What could not be matched is left alone on an item that exists: its own value stays at those places. */
export const keepAt = (paths: readonly (readonly string[])[], settled: JsonObject, current: JsonObject): JsonObject =>
  paths.reduce((document, path) => keepOne(path, document, current), settled);

const keepOne = ([field = '', ...deeper]: readonly string[], document: JsonObject, current: JsonObject): JsonObject => {
  const [next, own] = [document[field], current[field]];
  if (own === undefined) return document;
  if (deeper.length === 0) return { ...document, [field]: own };
  return isObject(next) && isObject(own) ? { ...document, [field]: keepOne(deeper, next, own) } : document;
};
