import type { Since } from '../../../../changeset/format.js';
import { objectsOf, sameJson, type JsonObject } from '../../../../model/json.js';
import { isSecret } from '../../../../model/markers.js';
import { pointerOf } from '../../../../model/pointer.js';
import { because, chosen } from '../../../../settings/chosen.js';
import { keepAt } from '../../settle.js';
import { withoutLost } from '../../three-way/lost.js';
import { asWritten, conflictOf, removedOnSource } from '../../three-way/said.js';
import { decideUnit } from '../../three-way/unit.js';
import type { Case } from '../strategy.js';
import { follow, type Merging } from './follow.js';
import {
  fieldsOf,
  keyOf,
  labelOf,
  newNotes,
  sourceValue,
  type List,
  type Placed,
  type SourceValue,
} from './source-value.js';

export const isKnown = ({ base, existing, settings }: Case): boolean =>
  existing !== undefined && base !== undefined && !base.isUnknown() && chosen(settings, 'follow') === 'changes';

/** What the base says, in the destination's terms; nothing is noted of it. */
export const baseValues = (list: List, input: Case): ReadonlyMap<string, SourceValue> => {
  const { base } = input;
  // Of what a person has made the destination's own, what the source said then (rules base-resolve).
  const isOwn = (value: JsonObject): boolean => {
    const label = labelOf(list, value);
    return base !== undefined && (base.isOwn(label) || base.hasOwn(label));
  };
  const before = objectsOf(base?.document?.[list.field]).filter((value) => !isOwn(value));
  const own = objectsOf(base?.moved?.[list.field]).filter(isOwn);
  const values = [...before, ...own].map((source) => sourceValue(list, source, input, newNotes()));
  return new Map(values.flatMap((one) => (one.value === undefined ? [] : [[keyOf(one.value, list), one] as const])));
};

/** What has no place there keeps the base that it had; without a base it is named as left open. */
export const nextOfUnplaced = (list: List, source: JsonObject, input: Case): JsonObject | undefined => {
  if (!isKnown(input)) return source;
  return objectsOf(input.base?.document?.[list.field]).find((one) => keyOf(one, list) === keyOf(source, list));
};

/** Both sides have it: it follows where only the source has changed it since (rules three-way-table). */
export const followBase = (
  found: SourceValue,
  before: SourceValue | undefined,
  current: JsonObject,
  work: Merging,
): readonly Placed[] => {
  const { input, notes } = work;
  const { label, source, judged } = found;
  const settled = (one: SourceValue): JsonObject => {
    const { Value: value = null } = keepAt(one.judged.keepsExisting, one.value, current);
    return { ...current, Value: isSecret(current['Value']) ? (current['Value'] ?? null) : value };
  };
  const unit = decideUnit(
    {
      fields: fieldsOf(input.type, work.list.field),
      part: label,
      at: pointerOf([work.list.field, label]),
      source,
      base: before?.source,
      moved: before?.source,
      destination: current,
      settled: (side) => settled(side === source || !before ? found : before),
    },
    input.base,
    input.settings,
  );
  notes.own += unit.own;
  const told = notes.parts.length;
  const placed = sameJson(unit.value, current)
    ? { value: current }
    : follow({ ...found, value: unit.value, judged: { ...judged, keepsExisting: [] } }, current, work, false);
  notes.parts.push(...notes.parts.splice(told).map((part) => ({ ...part, since: unit.since })));
  const isWritten = sameJson(placed.value, unit.value);
  notes.parts.push(...(isWritten ? unit.parts : asWritten(unit.parts)));
  if (!sameJson(placed.value, current)) notes.since.add(unit.since);
  work.next.push(withoutLost(unit.next(isWritten), judged.lost));
  return [placed];
};

/** The source has not got it: it has removed it since the base, or the destination has added it. */
export const withoutSource = (
  before: SourceValue | undefined,
  current: JsonObject,
  work: Merging,
): readonly Placed[] => {
  const { notes, list } = work;
  const { settings, base } = work.input;
  if (!before) {
    notes.own += 1;
    return [{ value: current }];
  }
  const { label, source, value } = before;
  const isAsItWas = sameJson(value['Value'], current['Value']) || isSecret(current['Value']);
  const remove = (since: Since): readonly Placed[] => {
    notes.since.add(since);
    notes.reasons.push(because(settings, 'removals', `${label}: removed, as on the source: the default counts again.`));
    notes.warnings.push({
      kind: 'removed-on-source',
      at: pointerOf([list.field, label]),
      says: `${label}: removed, as on the source.`,
    });
    return [];
  };
  if (
    isSecret(current['Value']) ||
    (isAsItWas && chosen(settings, 'removals') === 'report' && base?.isSources(label) !== true)
  ) {
    notes.parts.push(removedOnSource(label, settings));
    work.next.push(source);
    return [{ value: current }];
  }
  if (isAsItWas) return remove('source');
  const at = pointerOf([list.field, label]);
  const conflict = conflictOf({ base, settings }, { part: label, at, base: value, destination: current });
  notes.parts.push(...conflict.parts);
  if (conflict.takes === 'source') return remove('both');
  work.next.push(source);
  return [{ value: current }];
};

/** It came once, and the destination has not got it any more: it stays away, unless the source has changed it (rules three-way-gone). */
export const isGone = ({ label, source, value }: SourceValue, work: Merging): boolean => {
  const { input, notes, base, list, next } = work;
  const before = base?.get(keyOf(value, list));
  if (!before || input.base?.mayCome(label)) return false;
  if (sameJson(before.source, source)) {
    notes.own += 1;
    next.push(source);
    return true;
  }
  const at = pointerOf([list.field, label]);
  const conflict = conflictOf(input, { part: label, at, base: before.value, source: value });
  notes.parts.push(...conflict.parts);
  if (conflict.takes === 'source') {
    notes.since.add('both');
    return false;
  }
  next.push(before.source);
  return true;
};
