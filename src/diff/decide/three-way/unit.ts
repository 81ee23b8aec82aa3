import type { Fields } from '../../../catalogue/index.js';
import type { Since } from '../../../changeset/format.js';
import { plainText } from '../../../model/canonical.js';
import { sameJson, type JsonObject } from '../../../model/json.js';
import { pointerOf, ROOT, under, type Pointer } from '../../../model/pointer.js';
import type { Warning } from '../../../model/reason.js';
import { chosen } from '../../../settings/chosen.js';
import type { SyncSettings } from '../../../settings/settings.js';
import type { PartOutcome } from '../strategies/strategy.js';
import type { BaseOf } from './base.js';
import { mergeElements, type Choices, type Element } from './elements.js';
import { elementPart, type Step } from './element-part.js';
import { movedBase } from './moved.js';
import { rebased } from './rebase.js';
import { conflictParts, removedOnSource } from './said.js';

/** A part of an item that a strategy decides at once: a document, a step, a value. It is on both sides. */
export interface Unit {
  readonly fields: Fields;
  /** What it is called where it is a part: `step "Deploy"`. */
  readonly part?: string;
  /** Where it stands in the destination's document. */
  readonly at?: Pointer;
  /** What the source says of it, and what the source said when it was last carried, in the source's own terms. */
  readonly source: JsonObject;
  readonly base: JsonObject | undefined;
  /** What the source said at the last sync, whatever was carried. */
  readonly moved?: JsonObject | undefined;
  readonly destination: JsonObject;
  /** What the destination would say if it took all of that: with its own secrets, and in its terms. */
  readonly settled: (side: JsonObject) => JsonObject;
  /** Whether an item of a list is in use, so that no server takes it away. */
  readonly isInUse?: (at: readonly Step[]) => boolean;
  /** Fields of which nothing is ever taken away. */
  readonly onlyAddsTo?: (field: string) => boolean;
  /** Lists whose order means nothing are one element each. */
  readonly wholeLists?: boolean;
  /** Fields of which no base tells. */
  readonly isUnknown?: (field: string) => boolean;
}

/** What becomes of a unit, before the modes have had their say. */
export interface UnitDecision {
  readonly value: JsonObject;
  /** The three sides were merged: whatever differs from the destination is to be changed there, and nothing else. */
  readonly isMerged: boolean;
  /** What is not carried because of what the destination has made of it, or removed. */
  readonly parts: readonly PartOutcome[];
  /** How much of it the destination has made its own. */
  readonly own: number;
  readonly since: Since;
  /** The same of one field. */
  readonly sinceAt: (field: string) => Since;
  /** What the base says from now on, if what the source changed is written and if it is not. */
  readonly next: (isWritten: boolean) => JsonObject;
  /** The places of what is removed as on the source. */
  readonly removed: readonly (readonly Step[])[];
}

/** No base: all that differs may follow, and nobody knows who changed it. */
const withoutBase = ({ source, settled }: Unit): UnitDecision => ({
  value: settled(source),
  isMerged: false,
  parts: [],
  own: 0,
  since: 'unknown',
  sinceAt: () => 'unknown',
  next: () => source,
  removed: [],
});

/** What becomes of a unit that both sides have, by the base, source and destination of it (rules three-way-table). */
export const decideUnit = (given: Unit, base: BaseOf | undefined, settings: SyncSettings): UnitDecision => {
  const unit = base ? { ...given, base: movedBase({ moved: undefined, ...given }, base) } : given;
  if (!base || base.isUnknown(unit.part)) return withoutBase(unit);
  if (chosen(settings, 'follow') === 'everything') return informed(unit, base, settings);
  const merged = mergeElements(unit.fields, sidesOf(unit), choicesOf(unit, base, settings));
  const { isUnknown } = unit;
  const value = isUnknown ? withUnknown(unit, merged.value, isUnknown) : merged.value;
  const elements = isUnknown
    ? merged.elements.filter(({ at: [field] }) => typeof field !== 'string' || !isUnknown(field))
    : merged.elements;
  return {
    value,
    isMerged: true,
    parts: elements.flatMap((element) => partsOf(unit, element, settings)),
    own: elements.filter(({ verdict }) => verdict === 'own').length,
    since: sinceIn(elements),
    sinceAt: (field) => sinceIn(elements.filter(({ at }) => at[0] === field)),
    next: (isWritten) =>
      rebased(
        unit.source,
        unit.base,
        elements.filter((element) => isOpen(element, isWritten)),
      ),
    removed: elements.flatMap(({ verdict, takes, at }) => (verdict === 'removed' && takes === 'source' ? [at] : [])),
  };
};

/** `follow: everything`: the base only informs (rules three-way-follow). */
const informed = (unit: Unit, base: BaseOf, settings: SyncSettings): UnitDecision => {
  const sides = sidesOf(unit);
  const { elements } = mergeElements(unit.fields, sides, choicesOf(unit, base, settings));
  return {
    ...withoutBase(unit),
    value: sides.source,
    since: sinceIn(elements.map((one) => ({ ...one, takes: 'source' }))),
  };
};

/** Where the source says what it said, so does the base in whatever terms: it is not brought to them twice. */
const sidesOf = ({ source, base, settled, destination }: Unit): Parameters<typeof mergeElements>[1] => {
  const wanted = settled(source);
  return { base: base && (sameJson(base, source) ? wanted : settled(base)), source: wanted, destination };
};

const choicesOf = (
  { part, onlyAddsTo, isInUse, wholeLists = false }: Unit,
  base: BaseOf,
  settings: SyncSettings,
): Choices => ({
  conflicts: chosen(settings, 'conflicts'),
  removals: chosen(settings, 'removals'),
  isSources: (at) => base.isSources(elementPart(part, at)),
  wholeLists,
  isRemovable: (at) => typeof at[0] === 'string' && onlyAddsTo?.(at[0]) !== true && isInUse?.(at) !== true,
});

/** Fields of which no base tells are decided as without one. */
const withUnknown = (unit: Unit, merged: JsonObject, isUnknown: (field: string) => boolean): JsonObject => {
  const wanted = unit.settled(unit.source);
  const entries = Object.entries({ ...merged, ...wanted }).flatMap(([field]) => {
    const value = isUnknown(field) ? wanted[field] : merged[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(entries);
};

/** Who made what changes on the destination now. */
const sinceIn = (elements: readonly Pick<Element, 'verdict' | 'takes'>[]): Since => {
  const verdicts = new Set(elements.filter(({ takes }) => takes !== 'destination').map(({ verdict }) => verdict));
  if (verdicts.has('conflict')) return 'both';
  if (verdicts.has('own')) return verdicts.size > 1 ? 'both' : 'destination';
  return 'source';
};

const isOpen = ({ verdict, takes }: Element, isWritten: boolean): boolean => {
  if (verdict === 'own') return false;
  if (verdict === 'conflict' || verdict === 'removed') return takes === 'destination' || !isWritten;
  return !isWritten;
};

/** What the base says from now on, field by field: of what is not written, what it said. */
export const nextByField = ({ next }: UnitDecision, isWritten: (field: string) => boolean): JsonObject => {
  const [carried, kept] = [next(true), next(false)];
  if (carried === kept) return carried;
  return Object.fromEntries(
    [...new Set([...Object.keys(carried), ...Object.keys(kept)])].flatMap((field) => {
      const value = (isWritten(field) ? carried : kept)[field];
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
};

/** What a reviewer must see of what is removed as on the source: a gate is about it (rules removals-gate). */
export const removalWarnings = (removed: UnitDecision['removed']): readonly Warning[] =>
  removed.map((at) => ({
    kind: 'removed-on-source',
    at: placeOf(at),
    says: `${upperFirst(elementPart(undefined, at))} is removed, as on the source; the destination has not touched it.`,
  }));

const upperFirst = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** By names: where an item of a list that goes stood, nobody can say afterwards. */
const placeOf = (at: readonly Step[]): Pointer =>
  pointerOf(at.map((step) => (typeof step === 'string' ? step : step.name)));

const partsOf = (unit: Unit, element: Element, settings: SyncSettings): readonly PartOutcome[] => {
  const { verdict, takes, at, isMember, destination } = element;
  const part = elementPart(unit.part, at);
  if (verdict === 'conflict')
    return conflictParts({ ...element, part, at: under(unit.at ?? ROOT, placeOf(at)) }, takes, settings);
  if (verdict !== 'removed' || takes === 'source') return [];
  return [removedOnSource(isMember ? `${part}: ${plainText(destination)}` : part, settings)];
};
