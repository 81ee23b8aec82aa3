import {
  ruleByField,
  ruleOf,
  type FieldRule,
  type Fields,
  type Nested,
  type ObjectList,
  type Reference,
  type ReferenceList,
} from '../../catalogue/index.js';
import { byPlainText } from '../../model/canonical.js';
import {
  isList,
  isObject,
  mapFields,
  mapItems,
  objectsOf,
  orThat,
  type JsonObject,
  type JsonValue,
} from '../../model/json.js';
import {
  isSecret,
  isTypedReference,
  isUnresolved,
  LIST_TEXT,
  placeholder,
  unresolvedKey,
} from '../../model/markers.js';
import { byText, type ChangeId, type ThingName } from '../../model/names.js';
import { describe, lookUp, lookUpTyped, otherKindOf } from './look-up.js';
import { viewpointOf, type Path, type Statement, type Translating, type TranslationContext } from './statements.js';
import { stateMapping, translateList, translateReference } from './translate-references.js';

/** An item of the source as one of the destination, and what was come upon on the way, in the order of the document. */
export interface Translation {
  readonly value: JsonObject;
  readonly statements: readonly Statement[];
  /** Ids of the changes that bring about what the item refers to. */
  readonly needs: readonly ChangeId[];
}

/**
 * Reads an item of the source as one of the destination: every reference becomes the name that the
 * destination has for it, secrets become placeholders. The result is what a *new* item would say; where it exists
 * already, the caller merges. What is missing is only stated: `judge` says what becomes of the item. `fields` are the
 * declared rules.
 */
export const translate = (fields: Fields, source: JsonObject, context: TranslationContext): Translation => {
  const { into, statements, needs } = translating(context);
  const value = into(fields, source);
  return { value, statements, needs: [...needs].sort(byText) };
};

/** The same for parts of one item, one after the other: what was come upon in all of them so far is told together. */
export const translating = (context: TranslationContext) => {
  const from = viewpointOf(context);
  const work: Translating = { projection: context.projection, statements: [], from };
  return {
    statements: work.statements as readonly Statement[],
    needs: from.needs as ReadonlySet<ChangeId>,
    /** What is in the field `but` stays as it is: somebody else sees to it. */
    into: (fields: Fields, source: JsonObject, but?: string): JsonObject =>
      translateObject(fields, source, work, [], but),
  };
};

const translateObject = (fields: Fields, source: JsonObject, work: Translating, at: Path, but?: string): JsonObject =>
  mapFields(source, (value, field) => {
    const rule = ruleOf(fields, field);
    if (field === but || (isPlain(rule) && (typeof value !== 'object' || value === null))) return value;
    const place = [...at, field];
    return rule ? translateValue(rule, value, source, work, place) : carry(value, work, place);
  });

/** Whether a text, a number or nothing is carried as it is: most are texts that no rule is about. */
const isPlain = (rule: FieldRule | undefined): boolean =>
  rule === undefined || (rule.kind !== 'reference' && rule.kind !== 'cleared' && rule.kind !== 'byField');

const translateValue = (
  rule: FieldRule,
  value: JsonValue,
  siblings: JsonObject,
  work: Translating,
  at: Path,
): JsonValue => {
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
    case 'found':
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
  rule: ObjectList,
  items: readonly JsonValue[],
  work: Translating,
  at: Path,
): readonly JsonValue[] => {
  const { fields, unordered, about } = rule;
  if (about !== undefined) return orThat(translateEach(about, fields, objectsOf(items), work, at), items);
  const translated = items.map((item) =>
    isObject(item) ? translateItem(fields, item, work) : { value: item, statements: [] },
  );
  // Other names sort otherwise.
  if (unordered) translated.sort((one, other) => byPlainText(one.value, other.value));
  return orThat(placed(translated, work, at), items);
};

/** An item of a list, with what was come upon in it, seen from the item. */
interface TranslatedItem {
  readonly value: JsonValue;
  readonly statements: readonly Statement[];
}

const translateItem = (fields: Fields, item: JsonObject, work: Translating): TranslatedItem => {
  const own: Translating = { ...work, statements: [] };
  return { value: translateObject(fields, item, own, []), statements: own.statements };
};

/** The items in their order, and what was come upon in each at the place that it has there (rules compare-by-meaning). */
const placed = (items: readonly TranslatedItem[], work: Translating, at: Path): readonly JsonValue[] =>
  items.map(({ value, statements }, index) => {
    for (const statement of statements)
      work.statements.push({ ...statement, at: [...at, String(index), ...statement.at] });
    return value;
  });

/** Items that are about something: those whose thing is missing leave, and are stated as members of a list are. */
const translateEach = (
  about: ThingName,
  fields: Fields,
  items: readonly JsonObject[],
  work: Translating,
  at: Path,
): readonly JsonValue[] => {
  const kept: TranslatedItem[] = [];
  const lost: string[] = [];
  let isUnknown = false;
  for (const item of items) {
    const translated = translateItem(fields, item, work);
    const missing = translated.statements.filter((statement) => statement.kind === 'lost-reference');
    isUnknown ||= missing.some((statement) => statement.isUnknown);
    if (missing.length > 0) lost.push(missing.map(({ name }) => name).join(' / '));
    else kept.push(translated);
  }
  const values = placed(kept, work, at);
  const list = itemsAbout(about);
  if (lost.length > 0) work.statements.push({ kind: 'lost-members', at, list, found: kept.length, lost, isUnknown });
  return values;
};

/** What a list of such items is to a judge: one that must not lose its last member. */
const itemsAbout = (about: ThingName): ReferenceList => ({
  kind: 'references',
  reference: { kind: 'reference', to: [about], need: 'optional', stored: 'name', pulls: false },
  ordered: true,
  written: 'list',
  empty: 'refused',
});

const translateNested = (rule: Nested, value: JsonObject, work: Translating, at: Path): JsonObject => {
  const translated = translateObject(rule.fields, value, work, at);
  if (!rule.dropEmptyLists || !hasEmptyList(translated)) return translated;
  return Object.fromEntries(Object.entries(translated).filter(([, member]) => !isList(member) || member.length > 0));
};

const hasEmptyList = (value: JsonObject): boolean => {
  for (const field in value) {
    const member = value[field];
    if (isList(member) && member.length === 0) return true;
  }
  return false;
};

const translateMap = (
  keys: Reference,
  values: FieldRule,
  source: JsonObject,
  work: Translating,
  at: Path,
): JsonObject => {
  const entries: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(source)) {
    stateMapping(keys, name, work, at);
    const found = lookUp(keys, name, source, work.from).names.filter((one) => typeof one === 'string');
    if (found.length > 0) {
      for (const one of found) entries.push([one, translateValue(values, member, source, work, [...at, name])]);
    } else {
      const called = unresolvedKey(name)?.$unresolved ?? name;
      work.statements.push({ kind: 'lost-name', at, reference: keys, name: called });
    }
  }
  return Object.fromEntries(entries.sort(([one], [other]) => byText(one, other)));
};

const newSecret = (hasValue: boolean, text: string | undefined, work: Translating, at: Path): JsonValue => {
  if (!hasValue) return { $secret: false };
  work.statements.push({ kind: 'secret', at, placeholder: text });
  return text === undefined ? { $needed: at.at(-1) ?? '' } : placeholder(text);
};

const clear = (to: JsonValue, cleanUp: string, value: JsonValue, work: Translating, at: Path): JsonValue => {
  const hadOne = value !== null && value !== '' && !(isList(value) && value.length === 0);
  if (hadOne) work.statements.push({ kind: 'cleared', at, cleanUp });
  return to;
};

/** A reference that no declaration knows leads nowhere, or nobody knows where. */
const lose = (type: ThingName, value: JsonValue, work: Translating, at: Path, isUnknown: boolean): void => {
  const reference = { to: [type], need: 'required' } as const;
  const other = isTypedReference(value) ? otherKindOf(value, work.from) : undefined;
  work.statements.push({ kind: 'lost-reference', at, reference, name: describe(value), isUnknown, other });
};

/** A value without a rule of its own: carried, but for secrets and for references that were found in it. */
const carry = (value: JsonValue, work: Translating, at: Path): JsonValue => {
  if (isSecret(value)) return newSecret(value.$secret, 'DUMMY VALUE', work, at);
  if (isUnresolved(value)) {
    const unread = work.projection.unreadTypeOf(value.$unresolved);
    if (unread === undefined) work.statements.push({ kind: 'unresolved', at, id: value.$unresolved });
    else lose(unread, value, work, at, true);
    return unread === undefined ? null : value;
  }
  if (isTypedReference(value)) {
    const found = lookUpTyped(value, work.from);
    if (found !== undefined) return found;
    lose(value.$reference.type, value, work, at, false);
    return value;
  }
  if (isList(value)) return mapItems(value, (item, index) => carry(item, work, [...at, String(index)]));
  if (!isObject(value)) return value;
  if (isList(value[LIST_TEXT])) return { [LIST_TEXT]: carryIds(value[LIST_TEXT], work, [...at, LIST_TEXT]) };
  return mapFields(value, (member, field) => carry(member, work, [...at, field]));
};

/**
 * Several IDs in one text: one that nothing has leaves no gap among the others. So none has a place of its own: what is said of one
 * is said of all of them.
 */
const carryIds = (ids: readonly JsonValue[], work: Translating, at: Path): JsonValue =>
  ids.flatMap((id) => {
    const carried = carry(id, work, at);
    return carried === null ? [] : [carried];
  });
