import { ruleByField, ruleOf, type FieldRule, type Fields, type ResourceType } from '../../catalogue/index.js';
import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';

/** What a document says, one entry for each place at which something stands: the place, and the value as one text. */
export type Elements = ReadonlyMap<string, string>;

/** What is compared of an item: its own document and those of which it has one, without its name, by the type of each. */
export type Documents = readonly (readonly [ResourceType, JsonObject])[];

/**
 * The elements of documents that tell one item from another (rules rename-likeness): its name and kind do not, empty fields and
 * switches that are off tell nothing, nor does what each server decides for itself. Items of a list stand at their name, members of a set at themselves.
 */
export const elementsOf = (documents: Documents): Elements =>
  new Map(
    documents.flatMap(([{ name, fields, identity, subType }, document]) => {
      const notMeant = [identity.kind === 'named' ? identity.field : '', subType?.field ?? ''];
      return inObject(fields, document, name).filter(([at]) => notMeant.every((field) => at !== `${name}/${field}`));
    }),
  );

type Element = readonly [at: string, value: string];

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
              ? inObject(rule.fields, item, `${at}/${placeOf(item, rule.by, index, value)}`)
              : leaf(item, `${at}/${index}`),
          )
        : leaf(value, at);
    case 'reference':
    case 'references':
    case 'referenceMap':
    case 'cleared':
    case 'plain':
    case 'found':
    case 'set':
    case undefined:
      return inOpen(value, at);
  }
};

/** A value of which no rule says more: members of a list that are texts stand at themselves. */
const inOpen = (value: JsonValue, at: string): readonly Element[] => {
  if (isObject(value)) return Object.entries(value).flatMap(([field, member]) => inOpen(member, `${at}/${field}`));
  if (!isList(value)) return leaf(value, at);
  return value.flatMap((member, index) =>
    inOpen(member, `${at}/${isObject(member) || isList(member) ? index : canonicalText(member)}`),
  );
};

const leaf = (value: JsonValue, at: string): readonly Element[] =>
  value === null || value === '' || value === false || isEmpty(value) ? [] : [[at, canonicalText(value)]];

const isEmpty = (value: JsonValue): boolean =>
  isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** Items of one name, such as the values of a variable, are told apart by what they say. */
const placeOf = (item: JsonObject, by: string | undefined, index: number, items: readonly JsonValue[]): string => {
  const name = by === undefined ? textOf(item['Name']) : textOf(item[by]);
  if (name === '') return String(index);
  const alike = items.filter((other) => isObject(other) && foldName(textOf(other[by ?? 'Name'])) === foldName(name));
  return alike.length === 1 ? foldName(name) : `${foldName(name)}=${canonicalText(item['Scope'] ?? index)}`;
};

/** From how many equal elements on they mean anything. */
const fewest = 3;

/** What share of the elements has to be equal, in percent. */
const least = 80;

/**
 * True for documents that are equal, or nearly so: at least 80 % of the elements, and 3 of them. `shared` are elements that one
 * beside it says as well: they tell nothing.
 */
export const areLike = (one: Elements, other: Elements, shared: (at: string, value: string) => boolean): boolean => {
  const places = new Set([...one.keys(), ...other.keys()]);
  const telling = [...places].filter((at) => {
    const [here, there] = [one.get(at), other.get(at)];
    return here === undefined || here !== there || !shared(at, here);
  });
  const equal = telling.filter((at) => one.get(at) === other.get(at)).length;
  return equal >= fewest && equal * 100 >= telling.length * least;
};
