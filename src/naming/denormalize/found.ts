import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import {
  isBuiltInId,
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isTypedReference,
  isUnresolved,
  JSON_TEXT,
  LIST_TEXT,
  type Needed,
  type TypedReference,
} from '../../model/markers.js';
import { below, type Pointer } from '../../model/pointer.js';
import { builtInId, type Context } from './context.js';

/** A value in a field without a rule of its own: markers anywhere inside it are written as the API has them. */
export const writeFound = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isPlaceholder(value)) return sensitiveObject(context.secretFor?.(at) ?? value.$placeholder);
  if (isNeeded(value)) return supplied(value, context, at);
  if (isObject(value) && value[JSON_TEXT] !== undefined)
    return JSON.stringify(writeFound(value[JSON_TEXT], context, at));
  if (isObject(value) && isList(value[LIST_TEXT])) return joined(writeFound(value[LIST_TEXT], context, at));
  if (isSecret(value)) return secretHere(value.$secret, context, at);
  if (isExpression(value)) return value.$expression;
  if (isUnresolved(value))
    return refused(`${value.$unresolved} is an ID of the source: it means nothing here.`, context, at);
  if (isTypedReference(value)) return referenced(value.$reference, context, at);
  if (isList(value)) return value.map((item, position) => writeFound(item, context, below(at, position)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, writeFound(member, context, below(at, field))]),
  );
};

/** A secret that is a bare text in its field. */
export const writeFlatSecret = (value: JsonValue, context: Context, at: Pointer): JsonValue => {
  if (isPlaceholder(value)) return context.secretFor?.(at) ?? value.$placeholder;
  if (!isSecret(value)) return value;
  // Without a value and without an ID it would be lost.
  return value.$secret && !context.asStored ? refused(notCopied, context, at) : null;
};

const notCopied = 'A secret cannot be copied: only its presence is known.';

/** Several IDs in one text. */
const joined = (ids: JsonValue): string => (isList(ids) ? ids.map(textOf).join(',') : '');

const supplied = ({ $needed }: Needed, context: Context, at: Pointer): JsonValue => {
  const text = context.secretFor?.(at);
  return text === undefined ? refused(`${$needed} has to be supplied.`, context, at) : sensitiveObject(text);
};

const secretHere = (isThere: boolean, context: Context, at: Pointer): JsonValue => {
  if (context.asStored) return { HasValue: isThere, NewValue: null };
  if (isThere) refused(notCopied, context, at);
  return { HasValue: false, NewValue: null };
};

const referenced = ({ type, names }: TypedReference['$reference'], context: Context, at: Pointer): JsonValue => {
  const [name = ''] = names;
  const id = isBuiltInId(name) ? builtInId([type], name, context) : context.idOf(type, names);
  return id ?? refused(`The destination has no ${type} named "${names.join(' / ')}".`, context, at);
};

/** Nothing is written in the place, which is listed with the reason. */
const refused = (why: string, context: Context, pointer: Pointer): null => {
  context.unwritable.push({ pointer, why });
  return null;
};

const sensitiveObject = (text: string): JsonObject =>
  text === '' ? { HasValue: false, NewValue: null } : { HasValue: true, NewValue: text };
