import {
  isDropped,
  isDroppedWithin,
  itemFields,
  ownFields,
  ruleByField,
  ruleOf,
  type FieldRule,
  type Fields,
  type ObjectList,
  type Reference,
  type ReferenceList,
  type ReferenceMap,
  type ResourceType,
} from '../catalogue/index.js';
import { byPlainText, plainText } from '../model/canonical.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../model/json.js';
import { BUILT_IN, JSON_TEXT, holdsExpression, isBuiltInId, secret } from '../model/markers.js';
import { byText } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';
import type { IdIndex } from './id-index.js';

/** A place that holds an ID which nothing in the space has. */
export interface UnresolvedPlace {
  /** Within the normalized document. */
  readonly pointer: Pointer;
  readonly id: string;
}

export interface Normalized {
  readonly document: JsonObject;
  readonly unresolved: readonly UnresolvedPlace[];
}

interface Context {
  readonly index: IdIndex;
  /** The names of the item, its parents' first: what belongs to the same parent is called by its own name only. */
  readonly names: readonly string[];
  readonly looksLikeId: (text: string) => boolean;
  readonly unresolved: UnresolvedPlace[];
}

/**
 * Turns a document of the server into one that names things: IDs become names (rules names-reference, always-no-ids),
 * what the server alone decides is dropped, secrets become markers, lists without an order are sorted. Its inverse is
 * `denormalize`.
 *
 * `type` is the document's declaration, `raw` the server's document, `names` the names that identify it, `index` the
 * IDs of its space. IDs that the index does not have become `{ $unresolved }` and are listed.
 */
export const normalize = (
  type: ResourceType,
  raw: JsonObject,
  { index, names, looksLikeId }: Omit<Context, 'unresolved'>,
): Normalized => {
  const context: Context = { index, names, looksLikeId, unresolved: [] };
  const document = normalizeObject(ownFields(type), raw, context, ROOT);
  const id = raw['Id'];
  const marked = typeof id === 'string' && isBuiltInId(id) ? { ...document, [BUILT_IN]: id } : document;
  return { document: marked, unresolved: context.unresolved };
};

const normalizeObject = (fields: Fields, raw: JsonObject, context: Context, at: Pointer): JsonObject => {
  const result: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(raw)) {
    if (isDropped(fields, field)) continue;
    const rule = ruleOf(fields, field);
    const place = below(at, field);
    result[field] = rule ? normalizeValue(rule, value, raw, context, place) : search(value, context, place);
  }
  return result;
};

const normalizeValue = (
  rule: FieldRule,
  value: JsonValue,
  siblings: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
  switch (rule.kind) {
    case 'reference':
      return nameOf(rule, value, siblings, context, at);
    case 'references':
      return namesOf(rule, value, siblings, context, at);
    case 'referenceMap':
      return isObject(value) ? normalizeMap(rule, value, context, at) : value;
    case 'secret':
      return rule.written === 'flat' ? secret(true) : sensitive(value);
    case 'nested':
      return isObject(value) ? normalizeNested(rule, value, context, at) : sensitive(value);
    case 'list':
      return isList(value) ? normalizeList(rule, value, context, at) : value;
    case 'set':
      return isList(value) ? [...value].sort(byPlainText) : value;
    case 'byField':
      return normalizeValue(ruleByField(rule, siblings), value, siblings, context, at);
    case 'plain':
    case 'cleared':
    case 'createOnly':
    case 'readOnly':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
      return sensitive(value);
  }
};

const normalizeNested = (
  rule: Extract<FieldRule, { kind: 'nested' }>,
  value: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  const result: Record<string, JsonValue> = {};
  for (const [field, member] of Object.entries(value)) {
    const place = below(at, field);
    if (isDroppedWithin(rule.fields, field)) continue;
    const known = ruleOf(rule.fields, field);
    const normalized = known
      ? normalizeValue(known, member, value, context, place)
      : rule.others === 'plain'
        ? sensitive(member)
        : search(member, context, place);
    if (rule.dropEmptyLists && isList(normalized) && normalized.length === 0) continue;
    result[field] = normalized;
  }
  return result;
};

const normalizeList = (rule: ObjectList, items: readonly JsonValue[], context: Context, at: Pointer): JsonValue => {
  const fields = itemFields(rule);
  const inOrder = rule.position ? [...items].sort(byNumberIn(rule.position)) : items;
  const named = inOrder.map((item, position) =>
    isObject(item) ? normalizeObject(fields, item, context, below(at, position)) : item,
  );
  return rule.unordered ? named.sort(byPlainText) : named;
};

const normalizeMap = (rule: ReferenceMap, value: JsonObject, context: Context, at: Pointer): JsonObject => {
  const named = Object.entries(value).map(([id, member]) => {
    const name = nameOf(rule.keys, id, value, context, at);
    const key = plainText(name);
    return [key, normalizeValue(rule.values, member, value, context, below(at, key))] as const;
  });
  return Object.fromEntries(named.sort(([one], [other]) => byText(one, other)));
};

const namesOf = (
  rule: ReferenceList,
  value: JsonValue,
  siblings: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
  const ids = rule.written === 'text' ? splitText(value) : value;
  if (!isList(ids)) return value;
  const names = ids.map((id, position) => nameOf(rule.reference, id, siblings, context, below(at, position)));
  return rule.ordered ? names : names.sort(byPlainText);
};

const splitText = (value: JsonValue): JsonValue => {
  if (typeof value !== 'string') return value;
  if (holdsExpression(value)) return [value];
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
};

const nameOf = (rule: Reference, value: JsonValue, siblings: JsonObject, context: Context, at: Pointer): JsonValue => {
  if (typeof value !== 'string' || value === '') return value;
  if (rule.stored === 'name') return calledBy(rule, value, context);
  if (holdsExpression(value)) return { $expression: value };
  if (isBuiltInId(value)) return value;
  const thing = context.index.find(value, rule.to);
  if (!thing) return unresolved(value, context, at);
  const [name] = thing.names.slice(-1);
  const owners = thing.names.slice(0, -1);
  const isHere =
    rule.within === undefined ? isWithin(context.names, owners) : isOwner(siblings[rule.within], owners, context);
  const expected = rule.to.includes(thing.type) && isHere;
  return expected && name !== undefined ? name : typedReference(thing.type, thing.names);
};

/** The name of what is stored by its name, where the server has its ID in that place. */
const calledBy = ({ to }: Reference, value: string, { index }: Context): string => {
  const thing = index.find(value, to);
  return thing && to.includes(thing.type) ? (thing.names.at(-1) ?? value) : value;
};

/** True when the ID in the field beside the reference is that of the thing's owner. */
const isOwner = (id: JsonValue | undefined, owners: readonly string[], { index }: Context): boolean =>
  typeof id === 'string' && sameJson([...(index.find(id)?.names ?? [])], [...owners]);

/**
 * In a field we know nothing of: an ID of this space becomes a typed reference, anything else is carried as it is
 * (rules field-unknown).
 */
const search = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  if (typeof value === 'string') {
    const packageParameter = unfold(value);
    if (packageParameter) return { [JSON_TEXT]: search(packageParameter, context, at) };
    // Accounts of old servers have IDs such as `azuresubscription-web`: known ones are found by themselves.
    const thing = value.includes('-') && !isBuiltInId(value) ? context.index.find(value) : undefined;
    if (thing) return typedReference(thing.type, thing.names);
    return context.looksLikeId(value) ? unresolved(value, context, at) : value;
  }
  if (isList(value)) return value.map((item, position) => search(item, context, below(at, position)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => field !== 'Links')
      .map(([field, member]) => [field, search(member, context, below(at, field))]),
  );
};

/** A package parameter of a step template is JSON in a string: `{"PackageId":"Web","FeedId":"Feeds-1"}`. */
const unfold = (text: string): JsonObject | undefined => {
  if (!text.startsWith('{') || !text.includes('FeedId')) return undefined;
  const parsed = parseJson(text);
  const value = parsed.kind === 'value' ? parsed.json : undefined;
  return isObject(value) && typeof value['FeedId'] === 'string' && 'PackageId' in value ? value : undefined;
};

const unresolved = (id: string, context: Context, pointer: Pointer): JsonValue => {
  context.unresolved.push({ pointer, id });
  return { $unresolved: id };
};

const typedReference = (type: string, names: readonly string[]): JsonValue => ({ $reference: { type, names } });

const isWithin = (names: readonly string[], owners: readonly string[]): boolean =>
  owners.every((owner, level) => names[level] === owner);

/** `{ HasValue, NewValue, Hint }` is how the API writes a sensitive value, wherever one may stand. */
const isSensitiveValue = (value: JsonValue): boolean => isObject(value) && typeof value['HasValue'] === 'boolean';

const sensitive = (value: JsonValue): JsonValue =>
  isObject(value) && isSensitiveValue(value) ? secret(value['HasValue'] === true) : value;

const byNumberIn =
  (field: string) =>
  (one: JsonValue, other: JsonValue): number =>
    numberIn(one, field) - numberIn(other, field);

const numberIn = (item: JsonValue, field: string): number => {
  const number = isObject(item) ? item[field] : undefined;
  return typeof number === 'number' ? number : 0;
};
