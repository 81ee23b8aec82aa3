import type { JsonObject } from '../../../../model/json.js';
import { chosen } from '../../../../settings/chosen.js';
import { pairVariables, type PairingRules } from '../../pair-variables.js';
import { kindOf, onlyOnes } from './base-pairs.js';
import type { BaseVariable, Deciding, SourceVariable } from './decided.js';
import { heldBy, type Values } from './fate.js';
import { ignoredDimensions, settingsOf } from './scope-options.js';

/** Which value of the destination each is about. */
interface Counterparts {
  readonly pairOf: ReadonlyMap<SourceVariable | BaseVariable, number>;
  /** Those whose scope says the same as that of their counterpart as far as scopes are compared, and only so far. */
  readonly alikeInScope: ReadonlySet<SourceVariable | BaseVariable>;
  /** By position among those that come: what each stands beside that is of another sensitivity. */
  readonly beside: ReadonlyMap<number, number>;
}

/**
 * The destination's value of each: what is as in the base first, then what both sides made of it, then the one that is left of its
 * name.
 */
export const counterparts = (
  { incoming, passedOver }: Values,
  gone: readonly BaseVariable[],
  asCompared: readonly JsonObject[],
  input: Deciding,
): Counterparts => {
  const rules = (held: ReadonlySet<number>): PairingRules => ({
    ignored: (variable) => ignoredDimensions(input.fields, settingsOf(variable, input)),
    held,
    moves: (variable) => chosen(settingsOf(variable, input), 'variableScopeChanges') === 'update',
  });
  const all: readonly (SourceVariable | BaseVariable)[] = [...incoming, ...gone];
  const pairOf = new Map<SourceVariable | BaseVariable, number>();
  const alikeInScope = new Set<SourceVariable | BaseVariable>();
  const held = new Set(heldBy(passedOver, asCompared));
  const pair = (some: typeof all, valueOf: (one: SourceVariable | BaseVariable) => JsonObject) => {
    const found = pairVariables(some.map(valueOf), asCompared, rules(held));
    for (const { source, destination, by } of found.pairs) {
      const one = some[source];
      if (!one) continue;
      pairOf.set(one, destination);
      if (by === 'compared-scope') alikeInScope.add(one);
      held.add(destination);
    }
    return found.beside;
  };
  const beforeOf = (one: SourceVariable | BaseVariable): JsonObject =>
    ('before' in one && one.before ? one.before : one).judged.value;
  const beside = pair(all, beforeOf);
  const waiting = incoming.filter((one, index) => one.before && !pairOf.has(one) && !beside.has(index));
  pair(waiting, ({ judged }) => judged.value);
  const left = all.filter((one, index) => !pairOf.has(one) && !beside.has(index) && !('before' in one && !one.before));
  const free = asCompared.flatMap((value, index) => (held.has(index) ? [] : [{ value, index }]));
  const ones = left.map((one) => ({ one, value: one.judged.value, index: -1 }));
  for (const [mine, theirs] of onlyOnes<(typeof ones)[number], (typeof free)[number]>(ones, free, ({ value }) =>
    kindOf(value),
  ))
    pairOf.set(mine.one, theirs.index);
  const own = new Map([...beside].filter(([index]) => index < incoming.length));
  return { pairOf, beside: own, alikeInScope };
};
