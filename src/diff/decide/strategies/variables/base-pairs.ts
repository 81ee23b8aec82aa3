import { sameJson, type JsonObject } from '../../../../model/json.js';
import { canonicalText } from '../../../../model/canonical.js';
import { identityOf, isSensitive, nameOf, pairVariables } from '../../pair-variables.js';
import type { BaseVariable, SourceVariable } from './decided.js';

/**
 * Which value of the base each value of the source was (rules three-way-values): of the same name and sensitivity, then of the same
 * scope, then of the same value, then the one that is left of that name on either side; and then what has the same scope in the
 * destination's terms.
 */
export const pairWithBase = (
  source: readonly SourceVariable[],
  base: readonly BaseVariable[],
): ReadonlyMap<SourceVariable, BaseVariable> => {
  const found = new Map<SourceVariable, BaseVariable>();
  if (source.length === base.length && source.every((one, index) => sameJson(one.source, base[index]?.source))) {
    source.forEach((one, index) => note(found, one, base[index]));
    return found;
  }
  const { pairs } = pairVariables(
    source.map((one) => one.source),
    base.map((one) => one.source),
    asTheyAre,
  );
  for (const pair of pairs) note(found, source[pair.source], base[pair.destination]);
  for (const keyOf of [
    (one: Pick<BaseVariable, 'source'>) => kindOf(one.source),
    (one: Pick<BaseVariable, 'judged'>) => identityOf(one.judged.value),
  ])
    for (const [one, other] of onlyOnes(unpaired(source, found.keys()), unpaired(base, found.values()), keyOf))
      note(found, one, other);
  return found;
};

/** Base and source are of one space: nothing of a scope is left out, and nothing is held. */
const asTheyAre = { ignored: () => new Set<string>(), held: new Set<number>(), moves: () => false };

const note = (
  found: Map<SourceVariable, BaseVariable>,
  one: SourceVariable | undefined,
  other: BaseVariable | undefined,
): void => {
  if (one && other) found.set(one, other);
};

const unpaired = <One>(all: readonly One[], paired: Iterable<One>): readonly One[] => {
  const has = new Set(paired);
  return all.filter((one) => !has.has(one));
};

/** Name and sensitivity as one comparable text. */
export const kindOf = (variable: JsonObject): string => canonicalText([nameOf(variable), isSensitive(variable)]);

/** Pairs of what is the only one with its key on either side. */
export const onlyOnes = <One extends Other, Other>(
  ones: readonly One[],
  others: readonly Other[],
  keyOf: (one: Other) => string,
): readonly (readonly [One, Other])[] => {
  const [left, right] = [byKey(ones, keyOf), byKey(others, keyOf)];
  return [...left].flatMap(([key, mine]): readonly (readonly [One, Other])[] => {
    const theirs = right.get(key) ?? [];
    const [one, other] = [mine[0], theirs[0]];
    return mine.length === 1 && theirs.length === 1 && one !== undefined && other !== undefined ? [[one, other]] : [];
  });
};

const byKey = <One>(all: readonly One[], keyOf: (one: One) => string): ReadonlyMap<string, readonly One[]> => {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};
