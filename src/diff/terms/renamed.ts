import {
  findType,
  rootOf,
  ruleByField,
  ruleOf,
  typeNamed,
  withMembersCalled,
  type CalledAnew,
  type FieldRule,
  type Fields,
  type Reference,
} from '../../catalogue/index.js';
import { byPlainText } from '../../model/canonical.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isSecret, isTypedReference } from '../../model/markers.js';
import { byText, keyOf, ownName, refOf, type Key, type Ref, type ThingName, type TypeName } from '../../model/names.js';
import { chainOf, ownersOf } from '../select/mapping.js';

/** An item that gets another name: all of its names before, and afterwards. */
export interface Renaming {
  readonly type: TypeName;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Something inside a document that gets another name: a step, an action, the values of a variable. */
export interface MemberRenaming extends CalledAnew {
  readonly type: TypeName;
  /** All names of the item whose document it is in. */
  readonly names: readonly string[];
}

export type AnyRenaming = Renaming | MemberRenaming;

const isOfMember = (renaming: AnyRenaming): renaming is MemberRenaming => 'at' in renaming;

/**
 * A snapshot as it would be if some of its items had other names: they, what belongs to them, and every reference to them
 * (rules rename-follow). On a server references are IDs, so that nothing but the name has to be written for that.
 */
export const withNewNames = (snapshot: SpaceSnapshot, renamings: readonly AnyRenaming[]): SpaceSnapshot => {
  if (renamings.length === 0) return snapshot;
  const rename = renamer(renamings);
  const items = new Map<TypeName, ReadonlyMap<Key, Item>>();
  for (const [type, ofType] of snapshot.items) {
    const renamed = [...ofType.values()].map(rename);
    items.set(type, new Map(renamed.map((item) => [item.key, item])));
  }
  const newNames = namesOf(renamings);
  const incomplete = snapshot.incomplete.map((one) => {
    const { type, of } = one;
    return of ? { ...one, of: allNames(rootOf(typeNamed(type)).name, of, newNames) } : one;
  });
  return { ...snapshot, items, incomplete };
};

/** Gives one item after the other its new names, inside as well. */
export const renamer = (renamings: readonly AnyRenaming[]): ((item: Item) => Item) => {
  const names = namesOf(renamings);
  const members = new Map<Ref, MemberRenaming[]>();
  for (const one of renamings.filter(isOfMember)) {
    const ref = refOf(one.type, keyOf(one.names));
    members.set(ref, [...(members.get(ref) ?? []), one]);
  }
  return (item) => {
    const own = members.get(refOf(item.type, item.key)) ?? [];
    const document = own.reduce((said, one) => withMembersCalled(said, one), item.document);
    return renamedItem({ ...item, document }, names);
  };
};

/** What something with these names is called afterwards. */
export const renamedNames = (
  type: ThingName,
  names: readonly string[],
  renamings: readonly AnyRenaming[],
): readonly string[] => allNames(type, names, namesOf(renamings));

/** By the type and the names that a thing has had: its new name. */
type NewNames = ReadonlyMap<Ref, string>;

const namesOf = (renamings: readonly AnyRenaming[]): NewNames =>
  new Map(renamings.flatMap((one) => (isOfMember(one) ? memberNames(one) : itemNames(one))));

const itemNames = ({ type, from, to }: Renaming): readonly (readonly [Ref, string])[] => [
  [refOf(type, keyOf(from)), ownName(to)],
  ...(typeNamed(type).publishes ?? []).flatMap((rule) => {
    if (rule.kind !== 'self') return [];
    const called = (names: readonly string[]): string => rule.called.replace('{name}', () => ownName(names));
    return [[refOf(rule.type, keyOf([...from.slice(0, -1), called(from)])), called(to)] as const];
  }),
];

/** What others call a member, if they do; what belongs to one is called after it. */
const memberNames = ({ type, names, at, from, to }: MemberRenaming): readonly (readonly [Ref, string])[] =>
  (typeNamed(type).publishes ?? []).flatMap((rule) => {
    if (rule.kind !== 'members') return [];
    const isMeant = sameJson([...rule.at], [...at]);
    const isOwner = rule.named === 'withinMember' && sameJson(rule.at.slice(0, -1), [...at]);
    return isMeant || isOwner ? [[refOf(rule.type, keyOf([...names, from])), to] as const] : [];
  });

const renamedItem = (item: Item, newNames: NewNames): Item => {
  const type = findType(item.type);
  if (!type) return item;
  const names = allNames(item.type, item.names, newNames);
  const document = inObject(type.fields, item.document, { newNames, from: item.names });
  const { identity } = type;
  const isRenamed = identity.kind === 'named' && newNames.has(refOf(item.type, item.key));
  return {
    ...item,
    names,
    key: keyOf(names),
    document: isRenamed ? { ...document, [identity.field]: ownName(names) } : document,
  };
};

/** All names of a thing, its owners' first. */
const allNames = (type: ThingName, names: readonly string[], newNames: NewNames): readonly string[] => {
  const own = findType(type);
  const levels = own ? chainOf(own) : [...ownersOf(type, names.length), type];
  return names.map(
    (name, level) => newNames.get(refOf(levels[level] ?? type, keyOf(names.slice(0, level + 1)))) ?? name,
  );
};

interface Place {
  readonly newNames: NewNames;
  /** The names of the item whose document it is. */
  readonly from: readonly string[];
}

const inObject = (fields: Fields, document: JsonObject, work: Place): JsonObject =>
  Object.fromEntries(
    Object.entries(document).map(([field, value]) => [field, inValue(ruleOf(fields, field), value, document, work)]),
  );

const inValue = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject, work: Place): JsonValue => {
  switch (rule?.kind) {
    case 'reference':
      return named(rule, value, work);
    case 'references': {
      if (!isList(value)) return inOpen(value, work);
      const members = value.map((member) => named(rule.reference, member, work));
      return rule.ordered ? members : members.sort(byPlainText);
    }
    case 'referenceMap':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .map(
                ([name, member]) => [nameIn(rule.keys, name, work), inValue(rule.values, member, value, work)] as const,
              )
              .sort(([one], [other]) => byText(one, other)),
          )
        : value;
    case 'nested':
      return isObject(value) && !isSecret(value) ? inObject(rule.fields, value, work) : inOpen(value, work);
    case 'list': {
      if (!isList(value)) return value;
      const items = value.map((item) => (isObject(item) ? inObject(rule.fields, item, work) : item));
      return rule.unordered ? items.sort(byPlainText) : items;
    }
    case 'byField':
      return inValue(ruleByField(rule, siblings), value, siblings, work);
    case 'plain':
    case 'found':
    case 'set':
    case 'secret':
    case 'cleared':
    case 'createOnly':
    case 'readOnly':
    case 'volatile':
    case 'currentVersion':
    case 'picture':
    case undefined:
      return inOpen(value, work);
  }
};

const named = (rule: Reference, value: JsonValue, work: Place): JsonValue =>
  typeof value === 'string' && rule.within === undefined ? nameIn(rule, value, work) : inOpen(value, work);

/** A name as a document says it: of a thing by itself, or of one of its own project. */
const nameIn = ({ to }: Reference, name: string, { newNames, from }: Place): string =>
  to
    .flatMap((type) => [refOf(type, keyOf([name])), refOf(type, keyOf([...from.slice(0, 1), name]))])
    .map((ref) => newNames.get(ref))
    .find((found) => found !== undefined) ?? name;

/** References that say themselves that they are some, wherever they stand. */
const inOpen = (value: JsonValue, work: Place): JsonValue => {
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    return { $reference: { type, names: allNames(type, names, work.newNames) } };
  }
  if (isList(value)) return value.map((member) => inOpen(member, work));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, member]) => [field, inOpen(member, work)]));
};
