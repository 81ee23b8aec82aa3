import type { Fields, ResourceType } from '../../../catalogue/index.js';
import { labelled, placedUnder } from '../labelled.js';
import { reasonFor, toBeReplaced, treatmentOf, type Standing } from '../overwrite.js';
import { because, chosen, withChoice } from '../../../settings/chosen.js';
import type { PolicyOption } from '../../../settings/options.js';
import { settingsFor, type SyncSettings } from '../../../settings/settings.js';
import { isList, objectsOf, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isPlaceholder } from '../../../model/markers.js';
import { below, pointerOf, valueAt, type Pointer } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import {
  differingSettings,
  identityOf,
  isSensitive,
  pairVariables,
  sameDimension,
  sameScope,
  sameValue,
  scopeOf,
  type IgnoredDimensions,
} from '../pair-variables.js';
import { destinationOnly, withOwnScopes } from '../existing-scopes.js';
import { widenedBy, withWidened } from '../widened.js';
import { describe } from '../../terms/look-up.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import type { Case, PartOutcome, Strategy } from './strategy.js';

interface SourceVariable {
  /** With the options that overrides give this variable. */
  readonly settings: SyncSettings;
  readonly label: string;
  readonly source: JsonObject;
  readonly judged: Judged;
  /** Nothing of its scope was lost on the way. */
  readonly isWhole: boolean;
  /** What it took the place of, as a person would point at it. */
  readonly inPlaceOf: readonly string[];
}

/** Variable sets (rules variable-order): translate, collapse, pair one to one, decide value by value. */
export const variablesStrategy: Strategy = (input) => {
  const fields = variableFields(input.type);
  const found = variablesOf(input.source).map((source): SourceVariable => {
    const own = settingsOf(source, input);
    const { strategy } = input.type.merging;
    const settings = 'valuesFollow' in strategy && strategy.valuesFollow ? alwaysOverwrite(own) : own;
    const translation = translate(fields, source, input);
    const isWhole = translation.statements.every(({ kind }) => kind !== 'lost-members');
    return { settings, label: labelOf(source), source, judged: judge(translation, settings), isWhole, inPlaceOf: [] };
  });
  const missing = found.flatMap(({ judged }) => judged.missing);
  if (missing.length > 0)
    return { kind: 'blocked', missing, reasons: found.flatMap(({ judged }) => judged.reasons), parts: [] };

  const { kept, parts } = sift(found);
  const { unique, collapsed } = collapse(kept);
  const existing = input.existing ? variablesOf(input.existing.document) : [];
  const decided = decide(unique, existing, { ...input, fields });
  return {
    kind: 'decided',
    document: { ...(input.existing?.document ?? input.source), Variables: decided.variables },
    warnings: decided.warnings,
    cleanUp: decided.cleanUp,
    reasons: decided.reasons,
    needs: [...new Set(unique.flatMap(({ judged }) => judged.needs))].sort(),
    differing: decided.left.length,
    parts: [...parts, ...collapsed, ...decided.left],
  };
};

/**
 * The scope that counts in a comparison: with `destinationOnlyScope: keep`, without what only the destination has. Where that
 * is all there is, it counts: a value for Production alone is not the unscoped one (rules scope-own-stays).
 */
const compared = (fields: Fields, variable: JsonObject, input: Case): JsonObject => {
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

/** The options that overrides give a variable. */
const settingsOf = (variable: JsonObject, { settings, about }: Case): SyncSettings =>
  settingsFor(settings, { ...about, variable: textOf(variable['Name']) });

const variableFields = (type: ResourceType): Fields => {
  const rule = type.fields['Variables'];
  return rule?.kind === 'list' ? rule.fields : {};
};

const variablesOf = (document: JsonObject): readonly JsonObject[] => objectsOf(document['Variables']);

/** A variable value as a person would point at it: `variable "Db" (Environment: Test, Prod; Role: web)`. */
const labelOf = (variable: JsonObject): string => {
  const dimensions = Object.entries(scopeOf(variable)).map(([dimension, members]) => `${dimension}: ${text(members)}`);
  return `variable "${textOf(variable['Name'])}" (${dimensions.length > 0 ? dimensions.join('; ') : 'unscoped'})`;
};

const text = (members: JsonValue): string => (isList(members) ? members.map(describe).join(', ') : '');

const sift = (found: readonly SourceVariable[]): { kept: readonly SourceVariable[]; parts: readonly PartOutcome[] } => {
  const parts = found.flatMap(({ label, judged }): readonly PartOutcome[] => {
    const reasons = [...judged.errors, ...judged.skips];
    if (reasons.length === 0) return [];
    return [{ verdict: judged.errors.length > 0 ? 'error' : 'skipped', part: label, reasons }];
  });
  return { kept: found.filter(({ judged }) => judged.errors.length + judged.skips.length === 0), parts };
};

/**
 * Values that became equal in name, sensitivity and scope (rules variable-collapse): one that lost nothing of its scope stays
 * (rules variable-collapse-exact), among equals the first in source order.
 */
const collapse = (
  kept: readonly SourceVariable[],
): { unique: readonly SourceVariable[]; collapsed: readonly PartOutcome[] } => {
  const groups = new Map<string, readonly SourceVariable[]>();
  const groupOf = ({ judged }: SourceVariable): readonly SourceVariable[] => groups.get(identityOf(judged.value)) ?? [];
  for (const one of kept) groups.set(identityOf(one.judged.value), [...groupOf(one), one]);
  const isWinner = (one: SourceVariable): boolean => winnerOf(one, groupOf(one)) === one;
  return {
    unique: kept.filter(isWinner).map((one) => ({ ...one, inPlaceOf: labelsBeside(one, groupOf(one)) })),
    collapsed: kept.filter((one) => !isWinner(one)).map((one) => collapsedInto(winnerOf(one, groupOf(one)), one)),
  };
};

const winnerOf = (one: SourceVariable, group: readonly SourceVariable[]): SourceVariable =>
  group.find(({ isWhole }) => isWhole) ?? group[0] ?? one;

const labelsBeside = (winner: SourceVariable, group: readonly SourceVariable[]): readonly string[] =>
  group.filter((one) => one !== winner).map(({ label }) => label);

const collapsedInto = (winner: SourceVariable, { label, judged, isWhole }: SourceVariable): PartOutcome => {
  const into = winner.isWhole && !isWhole ? 'that one, which lost nothing of its own' : 'the first';
  const says = `Has the same scope here as ${winner.label}: collapsed into ${into}.`;
  return { verdict: 'skipped', part: label, reasons: [...judged.reasons, { rule: 'collapse', says }] };
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

/** Scope dimensions whose policy ignores mismatches take no part in comparison b (rules variable-pair-compared). */
const ignoredDimensions = (fields: Fields, settings: SyncSettings): IgnoredDimensions =>
  new Set(
    policiesOf(fields).flatMap(([dimension, option]) =>
      chosen(settings, option).startsWith('IgnoreMismatch') ? [dimension] : [],
    ),
  );

interface Deciding extends Case {
  readonly fields: Fields;
}

interface Decided {
  readonly variables: JsonObject[];
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly left: PartOutcome[];
}

const decide = (incoming: readonly SourceVariable[], existing: readonly JsonObject[], input: Deciding): Decided => {
  const decided: Decided = { variables: [...existing], reasons: [], warnings: [], cleanUp: [], left: [] };
  const asCompared = existing.map((variable) => compared(input.fields, variable, input));
  const { pairs, beside } = pairVariables(
    incoming.map(({ judged }) => judged.value),
    asCompared,
    {
      ignored: (variable) => ignoredDimensions(input.fields, settingsOf(variable, input)),
      moves: (variable) => chosen(settingsOf(variable, input), 'variableScopeChanges') === 'update',
    },
  );
  const pairOf = new Map(pairs.map((pair) => [pair.source, pair]));
  incoming.forEach((variable, index) => {
    const pair = pairOf.get(index);
    const current = pair && existing[pair.destination];
    const other = beside.get(index);
    if (other !== undefined) leaveBeside(variable, other, decided);
    else if (!pair || !current) add(variable, decided);
    else if (pair.by === 'value') rescope(variable, current, pair.destination, input, decided);
    else follow(variable, current, pair.destination, leftAlone(variable, asCompared[pair.destination], input), decided);
  });
  return decided;
};

/** A plain value and a secret of one name and scope: neither replaces the other (rules variable-plain-beside-secret). */
const leaveBeside = ({ label, judged }: SourceVariable, index: number, decided: Decided): void => {
  const [here, there] = isSensitive(judged.value) ? ['a secret', 'plain'] : ['plain', 'a secret'];
  const says = `It is ${here} on the source and ${there} on the destination, which keeps its own. Make it the same kind on both.`;
  decided.left.push({
    verdict: 'left',
    part: label,
    reasons: [{ rule: 'sensitivity', says }],
    warnings: [{ kind: 'plain-beside-secret', at: pointerOf(['Variables', index]), says }],
  });
};

/**
 * The policy for which the destination's scope, another one, stays as it is: then all of the value does
 * (rules variable-leave-existing).
 */
const leftAlone = (
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
    found && because(settings, found[1], `Its ${found[0]} scope is another one on the destination: all of it stays.`)
  );
};

/** For types whose values always follow the source (rules variable-script-module). */
const alwaysOverwrite = (settings: SyncSettings): SyncSettings =>
  withChoice(settings, 'overwriteExistingVariables', 'true');

/** No pair: the value is new here. */
const add = (incoming: SourceVariable, decided: Decided): void => {
  const { label, judged, settings } = incoming;
  const at = pointerOf(['Variables', decided.variables.length]);
  const treatment = treatmentOf(isSensitive(judged.value) ? 'new secret' : 'new', settings);
  const isReplaced = treatment === 'add to be replaced';
  const isText = judged.value['Type'] === 'String';
  const variable: JsonObject = { ...judged.value, ...(isReplaced && { Value: toBeReplaced(isText) }) };
  decided.variables.push(variable);
  decided.reasons.push(reasonFor('add', label, settings), ...judged.reasons.map((reason) => labelled(label, reason)));
  decided.warnings.push(...judged.warnings.map((warning) => within(warning, at, label)));
  decided.cleanUp.push(...judged.cleanUp.map((entry) => within(entry, at, label)));
  if (isReplaced) {
    const says = 'enter the value for this instance.';
    decided.cleanUp.push(labelled(label, { kind: 'replace-value', at: below(at, 'Value'), says }));
  }
  decided.cleanUp.push(...othersToCheck(incoming, at));
  if (isPlaceholder(variable['Value'])) {
    const says = 'its secret stays on the source; a placeholder stands in.';
    decided.reasons.push(labelled(label, { rule: 'sensitive data', says }));
  }
};

/** One value of several came: whether it is the right one here, a person says. */
const othersToCheck = ({ label, inPlaceOf }: SourceVariable, at: Pointer): readonly CleanUp[] =>
  inPlaceOf.length === 0
    ? []
    : [
        labelled(label, {
          kind: 'check',
          at,
          says: `comes in the place of ${inPlaceOf.join(', ')}: see whether it is the right one.`,
        }),
      ];

const within = <Found extends { readonly at: Pointer; readonly says: string }>(
  found: Found,
  at: Pointer,
  label: string,
): Found => labelled(label, placedUnder(at, found));

/** Pair c: the same plain value under another scope (rules variable-scope-changes). */
const rescope = (
  incoming: SourceVariable,
  current: JsonObject,
  index: number,
  input: Deciding,
  decided: Decided,
): void => {
  const { label, judged, settings } = incoming;
  const rescoped = { ...current, Scope: scopeOf(judged.value) };
  const { value: variable, warnings } = withOwnScopes(input.fields, rescoped, current, { ...input, settings });
  // The values are the same but for white space around them, and their settings need not be.
  if (sameScope(variable, current)) {
    follow(incoming, current, index, undefined, decided);
    return;
  }
  if (chosen(settings, 'variableScopeChanges') === 'leave') {
    const says = 'The scope has changed on the source and stays as it is on the destination.';
    const reason = because(settings, 'variableScopeChanges', says);
    decided.left.push({ verdict: 'left', part: label, reasons: [reason] });
    return;
  }
  const at = pointerOf(['Variables', index]);
  decided.variables[index] = variable;
  decided.reasons.push({
    rule: 'variable pairing',
    value: 'same value',
    says: `${label}: the scope has changed on the source.`,
  });
  const widened = widenedBy(input.fields, current, variable);
  const found = withWidened(
    [...judged.warnings, ...warnings].filter(isAboutChange(current, variable)),
    widened.warnings,
  );
  decided.warnings.push(...found.map((warning) => within(warning, at, label)));
  follow(incoming, variable, index, undefined, decided);
};

/** True for what concerns a dimension that changes. */
const isAboutChange =
  (current: JsonObject, next: JsonObject) =>
  ({ at }: Warning): boolean =>
    !sameJson(valueAt(current, at), valueAt(next, at));

/** Pair a or b: the value follows or stays, with all that is its own (rules variable-fate). */
const follow = (
  incoming: SourceVariable,
  current: JsonObject,
  index: number,
  stays: Reason | undefined,
  decided: Decided,
): void => {
  const { label, judged, settings } = incoming;
  const { standing, differing } = standingOf(judged.value, current);
  const treatment = treatmentOf(standing, settings);
  if (treatment !== 'leave' && treatment !== 'overwrite') return;
  const reason = stays ?? reasonFor(treatment, label, settings, differing);
  if (stays || treatment === 'leave') {
    decided.left.push({ verdict: 'left', part: label, reasons: [reason] });
    return;
  }
  const at = pointerOf(['Variables', index]);
  const toReplace = judged.cleanUp.filter(({ kind }) => kind === 'replace-value');
  decided.cleanUp.push(...toReplace.map((entry) => within(entry, at, label)), ...othersToCheck(incoming, at));
  decided.variables[index] = { ...following(judged.value, current), Scope: scopeOf(current) };
  decided.reasons.push(reason);
};

/** What an existing value says when it takes the source's: its secret stays (rules secret-kept). */
const following = (next: JsonObject, current: JsonObject): JsonObject => ({
  ...next,
  ...(isSensitive(current) && { Value: current['Value'] ?? null }),
});

interface Stands {
  readonly standing: Standing;
  /** The settings that differ, where the value does not. */
  readonly differing: readonly string[];
}

/** What pairs is of one sensitivity. */
const standingOf = (value: JsonObject, current: JsonObject): Stands => {
  const isSecret = isSensitive(current);
  if (!isSecret && !sameValue(value, current)) return { standing: 'other', differing: [] };
  const differing = differingSettings(value, current);
  if (differing.length > 0) return { standing: 'other settings', differing };
  return { standing: isSecret ? 'secret' : 'same', differing };
};
