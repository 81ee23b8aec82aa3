import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { foldName } from '../model/names.js';
import { below, ROOT, type Pointer } from '../model/pointer.js';
import type { FieldRule, Fields, PlainSet, ReferenceList } from './field-rules.js';
import { pairingOf, ruleOf } from './walk.js';

/** A list that narrows where something applies, or what a permission is for. */
export type Narrowing = ReferenceList | PlainSet;

/** A narrowing list that has no members any more. */
export interface Emptied {
  readonly at: Pointer;
  readonly rule: Narrowing;
  /** What it had. */
  readonly members: readonly JsonValue[];
}

/**
 * The narrowing lists of a document that had members and have none any more (rules scope-widened-here); each by where it is
 * in `after`. An item of a list that is new has nothing that could become wider.
 */
export const emptiedIn = (
  fields: Fields,
  before: JsonObject,
  after: JsonObject,
  at: Pointer = ROOT,
): readonly Emptied[] =>
  Object.keys(before).flatMap((field) =>
    emptiedAt(ruleOf(fields, field), before[field], after[field], below(at, field), after),
  );

/** The same for what stands at a place; `beside` are the fields beside it, as they will be. */
export const emptiedAt = (
  rule: FieldRule | undefined,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  at: Pointer,
  beside: JsonObject = {},
): readonly Emptied[] => {
  if (isNarrowing(rule)) return emptiedList(rule, before, after, at, beside);
  const pairing = pairingOf(rule);
  // A scope that is gone has lost all its dimensions.
  if (pairing.by === 'field' && isObject(before))
    return emptiedIn(pairing.fields, before, isObject(after) ? after : {}, at);
  if (pairing.by !== 'name' || !isList(before) || !isList(after)) return [];
  return after.flatMap((item, index) => {
    const name = nameIn(item, pairing.name);
    const counterpart = before.find((other) => nameIn(other, pairing.name) === name);
    return isObject(item) && isObject(counterpart)
      ? emptiedIn(pairing.fields, counterpart, item, below(at, index))
      : [];
  });
};

/** True for a list whose emptiness means "everything", or what nobody meant. */
export const isNarrowing = (rule: FieldRule | undefined): rule is Narrowing =>
  (rule?.kind === 'references' || rule?.kind === 'set') &&
  (rule.empty === 'everything' || rule.empty === 'permits' || isOfAny(rule));

/** What is in order is a list of its own, and narrows nothing. */
const isOfAny = (rule: Narrowing): boolean => rule.kind === 'references' && rule.empty === 'refused' && !rule.ordered;

const emptiedList = (
  rule: Narrowing,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  at: Pointer,
  beside: JsonObject,
): readonly Emptied[] => {
  const isOther = rule.kind === 'references' && rule.together !== undefined && hasMembers(beside[rule.together]);
  return isList(before) && hasMembers(before) && !hasMembers(after) && !isOther ? [{ at, rule, members: before }] : [];
};

const hasMembers = (value: JsonValue | undefined): boolean => isList(value) && value.length > 0;

const nameIn = (item: JsonValue, field: string): string | undefined => {
  const name = isObject(item) ? item[field] : undefined;
  return typeof name === 'string' ? foldName(name) : undefined;
};
