import { canonicalText, memberKey } from '../../model/canonical.js';
import { isList, isNothing, isObject, sameJson, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { looseName } from '../../model/names.js';

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

/** Which values are which. */
export interface Pairing {
  readonly pairs: readonly Pair[];
  /**
   * Values of the source that would stand beside one of the destination that they differ from in sensitivity alone, and that
   * one (rules variable-plain-beside-secret).
   */
  readonly beside: ReadonlyMap<number, number>;
}

/** The dimensions of a scope that are left out of comparison b. */
export type IgnoredDimensions = ReadonlySet<string>;

/** What the options of a value say about pairing it. */
export interface PairingRules {
  readonly ignored: (variable: JsonObject) => IgnoredDimensions;
  /** Values of the destination that are not to be paired: others of the source have them. */
  readonly held: ReadonlySet<number>;
  /** Whether a value of the destination takes the scope of one that is paired with it by its value. */
  readonly moves: (variable: JsonObject) => boolean;
}

/**
 * Pairs source with destination values, one to one (rules variable-pair): a pair uses both sides up, so two values
 * `true` scoped to two environments never take each other's place. Ties go to the first in source order, then in
 * destination order. Returns indexes into both lists.
 */
export const pairVariables = (
  source: readonly JsonObject[],
  destination: readonly JsonObject[],
  { ignored, held, moves }: PairingRules,
): Pairing => {
  const known = new Map<JsonObject, string>();
  const identity: Identity = (variable, without) => {
    if (without !== undefined && without.size > 0) return identityOf(variable, without);
    const own = known.get(variable) ?? identityOf(variable);
    known.set(variable, own);
    return own;
  };
  const freeSource = new Set(source.keys());
  const freeDestination = new Set([...destination.keys()].filter((index) => !held.has(index)));
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
  pairBy('scope', (variable) => identity(variable));
  pairBy('compared-scope', (variable) => identity(variable, ignored(variable)));
  const noteBeside = (there: readonly JsonObject[], isAsked: (variable: JsonObject) => boolean) => {
    const free = [...freeSource].filter((index) => isAsked(source[index] ?? {}));
    const found = besideOthers(source, free, there, ignored, identity);
    for (const [index] of found) freeSource.delete(index);
    return found;
  };
  // A plain value takes no other's place beside a secret; a secret may come where a plain value goes away from.
  const besideSecrets = noteBeside(destination, (variable) => !isSensitive(variable));
  pairBy('value', plainValueOf);
  const byValue = new Map(pairs.filter(({ by }) => by === 'value').map((pair) => [pair.destination, pair]));
  const moved = destination.map((variable, index) => {
    const pair = byValue.get(index);
    return pair && moves(variable) ? { ...variable, Scope: scopeOf(source[pair.source] ?? {}) } : variable;
  });
  const besidePlain = noteBeside(moved, isSensitive);
  const beside = new Map([...besideSecrets, ...besidePlain]);
  return { pairs: pairs.sort((one, other) => one.source - other.source), beside };
};

type Identity = (variable: JsonObject, without?: IgnoredDimensions) => string;

/** The values that nothing but their sensitivity keeps from a pair by scope. */
const besideOthers = (
  source: readonly JsonObject[],
  free: readonly number[],
  destination: readonly JsonObject[],
  ignored: (variable: JsonObject) => IgnoredDimensions,
  identity: Identity,
): readonly (readonly [source: number, destination: number])[] => {
  if (free.length === 0) return [];
  const keysOf = (variable: JsonObject): readonly string[] => [
    identity(variable),
    identity(variable, ignored(variable)),
  ];
  const there = new Map<string, number>();
  for (const [index, variable] of [...destination.entries()].toReversed())
    for (const key of keysOf(variable)) there.set(key, index);
  return free.flatMap((index) => {
    const key = keysOf(ofOtherSensitivity(source[index] ?? {})).find((one) => there.has(one));
    const found = key === undefined ? undefined : there.get(key);
    return found === undefined ? [] : [[index, found] as const];
  });
};

const ofOtherSensitivity = (variable: JsonObject): JsonObject => ({ ...variable, IsSensitive: !isSensitive(variable) });

/**
 * Name, sensitivity and scope as one comparable text (rules variable-sensitivity). An absent dimension and an empty one
 * are the same, in any order (rules variable-scope-compare).
 */
export const identityOf = (variable: JsonObject, ignored: IgnoredDimensions = new Set()): string =>
  canonicalText([nameOf(variable), isSensitive(variable), scopeText(scopeOf(variable), ignored)]);

export const nameOf = (variable: JsonObject): string => looseName(textOf(variable['Name']));

export const isSensitive = (variable: JsonObject): boolean => variable['IsSensitive'] === true;

export const scopeOf = (variable: JsonObject): JsonObject => {
  const scope = variable['Scope'];
  return isObject(scope) ? scope : {};
};

export const sameScope = (one: JsonObject, other: JsonObject): boolean =>
  scopeText(scopeOf(one), new Set()) === scopeText(scopeOf(other), new Set());

/** Whether two scopes have the same members in one dimension (rules variable-scope-compare). */
export const sameDimension = (dimension: string, one: JsonObject, other: JsonObject): boolean => {
  const members = (variable: JsonObject): string => canonicalText(membersOf(scopeOf(variable)[dimension]));
  return members(one) === members(other);
};

export const sameValue = (one: JsonObject, other: JsonObject): boolean =>
  sameJson(one['Value'] ?? null, other['Value'] ?? null);

/** What tells a value from the others of its name; all else but the value itself is its settings (rules variable-prompt). */
const identifying: ReadonlySet<string> = new Set(['Name', 'IsSensitive', 'Scope', 'Value']);

/** The settings in which a value of the source differs from its pair: prompt, description, type, and whatever a server adds. */
export const differingSettings = (next: JsonObject, current: JsonObject): readonly string[] =>
  Object.keys(next).filter(
    (field) => !identifying.has(field) && !sameSetting(next[field] ?? null, current[field] ?? null),
  );

const sameSetting = (one: JsonValue, other: JsonValue): boolean =>
  sameJson(one, other) || (isNothing(one) && isNothing(other));

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
