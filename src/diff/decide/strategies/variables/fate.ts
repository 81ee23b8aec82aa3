import { isPlaceholder } from '../../../../model/markers.js';
import type { JsonObject } from '../../../../model/json.js';
import { below, pointerOf, type Pointer } from '../../../../model/pointer.js';
import { chosen } from '../../../../settings/chosen.js';
import { labelled } from '../../labelled.js';
import { reasonFor, toBeReplaced, treatmentOf } from '../../overwrite.js';
import { identityOf, isSensitive, pairVariables, sameValue } from '../../pair-variables.js';
import { othersToCheck, within, type Decided, type Deciding, type SourceVariable } from './decided.js';
import { follow, rescope, rescoped } from './paired.js';
import { compared, ignoredDimensions, leftAlone, settingsOf } from './scope-options.js';

/** The values of the source: those that come, and those that are skipped or in error. */
export interface Values {
  readonly incoming: readonly SourceVariable[];
  readonly passedOver: readonly SourceVariable[];
}

/** The values of the destination: those of the set, and those of the project's other set. */
export interface Existing {
  readonly own: readonly JsonObject[];
  readonly elsewhere: readonly JsonObject[];
}

/**
 * What becomes of each value of the source (`incoming`) beside those of the destination (`existing`): it is new, follows, takes
 * another scope or is left (rules variable-pair, variable-fate).
 */
export const decideFates = (
  { incoming, passedOver }: Values,
  { own, elsewhere }: Existing,
  input: Deciding,
): Decided => {
  const existing = [...own, ...elsewhere];
  const decided: Decided = { variables: [...own], reasons: [], warnings: [], cleanUp: [], left: [] };
  const asCompared = existing.map((variable) => compared(input.fields, variable, input));
  const { pairs, beside } = pairVariables(
    incoming.map(({ judged }) => judged.value),
    asCompared,
    {
      ignored: (variable) => ignoredDimensions(input.fields, settingsOf(variable, input)),
      held: heldBy(passedOver, asCompared),
      moves: (variable) => chosen(settingsOf(variable, input), 'variableScopeChanges') === 'update',
    },
  );
  const pairOf = new Map(pairs.map((pair) => [pair.source, pair]));
  incoming.forEach((variable, index) => {
    const pair = pairOf.get(index);
    const current = pair && existing[pair.destination];
    const other = beside.get(index);
    if (variable.isElsewhere) return;
    if (other !== undefined) leaveBeside(variable, placeIn(own, other), decided);
    else if (!pair || !current) add(variable, decided);
    else if (pair.by === 'value')
      rescope(variable, current, pair.destination, rescoped(variable, current, input), input, decided);
    else follow(variable, current, pair.destination, leftAlone(variable, asCompared[pair.destination], input), decided);
  });
  return decided;
};

/**
 * The values of the destination that those which do not come have there already, by scope and value: no other value of the same
 * name and scope takes their place (rules always-empty). One that lost some of its scope has nothing there.
 */
export const heldBy = (passedOver: readonly SourceVariable[], existing: readonly JsonObject[]): ReadonlySet<number> => {
  const held = new Set<number>();
  for (const { source, judged } of passedOver.filter(({ isWhole }) => isWhole)) {
    const index = existing.findIndex(
      (variable, at) =>
        !held.has(at) && sameValue(source, variable) && identityOf(variable) === identityOf(judged.value),
    );
    if (index >= 0) held.add(index);
  }
  return held;
};

/** Where a value of the destination stands; one of the other set has no place in this one. */
export const placeIn = (own: readonly JsonObject[], index: number): Pointer =>
  pointerOf(index < own.length ? ['Variables', index] : ['Variables']);

/** A plain value and a secret of one name and scope: neither replaces the other (rules variable-plain-beside-secret). */
export const leaveBeside = ({ label, judged }: SourceVariable, at: Pointer, decided: Decided): void => {
  const [here, there] = isSensitive(judged.value) ? ['a secret', 'plain'] : ['plain', 'a secret'];
  const says = `It is ${here} on the source and ${there} on the destination, which keeps its own. Make it the same kind on both.`;
  decided.left.push({
    verdict: 'left',
    part: label,
    reasons: [{ rule: 'sensitivity', says }],
    warnings: [{ kind: 'plain-beside-secret', at, says }],
  });
};

/** No pair: the value is new here. */
export const add = (incoming: SourceVariable, decided: Decided): void => {
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
