import { ruleByField, ruleOf, type FieldRule, type Fields, type ObjectList } from '../../catalogue/index.js';
import { isList, isObject, ownIn, sameMembers, type JsonObject, type JsonValue } from '../../model/json.js';
import { isAnySecret, isSecret } from '../../model/markers.js';
import { foldName } from '../../model/names.js';
import { pointerOf, type Pointer } from '../../model/pointer.js';

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
  if (isSecret(current) && (current.$secret || isAnySecret(next))) return current;
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

/** The places at which an item keeps what it says: what the source lacks for them is no matter. */
export const keptPlaces = (
  { value, keepsExisting }: { readonly value: JsonObject; readonly keepsExisting: readonly Path[] },
  current: JsonObject,
): ReadonlySet<Pointer> => new Set(keepsExisting.filter((path) => hasAt(path, value, current)).map(pointerOf));

type Path = readonly string[];

const hasAt = ([segment = '', ...deeper]: Path, next: JsonValue, current: JsonValue): boolean => {
  const [after, own] = membersAt(segment, next, current);
  return own !== undefined && (deeper.length === 0 || (after !== undefined && hasAt(deeper, after, own)));
};

/** What stands at a place in both; items of a list are paired by name, or by position where they have none. */
const membersAt = (
  segment: string,
  next: JsonValue,
  current: JsonValue,
): readonly [after: JsonValue | undefined, own: JsonValue | undefined] => {
  if (isObject(next) && isObject(current)) return [ownIn(next, segment), ownIn(current, segment)];
  if (!isList(next) || !isList(current)) return [undefined, undefined];
  const item = next[Number(segment)];
  const isNamed = isObject(item) && typeof item['Name'] === 'string';
  return [item, isNamed ? current.find((other) => sameIn('Name', item, other)) : current[Number(segment)]];
};

/** What could not be matched is left alone on an item that exists: its own value stays at those places. */
export const keepAt = (paths: readonly Path[], settled: JsonObject, current: JsonObject): JsonObject =>
  paths.reduce((document, path) => {
    const kept = keepOne(path, document, current);
    return isObject(kept) ? kept : document;
  }, settled);

const keepOne = ([segment = '', ...deeper]: Path, next: JsonValue, current: JsonValue): JsonValue => {
  const [after, own] = membersAt(segment, next, current);
  if (own === undefined) return next;
  const kept = deeper.length === 0 ? own : keepOne(deeper, after ?? null, own);
  if (isObject(next)) return { ...next, [segment]: kept };
  return isList(next) ? next.with(Number(segment), kept) : next;
};
