import {
  ruleByField,
  ruleOf,
  type CurrentVersion,
  type FieldRule,
  type Fields,
  type ObjectList,
  type Reference,
  type ReferenceList,
  type ResourceType,
} from '../catalogue/index.js';
import { memberKey } from '../model/canonical.js';
import { isList, isObject, sameJson, textOf, setField, type JsonObject, type JsonValue } from '../model/json.js';
import {
  BUILT_IN,
  isBuiltInId,
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isTypedReference,
  isUnresolved,
  unresolvedKey,
  JSON_TEXT,
  LIST_TEXT,
  type Needed,
} from '../model/markers.js';
import { type ThingName, type TypeName } from '../model/names.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';

/** A place whose name has no ID on the server, or whose value cannot be written at all. */
export interface Unwritable {
  /** Within the normalized document. */
  readonly pointer: Pointer;
  readonly why: string;
}

export interface Denormalized {
  readonly body: JsonObject;
  readonly unwritable: readonly Unwritable[];
}

export interface Surroundings {
  /** The ID that the live server has for a name, or undefined. */
  readonly idOf: (type: ThingName, names: readonly string[]) => string | undefined;
  /** The slug that the live server has for a name, where it gives slugs. */
  readonly slugOf?: (type: ThingName, names: readonly string[]) => string | undefined;
  /** The names of the item, its parents' first. */
  readonly names: readonly string[];
  /** The ID of the parent, for types that have one. */
  readonly parentId?: string | undefined;
  /** A real value for a placeholder, if a person supplied one; the pointer is within the normalized document. */
  readonly secretFor?: (pointer: Pointer) => string | undefined;
  /** What a field of a live document says, for versions that each server counts for itself. */
  readonly fieldOf?: (type: TypeName, names: readonly string[], field: string) => JsonValue | undefined;
  /**
   * The document as a server would have it stored, not as a request: read-only fields are in it, and secrets are said to
   * be there without a value. For loading a snapshot into a sandbox.
   */
  readonly asStored?: boolean;
}

/** The document as the server has it now, and the same normalized: what a PUT starts from. */
export interface Base {
  readonly raw: JsonObject;
  readonly document: JsonObject;
}

interface Context extends Surroundings {
  readonly unwritable: Unwritable[];
}

/**
 * Turns a normalized document into a request body: names become IDs of the live server, placeholders become values. The
 * inverse of `normalize`.
 *
 * With a `base`, everything in which `document` says the same as `base.document` is sent exactly as the server has it,
 * IDs, tokens and fields unknown to us included: a PUT changes only what the changeset says (rules apply-fresh-put).
 * List items keep their IDs: paired by name, or by position where they have none.
 */
export const denormalize = (
  type: ResourceType,
  document: JsonObject,
  surroundings: Surroundings,
  base?: Base,
): Denormalized => {
  const context: Context = { ...surroundings, unwritable: [] };
  const body = writeObject(type.fields, document, base, context, ROOT);
  const parent = type.parent && context.parentId !== undefined ? { [type.parent.field]: context.parentId } : {};
  return { body: { ...body, ...parent }, unwritable: context.unwritable };
};

const writeObject = (
  fields: Fields,
  document: JsonObject,
  base: Base | undefined,
  context: Context,
  at: Pointer,
): JsonObject => {
  const body: Record<string, JsonValue> = { ...base?.raw };
  for (const field of Object.keys(base?.document ?? {})) {
    if (!Object.hasOwn(document, field)) Reflect.deleteProperty(body, field);
  }
  for (const [field, value] of Object.entries(document)) {
    const rule = ruleOf(fields, field);
    if (field === BUILT_IN || rule?.kind === 'picture' || (rule?.kind === 'readOnly' && !context.asStored)) continue;
    if (base && sameJson(value, base.document[field])) continue;
    const place = below(at, field);
    const before = baseOf(base, field);
    setField(
      body,
      field,
      rule ? writeValue(rule, value, document, before, context, place) : writeFound(value, context, place),
    );
  }
  for (const [field, rule] of Object.entries(fields)) {
    if (rule.kind !== 'currentVersion') continue;
    const version = versionHere(rule, document, context);
    if (version !== undefined) body[field] = version;
  }
  return body;
};

/** Properties are text, so the version is too. */
const versionHere = (
  { of, types, field }: CurrentVersion,
  document: JsonObject,
  context: Context,
): string | undefined => {
  const name = document[of];
  if (typeof name !== 'string') return undefined;
  const version = types.map((type) => context.fieldOf?.(type, [name], field)).find((found) => found !== undefined);
  return typeof version === 'number' || typeof version === 'string' ? String(version) : undefined;
};

interface ValueBase {
  readonly raw: JsonValue | undefined;
  readonly value: JsonValue | undefined;
}

const baseOf = (base: Base | undefined, field: string): ValueBase => ({
  raw: base?.raw[field],
  value: base?.document[field],
});

const objectBase = ({ raw, value }: ValueBase): Base | undefined =>
  isObject(raw) && isObject(value) ? { raw, document: value } : undefined;

const writeValue = (
  rule: FieldRule,
  value: JsonValue,
  siblings: JsonObject,
  base: ValueBase,
  context: Context,
  at: Pointer,
): JsonValue => {
  switch (rule.kind) {
    case 'reference':
      return idFor(rule, value, siblings, context, at);
    case 'references':
      return idsFor(rule, value, siblings, context, at);
    case 'referenceMap':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, member]) => [
              keyFor(rule.keys, name, value, context, at),
              writeValue(rule.values, member, value, { raw: undefined, value: undefined }, context, below(at, name)),
            ]),
          )
        : value;
    case 'secret':
      return rule.written === 'flat' ? writeFlatSecret(value, context, at) : writeFound(value, context, at);
    case 'nested':
      return isObject(value) && !isSecret(value) && !isPlaceholder(value)
        ? writeObject(rule.fields, value, objectBase(base), context, at)
        : writeFound(value, context, at);
    case 'list':
      return isList(value) ? writeList(rule, value, base, context, at) : value;
    case 'byField':
      return writeValue(ruleByField(rule, siblings), value, siblings, base, context, at);
    case 'set':
    case 'plain':
    case 'found':
    case 'cleared':
    case 'createOnly':
    case 'readOnly':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
      return writeFound(value, context, at);
  }
};

const writeList = (
  rule: ObjectList,
  items: readonly JsonValue[],
  base: ValueBase,
  context: Context,
  at: Pointer,
): JsonValue => {
  const before = pairable(rule, base);
  return items.map((item, position) => {
    if (!isObject(item)) return item;
    const own = before(item, position);
    const body = writeObject(rule.fields, item, own, context, below(at, position));
    return rule.position ? { ...body, [rule.position]: position } : body;
  });
};

/** Finds, for an item of a list, what the server has in its place: by name, or by position where items have none. */
const pairable = (
  rule: ObjectList,
  { raw, value }: ValueBase,
): ((item: JsonObject, position: number) => Base | undefined) => {
  if (!isList(raw) || !isList(value)) return () => undefined;
  const { by, position: positionField } = rule;
  const rawInOrder = positionField
    ? [...raw].sort((one, other) => numberIn(one, positionField) - numberIn(other, positionField))
    : raw;
  const pairs = value.flatMap((document, index) => {
    const counterpart = rawInOrder[index];
    return isObject(document) && isObject(counterpart) ? [{ document, raw: counterpart }] : [];
  });
  if (by === undefined) return (_item, position) => pairs[position];
  const byName = new Map(pairs.map((pair) => [memberKey(pair.document[by]), pair]));
  return (item) => byName.get(memberKey(item[by]));
};

const numberIn = (item: JsonValue, field: string): number => {
  const value = isObject(item) ? item[field] : undefined;
  return typeof value === 'number' ? value : 0;
};

const idsFor = (
  rule: ReferenceList,
  value: JsonValue,
  siblings: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
  if (!isList(value)) return value;
  const ids = value.map((name, position) => idFor(rule.reference, name, siblings, context, below(at, position)));
  return rule.written === 'text' ? ids.map(textOf).join(',') : ids;
};

/** A key of a map of references. One that had no name stays the ID that it was, where a server is loaded from what it said. */
const keyFor = (rule: Reference, name: string, siblings: JsonObject, context: Context, at: Pointer): string => {
  const lost = unresolvedKey(name);
  if (lost === undefined) return textOf(idFor(rule, name, siblings, context, at));
  return context.asStored ? lost.$unresolved : textOf(writeFound(lost, context, at));
};

const idFor = (rule: Reference, value: JsonValue, siblings: JsonObject, context: Context, at: Pointer): JsonValue => {
  if (isExpression(value)) return value.$expression;
  if (typeof value !== 'string') return writeFound(value, context, at);
  if (value === '' || rule.stored === 'name') return value;
  if (isBuiltInId(value)) return builtInId(rule.to, value, context);
  if (rule.stored === 'slug') return slugFor(rule, value, context);
  const owner = rule.within === undefined ? undefined : siblings[rule.within];
  for (const type of rule.to) {
    const id =
      typeof owner === 'string'
        ? context.idOf(type, [owner, value])
        : (context.idOf(type, [value]) ?? context.idOf(type, [...context.names.slice(0, 1), value]));
    if (id !== undefined) return id;
  }
  context.unwritable.push({ pointer: at, why: `The destination has no ${rule.to.join(' or ')} named "${value}".` });
  return null;
};

const writeFlatSecret = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isPlaceholder(value)) return context.secretFor?.(at) ?? value.$placeholder;
  return isSecret(value) ? null : value;
};

/** A value in a field without a rule of its own: markers anywhere inside it are written as the API has them. */
const writeFound = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isPlaceholder(value)) return sensitiveObject(context.secretFor?.(at) ?? value.$placeholder);
  if (isNeeded(value)) return supplied(value, context, at);
  if (isObject(value) && value[JSON_TEXT] !== undefined)
    return JSON.stringify(writeFound(value[JSON_TEXT], context, at));
  if (isObject(value) && isList(value[LIST_TEXT])) return joined(writeFound(value[LIST_TEXT], context, at));
  if (isSecret(value)) {
    if (context.asStored) return { HasValue: value.$secret, NewValue: null };
    if (value.$secret)
      context.unwritable.push({ pointer: at, why: 'A secret cannot be copied: only its presence is known.' });
    return { HasValue: false, NewValue: null };
  }
  if (isExpression(value)) return value.$expression;
  if (isUnresolved(value)) {
    context.unwritable.push({
      pointer: at,
      why: `${value.$unresolved} is an ID of the source: it means nothing here.`,
    });
    return null;
  }
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    const [name = ''] = names;
    const id = isBuiltInId(name) ? builtInId([type], name, context) : context.idOf(type, names);
    if (id === undefined) {
      context.unwritable.push({ pointer: at, why: `The destination has no ${type} named "${names.join(' / ')}".` });
    }
    return id ?? null;
  }
  if (isList(value)) return value.map((item, position) => writeFound(item, context, below(at, position)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, writeFound(member, context, below(at, field))]),
  );
};

/** A step by the slug that this server gave it; a server takes a name, too (rules process-slug-references). */
const slugFor = ({ to: [type] }: Reference, name: string, { slugOf, names }: Context): string =>
  slugOf?.(type, [...names.slice(0, 1), name]) ?? name;

/** Several IDs in one text. */
const joined = (ids: JsonValue): string => (isList(ids) ? ids.map(textOf).join(',') : '');

/** What a space has by itself has an ID of its own there, or the one that it has everywhere (rules names-built-in-feeds). */
const builtInId = (types: readonly ThingName[], name: string, { idOf }: Context): string =>
  types.map((type) => idOf(type, [name])).find((id) => id !== undefined) ?? name;

const supplied = ({ $needed }: Needed, context: Context, at: Pointer): JsonValue => {
  const text = context.secretFor?.(at);
  if (text !== undefined) return sensitiveObject(text);
  context.unwritable.push({ pointer: at, why: `${$needed} has to be supplied.` });
  return null;
};

const sensitiveObject = (text: string): JsonObject =>
  text === '' ? { HasValue: false, NewValue: null } : { HasValue: true, NewValue: text };
