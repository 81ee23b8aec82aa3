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
  type ObjectList,
  type Reference,
  type ReferenceList,
  type ReferenceMap,
  type ResourceType,
} from '../catalogue/index.js';
import { byPlainText, plainText } from '../model/canonical.js';
import { isList, isObject, sameJson, setField, type JsonObject, type JsonValue } from '../model/json.js';
import {
  BUILT_IN,
  JSON_TEXT,
  LIST_TEXT,
  holdsExpression,
  isBuiltInId,
  isConstantId,
  secret,
} from '../model/markers.js';
import { byText, foldName } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';
import type { IdIndex, IdShapes, NamedThing } from './id-index.js';

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
  readonly shapes: IdShapes;
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
  { index, names, shapes }: Omit<Context, 'unresolved'>,
): Normalized => {
  const context: Context = { index, names, shapes, unresolved: [] };
  const document = normalizeObject(ownFields(type), raw, context, ROOT);
  const builtIn = builtInIdOf(type, raw);
  const marked = builtIn === undefined ? document : { ...document, [BUILT_IN]: builtIn };
  return { document: marked, unresolved: context.unresolved };
};

/**
 * What a text says. An expression that calls a step of the project by its slug calls it by its name, which it has on every
 * server (rules process-slug-references).
 */
const textOfValue = (text: string, { index, names }: Context): string =>
  text.includes('#{') && text.includes('[')
    ? text.replace(stepInExpression, (whole, before: string, slug: string) => {
        const thing = index.withSlug(names.slice(0, 2), slug) ?? index.withSlug(names.slice(0, 1), slug);
        const name = thing?.names.at(-1) ?? slug;
        return foldName(name) === foldName(slug) || name.includes(']') ? whole : `${before}[${name}]`;
      })
    : text;

const stepInExpression = /(\bOctopus\.(?:Action|Step))\[([^\][#]+)\]/g;

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
      return isObject(value) ? normalizeNested(rule, value, context, at) : sensitive(value);
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
      : rule.others === 'found'
        ? search(member, context, place)
        : unknown(field, member, context, place);
    if (rule.dropEmptyLists && isList(normalized) && normalized.length === 0) continue;
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
  if (rule.stored === 'slug') return stepOf(rule, value, context, at);
  if (isBuiltInId(value)) return value;
  const thing = context.index.find(value, rule.to);
  if (!thing) return unresolved(value, context, at);
  const [name] = thing.names.slice(-1);
  const owners = thing.names.slice(0, -1);
  const isHere =
    rule.within === undefined ? isWithin(context.names, owners) : isOwner(siblings[rule.within], owners, context);
  // By its name alone goes what is of the first type: two things of other types may have one name.
  const expected = rule.to[0] === thing.type && isHere;
  return expected && name !== undefined ? name : typedReference(thing);
};

/** A step by its slug becomes its name; the slug of one that is in Git is the same everywhere. */
const stepOf = ({ to: [type] }: Reference, slug: string, context: Context, at: Pointer): JsonValue => {
  const owner = context.names.slice(0, 1);
  const thing = context.index.called(type, owner, slug);
  if (thing) return thing.names.at(-1) ?? slug;
  return context.index.knowsOf(type, owner) ? unresolved(slug, context, at) : { $expression: slug };
};

/** The name of what is stored by its name, where the server has its ID or its slug in that place. */
const calledBy = ({ to }: Reference, value: string, { index, names }: Context): string => {
  const thing = index.find(value, to) ?? index.called(to[0], names.slice(0, 1), value);
  return thing && to.includes(thing.type) ? (thing.names.at(-1) ?? value) : value;
};

/** True when the ID in the field beside the reference is that of the thing's owner. */
const isOwner = (id: JsonValue | undefined, owners: readonly string[], { index }: Context): boolean =>
  typeof id === 'string' && sameJson([...(index.find(id)?.names ?? [])], [...owners]);

/**
 * A field that no declaration knows (rules field-unknown). One that is called after an ID holds a reference; all else is text,
 * whatever it looks like: a name, a description, a role (rules names-text-stays).
 */
const unknown = (field: string, value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  if (typeof value === 'string')
    return calledAfterId.test(field) ? identified(value, context, at) : textOfValue(value, context);
  if (isList(value)) return value.map((item, position) => unknown(field, item, context, below(at, position)));
  return isObject(value) ? membersOf(value, at, (member, name, place) => unknown(name, member, context, place)) : value;
};

const calledAfterId = /Ids?$/;

/** An ID that nothing here has leads nowhere on the destination either, or to something else. */
const identified = (value: string, context: Context, at: Pointer): JsonValue => {
  const thing = thingOf(value, context);
  if (thing) return typedReference(thing);
  return context.shapes.looksLikeId(value) ? unresolved(value, context, at) : value;
};

/**
 * A property of a step, template or package: where the space has the very ID, it is a reference: alone, among others, or in
 * JSON at any depth (rules names-ids-anywhere). Anything else is text.
 */
const search = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  if (typeof value === 'string') return searchText(value, context, at);
  if (isList(value)) return value.map((item, position) => search(item, context, below(at, position)));
  return isObject(value) ? membersOf(value, at, (member, _name, place) => search(member, context, place)) : value;
};

const membersOf = (
  value: JsonObject,
  at: Pointer,
  change: (member: JsonValue, name: string, place: Pointer) => JsonValue,
): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'Links')
      .map(([name, member]) => [name, change(member, name, below(at, name))]),
  );

const searchText = (text: string, context: Context, at: Pointer): JsonValue => {
  const thing = thingOf(text, context);
  if (thing) return typedReference(thing);
  // It may be the ID of something that could not be read: then nobody may take it for text (rules incomplete-unknown).
  if (context.shapes.isUnread(text)) return unresolved(text, context, at);
  return searchList(text, context, at) ?? searchJson(text, context, at) ?? textOfValue(text, context);
};

/** Accounts of old servers have IDs such as `azuresubscription-web`: known ones are found by themselves. */
const thingOf = (text: string, { index }: Context): NamedThing | undefined =>
  text.includes('-') && !isConstantId(text) ? index.find(text) : undefined;

/** IDs that are separated by commas, of which the space has one at least. */
const searchList = (text: string, context: Context, at: Pointer): JsonValue | undefined => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length < 2 || !parts.some((part) => thingOf(part, context))) return undefined;
  const isList = parts.every(
    (part) => isConstantId(part) || thingOf(part, context) !== undefined || context.shapes.looksLikeId(part),
  );
  if (!isList) return undefined;
  return {
    [LIST_TEXT]: parts.map((part, position) =>
      isConstantId(part) ? part : identified(part, context, below(at, position)),
    ),
  };
};

/** JSON that holds a reference is unfolded; a package parameter (`{"PackageId":"Web","FeedId":"#{Feed}"}`) is always. */
const searchJson = (text: string, context: Context, at: Pointer): JsonValue | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const parsed = parseJson(text);
  if (parsed.kind !== 'value') return undefined;
  const unfolded = search(parsed.json, context, at);
  return isPackageParameter(parsed.json) || !sameJson(unfolded, parsed.json) ? { [JSON_TEXT]: unfolded } : undefined;
};

const isPackageParameter = (value: JsonValue): boolean =>
  isObject(value) && typeof value['FeedId'] === 'string' && 'PackageId' in value;

const unresolved = (id: string, context: Context, pointer: Pointer): JsonValue => {
  context.unresolved.push({ pointer, id });
  return { $unresolved: id };
};

const typedReference = ({ type, names }: NamedThing): JsonValue => ({ $reference: { type, names } });

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
