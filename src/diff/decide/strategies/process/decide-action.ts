import { sameJson, type JsonObject } from '../../../../model/json.js';
import type { Warning } from '../../../../model/reason.js';
import { withOwnScopes } from '../../existing-scopes.js';
import type { Judged } from '../../judge.js';
import { keepAt, settleOn } from '../../settle.js';
import { decideUnit, type UnitDecision } from '../../three-way/unit.js';
import { inTerms, labelOf, movedIn, placeByName, type Merging } from './notes.js';

export interface DecidedAction {
  readonly judged: Judged;
  readonly unit: UnitDecision;
  readonly warnings: readonly Warning[];
}

/** What becomes of an action that both sides have, before it is asked whether it may be written. */
export const decideAction = (
  work: Merging,
  step: JsonObject,
  action: JsonObject,
  current: JsonObject,
  before: JsonObject | undefined,
): DecidedAction => {
  const judged = inTerms(work, work.actionFields, action);
  const { value: settled, warnings } = onExisting(work, judged, current);
  const unit = decideUnit(
    {
      fields: work.actionFields,
      part: labelOf(step, action),
      at: placeByName(step, action),
      source: action,
      base: before,
      moved: movedIn(work, step, action),
      destination: current,
      settled: (side) =>
        side === action ? settled : onExisting(work, inTerms(work, work.actionFields, side), current).value,
    },
    work.base,
    work.settings,
  );
  return { judged, unit, warnings };
};

/** What an existing action would say if it took the source's content. */
const onExisting = (work: Merging, judged: Judged, current: JsonObject): ReturnType<typeof withOwnScopes> => {
  const settled = keepAt(judged.keepsExisting, settleOn(work.actionFields, judged.value, current), current);
  return withOwnScopes(work.actionFields, settled, current, work);
};

/** Whether the destination has an action as the base says it. */
export const isActionAsIn = (work: Merging, before: JsonObject, action: JsonObject): boolean =>
  sameJson(onExisting(work, inTerms(work, work.actionFields, before), action).value, action);
