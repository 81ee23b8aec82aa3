import { ruleByField, type FieldRule, type Fields, type Reference } from '../../catalogue/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { isTypedReference } from '../../model/markers.js';
import type { ThingName } from '../../model/names.js';

/** A reference as it stands in a normalized document. */
export interface FoundReference {
  readonly to: readonly ThingName[];
  /** Its own name, or all of its names where the document says them. */
  readonly names: readonly string[];
  /** Whether `dependencies: include` follows it. */
  readonly pulls: boolean;
}

/** Every reference in a normalized document, by the declared rules. */
export const referencesIn = (fields: Fields, document: JsonObject): readonly FoundReference[] =>
  Object.entries(document).flatMap(([field, value]) =>
    inValue(Object.hasOwn(fields, field) ? fields[field] : undefined, value, document),
  );

const inValue = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject): readonly FoundReference[] => {
  switch (rule?.kind) {
    case 'reference':
      return one(rule, value);
    case 'references':
      return isList(value) ? value.flatMap((member) => one(rule.reference, member)) : [];
    case 'referenceMap':
      return isObject(value)
        ? Object.entries(value).flatMap(([name, member]) => [
            ...one(rule.keys, name),
            ...inValue(rule.values, member, siblings),
          ])
        : [];
    case 'nested':
      return isObject(value) ? referencesIn(rule.fields, value) : [];
    case 'list':
      return isList(value) ? value.filter(isObject).flatMap((item) => referencesIn(rule.fields, item)) : [];
    case 'byField':
      return inValue(ruleByField(rule, siblings), value, siblings);
    default:
      return typed(value);
  }
};

const one = (rule: Reference, value: JsonValue): readonly FoundReference[] =>
  typeof value === 'string' && value !== '' ? [{ to: rule.to, names: [value], pulls: rule.pulls }] : typed(value);

const typed = (value: JsonValue): readonly FoundReference[] => {
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    return [{ to: [type], names, pulls: true }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.flatMap(typed);
  return isObject(value) ? Object.values(value).flatMap(typed) : [];
};
