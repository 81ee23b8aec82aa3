import { dimensionOf } from '../../../../catalogue/labels.js';
import type { Fields } from '../../../../catalogue/index.js';
import { isList, textOf, type JsonObject, type JsonValue } from '../../../../model/json.js';
import type { Reason } from '../../../../model/reason.js';
import { because, chosen } from '../../../../settings/chosen.js';
import type { PolicyOption } from '../../../../settings/options.js';
import { settingsFor, type SyncSettings } from '../../../../settings/settings.js';
import { destinationOnly } from '../../existing-scopes.js';
import { sameDimension, scopeOf, type IgnoredDimensions } from '../../pair-variables.js';
import type { Case } from '../strategy.js';
import type { Deciding, SourceVariable } from './decided.js';

/** The options that overrides give a variable. */
export const settingsOf = (variable: JsonObject, { settings, about }: Case): SyncSettings =>
  settingsFor(settings, { ...about, variable: textOf(variable['Name']) });

/**
 * The scope that counts in a comparison: with `destinationOnlyScope: keep`, without what only the destination has. Where that
 * is all there is, it counts: a value for Production alone is not the unscoped one (rules scope-own-stays).
 */
export const compared = (fields: Fields, variable: JsonObject, input: Case): JsonObject => {
  const scope = fields['Scope'];
  if (scope?.kind !== 'nested' || chosen(settingsOf(variable, input), 'destinationOnlyScope') !== 'keep')
    return variable;
  const dimensions = Object.entries(scopeOf(variable)).flatMap(([dimension, members]) => {
    const rule = scope.fields[dimension];
    if (rule?.kind !== 'references' || !isList(members)) return [[dimension, members] as const];
    const own = new Set<JsonValue>(destinationOnly(rule, members, input));
    const left = members.filter((member) => !own.has(member));
    return [[dimension, left.length > 0 ? left : members] as const];
  });
  return { ...variable, Scope: Object.fromEntries(dimensions) };
};

/** Scope dimensions whose policy ignores mismatches take no part in comparison b (rules variable-pair-compared). */
export const ignoredDimensions = (fields: Fields, settings: SyncSettings): IgnoredDimensions =>
  new Set(
    policiesOf(fields).flatMap(([dimension, option]) =>
      chosen(settings, option).startsWith('IgnoreMismatch') ? [dimension] : [],
    ),
  );

/**
 * The policy for which the destination's scope, another one, stays as it is: then all of the value does
 * (rules variable-leave-existing).
 */
export const leftAlone = (
  { judged, settings }: SourceVariable,
  current: JsonObject | undefined,
  { fields }: Deciding,
): Reason | undefined => {
  const found = policiesOf(fields).find(
    ([dimension, option]) =>
      chosen(settings, option) === 'IgnoreMismatchOnNewLeaveExistingAlone' &&
      !sameDimension(dimension, judged.value, current ?? {}),
  );
  return (
    found &&
    because(
      settings,
      found[1],
      `Its scope by ${dimensionOf(found[0])} is another one on the destination: all of it stays.`,
    )
  );
};

/** The options that say what becomes of each dimension of a scope, where one does. */
const policiesOf = (fields: Fields): readonly (readonly [dimension: string, option: PolicyOption])[] => {
  const scope = fields['Scope'];
  if (scope?.kind !== 'nested') return [];
  return Object.entries(scope.fields).flatMap(([dimension, rule]) => {
    const need = rule.kind === 'references' ? rule.reference.need : 'optional';
    return typeof need === 'object' && 'policy' in need ? [[dimension, need.policy] as const] : [];
  });
};
