import type { Fields, ObjectList, ResourceType } from '../../../catalogue/index.js';
import type { Missing } from '../../../changeset/changeset.js';
import { objectsOf, sameJson, textOf, type JsonObject } from '../../../model/json.js';
import { foldName, looseName, type ChangeId } from '../../../model/names.js';
import { because, chosen } from '../../../settings/chosen.js';
import { settingsFor } from '../../../settings/settings.js';
import { fieldOf, pointerOf, seenFrom, under, type Pointer } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import { withOwnScopes } from '../existing-scopes.js';
import { widenedBy, withWidened } from '../widened.js';
import { contradictionsIn } from '../contradicted.js';
import { namesUnborn } from '../own-steps.js';
import { placeholdersIn } from '../placeholders.js';
import { keepAt, keptPlaces, settleOn } from '../settle.js';
import { labelled, placedUnder } from '../labelled.js';
import { behindTemplates } from '../copies.js';
import { besideOthers, type Beside } from '../step-order.js';
import { usersOf } from '../users.js';
import { judge, type Judged } from '../judge.js';
import { translate } from '../../terms/translate.js';
import type { Case, PartOutcome, Strategy } from './strategy.js';

/** What came up while the steps were merged. */
interface MergeNotes {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly missing: Missing[];
  readonly needs: Set<ChangeId>;
  readonly parts: PartOutcome[];
  differing: number;
}

/** Processes being merged. */
interface Merging extends Case {
  readonly stepFields: Fields;
  readonly actionFields: Fields;
  readonly notes: MergeNotes;
}

/**
 * Deployment and runbook processes: steps and actions are matched by name (rules process-names); missing ones are added
 * (rules process-add), existing ones left or updated, in the source's order; those that only the destination has follow
 * or are removed.
 */
export const processStrategy: Strategy = (input) => {
  const notes = newNotes();
  const { reasons, warnings, cleanUp, missing, needs, parts } = notes;
  const work: Merging = { ...input, ...fieldsOf(input.type), notes };
  const current = objectsOf(input.existing?.document['Steps']);
  const steps = mergeOrder(
    objectsOf(input.source['Steps']),
    current,
    (step, existing) => (existing ? existingStep(work, step, existing) : newStep(work, step)),
    work,
    'step',
  );
  if (missing.length > 0) return { kind: 'blocked', missing, reasons, parts };
  warnings.push(...besideOthers(objectsOf(input.source['Steps']), current, steps).map(runsBeside));
  const place = placesIn(steps);
  const placed = <Found extends { readonly at: Pointer }>(found: Found): Found => ({ ...found, at: place(found.at) });
  return {
    kind: 'decided',
    document: { ...(input.existing?.document ?? input.source), Steps: steps },
    warnings: warnings.map(placed),
    cleanUp: cleanUp.map(placed),
    reasons,
    needs: [...needs].sort(),
    differing: notes.differing,
    parts,
  };
};

const newNotes = (): MergeNotes => ({
  reasons: [],
  warnings: [],
  cleanUp: [],
  missing: [],
  needs: new Set(),
  parts: [],
  differing: 0,
});

const fieldsOf = (type: ResourceType): { stepFields: Fields; actionFields: Fields } => {
  const steps = listRule(type.fields['Steps']);
  return { stepFields: steps?.fields ?? {}, actionFields: listRule(steps?.fields['Actions'])?.fields ?? {} };
};

const listRule = (rule: Fields[string] | undefined): ObjectList | undefined =>
  rule?.kind === 'list' ? rule : undefined;

const nameOf = (item: JsonObject): string => textOf(item['Name']);

const named = (items: readonly JsonObject[], name: string): JsonObject | undefined =>
  items.find((item) => foldName(nameOf(item)) === foldName(name)) ??
  items.find((item) => looseName(nameOf(item)) === looseName(name));

/**
 * The source's order; what only the destination has comes after it, or goes (rules process-order): the only things that
 * ever do (rules existing-nothing-deleted).
 */
const mergeOrder = (
  source: readonly JsonObject[],
  current: readonly JsonObject[],
  merge: (item: JsonObject, existing: JsonObject | undefined) => JsonObject | undefined,
  work: Merging,
  what: 'step' | 'action',
): readonly JsonObject[] => {
  const { notes } = work;
  const merged = source.flatMap((item) => {
    const existing = named(current, nameOf(item));
    const result = merge(item, existing) ?? existing;
    return result ? [result] : [];
  });
  const additional = current.filter((item) => !named(source, nameOf(item)));
  const kept = additional.filter((item) => {
    const { settings } = forStep(work, item);
    const stays = chosen(settings, 'processCloningOption') !== 'SourceOnly';
    const says = stays
      ? `The destination's own ${what} "${nameOf(item)}" stays, after the others.`
      : `The source does not have the ${what} "${nameOf(item)}".`;
    notes.reasons.push(because(settings, 'processCloningOption', says));
    if (!stays) notes.warnings.push(removed(work, item, what));
    return stays;
  });
  return [...merged, ...kept];
};

/** A removal is said with what on the destination refers to it: that goes on naming what is gone (rules process-removal-users). */
const removed = (work: Merging, item: JsonObject, what: 'step' | 'action'): Warning => {
  const actions = what === 'step' ? objectsOf(item['Actions']) : [item];
  const users = [...new Set(usersOf(work, { Steps: [{ ...item, Actions: actions }] }))];
  const referring = users.length > 0 ? ` Here refer to it, and will lead nowhere: ${users.join(', ')}.` : '';
  return {
    kind: 'step-removed',
    at: placeByName(item),
    says: `The ${what} "${nameOf(item)}" is removed.${referring}`,
  };
};

const runsBeside = ({ step, was, is }: Beside): Warning => ({
  kind: 'runs-beside-another',
  at: placeByName(step),
  says: `The step "${nameOf(step)}" starts with the one before it: that was ${was === '' ? 'none' : `"${was}"`}, and will be "${is}". See that the two may run at the same time, or let it wait.`,
});

/** The work on one step, with the options that overrides give it. */
const forStep = (work: Merging, step: JsonObject): Merging => ({
  ...work,
  settings: settingsFor(work.settings, { ...work.about, step: nameOf(step) }),
});

/** A step whose every action was skipped is not added (rules process-empty-step). */
const newStep = (process: Merging, step: JsonObject): JsonObject | undefined => {
  const work = forStep(process, step);
  const actions = objectsOf(step['Actions']);
  const kept = actions.map((action) => newAction(work, step, action)).filter((action) => action !== undefined);
  if (actions.length > 0 && kept.length === 0) return undefined;
  const own = inTerms(work, work.stepFields, without(step, 'Actions'));
  note(work, own, step);
  work.notes.reasons.push({
    rule: 'process merging',
    says: `Step "${nameOf(step)}": the destination has no such step; added.`,
  });
  return { ...own.value, Actions: kept };
};

const newAction = (work: Merging, step: JsonObject, action: JsonObject): JsonObject | undefined => {
  const judged = inTerms(work, work.actionFields, action);
  if (refused(work, judged, labelOf(step, action))) return undefined;
  if (contradicted(work, judged.value, [action], labelOf(step, action))) return undefined;
  if (waits(work, judged.missing, labelOf(step, action))) return undefined;
  const behind = behindTemplates(work.actionFields, judged.value, work.projection);
  note(work, { ...judged, warnings: [...judged.warnings, ...behind] }, step, action);
  return judged.value;
};

/** A step or action in the destination's terms, as the options that hold for it judge it. */
const inTerms = (work: Merging, fields: Fields, item: JsonObject): Judged =>
  judge(translate(fields, item, work), work.settings);

const existingStep = (process: Merging, step: JsonObject, existing: JsonObject): JsonObject => {
  const work = forStep(process, step);
  const own = inTerms(work, work.stepFields, without(step, 'Actions'));
  const current = without(existing, 'Actions');
  const settled = keepAt(own.keepsExisting, settleOn(work.stepFields, own.value, current), current);
  if (chosen(work.settings, 'existingSteps') === 'update') {
    const warnings = own.warnings.filter(({ at }) => !sameJson(settled[fieldOf(at)], current[fieldOf(at)]));
    note(work, { ...own, ...unmet(own, current), cleanUp: placeholdersIn(settled), warnings }, step);
    const actions = mergeOrder(
      objectsOf(step['Actions']),
      objectsOf(existing['Actions']),
      (action, current) => (current ? existingAction(work, step, action, current) : newAction(work, step, action)),
      work,
      'action',
    );
    return { ...settled, Actions: actions };
  }
  reportLeft(work, step, existing, settled);
  return existing;
};

/**
 * An existing step that stays as it is (rules process-existing): how many of its fields differ, and how to carry them.
 */
const reportLeft = (work: Merging, step: JsonObject, existing: JsonObject, settled: JsonObject): void => {
  const ownDiffering = Object.keys(settled).filter((field) => !sameJson(settled[field], existing[field])).length;
  const current = objectsOf(existing['Actions']);
  const actionsDiffering = objectsOf(step['Actions']).map((action) => {
    const counterpart = named(current, nameOf(action));
    if (!counterpart) return 1;
    const judged = inTerms(work, work.actionFields, action);
    if (judged.skips.length + judged.errors.length > 0) return 0;
    const { value: next } = onExisting(work, judged, counterpart);
    return Object.keys(next).filter((field) => !sameJson(next[field], counterpart[field])).length;
  });
  const differing = actionsDiffering.reduce((sum, count) => sum + count, ownDiffering);
  if (differing === 0) return;
  const says =
    differing === 1
      ? '1 field differs from the source and stays as it is; --existing-steps update carries it.'
      : `${differing} fields differ from the source and stay as they are; --existing-steps update carries them.`;
  const reason = because(work.settings, 'existingSteps', says);
  work.notes.differing += differing;
  work.notes.parts.push({ verdict: 'left', part: `step "${nameOf(step)}"`, differing, reasons: [reason] });
};

const existingAction = (work: Merging, step: JsonObject, action: JsonObject, current: JsonObject): JsonObject => {
  const judged = inTerms(work, work.actionFields, action);
  if (refused(work, judged, labelOf(step, action))) return current;
  const { value: next, warnings } = onExisting(work, judged, current);
  if (contradicted(work, next, [action, current], labelOf(step, action))) return current;
  if (waits(work, unmet(judged, current).missing, labelOf(step, action))) return current;
  const changed = ({ at }: { readonly at: Pointer }): boolean => !sameJson(next[fieldOf(at)], current[fieldOf(at)]);
  const checks = judged.cleanUp.filter((entry) => entry.kind === 'check' && changed(entry));
  const cleanUp = [...checks, ...placeholdersIn(next)];
  const widened = widenedBy(work.actionFields, current, next);
  const found = withWidened([...judged.warnings, ...warnings].filter(changed), widened.warnings);
  const behind = sameJson(next, current) ? [] : behindTemplates(work.actionFields, next, work.projection);
  note(work, { ...judged, ...unmet(judged, current), cleanUp, warnings: [...found, ...behind] }, step, action);
  return next;
};

/** What an existing action would say if it took the source's content. */
const onExisting = (work: Merging, judged: Judged, current: JsonObject): ReturnType<typeof withOwnScopes> => {
  const settled = keepAt(judged.keepsExisting, settleOn(work.actionFields, judged.value, current), current);
  return withOwnScopes(work.actionFields, settled, current, work);
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

const labelOf = (step: JsonObject, action: JsonObject): string =>
  nameOf(step) === nameOf(action) ? `step "${nameOf(step)}"` : `step "${nameOf(step)}", action "${nameOf(action)}"`;

const note = ({ notes }: Merging, judged: Judged, step: JsonObject, action?: JsonObject): void => {
  const label = `Step "${nameOf(step)}"`;
  const place = placeByName(step, action);
  const inStep = <Found extends { readonly at: Pointer; readonly says: string }>(found: Found): Found =>
    labelled(label, placedUnder(place, found));
  notes.reasons.push(...judged.reasons.map((reason) => labelled(label, reason)));
  notes.warnings.push(...judged.warnings.map(inStep));
  notes.cleanUp.push(...judged.cleanUp.map(inStep));
  notes.missing.push(...judged.missing.map((missing) => placedUnder(place, missing)));
  for (const id of judged.needs) notes.needs.add(id);
};

/** Where a step or action is, by name: its position is known once all steps are merged. */
const placeByName = (step: JsonObject, action?: JsonObject): Pointer =>
  pointerOf(['Steps', nameOf(step), ...(action ? ['Actions', nameOf(action)] : [])]);

/** The same place by position, as a pointer into the merged process; what is not in it keeps its name. */
const placesIn = (steps: readonly JsonObject[]): ((at: Pointer) => Pointer) => {
  const places = steps.flatMap((step, index) => [
    ...objectsOf(step['Actions']).map((action, position) => ({
      byName: placeByName(step, action),
      byPosition: pointerOf(['Steps', index, 'Actions', position]),
    })),
    { byName: placeByName(step), byPosition: pointerOf(['Steps', index]) },
  ]);
  return (at) => {
    for (const { byName, byPosition } of places) {
      const inner = seenFrom(byName, at);
      if (inner !== undefined) return under(byPosition, inner);
    }
    return at;
  };
};

const without = (item: JsonObject, field: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== field));
