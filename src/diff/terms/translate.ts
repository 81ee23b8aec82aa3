import {
  ruleByField,
  ruleOf,
  type FieldRule,
  type Fields,
  type Nested,
  type ObjectList,
  type Reference,
} from '../../catalogue/index.js';
import type { Missing } from '../../changeset/changeset.js';
import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { isSecret, isTypedReference, isUnresolved, placeholder } from '../../model/markers.js';
import { byText } from '../../model/names.js';
import { pointerOf } from '../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import { newFindings, type Path, type TranslationContext, type Work } from './findings.js';
import { lookUp, lookUpTyped } from './look-up.js';
import { noteMapping, seenFrom, translateList, translateReference } from './translate-references.js';

/**
 * What came up while one item was translated. The item is the unit that a scope policy keeps, skips or faults
 * (rules scope-whole-item).
 */
export interface Translation {
  readonly value: JsonObject;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
  readonly cleanUp: readonly CleanUp[];
  /** Why the item is skipped or in error: every list that does not let it through, the first one first. */
  readonly skips: readonly Reason[];
  readonly errors: readonly Reason[];
  readonly missing: readonly Missing[];
  /** Fields (paths from the item) that stay as they are on the destination, if the item exists there. */
  readonly keepsExisting: readonly (readonly string[])[];
  /** Ids of the changes that bring about what the item refers to. */
  readonly needs: readonly string[];
}

/**
 * Reads an item of the source as one of the destination: every reference becomes the name
 * that the destination has for it, scoped lists follow their policies, secrets become placeholders. The result is
 * what a *new* item would say; where it exists already, the caller merges. `fields` are the declared rules.
 */
export const translate = (fields: Fields, source: JsonObject, context: TranslationContext): Translation => {
  const findings = newFindings();
  const value = translateObject(fields, source, { ...context, findings }, []);
  return { value, ...findings, needs: [...findings.needs].sort(byText) };
};

const translateObject = (fields: Fields, source: JsonObject, work: Work, at: Path): JsonObject =>
  Object.fromEntries(
    Object.entries(source).map(([field, value]) => {
      const rule = ruleOf(fields, field);
      const place = [...at, field];
      return [field, rule ? translateValue(rule, value, source, work, place) : carry(value, work, place)];
    }),
  );

const translateValue = (rule: FieldRule, value: JsonValue, siblings: JsonObject, work: Work, at: Path): JsonValue => {
  switch (rule.kind) {
    case 'reference':
      return translateReference(rule, value, siblings, work, at);
    case 'references':
      return isList(value) ? translateList(rule, value, siblings, work, at) : carry(value, work, at);
    case 'referenceMap':
      return isObject(value) ? translateMap(rule.keys, rule.values, value, work, at) : value;
    case 'secret':
      return isSecret(value) ? newSecret(value.$secret, rule.placeholder, work, at) : carry(value, work, at);
    case 'cleared':
      return clear(rule.to, rule.cleanUp, value, work, at);
    case 'nested':
      return isObject(value) && !isSecret(value) ? translateNested(rule, value, work, at) : carry(value, work, at);
    case 'list':
      return isList(value) ? translateItems(rule, value, work, at) : value;
    case 'byField':
      return translateValue(ruleByField(rule, siblings), value, siblings, work, at);
    case 'plain':
    case 'set':
    case 'createOnly':
    case 'readOnly':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
      return carry(value, work, at);
  }
};

const translateItems = (
  { fields, unordered }: ObjectList,
  items: readonly JsonValue[],
  work: Work,
  at: Path,
): readonly JsonValue[] => {
  const translated = items.map((item, index) =>
    isObject(item) ? translateObject(fields, item, work, [...at, String(index)]) : item,
  );
  // Other names sort otherwise.
  return unordered ? translated.sort((one, other) => byText(canonicalText(one), canonicalText(other))) : translated;
};

const translateNested = (rule: Nested, value: JsonObject, work: Work, at: Path): JsonObject => {
  const translated = translateObject(rule.fields, value, work, at);
  if (!rule.dropEmptyLists) return translated;
  return Object.fromEntries(Object.entries(translated).filter(([, member]) => !isList(member) || member.length > 0));
};

const translateMap = (keys: Reference, values: FieldRule, source: JsonObject, work: Work, at: Path): JsonObject => {
  const entries: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(source)) {
    noteMapping(keys, name, work, at);
    const found = lookUp(keys, name, source, seenFrom(work)).names.filter((one) => typeof one === 'string');
    if (found.length > 0) {
      for (const one of found) entries.push([one, translateValue(values, member, source, work, [...at, name])]);
    } else if (keys.need === 'required') {
      work.findings.missing.push({ type: keys.to[0], name, at: pointerOf(at) });
    } else {
      const says = `${pointerOf(at)}: ${keys.to[0]} "${name}" does not exist here and was dropped.`;
      work.findings.reasons.push({ rule: 'optional data', says });
    }
  }
  return Object.fromEntries(entries.sort(([one], [other]) => byText(one, other)));
};

const newSecret = (hasValue: boolean, text: string | undefined, work: Work, at: Path): JsonValue => {
  if (!hasValue) return { $secret: false };
  if (text === undefined) {
    const says = 'Nothing can stand in for this: supply it when the changeset is applied (--secrets).';
    work.findings.cleanUp.push({ kind: 'supply-secret', at: pointerOf(at), says });
    return { $needed: at.at(-1) ?? '' };
  }
  const says = 'The source keeps this secret to itself: enter the value.';
  work.findings.cleanUp.push({ kind: 'replace-secret', at: pointerOf(at), says });
  return placeholder(text);
};

const clear = (to: JsonValue, says: string, value: JsonValue, work: Work, at: Path): JsonValue => {
  const hadOne = value !== null && value !== '' && !(isList(value) && value.length === 0);
  if (hadOne) work.findings.cleanUp.push({ kind: 'replace-value', at: pointerOf(at), says });
  return to;
};

/** A value without a rule of its own: carried, but for secrets and for references that were found in it. */
const carry = (value: JsonValue, work: Work, at: Path): JsonValue => {
  if (isSecret(value)) return newSecret(value.$secret, 'DUMMY VALUE', work, at);
  if (isUnresolved(value)) {
    const says = `${value.$unresolved} is an ID that nothing in the source has; it was dropped.`;
    work.findings.warnings.push({ kind: 'unresolved-dropped', at: pointerOf(at), says });
    return null;
  }
  if (isTypedReference(value)) {
    const found = lookUpTyped(value, seenFrom(work));
    if (found !== undefined) return found;
    const { type, names } = value.$reference;
    work.findings.missing.push({ type, name: names.join(' / '), at: pointerOf(at) });
    return value;
  }
  if (isList(value)) return value.map((item, index) => carry(item, work, [...at, String(index)]));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, carry(member, work, [...at, field])]),
  );
};
