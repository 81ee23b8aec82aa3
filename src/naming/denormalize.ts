import {
  ruleByField,
  ruleOf,
  type CurrentVersion,
  type FieldRule,
  type Fields,
  type ObjectList,
  type ReferenceMap,
  type ResourceType,
} from '../catalogue/index.js';
import { memberKey } from '../model/canonical.js';
import { isList, isObject, sameJson, setField, type JsonObject, type JsonValue } from '../model/json.js';
import { BUILT_IN, isPlaceholder, isSecret, unresolvedKey } from '../model/markers.js';
import { below, ROOT, segmentsOf, type Pointer } from '../model/pointer.js';
import type { Base, Context, Surroundings, Unwritable, ValueBase } from './denormalize/context.js';
import { writeFlatSecret, writeFound } from './denormalize/found.js';
import { idFor, idsFor, keyFor } from './denormalize/ids.js';
import { pairItems } from './denormalize/pair-items.js';

export type { Base };

export interface Denormalized {
  readonly body: JsonObject;
  readonly unwritable: readonly Unwritable[];
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
      rule ? writeValue(rule, value, document, before, context, place) : writeOpen(value, before, context, place),
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
      return isObject(value) ? writeMap(rule, value, objectBase(base), context, at) : value;
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
      return writeOpen(value, base, context, at);
  }
};

const writeMap = (
  { keys, values }: ReferenceMap,
  map: JsonObject,
  base: Base | undefined,
  context: Context,
  at: Pointer,
): JsonObject =>
  Object.fromEntries(
    Object.entries(map).map(([name, member]) => {
      const before = base?.document[name];
      const own = before === undefined ? undefined : unresolvedKey(name);
      const key = own ? own.$unresolved : keyFor(keys, name, map, context, at);
      const raw = base?.raw[key];
      if (raw !== undefined && sameJson(member, before)) return [key, raw];
      return [key, writeValue(values, member, map, { raw, value: before }, context, below(at, name))];
    }),
  );

/** A value in which no rule says what stands: what is inside an object, and was there before, is sent as it was. */
const writeOpen = (value: JsonValue, base: ValueBase, context: Context, at: Pointer): JsonValue => {
  if (base.raw !== undefined && base.value !== undefined && sameJson(value, base.value)) return base.raw;
  const before = objectBase(base);
  if (!before || !isObject(value) || Object.keys(value).some((field) => field.startsWith('$')))
    return writeFound(value, context, at);
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [
      field,
      writeOpen(member, baseOf(before, field), context, below(at, field)),
    ]),
  );
};

const writeList = (
  rule: ObjectList,
  items: readonly JsonValue[],
  base: ValueBase,
  context: Context,
  at: Pointer,
): JsonValue => {
  const before = pairItems(rule, items, base, oldNamesAt(context, at));
  return items.map((item, position) => {
    if (!isObject(item)) return item;
    if (before.unclear.has(position))
      context.unwritable.push({
        pointer: below(at, position),
        why: 'Of several secrets one goes, and which of them this one is cannot be told: remove the other in the portal first.',
      });
    const own = before.of[position];
    const body = writeObject(rule.fields, item, own, context, below(at, position));
    return rule.position ? { ...body, [rule.position]: position } : body;
  });
};

/** What members of a list are called until they get their new names. */
const oldNamesAt = ({ calledAnew = [] }: Context, at: Pointer): ReadonlyMap<string, string> => {
  const list = segmentsOf(at).filter((_, level) => level % 2 === 0);
  const own = calledAnew.filter((one) => sameJson([...one.at], list));
  return new Map(own.map(({ from, to }) => [memberKey(to), memberKey(from)]));
};
