import type { Fields, ObjectList, ResourceType } from '../../../catalogue/index.js';
import type { Missing } from '../../../changeset/changeset.js';
import type { Since } from '../../../changeset/format.js';
import { fieldOf, type Pointer } from '../../../model/pointer.js';
import { objectsOf, sameJson, type JsonObject } from '../../../model/json.js';
import { foldName } from '../../../model/names.js';
import type { Warning } from '../../../model/reason.js';
import { chosen } from '../../../settings/chosen.js';
import { contradictionsIn } from '../contradicted.js';
import { behindTemplates } from '../copies.js';
import { waitsFor } from '../../terms/renamed-inside.js';
import type { Judged } from '../judge.js';
import { namesUnborn } from '../own-steps.js';
import { placeholdersIn } from '../placeholders.js';
import { keepAt, keptPlaces, settleOn } from '../settle.js';
import { besideOthers, type Beside } from '../step-order.js';
import { withoutLost } from '../three-way/lost.js';
import { decideUnit, removalWarnings } from '../three-way/unit.js';
import { widenedBy, withWidened } from '../widened.js';
import { decideAction, isActionAsIn } from './process/decide-action.js';
import { mergeInOrder } from './process/in-order.js';
import { leftStep } from './process/left-step.js';
import {
  forStep,
  inTerms,
  labelOf,
  movedIn,
  named,
  nameOf,
  newNotes,
  note,
  noteUnit,
  placeByName,
  placesIn,
  without,
  type Merged,
  type Merging,
} from './process/notes.js';
import type { PiecesOf, Strategy } from './strategy.js';

/**
 * Deployment and runbook processes: steps and actions are matched by name (rules process-names); missing ones are added
 * (rules process-add), existing ones left or updated, in the source's order; those that only the destination has follow
 * or are removed. With a base, only what the source has changed since follows (rules three-way-table).
 */
export const processStrategy: Strategy = (input) => {
  const work: Merging = { ...input, ...fieldsOf(input.type), notes: newNotes() };
  const { reasons, warnings, cleanUp, missing, needs } = work.notes;
  const current = objectsOf(input.existing?.document['Steps']);
  const lists = { source: objectsOf(input.source['Steps']), current, base: objectsOf(input.base?.document?.['Steps']) };
  const { items: steps, next } = mergeInOrder(input.existing ? work : { ...work, base: undefined }, lists, {
    what: 'step',
    label: (step) => labelOf(step, step),
    moved: (step) => movedIn(work, step),
    merge: (step, existing, before) =>
      existing ? existingStep(work, step, existing, before) : newStep(work, step, before),
    isAsIn: (before, step) => isStepAsIn(work, before, step),
  });
  const { parts, own } = work.notes;
  if (missing.length > 0) return { kind: 'blocked', missing, reasons, parts, own };
  warnings.push(...besideOthers(lists.source, current, steps).map(runsBeside));
  const place = placesIn(steps);
  const placed = <Found extends { readonly at: Pointer }>(found: Found): Found => ({ ...found, at: place(found.at) });
  return {
    kind: 'decided',
    document: { ...(input.existing?.document ?? input.source), Steps: steps },
    warnings: warnings.map(placed),
    cleanUp: cleanUp.map(placed),
    reasons,
    needs: [...needs].sort(),
    differing: work.notes.differing,
    parts: parts.map((part) => (part.verdict === 'conflicts' ? placed(part) : part)),
    since: sinceOf(work),
    own,
    next: { ...input.source, Steps: next },
  };
};

/** Steps without their actions, and actions. Where two of one place have one name, only the first is found by it. */
export const processPieces: PiecesOf = (type, source) => {
  const { stepFields, actionFields } = fieldsOf(type);
  const steps = objectsOf(source['Steps']);
  const lists = [steps, ...steps.map((step) => objectsOf(step['Actions']))];
  if (!lists.every(areCalledApart)) return undefined;
  return steps.flatMap((step) => [
    { fields: stepFields, value: step, but: 'Actions' },
    ...objectsOf(step['Actions']).map((action) => ({ fields: actionFields, value: action })),
  ]);
};

const areCalledApart = (items: readonly JsonObject[]): boolean =>
  new Set(items.map((item) => foldName(nameOf(item)))).size === items.length;

/** Who made what changes in the process. */
const sinceOf = ({ base, notes: { since } }: Merging): Since => {
  if (!base || since.has('unknown')) return 'unknown';
  return since.has('both') ? 'both' : since.has('destination') ? 'destination' : 'source';
};

const fieldsOf = (type: ResourceType): { stepFields: Fields; actionFields: Fields } => {
  const steps = listRule(type.fields['Steps']);
  return { stepFields: steps?.fields ?? {}, actionFields: listRule(steps?.fields['Actions'])?.fields ?? {} };
};

const listRule = (rule: Fields[string] | undefined): ObjectList | undefined =>
  rule?.kind === 'list' ? rule : undefined;

const runsBeside = ({ step, was, is }: Beside): Warning => ({
  kind: 'runs-beside-another',
  at: placeByName(step),
  says: `The step "${nameOf(step)}" starts with the one before it: that was ${was === '' ? 'none' : `"${was}"`}, and will be "${is}". See that the two may run at the same time, or let it wait.`,
});

/** A step whose every action was skipped is not added (rules process-empty-step). */
const newStep = (process: Merging, step: JsonObject, before: JsonObject | undefined): Merged => {
  const reasons = waitsFor(process.renamedInside, nameOf(step));
  if (reasons) {
    process.notes.parts.push({ verdict: 'blocked', part: labelOf(step, step), reasons, missing: [] });
    return { next: before };
  }
  const work = forStep(process, step);
  const actions = objectsOf(step['Actions']);
  const beforeActions = objectsOf(before?.['Actions']);
  const added = actions.map((action) => newAction(work, step, action, named(beforeActions, nameOf(action))));
  const kept = added.map(({ item }) => item).filter((item) => item !== undefined);
  if (actions.length > 0 && kept.length === 0) return { next: work.base ? before : step };
  const own = inTerms(work, work.stepFields, without(step, 'Actions'));
  note(work, own, step);
  work.notes.since.add('source');
  work.notes.reasons.push({
    rule: 'process merging',
    says: `Step "${nameOf(step)}": the destination has no such step; added.`,
  });
  const next = { ...withoutLost(step, own.lost), Actions: nextOf(work, actions, added) };
  return { item: { ...own.value, Actions: kept }, next };
};

/** Without a base, what does not come is named as left open, and the base is what the source says. */
const nextOf = ({ base }: Merging, items: readonly JsonObject[], merged: readonly Merged[]): readonly JsonObject[] =>
  merged.map(({ next }, index) => (base ? next : (next ?? items[index]))).filter((item) => item !== undefined);

const newAction = (work: Merging, step: JsonObject, action: JsonObject, before: JsonObject | undefined): Merged => {
  const judged = inTerms(work, work.actionFields, action);
  if (refused(work, judged, labelOf(step, action))) return { next: before };
  if (contradicted(work, judged.value, [action], labelOf(step, action))) return { next: before };
  if (waits(work, judged.missing, labelOf(step, action))) return { next: before };
  const behind = behindTemplates(work.actionFields, judged.value, work.projection);
  note(work, { ...judged, warnings: [...judged.warnings, ...behind] }, step, action);
  work.notes.since.add('source');
  return { item: judged.value, next: withoutLost(action, judged.lost) };
};

const existingStep = (
  process: Merging,
  step: JsonObject,
  existing: JsonObject,
  before: JsonObject | undefined,
): Merged => {
  const isUnknown = process.base?.isUnknown(labelOf(step, step)) === true;
  const work = { ...forStep(process, step), ...(isUnknown && { base: undefined }) };
  const own = without(step, 'Actions');
  const moved = movedIn(work, step);
  const judged = inTerms(work, work.stepFields, own);
  const current = without(existing, 'Actions');
  const onCurrent = (side: Judged): JsonObject =>
    keepAt(side.keepsExisting, settleOn(work.stepFields, side.value, current), current);
  const unit = decideUnit(
    {
      fields: work.stepFields,
      part: labelOf(step, step),
      at: placeByName(step),
      source: own,
      base: before && without(before, 'Actions'),
      moved: moved && without(moved, 'Actions'),
      destination: current,
      settled: (side) => onCurrent(side === own ? judged : inTerms(work, work.stepFields, side)),
    },
    work.base,
    work.settings,
  );
  const lists = {
    source: objectsOf(step['Actions']),
    current: objectsOf(existing['Actions']),
    base: objectsOf(before?.['Actions']),
  };
  const isSources = work.base?.bringsSources(labelOf(step, step)) === true;
  if (chosen(work.settings, 'existingSteps') !== 'update' && !isSources)
    return leftStep(work, step, existing, { unit, lists });
  const settled = unit.value;
  noteUnit(work, unit, !sameJson(settled, current));
  if (!unit.isMerged || !sameJson(settled, current)) {
    const warnings = judged.warnings.filter(({ at }) => !sameJson(settled[fieldOf(at)], current[fieldOf(at)]));
    const cleanUp = placeholdersIn(settled);
    note(
      work,
      { ...judged, ...unmet(judged, current), cleanUp, warnings: [...warnings, ...removalWarnings(unit.removed)] },
      step,
    );
  }
  const actions = mergeInOrder(work, lists, {
    what: 'action',
    label: (action) => labelOf(step, action),
    moved: (action) => movedIn(work, step, action),
    merge: (action, counterpart, was) =>
      counterpart ? existingAction(work, step, action, counterpart, was) : newAction(work, step, action, was),
    isAsIn: (was, action) => isActionAsIn(work, was, action),
  });
  const next = { ...withoutLost(unit.next(true), judged.lost), Actions: actions.next };
  return { item: { ...settled, Actions: actions.items }, next };
};

/** Whether the destination has a step as the base says it. */
const isStepAsIn = (process: Merging, before: JsonObject, step: JsonObject): boolean => {
  const work = forStep(process, step);
  const current = without(step, 'Actions');
  const judged = inTerms(work, work.stepFields, without(before, 'Actions'));
  const settled = keepAt(judged.keepsExisting, settleOn(work.stepFields, judged.value, current), current);
  const [was, are] = [objectsOf(before['Actions']), objectsOf(step['Actions'])];
  return (
    sameJson(settled, current) &&
    are.every((action) => {
      const counterpart = named(was, nameOf(action));
      return counterpart !== undefined && isActionAsIn(work, counterpart, action);
    })
  );
};

const existingAction = (
  work: Merging,
  step: JsonObject,
  action: JsonObject,
  current: JsonObject,
  before: JsonObject | undefined,
): Merged => {
  const { judged, unit, warnings } = decideAction(work, step, action, current, before);
  const next = unit.value;
  // What nobody changes needs nothing, and no policy is asked about it.
  const lacks = unmet(judged, current).missing.length > 0 && !sameJson(action, before);
  if (unit.isMerged && sameJson(next, current) && !lacks) {
    noteUnit(work, unit, false);
    return { item: current, next: withoutLost(unit.next(true), judged.lost) };
  }
  const stays = { item: current, next: before };
  if (refused(work, judged, labelOf(step, action))) return stays;
  if (contradicted(work, next, [action, current], labelOf(step, action))) return stays;
  if (waits(work, unmet(judged, current).missing, labelOf(step, action))) return stays;
  noteUnit(work, unit, true);
  const changed = ({ at }: { readonly at: Pointer }): boolean => !sameJson(next[fieldOf(at)], current[fieldOf(at)]);
  const checks = judged.cleanUp.filter((entry) => entry.kind === 'check' && changed(entry));
  const cleanUp = [...checks, ...placeholdersIn(next)];
  const widened = widenedBy(work.actionFields, current, next);
  const found = withWidened([...judged.warnings, ...warnings].filter(changed), widened.warnings);
  const behind = sameJson(next, current) ? [] : behindTemplates(work.actionFields, next, work.projection);
  const all = [...found, ...behind, ...removalWarnings(unit.removed)];
  note(work, { ...judged, ...unmet(judged, current), cleanUp, warnings: all }, step, action);
  return { item: next, next: withoutLost(unit.next(true), judged.lost) };
};

/** What an existing step or action needs, but for what it keeps of its own. */
const unmet = (judged: Judged, current: JsonObject): Pick<Judged, 'missing'> => {
  const kept = keptPlaces(judged, current);
  return { missing: judged.missing.filter(({ at }) => !kept.has(at)) };
};

const refused = ({ notes }: Merging, { errors, skips }: Judged, part: string): boolean => {
  const reasons = [...errors, ...skips];
  if (reasons.length === 0) return false;
  notes.parts.push({ verdict: errors.length > 0 ? 'error' : 'skipped', part, reasons });
  return true;
};

/** What names a step that has no ID yet waits alone. */
const waits = (work: Merging, lacks: readonly Missing[], part: string): boolean => {
  const unborn = namesUnborn(work, lacks);
  if (unborn) work.notes.parts.push({ verdict: 'blocked', part, ...unborn });
  return unborn !== undefined;
};

/** What would never run is not written at all (rules scope-contradiction). */
const contradicted = (
  { actionFields, notes }: Merging,
  action: JsonObject,
  known: readonly JsonObject[],
  part: string,
): boolean => {
  const reasons = contradictionsIn(actionFields, action, known);
  if (reasons.length > 0) notes.parts.push({ verdict: 'blocked', part, reasons, missing: [] });
  return reasons.length > 0;
};
