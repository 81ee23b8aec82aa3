import type { Fields } from '../../../../catalogue/index.js';
import type { Missing } from '../../../../changeset/changeset.js';
import { objectsOf, textOf, type JsonObject } from '../../../../model/json.js';
import { foldName, looseName, type ChangeId } from '../../../../model/names.js';
import { pointerOf, seenFrom, under, type Pointer } from '../../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../../model/reason.js';
import { settingsFor } from '../../../../settings/settings.js';
import { translate } from '../../../terms/translate.js';
import { judge, type Judged } from '../../judge.js';
import { labelled, placedUnder } from '../../labelled.js';
import { asWritten } from '../../three-way/said.js';
import type { UnitDecision } from '../../three-way/unit.js';
import type { Case, PartOutcome } from '../strategy.js';

/** What came up while the steps were merged. */
export interface MergeNotes {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly missing: Missing[];
  readonly needs: Set<ChangeId>;
  readonly parts: PartOutcome[];
  /** Who made what changes. */
  readonly since: Set<UnitDecision['since']>;
  differing: number;
  own: number;
}

/** Processes being merged. */
export interface Merging extends Case {
  readonly stepFields: Fields;
  readonly actionFields: Fields;
  readonly notes: MergeNotes;
}

/** A step or action as it will be, and what its base says from now on; nothing where there is none. */
export interface Merged {
  readonly item?: JsonObject | undefined;
  readonly next?: JsonObject | undefined;
}

export const newNotes = (): MergeNotes => ({
  reasons: [],
  warnings: [],
  cleanUp: [],
  missing: [],
  needs: new Set(),
  parts: [],
  since: new Set(),
  differing: 0,
  own: 0,
});

export const nameOf = (item: JsonObject): string => textOf(item['Name']);

export const named = (items: readonly JsonObject[], name: string): JsonObject | undefined =>
  items.find((item) => foldName(nameOf(item)) === foldName(name)) ??
  items.find((item) => looseName(nameOf(item)) === looseName(name));

/** The work on one step, with the options that overrides give it. */
export const forStep = (work: Merging, step: JsonObject): Merging => ({
  ...work,
  settings: settingsFor(work.settings, { ...work.about, step: nameOf(step) }),
});

/** A step or action in the destination's terms, as the options that hold for it judge it. */
export const inTerms = (work: Merging, fields: Fields, item: JsonObject): Judged =>
  judge(translate(fields, item, work), work.settings);

export const without = (item: JsonObject, field: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== field));

export const labelOf = (step: JsonObject, action: JsonObject): string =>
  nameOf(step) === nameOf(action) ? `step "${nameOf(step)}"` : `step "${nameOf(step)}", action "${nameOf(action)}"`;

/** A step, or an action of it, as the source had it at the last sync, whatever was carried. */
export const movedIn = ({ base }: Merging, step: JsonObject, action?: JsonObject): JsonObject | undefined => {
  const moved = named(objectsOf(base?.moved?.['Steps']), nameOf(step));
  return action ? named(objectsOf(moved?.['Actions']), nameOf(action)) : moved;
};

/** What the base left of a step or action, and what was made of it. */
export const noteUnit = ({ notes }: Merging, { parts, own, since }: UnitDecision, isTaken: boolean): void => {
  notes.parts.push(...(isTaken ? parts : asWritten(parts)));
  notes.own += own;
  if (isTaken) notes.since.add(since);
};

export const note = ({ notes }: Merging, judged: Judged, step: JsonObject, action?: JsonObject): void => {
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
export const placeByName = (step: JsonObject, action?: JsonObject): Pointer =>
  pointerOf(['Steps', nameOf(step), ...(action ? ['Actions', nameOf(action)] : [])]);

/** The same place by position, as a pointer into the merged process; what is not in it keeps its name. */
export const placesIn = (steps: readonly JsonObject[]): ((at: Pointer) => Pointer) => {
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
