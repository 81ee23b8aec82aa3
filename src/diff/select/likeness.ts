import {
  ruleByField,
  ruleOf,
  type FieldRule,
  type Fields,
  type ObjectList,
  type ResourceType,
} from '../../catalogue/index.js';
import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';

/** What a document says, one entry for each place at which something stands. */
export type Elements = ReadonlyMap<string, Said>;

interface Said {
  /** The value as one text. */
  readonly value: string;
  /** Whether a person made it up: the text of a field, the name of an item in a list. */
  readonly tells: boolean;
}

/** What is compared of an item: its own document and those of which it has one, without its name, by the type of each. */
export type Documents = readonly (readonly [ResourceType, JsonObject])[];

/**
 * The elements of documents (rules rename-likeness), but for the name and kind of the item, what is empty or off, secrets, and
 * what each server decides for itself. Items of a list stand at their name, members of a set at themselves.
 */
export const elementsOf = (documents: Documents): Elements =>
  new Map(
    documents.flatMap(([{ name, fields, identity, subType }, document]) => {
      const notMeant = [identity.kind === 'named' ? identity.field : '', subType?.field ?? ''];
      return inObject(fields, document, name).filter(([at]) => notMeant.every((field) => at !== `${name}/${field}`));
    }),
  );

/** The elements of something inside a document, such as a step. */
export const elementsInside = (fields: Fields, document: JsonObject): Elements =>
  new Map(inObject(fields, document, ''));

type Element = readonly [at: string, said: Said];

const inObject = (fields: Fields, document: JsonObject, at: string): readonly Element[] =>
  Object.entries(document).flatMap(([field, value]) =>
    inValue(ruleOf(fields, field), value, document, `${at}/${field}`),
  );

const inValue = (
  rule: FieldRule | undefined,
  value: JsonValue,
  siblings: JsonObject,
  at: string,
): readonly Element[] => {
  switch (rule?.kind) {
    case 'byField':
      return inValue(ruleByField(rule, siblings), value, siblings, at);
    case 'createOnly':
    case 'readOnly':
    case 'volatile':
    case 'picture':
    case 'secret':
    case 'currentVersion':
      return [];
    case 'nested':
      return isObject(value) ? inObject(rule.fields, value, at) : leaf(value, at);
    case 'list':
      return isList(value)
        ? value.flatMap((item, index) =>
            isObject(item)
              ? inItem(rule, item, `${at}/${placeOf(item, rule.by, index, value)}`)
              : leaf(item, `${at}/${index}`),
          )
        : leaf(value, at);
    case 'reference':
    case 'references':
    case 'referenceMap':
      // What many refer to tells little of each.
      return inOpen(value, at).map(([place, said]) => [place, { ...said, tells: false }]);
    case 'cleared':
    case 'plain':
    case 'found':
    case 'set':
    case undefined:
      return inOpen(value, at);
  }
};

/** What an item of a list is called tells, whatever it is. */
const inItem = ({ fields, by = 'Name' }: ObjectList, item: JsonObject, at: string): readonly Element[] =>
  inObject(fields, item, at).map(([place, said]) => [place, place === `${at}/${by}` ? { ...said, tells: true } : said]);

/** A value of which no rule says more: members of a list that are texts stand at themselves. */
const inOpen = (value: JsonValue, at: string): readonly Element[] => {
  if (isObject(value)) return Object.entries(value).flatMap(([field, member]) => inOpen(member, `${at}/${field}`));
  if (!isList(value)) return leaf(value, at);
  return value.flatMap((member, index) =>
    inOpen(member, `${at}/${isObject(member) || isList(member) ? index : canonicalText(member)}`),
  );
};

const leaf = (value: JsonValue, at: string): readonly Element[] =>
  value === null || value === '' || value === false || isEmpty(value)
    ? []
    : [[at, { value: canonicalText(value), tells: isMadeUp(value) }]];

/** A text that is more than one of a vendor's own words, such as `Untenanted` or `Octopus.Script`. */
const isMadeUp = (value: JsonValue): boolean => typeof value === 'string' && !/^[A-Za-z.]*$/.test(value);

const isEmpty = (value: JsonValue): boolean =>
  isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** Items of one name, such as the values of a variable, are told apart by what they say. */
const placeOf = (item: JsonObject, by: string | undefined, index: number, items: readonly JsonValue[]): string => {
  const name = by === undefined ? textOf(item['Name']) : textOf(item[by]);
  if (name === '') return String(index);
  const alike = items.filter((other) => isObject(other) && foldName(textOf(other[by ?? 'Name'])) === foldName(name));
  return alike.length === 1 ? foldName(name) : `${foldName(name)}=${canonicalText(item['Scope'] ?? index)}`;
};

/** How many equal elements have to tell something. */
const fewest = 3;

/** What share of the elements has to be equal, in percent. */
const least = 80;

/**
 * True for what is equal in all that it says, and says something that nothing beside it does: what a person made up, or the name of
 * a package (`Shop.Web`).
 */
export const areEqual = (one: Elements, other: Elements, isShared: (at: string, value: string) => boolean): boolean =>
  one.size === other.size &&
  [...one].every(([at, { value }]) => other.get(at)?.value === value) &&
  [...one].some(([at, said]) => (said.tells || isDotted(said.value)) && !isShared(at, said.value));

const isDotted = (value: string): boolean => /^"(?!Octopus\.)\w+(\.\w+)+"$/.test(value);

/**
 * True for documents that are equal, or nearly so: in at least 80 % of their elements, three of which tell something. `isShared`
 * is true for elements that another one beside it says as well: they do not count.
 */
export const areLike = (one: Elements, other: Elements, isShared: (at: string, value: string) => boolean): boolean => {
  const isEqual = (at: string): boolean => one.get(at)?.value === other.get(at)?.value;
  const places = [...new Set([...one.keys(), ...other.keys()])].filter(
    (at) => !isEqual(at) || !isShared(at, one.get(at)?.value ?? ''),
  );
  const equal = places.filter(isEqual);
  const telling = equal.filter((at) => one.get(at)?.tells);
  return telling.length >= fewest && equal.length * 100 >= places.length * least;
};
