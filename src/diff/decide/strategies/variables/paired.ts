import { sameJson, type JsonObject } from '../../../../model/json.js';
import { pointerOf, valueAt } from '../../../../model/pointer.js';
import type { Reason, Warning } from '../../../../model/reason.js';
import { because, chosen } from '../../../../settings/chosen.js';
import { withOwnScopes } from '../../existing-scopes.js';
import { reasonFor, treatmentOf, type Standing } from '../../overwrite.js';
import { differingSettings, isSensitive, sameScope, sameValue, scopeOf } from '../../pair-variables.js';
import { keepAt, keptPlaces } from '../../settle.js';
import { widenedBy, withWidened } from '../../widened.js';
import { othersToCheck, within, type Decided, type Deciding, type SourceVariable } from './decided.js';

/** A value of the destination with the scope that it would have, and what is said of that. */
export type Rescoped = ReturnType<typeof withOwnScopes>;

/** The value of the destination with the scope of its pair. */
export const rescoped = ({ judged, settings }: SourceVariable, current: JsonObject, input: Deciding): Rescoped => {
  // A scope that leads nowhere on the source says nothing.
  const wanted = { ...current, Scope: scopeOf(keepAt(judged.keepsExisting, judged.value, current)) };
  return withOwnScopes(input.fields, wanted, current, { ...input, settings });
};

/** Pair c: the same plain value under another scope (rules variable-scope-changes). */
export const rescope = (
  incoming: SourceVariable,
  current: JsonObject,
  index: number,
  { value: variable, warnings }: Rescoped,
  input: Pick<Deciding, 'fields'>,
  decided: Decided,
): void => {
  const { label, judged, settings } = incoming;
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
export const follow = (
  incoming: SourceVariable,
  current: JsonObject,
  index: number,
  stays: Reason | undefined,
  decided: Decided,
): void => {
  const { label, judged, settings } = incoming;
  // A value that leads nowhere on the source says nothing (rules names-ids-anywhere).
  const wanted = keepAt(judged.keepsExisting, judged.value, current);
  const { standing, differing } = standingOf(wanted, current);
  const treatment = treatmentOf(standing, settings);
  if (treatment !== 'leave' && treatment !== 'overwrite') return;
  const reason = stays ?? reasonFor(treatment, label, settings, differing);
  if (stays || treatment === 'leave') {
    decided.left.push({ verdict: 'left', part: label, reasons: [reason] });
    return;
  }
  const at = pointerOf(['Variables', index]);
  const kept = keptPlaces(judged, current);
  const toReplace = judged.cleanUp.filter((entry) => entry.kind === 'replace-value' && !kept.has(entry.at));
  decided.cleanUp.push(...toReplace.map((entry) => within(entry, at, label)), ...othersToCheck(incoming, at));
  const variable = { ...following(wanted, current), Scope: scopeOf(current) };
  const warnings = judged.warnings.filter(isAboutChange(current, variable));
  decided.warnings.push(...warnings.map((warning) => within(warning, at, label)));
  decided.variables[index] = variable;
  decided.reasons.push(reason);
};

/** What an existing value says when it takes the source's: its secret stays (rules secret-kept). */
export const following = (next: JsonObject, current: JsonObject): JsonObject => ({
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
