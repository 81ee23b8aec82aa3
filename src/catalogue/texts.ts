import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { isMarker } from '../model/markers.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';
import type { FieldRule, Fields } from './field-rules.js';
import { ruleByField } from './rule-by-field.js';
import { ruleOf } from './walk.js';

/** A text of a person's own, and where it stands. */
interface OwnText {
  readonly at: Pointer;
  readonly text: string;
}

/**
 * The texts of a normalized document that are carried as they are: values, scripts, properties that are no reference. Names
 * and descriptions, of which no declaration says anything, are none of them (rules names-id-in-text).
 */
export const ownTextsIn = (fields: Fields, document: JsonObject, at: Pointer = ROOT): readonly OwnText[] =>
  Object.entries(document).flatMap(([field, value]) =>
    textsAt(ruleOf(fields, field), value, document, below(at, field)),
  );

const textsAt = (
  rule: FieldRule | undefined,
  value: JsonValue,
  siblings: JsonObject,
  at: Pointer,
): readonly OwnText[] => {
  switch (rule?.kind) {
    case 'byField':
      return textsAt(ruleByField(rule, siblings), value, siblings, at);
    case 'nested':
      return isObject(value) ? textsInNested(rule.fields, rule.others === 'found', value, at) : [];
    case 'list':
      return isList(value)
        ? value.flatMap((item, index) => (isObject(item) ? ownTextsIn(rule.fields, item, below(at, index)) : []))
        : [];
    case 'plain':
    case 'found':
      return allTexts(value, at);
    default:
      return [];
  }
};

const textsInNested = (fields: Fields, othersToo: boolean, value: JsonObject, at: Pointer): readonly OwnText[] => {
  if (isMarker(value)) return [];
  const others = Object.entries(value).filter(([field]) => othersToo && ruleOf(fields, field) === undefined);
  return [...ownTextsIn(fields, value, at), ...others.flatMap(([field, member]) => allTexts(member, below(at, field)))];
};

/** Names of members are texts as well: JSON may be a map by ID. */
const allTexts = (value: JsonValue, at: Pointer): readonly OwnText[] => {
  if (typeof value === 'string') return [{ at, text: value }];
  if (isList(value)) return value.flatMap((item, index) => allTexts(item, below(at, index)));
  if (!isObject(value) || isMarker(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [{ at, text: name }, ...allTexts(member, below(at, name))]);
};
