import type { Reference, ReferenceList } from '../../catalogue/index.js';
import { isList, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { isBuiltInId, isExpression, unresolvedKey } from '../../model/markers.js';
import { below, type Pointer } from '../../model/pointer.js';
import { builtInId, type Context } from './context.js';
import { writeFound } from './found.js';

/** The ID that the server has for a name in a field that is declared a reference. */
export const idFor = (
  rule: Reference,
  value: JsonValue,
  siblings: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
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

/** The IDs for a list of names, also where they are one text there. */
export const idsFor = (
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
export const keyFor = (rule: Reference, name: string, siblings: JsonObject, context: Context, at: Pointer): string => {
  const lost = unresolvedKey(name);
  if (lost === undefined) return textOf(idFor(rule, name, siblings, context, at));
  return context.asStored ? lost.$unresolved : textOf(writeFound(lost, context, at));
};

/** A step by the slug that this server gave it; a server takes a name, too (rules process-slug-references). */
const slugFor = ({ to: [type] }: Reference, name: string, { slugOf, names }: Context): string =>
  slugOf?.(type, [...names.slice(0, 1), name]) ?? name;
