import { canonicalText, memberKey } from '../../model/canonical.js';
import { isList, isObject, sameJson, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';

/** How a source value and a destination value found each other (rules variable-pair). */
export type PairedBy =
  /** a: same name, sensitivity and scope (rules variable-pair-scope). */
  | 'scope'
  /** b: the same, when the dimensions whose policy ignores mismatches are left out (rules variable-pair-compared). */
  | 'compared-scope'
  /** c: same name and same plain value: the scope has changed (rules variable-pair-value). */
  | 'value';

export interface Pair {
  readonly source: number;
  readonly destination: number;
  readonly by: PairedBy;
}

/** The dimensions of a scope that are left out of comparison b. */
export type IgnoredDimensions = ReadonlySet<string>;

/**
 * Pairs source with destination values, one to one (rules variable-pair): a pair uses both sides up, so two values
 * `true` scoped to two environments never take each other's place. Ties go to the first in source order, then in
 * destination order. Returns indexes into both lists.
 */
export const pairVariables = (
  source: readonly JsonObject[],
  destination: readonly JsonObject[],
  ignored: (variable: JsonObject) => IgnoredDimensions,
): readonly Pair[] => {
  const freeSource = new Set(source.keys());
  const freeDestination = new Set(destination.keys());
  const pairs: Pair[] = [];
  const pairBy = (by: PairedBy, keyOf: (variable: JsonObject) => string | undefined): void => {
    const waiting = new Map<string, number[]>();
    for (const index of freeDestination) {
      const key = keyOf(destination[index] ?? {});
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), index]);
    }
    for (const index of [...freeSource]) {
      const key = keyOf(source[index] ?? {});
      const match = key === undefined ? undefined : waiting.get(key)?.shift();
      if (match === undefined) continue;
      pairs.push({ source: index, destination: match, by });
      freeSource.delete(index);
      freeDestination.delete(match);
    }
  };
  pairBy('scope', (variable) => identityOf(variable));
  pairBy('compared-scope', (variable) => identityOf(variable, ignored(variable)));
  pairBy('value', plainValueOf);
  return pairs.sort((one, other) => one.source - other.source);
};

/**
 * Name, sensitivity and scope as one comparable text (rules variable-sensitivity). An absent dimension and an empty one
 * are the same, in any order (rules variable-scope-compare).
 */
export const identityOf = (variable: JsonObject, ignored: IgnoredDimensions = new Set()): string =>
  canonicalText([nameOf(variable), isSensitive(variable), scopeText(scopeOf(variable), ignored)]);

export const nameOf = (variable: JsonObject): string => foldName(textOf(variable['Name']));

export const isSensitive = (variable: JsonObject): boolean => variable['IsSensitive'] === true;

export const scopeOf = (variable: JsonObject): JsonObject => {
  const scope = variable['Scope'];
  return isObject(scope) ? scope : {};
};

export const sameScope = (one: JsonObject, other: JsonObject): boolean =>
  scopeText(scopeOf(one), new Set()) === scopeText(scopeOf(other), new Set());

export const sameValue = (one: JsonObject, other: JsonObject): boolean =>
  sameJson(one['Value'] ?? null, other['Value'] ?? null);

const scopeText = (scope: JsonObject, ignored: IgnoredDimensions): string =>
  canonicalText(
    Object.keys(scope)
      .filter((dimension) => !ignored.has(dimension))
      .sort()
      .flatMap((dimension) => {
        const members = membersOf(scope[dimension]);
        return members.length > 0 ? [[dimension, ...members]] : [];
      }),
  );

const membersOf = (value: JsonValue | undefined): readonly string[] =>
  isList(value) ? value.map(memberKey).sort() : [];

const plainValueOf = (variable: JsonObject): string | undefined => {
  const value = variable['Value'];
  const text = textOf(value).trim();
  return isSensitive(variable) || text === '' ? undefined : canonicalText([nameOf(variable), text]);
};
