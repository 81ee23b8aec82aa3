import { isList, isObject, ownIn, type JsonObject, type JsonValue } from '../../../model/json.js';
import { sameIn } from '../settle.js';
import type { Step } from '../three-way/element-part.js';

/** What a document says at a place that leads along fields and names; undefined for nothing. */
export const saidAt = (document: JsonValue | undefined, at: readonly Step[]): JsonValue | undefined =>
  at.reduce<JsonValue | undefined>((value, step) => {
    if (typeof step === 'string') return isObject(value) ? ownIn(value, step) : undefined;
    return isList(value) ? value.find((item) => isNamed(item, step)) : undefined;
  }, document);

const isNamed = (item: JsonValue, { by, name }: Exclude<Step, string>): boolean => sameIn(by, item, { [by]: name });

/**
 * A document that says at a place what another one says there, or nothing where that says nothing; an item of a list that it
 * lacks comes where the other one has it. What lacks the surroundings of the place stays as it is.
 */
export const putFrom = (other: JsonObject | undefined, document: JsonObject, at: readonly Step[]): JsonObject => {
  const value = put(other, document, at);
  return isObject(value) ? value : document;
};

const put = (
  other: JsonValue | undefined,
  value: JsonValue | undefined,
  at: readonly Step[],
): JsonValue | undefined => {
  const [step, ...deeper] = at;
  if (step === undefined) return other;
  if (typeof step === 'string') {
    if (!isObject(value)) return value;
    const member = put(isObject(other) ? ownIn(other, step) : undefined, ownIn(value, step), deeper);
    if (member !== undefined) return { ...value, [step]: member };
    return Object.fromEntries(Object.entries(value).filter(([field]) => field !== step));
  }
  if (!isList(value)) return value;
  const items = isList(other) ? other : [];
  const from = items.findIndex((item) => isNamed(item, step));
  const index = value.findIndex((item) => isNamed(item, step));
  const item = put(items[from], value[index], deeper);
  if (item === undefined) return value.filter((_, position) => position !== index);
  return index === -1 ? value.toSpliced(from === -1 ? value.length : from, 0, item) : value.with(index, item);
};
