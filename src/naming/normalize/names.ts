import type { Reference, ReferenceList } from '../../catalogue/index.js';
import { byPlainText } from '../../model/canonical.js';
import { isList, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { holdsExpression, isBuiltInId } from '../../model/markers.js';
import { below, type Pointer } from '../../model/pointer.js';
import { typedReference, unresolved, type Context } from './context.js';

/** The name for an ID in a field that is declared a reference; what it does not name is marked. */
export const nameOf = (
  rule: Reference,
  value: JsonValue,
  siblings: JsonObject,
  context: Context,
  at: Pointer,
): JsonValue => {
  if (typeof value !== 'string' || value === '') return value;
  if (rule.stored === 'name') return calledBy(rule, value, context);
  if (holdsExpression(value)) return { $expression: value };
  if (rule.stored === 'slug') return stepOf(rule, value, context, at);
  if (isBuiltInId(value)) return value;
  const thing = context.index.find(value, rule.to, context.names[0]);
  if (!thing) return unresolved(value, context, at);
  const [name] = thing.names.slice(-1);
  const owners = thing.names.slice(0, -1);
  const isHere =
    rule.within === undefined ? isWithin(context.names, owners) : isOwner(siblings[rule.within], owners, context);
  // By its name alone goes what is of the first type: two things of other types may have one name.
  const expected = rule.to[0] === thing.type && isHere;
  return expected && name !== undefined ? name : typedReference(thing);
};

/** The names for a list of IDs, also where they are one text. */
export const namesOf = (
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

/** A step by its slug becomes its name; the slug of one that is in Git is the same everywhere. */
const stepOf = ({ to: [type] }: Reference, slug: string, context: Context, at: Pointer): JsonValue => {
  const owner = context.names.slice(0, 1);
  const thing = context.index.called(type, owner, slug);
  if (thing) return thing.names.at(-1) ?? slug;
  return context.index.knowsOf(type, owner) ? unresolved(slug, context, at) : { $expression: slug };
};

/** The name of what is stored by its name, where the server has its ID or its slug in that place. */
const calledBy = ({ to }: Reference, value: string, { index, names }: Context): string => {
  const thing = index.find(value, to, names[0]) ?? index.called(to[0], names.slice(0, 1), value);
  return thing && to.includes(thing.type) ? (thing.names.at(-1) ?? value) : value;
};

/** True when the ID in the field beside the reference is that of the thing's owner. */
const isOwner = (id: JsonValue | undefined, owners: readonly string[], { index }: Context): boolean =>
  typeof id === 'string' && sameJson([...(index.find(id)?.names ?? [])], [...owners]);

/** By its name alone goes what is found so: what belongs to nothing, or to the same project. A step of a runbook is within that, too. */
const isWithin = (names: readonly string[], owners: readonly string[]): boolean =>
  owners.length <= 1 && owners.every((owner, level) => names[level] === owner);
