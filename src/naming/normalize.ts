import {
  builtInIdOf,
  isDropped,
  isDroppedWithin,
  itemFields,
  ownFields,
  ruleByField,
  ruleOf,
  type FieldRule,
  type Fields,
  type Nested,
  type ObjectList,
  type ReferenceMap,
  type ResourceType,
} from '../catalogue/index.js';
import { byPlainText, plainText } from '../model/canonical.js';
import { isList, isObject, mapFields, setField, type JsonObject, type JsonValue } from '../model/json.js';
import { BUILT_IN, secret } from '../model/markers.js';
import { byText } from '../model/names.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';
import { withoutSignIn } from '../model/sign-in.js';
import { textOfValue, type Context, type UnresolvedPlace } from './normalize/context.js';
import { nameOf, namesOf } from './normalize/names.js';
import { isSensitiveValue, search, sensitive, unknown } from './normalize/search.js';

export interface Normalized {
  readonly document: JsonObject;
  readonly unresolved: readonly UnresolvedPlace[];
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
  { index, names, shapes }: Omit<Context, 'unresolved'>,
): Normalized => {
  const context: Context = { index, names, shapes, unresolved: [] };
  const document = normalizeObject(ownFields(type), raw, context, ROOT);
  const builtIn = builtInIdOf(type, raw);
  const marked = builtIn === undefined ? document : { ...document, [BUILT_IN]: builtIn };
  return { document: marked, unresolved: context.unresolved };
};

const normalizeObject = (fields: Fields, raw: JsonObject, context: Context, at: Pointer): JsonObject => {
  const result: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(raw)) {
    if (isDropped(fields, field)) continue;
    const rule = ruleOf(fields, field);
    const place = below(at, field);
    setField(
      result,
      field,
      rule ? normalizeValue(rule, value, raw, context, place) : unknown(field, value, context, place),
    );
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
      return isObject(value) ? normalizeNested(rule.fields, value, context, at, rule) : sensitive(value);
    case 'list':
      return isList(value) ? normalizeList(rule, value, context, at) : value;
    case 'set':
      return isList(value) ? [...value].sort(byPlainText) : value;
    case 'byField':
      return normalizeValue(ruleByField(rule, siblings), value, siblings, context, at);
    case 'found':
      return search(value, context, at);
    case 'plain':
      return typeof value === 'string' ? textOfValue(value, context) : sensitive(value);
    case 'readOnly':
      return rule.fields && isObject(value) ? readOnlyObject(rule.fields, value, context, at) : sensitive(value);
    case 'cleared':
    case 'createOnly':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
      return sensitive(value);
  }
};

/** What nobody writes needs no password: a server shows that of a URL in clear (rules always-secrets). */
const readOnlyObject = (fields: Fields, value: JsonObject, context: Context, at: Pointer): JsonValue => {
  const result = normalizeNested(fields, value, context, at);
  if (!isObject(result)) return result;
  return mapFields(result, (member) => (typeof member === 'string' ? withoutSignIn(member) : member));
};

const normalizeNested = (
  fields: Fields,
  value: JsonObject,
  context: Context,
  at: Pointer,
  { others, dropEmptyLists }: Partial<Pick<Nested, 'others' | 'dropEmptyLists'>> = {},
): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  const result: Record<string, JsonValue> = {};
  for (const [field, member] of Object.entries(value)) {
    const place = below(at, field);
    if (isDroppedWithin(fields, field)) continue;
    const known = ruleOf(fields, field);
    const normalized = known
      ? normalizeValue(known, member, value, context, place)
      : others === 'found'
        ? search(member, context, place)
        : unknown(field, member, context, place);
    if (dropEmptyLists && isList(normalized) && normalized.length === 0) continue;
    setField(result, field, normalized);
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

const byNumberIn =
  (field: string) =>
  (one: JsonValue, other: JsonValue): number =>
    numberIn(one, field) - numberIn(other, field);

const numberIn = (item: JsonValue, field: string): number => {
  const number = isObject(item) ? item[field] : undefined;
  return typeof number === 'number' ? number : 0;
};
