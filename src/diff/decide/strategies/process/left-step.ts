import type { Since } from '../../../../changeset/format.js';
import { sameJson, type JsonObject } from '../../../../model/json.js';
import { because, chosen } from '../../../../settings/chosen.js';
import { asWritten, conflictOf, removedOnSource } from '../../three-way/said.js';
import type { UnitDecision } from '../../three-way/unit.js';
import { decideAction, isActionAsIn } from './decide-action.js';
import { labelOf, named, nameOf, noteUnit, placeByName, without, type Merged, type Merging } from './notes.js';

interface LeftStep {
  readonly unit: UnitDecision;
  readonly lists: {
    readonly source: readonly JsonObject[];
    readonly current: readonly JsonObject[];
    readonly base: readonly JsonObject[];
  };
}

/**
 * An existing step that stays as it is (rules process-existing): how many of its fields differ, and how to carry them.
 */
export const leftStep = (work: Merging, step: JsonObject, existing: JsonObject, { unit, lists }: LeftStep): Merged => {
  const current = without(existing, 'Actions');
  noteUnit(work, unit, false);
  const ownDiffering = Object.keys(unit.value).filter((field) => !sameJson(unit.value[field], current[field])).length;
  const left: readonly LeftAction[] = [
    { differing: ownDiffering, since: unit.since },
    ...lists.source.map((action) => leftAction(work, step, action, lists)),
    ...lists.current
      .filter((action) => !named(lists.source, nameOf(action)))
      .map((action) => leftWithoutSource(work, step, action, named(lists.base, nameOf(action)))),
  ];
  const differing = left.reduce((sum, one) => sum + one.differing, 0);
  const next = { ...unit.next(false), Actions: left.flatMap((one) => one.next ?? []) };
  if (differing === 0) return { item: existing, next };
  const says =
    differing === 1
      ? '1 field differs from the source and stays as it is; --existing-steps update carries it.'
      : `${differing} fields differ from the source and stay as they are; --existing-steps update carries them.`;
  const reason = because(work.settings, 'existingSteps', says);
  work.notes.differing += differing;
  const isOfBoth = left.some((one) => one.differing > 0 && one.since === 'both');
  const since = !work.base ? 'unknown' : isOfBoth ? 'both' : 'source';
  work.notes.parts.push({ verdict: 'left', since, part: `step "${nameOf(step)}"`, differing, reasons: [reason] });
  return { item: existing, next };
};

/** How much of an action differs and stays, who made that, and what its base says from now on. */
interface LeftAction extends Pick<Merged, 'next'> {
  readonly differing: number;
  readonly since?: Since;
}

const leftAction = (work: Merging, step: JsonObject, action: JsonObject, lists: LeftStep['lists']): LeftAction => {
  const [counterpart, before] = [named(lists.current, nameOf(action)), named(lists.base, nameOf(action))];
  if (!counterpart) {
    const label = labelOf(step, action);
    if (!before || !isFollowed(work) || work.base?.mayCome(label) === true) return { differing: 1, next: before };
    if (sameJson(before, action)) {
      work.notes.own += 1;
      return { differing: 0, next: action };
    }
    return leftConflict(work, { part: label, at: placeByName(step), base: before, source: action });
  }
  const { unit: decided, judged } = decideAction(work, step, action, counterpart, before);
  noteUnit(work, decided, false);
  if (judged.skips.length + judged.errors.length > 0) return { differing: 0, next: before };
  const fields = Object.keys(decided.value).filter((field) => !sameJson(decided.value[field], counterpart[field]));
  return { differing: fields.length, since: decided.since, next: decided.next(false) };
};

/** An action that only the destination has: the source has removed it since the base, or it is the destination's own. */
const leftWithoutSource = (
  work: Merging,
  step: JsonObject,
  action: JsonObject,
  before: JsonObject | undefined,
): LeftAction => {
  if (!before || !isFollowed(work)) return { differing: 0 };
  const part = labelOf(step, action);
  if (!isActionAsIn(work, before, action))
    return leftConflict(work, { part, at: placeByName(step, action), base: before, destination: action });
  if (chosen(work.settings, 'removals') === 'apply') return { differing: 1, since: 'source', next: before };
  work.notes.parts.push(removedOnSource(part, work.settings));
  return { differing: 0, next: before };
};

const leftConflict = (work: Merging, place: Parameters<typeof conflictOf>[1]): LeftAction => {
  const conflict = conflictOf(work, place);
  work.notes.parts.push(...asWritten(conflict.parts));
  return { differing: conflict.takes === 'source' ? 1 : 0, since: 'both', next: place.base as JsonObject };
};

const isFollowed = ({ base, settings }: Merging): boolean =>
  base !== undefined && chosen(settings, 'follow') === 'changes';
