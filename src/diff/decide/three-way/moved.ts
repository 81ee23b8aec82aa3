import { isList, isObject, objectsOf, ownIn, type JsonObject, type JsonValue } from '../../../model/json.js';
import { sameIn } from '../settle.js';
import type { BaseOf } from './base.js';
import { elementPart, type Step } from './element-part.js';

/**
 * The base of a unit, with what the source said of the parts that a person has since made the destination's own
 * (rules base-resolve): only what the source changes after that is news.
 */
export const movedBase = (
  unit: {
    readonly part?: string | undefined;
    readonly base: JsonObject | undefined;
    readonly moved: JsonObject | undefined;
  },
  base: Pick<BaseOf, 'isOwn' | 'hasOwn' | 'hasAnyOwn'>,
): JsonObject | undefined => {
  if (!base.hasAnyOwn) return unit.base;
  const value = movedValue(unit.base, unit.moved, [], { ...base, part: unit.part });
  return isObject(value) ? value : undefined;
};

interface Moving extends Pick<BaseOf, 'isOwn' | 'hasOwn'> {
  readonly part: string | undefined;
}

const movedValue = (
  base: JsonValue | undefined,
  moved: JsonValue | undefined,
  at: readonly Step[],
  work: Moving,
): JsonValue | undefined => {
  const part = at.length === 0 ? work.part : elementPart(work.part, at);
  if (part !== undefined && work.isOwn(part)) return moved;
  if (part !== undefined && !work.hasOwn(part)) return base;
  if (isObject(base) || isObject(moved)) {
    const [before, after] = [isObject(base) ? base : {}, isObject(moved) ? moved : {}];
    return Object.fromEntries(
      [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
        const value = movedValue(ownIn(before, field), ownIn(after, field), [...at, field], work);
        return value === undefined ? [] : [[field, value] as const];
      }),
    );
  }
  return isList(base) || isList(moved) ? movedList(base, moved, at, work) : base;
};

const movedList = (
  base: JsonValue | undefined,
  moved: JsonValue | undefined,
  at: readonly Step[],
  work: Moving,
): JsonValue => {
  const [before, after] = [objectsOf(base), objectsOf(moved)];
  const isSame = (one: JsonObject, other: JsonObject): boolean => sameIn('Name', one, other);
  const all = [...before, ...after.filter((item) => !before.some((one) => isSame(one, item)))];
  return all.flatMap((item) => {
    const find = (list: readonly JsonObject[]): JsonObject | undefined => list.find((one) => isSame(one, item));
    const step = { by: 'Name', name: typeof item['Name'] === 'string' ? item['Name'] : '' };
    return movedValue(find(before), find(after), [...at, step], work) ?? [];
  });
};
