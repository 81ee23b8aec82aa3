import {
  allTypes,
  insideOf,
  itemFields,
  partsOf,
  ruleAt,
  ruleByField,
  rulesIn,
  type FieldRule,
  type Fields,
  type ObjectList,
} from '../../catalogue/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { isPlaceholder, isTypedReference, JSON_TEXT, LIST_TEXT } from '../../model/markers.js';
import { isTypeName } from '../../model/names.js';
import type { Note } from './defect.js';

/** The markers that stand for a value, and what each holds (model/markers.ts). */
const shapes: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  $secret: (value) => typeof value === 'boolean',
  $expression: (value) => typeof value === 'string',
  $reference: (value) =>
    isObject(value) &&
    Object.keys(value).sort().join() === 'names,type' &&
    typeof value['type'] === 'string' &&
    (isTypeName(value['type']) || isPublished(value['type'])) &&
    isList(value['names']) &&
    value['names'].length > 0 &&
    value['names'].every((name) => typeof name === 'string'),
  $placeholder: (value) => typeof value === 'string',
  $needed: (value) => typeof value === 'string',
  $file: (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
  [JSON_TEXT]: (value) => isObject(value) || isList(value),
  [LIST_TEXT]: (value) =>
    isList(value) && value.every((one) => (typeof one === 'string' ? !one.includes(',') : isTypedReference(one))),
};

const published = new Set(allTypes.flatMap(({ publishes = [] }) => publishes.map(({ type }) => type as string)));
const isPublished = (type: string): boolean => published.has(type);

const placeholderOf = (rule: FieldRule): string | undefined => (rule.kind === 'secret' ? rule.placeholder : undefined);

/** Every text that stands in for a secret somewhere in the catalogue, and what stands in where no declaration says so. */
const otherwise = 'DUMMY VALUE';
const placeholders = new Set([
  otherwise,
  ...allTypes.flatMap(({ fields }) => rulesIn(fields).flatMap((rule) => placeholderOf(rule) ?? [])),
]);

/** What is never brought to a server: an ID that nobody has, and the mark of what a server makes by itself. */
const neverBrought = ['$unresolved', '$builtIn'];

/**
 * Whether the markers in a value that is to be written are ours: alone in their object, of the right shape, and a placeholder
 * the very one that the catalogue declares for its field: whatever else stood there would be stored as a secret.
 */
export const checkMarkers = (document: JsonObject, fields: Fields, note: Note): void => {
  checkObject(document, note);
  for (const { rule, value, siblings } of partsOf(fields, document)) checkPart(rule, value, siblings, note);
};

/** The same of a value within a document, by the path of its place. */
export const checkMarkersAt = (path: readonly string[], value: JsonValue, fields: Fields, note: Note): void => {
  const list = ruleAt(fields, path.slice(0, -1));
  // Beyond what it holds, an item of a list has no rule of its own.
  const rule = list?.kind === 'list' ? itemOf(list) : ruleAt(fields, path);
  if (list?.kind === 'list' && isNoThing(list, [value])) note('this is no thing with fields of its own', value);
  checkPart(rule, value, {}, note, rule === undefined);
};

const itemOf = (list: ObjectList): FieldRule => ({
  kind: 'nested',
  fields: itemFields(list),
  others: 'text',
  dropEmptyLists: false,
});

const checkPart = (
  rule: FieldRule | undefined,
  value: JsonValue,
  siblings: JsonObject,
  note: Note,
  isUnsure = false,
): void => {
  if (isObject(value)) checkObject(value, note);
  if (isNoName(rule, value)) note('this is no name, and a name stands here', value);
  if (isNoThing(rule, value)) note('what is in this list is no thing with fields of its own', value);
  if (isPlaceholder(value)) {
    const meant = rule?.kind === 'byField' ? ruleByField(rule, siblings) : rule;
    const allowed = isUnsure ? placeholders : new Set([meant?.kind === 'secret' ? meant.placeholder : otherwise]);
    if (!allowed.has(value.$placeholder)) note('this is not what stands in for a secret here', value);
    return;
  }
  for (const part of insideOf({ rule, value, siblings }))
    checkPart(part.rule, part.value, part.siblings, note, isUnsure);
};

/** Whether what should name something does not: a request would leave it out, or say something else. */
const isNoName = (rule: FieldRule | undefined, value: JsonValue): boolean => {
  const isNothing = value === null || value === '';
  const isMarker = isObject(value) && isMarked(value);
  if (rule?.kind === 'reference') return !isNothing && !isMarker && typeof value !== 'string';
  return rule?.kind === 'references' && !isNothing && !isMarker && !isList(value);
};

/** Whether a list of things has something else in it: a marker stands for a value, never for a thing. */
const isNoThing = (rule: FieldRule | undefined, value: JsonValue): boolean =>
  rule?.kind === 'list' && isList(value) && value.some((item) => !isObject(item) || isMarked(item));

const isMarked = (value: JsonObject): boolean => Object.keys(value).some((field) => field.startsWith('$'));

const checkObject = (value: JsonObject, note: Note): void => {
  const fields = Object.keys(value);
  for (const field of fields) {
    const shape = Object.hasOwn(shapes, field) ? shapes[field] : undefined;
    if (neverBrought.includes(field)) note(`${field} is never written`, value);
    else if (shape && fields.length > 1) note(`${field} stands beside other members`, value);
    else if (shape && !shape(value[field] ?? null)) note(`${field} is not of its shape`, value);
  }
};
