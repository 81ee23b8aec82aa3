import {
  isList,
  isObject,
  membersLacking,
  ownIn,
  sameJson,
  type JsonObject,
  type JsonValue,
} from '../../../model/json.js';
import { describe } from '../../terms/look-up.js';
import type { Lost } from '../judge.js';

/**
 * What arrived of an item of the source: without the members and references that the destination lacks. So they come once it
 * has them, and are not taken for what the destination has made its own (rules base-by-element).
 */
export const withoutLost = (source: JsonObject, lost: readonly Lost[]): JsonObject =>
  lost.reduce<JsonObject>((document, { at, names }) => {
    const left = without(document, at, names);
    return isObject(left) ? left : document;
  }, source);

const without = (
  value: JsonValue | undefined,
  [segment, ...deeper]: Lost['at'],
  names: Lost['names'],
): JsonValue | undefined => {
  if (segment === undefined) {
    if (names === undefined) return null;
    return isList(value) ? value.filter((member) => !names.includes(describe(member))) : value;
  }
  if (isList(value)) {
    const index = Number(segment);
    return value.map((item, at) => (at === index ? (without(item, deeper, names) ?? item) : item));
  }
  if (!isObject(value) || ownIn(value, segment) === undefined) return value;
  return { ...value, [segment]: without(value[segment], deeper, names) ?? null };
};

/** The inverse: what the second says less of than the first, of two documents of which one was made of the other by `withoutLost`. */
export const lostBetween = (source: JsonValue, next: JsonValue | undefined, at: Lost['at'] = []): readonly Lost[] => {
  if (sameJson(source, next)) return [];
  if (isList(source) && isList(next)) {
    if (source.length === next.length)
      return source.flatMap((item, index) => lostBetween(item, next[index], [...at, String(index)]));
    return [{ at, names: membersLacking(source, next).map(({ item }) => describe(item)) }];
  }
  if (!isObject(source) || !isObject(next)) return [{ at }];
  return Object.entries(source).flatMap(([field, value]) => lostBetween(value, ownIn(next, field), [...at, field]));
};
