import { isList, isNothing, isObject, ownIn, sameJson, type JsonObject, type JsonValue } from '../model/json.js';
import { isAnySecret, isSecret, isTypedReference } from '../model/markers.js';
import { foldName, keyOf, sameName } from '../model/names.js';
import { around, segmentsOf, type Pointer } from '../model/pointer.js';
import { ruleByField } from './rule-by-field.js';
import type { FieldRule, Fields } from './vocabulary.js';
import { pairingOf, ruleAt, ruleOf, type Pairing } from './walk.js';

/*
 * What counts as said on a server. Order means something where the declaration says so; what the server goes on with by
 * itself is never compared within a thing.
 */

/** How two values are compared: the members of two objects that count, and what is the same without a look inside. */
interface Way {
  readonly members: (stored: JsonObject, meant: JsonObject) => readonly string[];
  readonly isTaken: (stored: JsonValue | undefined, meant: JsonValue | undefined) => boolean;
}

/** A stored secret cannot be read, so it is taken for the placeholder or value that was to be written. */
const loosely: Way = {
  members: (_stored, meant) => Object.keys(meant),
  isTaken: (stored, meant) => isSecret(stored) && isAnySecret(meant),
};

const strictly: Way = {
  members: (stored, meant) => [...new Set([...Object.keys(stored), ...Object.keys(meant)])],
  isTaken: () => false,
};

/** True where a server says what was meant, at least: it may say more. */
export const saysTheSame = (
  rule: FieldRule | undefined,
  stored: JsonValue | undefined,
  meant: JsonValue | undefined,
): boolean => says(rule, stored, meant, loosely);

/** The same of a document, field by field. */
export const documentSays = (fields: Fields, stored: JsonObject, meant: JsonObject): boolean =>
  Object.entries(meant).every(([field, value]) => saysTheSame(at(fields, field, meant), stored[field], value));

/** True where a list has an item that says what was meant. */
export const listHas = (fields: Fields, list: string, stored: readonly JsonValue[], meant: JsonValue): boolean =>
  stored.some((one) => saysTheSame(itemRule(pairingOf(ruleOf(fields, list))), one, meant));

/** True where a server has a value as it was found before: nothing is missing, nothing has come. */
export const isAsFound = (
  rule: FieldRule | undefined,
  stored: JsonValue | undefined,
  found: JsonValue | undefined,
): boolean => says(rule, stored, found, strictly);

/** The rule of a field in a document that says which of several holds. */
const at = (fields: Fields, field: string, document: JsonObject): FieldRule | undefined => {
  const rule = ruleOf(fields, field);
  return rule?.kind === 'byField' ? ruleByField(rule, document) : rule;
};

const says = (
  rule: FieldRule | undefined,
  stored: JsonValue | undefined,
  meant: JsonValue | undefined,
  way: Way,
): boolean => {
  if (way.isTaken(stored, meant)) return true;
  if (isSameReference(rule, stored, meant)) return true;
  const pairing = pairingOf(rule);
  if (isList(stored) && isList(meant)) return listSays(rule, stored, meant, way);
  if (!isObject(stored) || !isObject(meant)) return sameJson(stored, meant);
  const ruleFor = memberRules(pairing, meant);
  const spelled = pairing.by === 'key' ? spelledAs(meant, stored) : stored;
  const narrowed = Object.entries(spelled).flatMap(([field, value]) =>
    narrows(ruleFor(field)) && !isNothing(value) ? [field] : [],
  );
  return [...new Set([...way.members(spelled, meant), ...narrowed])].every(
    (field) => isServers(ruleFor(field)) || says(ruleFor(field), ownIn(spelled, field), ownIn(meant, field), way),
  );
};

/** What says by its absence, too, where something applies: everywhere. A scope of one environment is not more of none (rules scope-widened). */
const narrows = (rule: FieldRule | undefined): boolean =>
  (rule?.kind === 'references' || rule?.kind === 'set') && (rule.empty === 'everything' || rule.empty === 'permits');

/** A map whose keys are names, with those of another one where they are the same names (rules names-fold). */
const spelledAs = (other: JsonObject, map: JsonObject): JsonObject => {
  const spellings = new Map(Object.keys(other).map((key) => [foldName(key), key]));
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [spellings.get(foldName(key)) ?? key, value]));
};

/** A name that another change of the same run spells anew still names the same thing (rules names-fold). */
const isSameReference = (
  rule: FieldRule | undefined,
  stored: JsonValue | undefined,
  meant: JsonValue | undefined,
): boolean => {
  if (isTypedReference(stored) && isTypedReference(meant)) {
    const [one, other] = [stored.$reference, meant.$reference];
    return one.type === other.type && keyOf(one.names) === keyOf(other.names);
  }
  return (
    rule?.kind === 'reference' && typeof stored === 'string' && typeof meant === 'string' && sameName(stored, meant)
  );
};

const isServers = (rule: FieldRule | undefined): boolean => rule?.kind === 'createOnly' || rule?.kind === 'readOnly';

const memberRules = (pairing: Pairing, document: JsonObject): ((field: string) => FieldRule | undefined) => {
  if (pairing.by === 'key') return () => pairing.values;
  const fields = 'fields' in pairing ? pairing.fields : {};
  return (field) => at(fields, field, document);
};

const listSays = (
  rule: FieldRule | undefined,
  stored: readonly JsonValue[],
  meant: readonly JsonValue[],
  way: Way,
): boolean => {
  const pairing = pairingOf(rule);
  const item = rule?.kind === 'references' ? rule.reference : itemRule(pairing);
  if (stored.length !== meant.length) return false;
  if (pairing.by !== 'content' && pairing.by !== 'member')
    return stored.every((one, index) => says(item, one, meant[index], way));
  const left = [...stored];
  return meant.every((wanted) => {
    const found = left.findIndex((one) => says(item, one, wanted, way));
    if (found !== -1) left.splice(found, 1);
    return found !== -1;
  });
};

/** The rule of what stands at a place in a document, which may be an item of a list. */
export const ruleOfPlace = (fields: Fields, place: Pointer): FieldRule | undefined =>
  ruleAt(fields, segmentsOf(place)) ?? itemRule(pairingOf(ruleAt(fields, segmentsOf(around(place)))));

/** What holds for each item of a list, as for an object of its fields. */
const itemRule = (pairing: Pairing): FieldRule | undefined =>
  'fields' in pairing && pairing.by !== 'field'
    ? { kind: 'nested', fields: pairing.fields, others: 'text', dropEmptyLists: false }
    : undefined;
