import {
  contractMembersOf,
  type KnownMembers,
  findType,
  ruleOf,
  subTypeIn,
  type FieldRule,
  type Fields,
  type ResourceType,
} from '../../catalogue/index.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { minorVersion } from '../../model/versions.js';

/**
 * The source as a server of the destination's version can have it, and what that leaves out (rules version-fields,
 * version-sub-types): between servers of one minor version nothing.
 */
export interface Reduced {
  readonly source: SpaceSnapshot;
  /** The members of an item that the destination's server does not know: `EnvironmentTags`, `Steps.Actions.Inputs`. */
  readonly unknownOf: (item: Item) => readonly string[];
}

export const withinReachOf = (destination: SpaceSnapshot, source: SpaceSnapshot): Reduced => {
  const { version } = destination.identity;
  if (minorVersion(source.identity.version) === minorVersion(version)) return { source, unknownOf: () => [] };
  const unknown = new Map<JsonObject, readonly string[]>();
  const items = [...source.items].map(([name, ofType]) => {
    const type = findType(name);
    const there = [...(destination.items.get(name)?.values() ?? [])].map(({ document }) => document);
    const reduce = (item: Item): Item => {
      const lost = new Set<string>();
      const document = type ? reduced(type, item.document, there, version, lost) : item.document;
      unknown.set(document, [...lost].sort());
      return { ...item, document };
    };
    return [name, new Map([...ofType].map(([key, item]) => [key, reduce(item)]))] as const;
  });
  return { source: { ...source, items: new Map(items) }, unknownOf: ({ document }) => unknown.get(document) ?? [] };
};

/** What is known of the destination's documents of a type, while one is looked through. */
interface Looking {
  readonly contract: KnownMembers | undefined;
  /** Collects what the destination does not know. */
  readonly lost: Set<string>;
}

/** A document without what no document of its kind has there; of a kind that is not there, without what the contract lacks. */
const reduced = (
  type: ResourceType,
  document: JsonObject,
  there: readonly JsonObject[],
  version: string,
  lost: Set<string>,
): JsonObject => {
  const kind = subTypeIn(type, document);
  const contract = contractMembersOf(type, version, kind);
  const alike = there.filter((other) => subTypeIn(type, other) === kind);
  const always = (field: string): boolean => isOurs(field) || contract?.required.has(field) === true;
  return known(type.fields, document, alike, contract?.members, { contract, lost }, '', always);
};

/** The members of an object that are known: by those that are like it there, or by the contract alone. */
const known = (
  fields: Fields,
  value: JsonObject,
  alike: readonly JsonObject[],
  contract: ReadonlySet<string> | undefined,
  looking: Looking,
  at: string,
  always: (field: string) => boolean = isOurs,
): JsonObject => {
  const isKnown = (field: string): boolean =>
    always(field) ||
    (alike.length > 0 ? alike.some((other) => Object.hasOwn(other, field)) : (contract?.has(field) ?? true));
  const entries = Object.entries(value).map(([field, own]) => {
    // What is never sent, no server has to know.
    if (!isKnown(field) && ruleOf(fields, field)?.kind !== 'readOnly') looking.lost.add(`${at}${field}`);
    return [field, inside(ruleOf(fields, field), own, valuesAt(alike, field), looking, `${at}${field}`)] as const;
  });
  return Object.fromEntries(entries.filter(([field]) => isKnown(field)));
};

/** What stands inside an object or a list that a declaration describes; a server has one shape of them for each kind. */
const inside = (
  rule: FieldRule | undefined,
  value: JsonValue,
  there: readonly JsonValue[],
  looking: Looking,
  at: string,
): JsonValue => {
  const fields = shapeOf(rule) ?? (isOpen(rule) && looking.contract?.inside.has(at) ? {} : undefined);
  if (!fields) return value;
  const items = there.flatMap((other) => (isList(other) ? other : [other])).filter(isObject);
  const one = (item: JsonValue): JsonValue =>
    isObject(item)
      ? known(fields, item, items.filter(sameKindAs(item)), looking.contract?.inside.get(at), looking, `${at}.`)
      : item;
  return isList(value) ? value.map(one) : one(value);
};

/** The fields of what always has the same members; properties and scopes have those that somebody gave them. */
const shapeOf = (rule: FieldRule | undefined): Fields | undefined => {
  if (rule?.kind === 'list') return rule.fields;
  return rule?.kind === 'nested' && rule.others === 'text' && !rule.dropEmptyLists ? rule.fields : undefined;
};

/** Where the contract alone says what is inside. */
const isOpen = (rule: FieldRule | undefined): boolean => rule === undefined || rule.kind === 'plain';

/** What says which members an object inside a document has. */
const kindFields = ['ActionType', 'CommunicationStyle', 'FilterType', 'Type'];

const sameKindAs =
  (value: JsonObject) =>
  (other: JsonObject): boolean =>
    kindFields.every((field) => textOf(value[field]) === textOf(other[field]));

const valuesAt = (there: readonly JsonObject[], field: string): readonly JsonValue[] =>
  there.flatMap((other) => (other[field] === undefined ? [] : [other[field]]));

/** The mark of something that is not in the server's own document. */
const isOurs = (field: string): boolean => field.startsWith('$');
