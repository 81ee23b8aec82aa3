import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isConstantId, JSON_TEXT, LIST_TEXT, secret } from '../../model/markers.js';
import { parseJson } from '../../model/parse-json.js';
import { below, type Pointer } from '../../model/pointer.js';
import type { NamedThing } from '../id-index.js';
import { textOfValue, typedReference, unresolved, type Context } from './context.js';

/**
 * A field that no declaration knows (rules field-unknown). One that is called after an ID holds a reference; all else is text,
 * whatever it looks like: a name, a description, a role (rules names-text-stays).
 */
export const unknown = (field: string, value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  if (typeof value === 'string')
    return calledAfterId.test(field) ? identified(value, context, at) : textOfValue(value, context);
  if (isList(value)) return value.map((item, position) => unknown(field, item, context, below(at, position)));
  return isObject(value) ? membersOf(value, at, (member, name, place) => unknown(name, member, context, place)) : value;
};

/**
 * A property of a step, template or package: where the space has the very ID, it is a reference: alone, among others, or in
 * JSON at any depth (rules names-ids-anywhere). Anything else is text.
 */
export const search = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isSensitiveValue(value)) return sensitive(value);
  if (typeof value === 'string') return searchText(value, context, at);
  if (isList(value)) return value.map((item, position) => search(item, context, below(at, position)));
  return isObject(value) ? membersOf(value, at, (member, _name, place) => search(member, context, place)) : value;
};

const calledAfterId = /Ids?$/;

/** An ID that nothing here has leads nowhere on the destination either, or to something else. */
const identified = (value: string, context: Context, at: Pointer): JsonValue => {
  const thing = thingOf(value, context);
  if (thing) return typedReference(thing);
  return context.shapes.looksLikeId(value) ? unresolved(value, context, at) : value;
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

/** A sensitive value becomes a marker that says whether there is one; anything else stays. */
export const sensitive = (value: JsonValue): JsonValue =>
  isObject(value) && isSensitiveValue(value) ? secret(value['HasValue'] === true) : value;

/** `{ HasValue, NewValue, Hint }` is how the API writes a sensitive value, wherever one may stand. */
export const isSensitiveValue = (value: JsonValue): boolean =>
  isObject(value) && typeof value['HasValue'] === 'boolean';
