import { sameJson, type JsonObject, type JsonValue } from '../../../../model/json.js';
import { isPlaceholder, isSecret } from '../../../../model/markers.js';
import { fieldOf, type Pointer } from '../../../../model/pointer.js';
import type { Reason } from '../../../../model/reason.js';
import { labelled } from '../../labelled.js';
import { reasonFor, treatmentOf, type Standing } from '../../overwrite.js';
import { keepAt } from '../../settle.js';
import { withoutLost } from '../../three-way/lost.js';
import type { Case } from '../strategy.js';
import type { List, Placed, SourceValue, ValueNotes } from './source-value.js';

/** A list of values being merged. */
export interface Merging {
  readonly list: List;
  readonly input: Case;
  readonly notes: ValueNotes;
  /** The values of the base in the destination's terms, by what makes two the same; nothing where there is no base. */
  readonly base: ReadonlyMap<string, SourceValue> | undefined;
  readonly next: JsonObject[];
}

/** What an existing value will say, once the source has had its say. */
export const follow = (
  found: SourceValue | undefined,
  current: JsonObject,
  { input: { settings }, notes, next }: Merging,
  isLast = true,
): Placed => {
  if (!found) return { value: current };
  if (isLast) next.push(withoutLost(found.source, found.judged.lost));
  const { label, judged } = found;
  // A value that leads nowhere on the source says nothing (rules names-ids-anywhere).
  const { Value: value = null } = keepAt(judged.keepsExisting, found.value, current);
  const treatment = treatmentOf(standingOf(value, current['Value']), settings);
  if (treatment === 'leave') leave(label, reasonFor(treatment, label, settings), notes);
  if (treatment !== 'overwrite') return { value: current };
  notes.reasons.push(reasonFor(treatment, label, settings));
  const isOfValue = ({ at }: { readonly at: Pointer }): boolean => fieldOf(at) === 'Value';
  return {
    value: { ...current, Value: value },
    warnings: judged.warnings.filter(isOfValue).map((warning) => labelled(label, warning)),
    cleanUp: judged.cleanUp
      .filter((entry) => isOfValue(entry) && entry.kind === 'replace-value')
      .map((entry) => labelled(label, entry)),
  };
};

export const standingOf = (value: JsonValue | undefined, current: JsonValue | undefined): Standing => {
  if (isSecret(current)) return 'secret';
  if (sameJson(value, current)) return 'same';
  return isPlaceholder(value) ? 'secret on the source' : 'other';
};

export const leave = (part: string, reason: Reason, notes: ValueNotes): void => {
  notes.parts.push({ verdict: 'left', part, reasons: [reason] });
  notes.differing += 1;
};
