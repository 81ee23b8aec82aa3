import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { InternalError } from '../model/errors.js';
import type { FieldRule, Fields } from './field-rules.js';
import { ruleByField } from './rule-by-field.js';

/*
 * The only walks over declared fields. A new kind of rule has to say here what stands inside it, or it does not compile.
 */

/** The rule of a field; undefined where none is declared. */
export const ruleOf = (fields: Fields, field: string): FieldRule | undefined =>
  Object.hasOwn(fields, field) ? fields[field] : undefined;

/** The rules directly inside a rule, of a declaration. */
export const childrenOf = (rule: FieldRule): readonly FieldRule[] => {
  switch (rule.kind) {
    case 'references':
      return [rule.reference];
    case 'referenceMap':
      return [rule.keys, rule.values];
    case 'nested':
    case 'list':
      return Object.values(rule.fields);
    case 'byField':
      return [...Object.values(rule.cases), rule.otherwise];
    case 'reference':
    case 'volatile':
    case 'createOnly':
    case 'readOnly':
    case 'secret':
    case 'cleared':
    case 'plain':
    case 'found':
    case 'set':
    case 'currentVersion':
    case 'picture':
      return [];
    default:
      return unknownKind(rule);
  }
};

/** Every rule of a declaration, the outer ones first. */
export const rulesIn = (fields: Fields): readonly FieldRule[] => Object.values(fields).flatMap(withInner);

const withInner = (rule: FieldRule): readonly FieldRule[] => [rule, ...childrenOf(rule).flatMap(withInner)];

/** A value within a document, the rule that holds for it, if any, and the fields beside it. */
export interface Part {
  readonly rule: FieldRule | undefined;
  readonly value: JsonValue;
  readonly siblings: JsonObject;
}

/** Is told of parts one by one: a list of them all is made of few documents only. */
type Visit = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject) => void;

/** Goes through the parts of a document. */
export const eachPart = (fields: Fields, document: JsonObject, visit: Visit): void => {
  for (const field of Object.keys(document)) visit(ruleOf(fields, field), document[field] ?? null, document);
};

/** Goes through the parts directly inside a part; where no rule says what they are, any JSON that is there. */
export const eachInside = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject, visit: Visit): void => {
  switch (rule?.kind) {
    case 'references':
      if (isList(value)) for (const member of value) visit(rule.reference, member, siblings);
      return;
    case 'referenceMap':
      if (!isObject(value)) return;
      for (const name of Object.keys(value)) {
        visit(rule.keys, name, siblings);
        visit(rule.values, value[name] ?? null, siblings);
      }
      return;
    case 'nested':
      if (isObject(value)) eachPart(rule.fields, value, visit);
      return;
    case 'list':
      if (isList(value)) for (const item of value) if (isObject(item)) eachPart(rule.fields, item, visit);
      return;
    case 'byField':
      visit(ruleByField(rule, siblings), value, siblings);
      return;
    case 'reference':
    case 'volatile':
    case 'createOnly':
    case 'readOnly':
    case 'secret':
    case 'cleared':
    case 'plain':
    case 'found':
    case 'set':
    case 'currentVersion':
    case 'picture':
    case undefined:
      if (isList(value)) for (const member of value) visit(undefined, member, siblings);
      else if (isObject(value)) for (const field of Object.keys(value)) visit(undefined, value[field] ?? null, value);
      return;
    default:
      unknownKind(rule);
  }
};

/** The parts of a document. */
export const partsOf = (fields: Fields, document: JsonObject): readonly Part[] =>
  collected((visit) => {
    eachPart(fields, document, visit);
  });

/** The parts directly inside a part. */
export const insideOf = ({ rule, value, siblings }: Part): readonly Part[] =>
  collected((visit) => {
    eachInside(rule, value, siblings, visit);
  });

const collected = (each: (visit: Visit) => void): readonly Part[] => {
  const parts: Part[] = [];
  each((rule, value, siblings) => parts.push({ rule, value, siblings }));
  return parts;
};

/** The rule of what stands at a path of fields and positions in a document; undefined where none is declared. */
export const ruleAt = (fields: Fields, [field = '', ...deeper]: readonly string[]): FieldRule | undefined =>
  ruleBelow(ruleOf(fields, field), deeper);

const ruleBelow = (rule: FieldRule | undefined, path: readonly string[]): FieldRule | undefined => {
  const [, ...deeper] = path;
  if (path.length === 0) return rule;
  switch (rule?.kind) {
    case 'nested':
      return ruleAt(rule.fields, path);
    case 'list':
      return deeper.length === 0 ? undefined : ruleAt(rule.fields, deeper);
    case 'references':
      return ruleBelow(rule.reference, deeper);
    case 'referenceMap':
      return ruleBelow(rule.values, deeper);
    // Which of its rules holds, only a document can say.
    case 'byField':
    case 'reference':
    case 'volatile':
    case 'createOnly':
    case 'readOnly':
    case 'secret':
    case 'cleared':
    case 'plain':
    case 'found':
    case 'set':
    case 'currentVersion':
    case 'picture':
    case undefined:
      return undefined;
    default:
      return unknownKind(rule);
  }
};

/** By what a part of one value is the counterpart of a part of another. */
export type Pairing =
  /** Members of an object, by their fields. */
  | { readonly by: 'field'; readonly fields: Fields }
  /** Items of a list, by the field that names them. */
  | { readonly by: 'name'; readonly name: string; readonly fields: Fields }
  /** Members of a map, by their keys, which are names. */
  | { readonly by: 'key'; readonly values: FieldRule }
  /** Items of a list whose order means nothing: those that say the same. */
  | { readonly by: 'content'; readonly fields: Fields }
  /** Plain members of a list whose order means nothing: the list is one thing, and has no parts of its own. */
  | { readonly by: 'member' }
  /** Items of a list, by where they stand. */
  | { readonly by: 'place'; readonly fields: Fields }
  /** There are no parts: one value takes the place of the other. */
  | { readonly by: 'nothing' }
  /** No rule of ours says: whatever parts the JSON has. */
  | { readonly by: 'json' };

/** How two values of a rule are compared part by part. */
export const pairingOf = (rule: FieldRule | undefined): Pairing => {
  switch (rule?.kind) {
    case 'nested':
      return { by: 'field', fields: rule.fields };
    case 'list':
      if (rule.unordered) return { by: 'content', fields: rule.fields };
      return rule.by === undefined
        ? { by: 'place', fields: rule.fields }
        : { by: 'name', name: rule.by, fields: rule.fields };
    case 'picture':
      return { by: 'nothing' };
    case 'referenceMap':
      return { by: 'key', values: rule.values };
    case 'references':
      return { by: rule.ordered ? 'json' : 'member' };
    case 'set':
      return { by: 'member' };
    case 'reference':
    case 'byField':
    case 'volatile':
    case 'createOnly':
    case 'readOnly':
    case 'secret':
    case 'cleared':
    case 'plain':
    case 'found':
    case 'currentVersion':
    case undefined:
      return { by: 'json' };
    default:
      return unknownKind(rule);
  }
};

const unknownKind = (rule: never): never => {
  throw new InternalError({ what: `No walk knows the rule ${JSON.stringify(rule)}.` });
};
