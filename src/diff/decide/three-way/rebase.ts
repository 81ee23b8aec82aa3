import { memberKey } from '../../../model/canonical.js';
import { isList, isObject, objectsOf, ownIn, type JsonObject, type JsonValue } from '../../../model/json.js';
import { sameIn } from '../settle.js';
import type { Step } from './element-part.js';
import type { Element } from './elements.js';

/**
 * What the base of a unit says once the source's word was carried but for the open elements, which keep the base that they had
 * (rules base-by-element). All in the source's own terms.
 */
export const rebased = (source: JsonObject, base: JsonObject | undefined, open: readonly Element[]): JsonObject =>
  open.reduce<JsonObject>((document, element) => {
    const value = placed(document, base, element.at, element);
    return isObject(value) ? value : document;
  }, source);

const placed = (
  source: JsonValue | undefined,
  base: JsonValue | undefined,
  [step, ...deeper]: readonly Step[],
  element: Element,
): JsonValue | undefined => {
  if (step === undefined) {
    if (element.isOrder) return inOrderOf(base, source);
    return element.isMember ? withMembers(source, base, element) : base;
  }
  if (typeof step === 'string') {
    const [document, before] = [isObject(source) ? source : {}, isObject(base) ? base : {}];
    const value = placed(ownIn(document, step), ownIn(before, step), deeper, element);
    const others = Object.fromEntries(Object.entries(document).filter(([field]) => field !== step));
    return value === undefined ? others : { ...document, [step]: value };
  }
  const named = { [step.by]: step.name };
  const of = (side: JsonValue | undefined): JsonObject | undefined =>
    objectsOf(side).find((item) => sameIn(step.by, item, named));
  const [item, before] = [of(source), of(base)];
  const value = placed(item, before, deeper, element);
  const list = isList(source) ? source : [];
  if (item === undefined) return value === undefined ? list : [...list, value];
  return list.flatMap((one) => (one === item ? (value === undefined ? [] : [value]) : [one]));
};

/** The items of a list, those that another one has too in its order. */
export const inOrderOf = (base: JsonValue | undefined, source: JsonValue | undefined): JsonValue | undefined => {
  const before = objectsOf(base);
  const has = (item: JsonValue): boolean => before.some((one) => sameIn('Name', one, item));
  const items = objectsOf(source);
  const common = before.flatMap((one) => items.find((item) => sameIn('Name', one, item)) ?? []);
  return items.map((item) => (has(item) ? (common.shift() ?? item) : item));
};

/** Of a member that was removed on the source and is still there, the base has it still; of others, it has what it had. */
const withMembers = (source: JsonValue | undefined, base: JsonValue | undefined, { verdict }: Element): JsonValue => {
  const [members, before] = [isList(source) ? source : [], isList(base) ? base : []];
  if (verdict !== 'removed') return before;
  const has = new Set(members.map(memberKey));
  return [...members, ...before.filter((member) => !has.has(memberKey(member)))];
};
