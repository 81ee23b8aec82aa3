import type { Fields, ResourceType } from '../../../catalogue/index.js';
import { labelled, placedUnder } from '../labelled.js';
import { reasonFor, toBeReplaced, treatmentOf, type Standing } from '../overwrite.js';
import { because, chosen, withChoice } from '../../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../../settings/settings.js';
import { plainText } from '../../../model/canonical.js';
import { isList, objectsOf, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isPlaceholder } from '../../../model/markers.js';
import { below, pointerOf, valueAt, type Pointer } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import {
  identityOf,
  isSensitive,
  pairVariables,
  sameScope,
  sameValue,
  scopeOf,
  type IgnoredDimensions,
  type Pair,
} from '../pair-variables.js';
import { destinationOnly, withOwnScopes } from '../existing-scopes.js';
import { widenedBy, withWidened } from '../widened.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import type { Case, PartOutcome, Strategy } from './strategy.js';

interface SourceVariable {
  /** With the options that overrides give this variable. */
  readonly settings: SyncSettings;
  readonly label: string;
  readonly source: JsonObject;
  readonly judged: Judged;
}

/** Variable sets (rules variable-order): translate, collapse, pair one to one, decide value by value. */
export const variablesStrategy: Strategy = (input) => {
  const fields = variableFields(input.type);
  const found = variablesOf(input.source).map((source): SourceVariable => {
    const own = settingsOf(source, input);
    const { strategy } = input.type.merging;
    const settings = 'valuesFollow' in strategy && strategy.valuesFollow ? alwaysOverwrite(own) : own;
    return { settings, label: labelOf(source), source, judged: judge(translate(fields, source, input), settings) };
  });
  const missing = found.flatMap(({ judged }) => judged.missing);
  if (missing.length > 0) return { kind: 'blocked', missing, reasons: [], parts: [] };

  const { kept, parts } = sift(found);
  const { unique, collapsed } = collapse(kept);
  const existing = input.existing ? variablesOf(input.existing.document) : [];
  const pairs = pairVariables(
    unique.map(({ judged }) => judged.value),
    existing.map((variable) => compared(fields, variable, input)),
    (variable) => ignoredDimensions(fields, settingsOf(variable, input)),
  );
  const decided = decide(unique, existing, pairs, { ...input, fields });
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

const text = (members: JsonValue): string => (isList(members) ? members.map(plainText).join(', ') : '');

const sift = (found: readonly SourceVariable[]): { kept: readonly SourceVariable[]; parts: readonly PartOutcome[] } => {
  const parts = found.flatMap(({ label, judged }): readonly PartOutcome[] => {
    const reasons = [...judged.errors, ...judged.skips];
    if (reasons.length === 0) return [];
    return [{ verdict: judged.errors.length > 0 ? 'error' : 'skipped', part: label, reasons }];
  });
  return { kept: found.filter(({ judged }) => judged.errors.length + judged.skips.length === 0), parts };
};

/**
 * Values that became equal in name, sensitivity and scope: the first in source order stays (rules variable-collapse).
 */
const collapse = (
  kept: readonly SourceVariable[],
): { unique: readonly SourceVariable[]; collapsed: readonly PartOutcome[] } => {
  const first = new Map<string, SourceVariable>();
  const collapsed: PartOutcome[] = [];
  for (const candidate of kept) {
    const identity = identityOf(candidate.judged.value);
    const earlier = first.get(identity);
    if (!earlier) first.set(identity, candidate);
    else {
      const says = `Has the same scope here as ${earlier.label}: collapsed into the first.`;
      const reasons = [...candidate.judged.reasons, { rule: 'collapse', says }];
      collapsed.push({ verdict: 'skipped', part: candidate.label, reasons });
    }
  }
  return { unique: [...first.values()], collapsed };
};

/** Scope dimensions whose policy ignores mismatches take no part in comparison b (rules variable-pair-compared). */
const ignoredDimensions = (fields: Fields, settings: SyncSettings): IgnoredDimensions => {
  const scope = fields['Scope'];
  if (scope?.kind !== 'nested') return new Set();
  const ignored = Object.entries(scope.fields).flatMap(([dimension, rule]) => {
    const need = rule.kind === 'references' ? rule.reference.need : 'optional';
    const policy = typeof need === 'object' && 'policy' in need ? chosen(settings, need.policy) : undefined;
    return policy?.startsWith('IgnoreMismatch') ? [dimension] : [];
  });
  return new Set(ignored);
};

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

const decide = (
  incoming: readonly SourceVariable[],
  existing: readonly JsonObject[],
  pairs: readonly Pair[],
  input: Deciding,
): Decided => {
  const decided: Decided = { variables: [...existing], reasons: [], warnings: [], cleanUp: [], left: [] };
  const pairOf = new Map(pairs.map((pair) => [pair.source, pair]));
  incoming.forEach((variable, index) => {
    const pair = pairOf.get(index);
    const current = pair && existing[pair.destination];
    if (!pair || !current) add(variable, decided);
    else if (pair.by === 'value') rescope(variable, current, pair.destination, input, decided);
    else follow(variable, current, pair.destination, decided);
  });
  return decided;
};

/** For types whose values always follow the source (rules variable-script-module). */
const alwaysOverwrite = (settings: SyncSettings): SyncSettings =>
  withChoice(settings, 'overwriteExistingVariables', 'true');

/** No pair: the value is new here. */
const add = ({ label, judged, settings }: SourceVariable, decided: Decided): void => {
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
  if (isPlaceholder(variable['Value'])) {
    const says = 'its secret stays on the source; a placeholder stands in.';
    decided.reasons.push(labelled(label, { rule: 'sensitive data', says }));
  }
};

const within = <Found extends { readonly at: Pointer; readonly says: string }>(
  found: Found,
  at: Pointer,
  label: string,
): Found => labelled(label, placedUnder(at, found));

/** Pair c: the same plain value under another scope (rules variable-scope-changes). */
const rescope = (
  { label, judged, settings }: SourceVariable,
  current: JsonObject,
  index: number,
  input: Deciding,
  decided: Decided,
): void => {
  // The values are the same but for white space around them: where values follow, so does that.
  const follows = treatmentOf('other', settings) === 'overwrite';
  const value = follows ? { Value: judged.value['Value'] ?? null } : {};
  const rescoped = { ...current, ...value, Scope: scopeOf(judged.value) };
  const { value: variable, warnings } = withOwnScopes(input.fields, rescoped, current, { ...input, settings });
  if (sameScope(variable, current)) return;
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
  const found = withWidened([...judged.warnings, ...warnings].filter(isAboutChange(current, variable)), widened.warnings);
  decided.warnings.push(...found.map((warning) => within(warning, at, label)));
};

/** True for what concerns a dimension that changes. */
const isAboutChange =
  (current: JsonObject, next: JsonObject) =>
  ({ at }: Warning): boolean =>
    !sameJson(valueAt(current, at), valueAt(next, at));

/** Pair a or b: the value follows or stays, with all that is its own (rules variable-fate). */
const follow = (
  { label, judged, settings }: SourceVariable,
  current: JsonObject,
  index: number,
  decided: Decided,
): void => {
  const treatment = treatmentOf(standingOf(judged.value, current), settings);
  if (treatment === 'leave')
    decided.left.push({ verdict: 'left', part: label, reasons: [reasonFor(treatment, label, settings)] });
  if (treatment !== 'overwrite') return;
  const at = pointerOf(['Variables', index]);
  const toReplace = judged.cleanUp.filter(({ kind }) => kind === 'replace-value');
  decided.cleanUp.push(...toReplace.map((entry) => within(entry, at, label)));
  decided.variables[index] = { ...judged.value, Scope: scopeOf(current) };
  decided.reasons.push(reasonFor(treatment, label, settings));
};

/** What pairs is of one sensitivity. */
const standingOf = (value: JsonObject, current: JsonObject): Standing => {
  if (isSensitive(current)) return 'secret';
  return sameValue(value, current) ? 'same' : 'other';
};
