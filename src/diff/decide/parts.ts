import { labelOf } from '../../catalogue/labels.js';
import { listed } from '../../model/sentences.js';
import type { FieldRule, LaterPart, ResourceType } from '../../catalogue/index.js';
import type { Missing } from '../../changeset/changeset.js';
import { because, chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { Item } from '../../model/item.js';
import { isNothing, sameJson, type JsonObject } from '../../model/json.js';
import type { ChangeId } from '../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import { mergeField } from './merge-fields.js';
import type { Since } from '../../changeset/format.js';
import { existingMode } from '../select/mode.js';
import type { Terms } from '../terms/terms.js';
import { withOwnScopes } from './existing-scopes.js';
import { widenedBy, withWidened } from './widened.js';
import { fieldOf, type Pointer } from '../../model/pointer.js';
import { whyLeft } from './fixed.js';
import { keepAt, keptPlaces, settleOn } from './settle.js';
import { judge, type Judged } from './judge.js';
import { translate } from '../terms/translate.js';
import type { PartOutcome } from './strategies/strategy.js';
import type { BaseOf } from './three-way/base.js';
import { withoutLost } from './three-way/lost.js';
import { decideUnit, removalWarnings } from './three-way/unit.js';

/** A document without the fields that wait for a later order. */
export const mainDocument = (type: ResourceType, document: JsonObject): JsonObject => {
  const { later = [] } = type.merging;
  const waits = (field: string): boolean => later.some(({ fields, repeated }) => !repeated && fields.includes(field));
  if (later.length === 0 || !Object.keys(document).some(waits)) return document;
  return Object.fromEntries(Object.entries(document).filter(([field]) => !waits(field)));
};

/** What a part is as the last sync left it. */
interface PartBase {
  /** Who made the difference. */
  readonly since: Since;
  /** What is not carried because of what the destination has made of it. */
  readonly parts: readonly PartOutcome[];
  readonly own: number;
  /** The part's fields as the base has them from now on, if what follows the source is written and if it is not. */
  readonly next: (isWritten: boolean) => JsonObject;
}

export type PartDecision = PartBase &
  (
    | { readonly kind: 'off'; readonly differing: number; readonly reasons: readonly Reason[] }
    | {
        readonly kind: 'decided';
        /** The whole document, with the part's fields as they will be. */
        readonly document: JsonObject;
        readonly reasons: readonly Reason[];
        readonly warnings: readonly Warning[];
        readonly cleanUp: readonly CleanUp[];
        readonly needs: readonly ChangeId[];
        readonly missing: readonly Missing[];
        /** Why it is not written at all: nothing can allow a permission to widen (rules scope-permission). */
        readonly refusals: readonly Reason[];
        /** Why a policy faults or skips it. */
        readonly errors: readonly Reason[];
        readonly skips: readonly Reason[];
      }
  );

/** A part of an item, from where it is decided. */
export interface PartCase extends Pick<Terms, 'projection' | 'sourceSide'> {
  readonly type: ResourceType;
  readonly part: LaterPart;
  /** The whole document of the source. */
  readonly source: JsonObject;
  readonly base?: BaseOf | undefined;
  readonly current: Item;
  readonly settings: SyncSettings;
  /** The item comes with this changeset. */
  readonly isNew: boolean;
}

/** What the fields of a later part will say, on an item that exists by then. */
export const laterPart = (input: PartCase): PartDecision => {
  const { type, part, source, current, settings, isNew } = input;
  const own = ownFields(input, source);
  const { judged, settled, dropped } = settlePart(input, own);
  const unit = decideUnit(
    {
      fields: type.fields,
      source: own,
      base: input.base?.document && ownFields(input, input.base.document),
      moved: input.base?.moved && ownFields(input, input.base.moved),
      destination: current.document,
      settled: (side) => (side === own ? settled : settlePart(input, side).settled),
      onlyAddsTo: () => part.existing === 'mergeKeys',
    },
    isBaseKnown(input) ? input.base : undefined,
    settings,
  );
  const { since, parts, own: owned } = unit;
  const next = (isWritten: boolean): JsonObject => withoutLost(unit.next(isWritten), judged.lost);
  const made: Since = isNew && input.base?.isUnknown() === false ? 'new' : since;
  const told = { since: made, parts, own: owned, next };
  const off = isNew ? switchedOff(part, settings) : left(type, part, source, current, settings);
  if (off) {
    const differing = isNew
      ? 0
      : part.fields.filter((field) => !sameJson(unit.value[field], current.document[field])).length;
    return { kind: 'off', ...told, differing, reasons: [off] };
  }
  const document = written(input, unit.value);
  const widened = widenedBy(type.fields, current.document, document);
  const kept = keptPlaces(judged, current.document);
  const changes = ({ at }: { readonly at: Pointer }): boolean =>
    !sameJson(document[fieldOf(at)], current.document[fieldOf(at)]);
  const { cleanUp, needs } = judged;
  // What nobody changes needs nothing, and no policy is asked about it.
  const lacks =
    judged.missing.length > 0 && !sameJson(own, input.base?.document && ownFields(input, input.base.document));
  const isTouched = !unit.isMerged || !sameJson(document, current.document) || lacks;
  return {
    kind: 'decided',
    ...told,
    document,
    reasons: [
      {
        rule: 'syncing order',
        value: part.part,
        says: writtenLater(input, document),
      },
      ...judged.reasons,
    ],
    warnings: withWidened([...judged.warnings, ...dropped].filter(changes), [
      ...widened.warnings,
      ...removalWarnings(unit.removed),
    ]),
    cleanUp,
    needs,
    missing: isTouched ? judged.missing.filter(({ at }) => !kept.has(at)) : [],
    refusals: widened.refusals,
    errors: isTouched ? judged.errors : [],
    skips: isTouched ? judged.skips : [],
  };
};

/** A part that was switched off at the last sync never came with it. */
const isBaseKnown = ({ part, base, isNew }: PartCase): boolean => {
  if (isNew || !base || base.isUnknown(part.part)) return false;
  return part.when === undefined || base.wasOn(part.when);
};

/** Of a part, only what changes is written: and only that is said (rules review-words). */
const writtenLater = ({ type, part, current }: PartCase, document: JsonObject): string => {
  const changed = part.fields.filter((field) => !sameJson(document[field], current.document[field]));
  const refers = changed.some((field) => !standsAlone(type.fields[field]));
  const others = refers ? ' and what is named are' : ' is';
  return `By an update of its own, once the ${type.singular}${others} there: ${listed(changed.map(labelOf))}.`;
};

/** True for a field that names nothing else. */
const standsAlone = (rule: FieldRule | undefined): boolean =>
  rule === undefined || ['plain', 'picture'].includes(rule.kind);

const staying = ({ fields }: LaterPart): string => `Left as the destination has it: ${listed(fields.map(labelOf))}.`;

interface SettledPart {
  readonly judged: Judged;
  /** The item's document, with the part as the source has it but for what the destination keeps of its own. */
  readonly settled: JsonObject;
  readonly dropped: readonly Warning[];
}

/** The fields of the part, as a side has them. */
export const ownFields = ({ part }: Pick<PartCase, 'part'>, side: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(side)
      .filter((field) => part.fields.includes(field))
      .map((field) => [field, side[field] ?? null]),
  );

const settlePart = ({ type, current, settings, ...terms }: PartCase, own: JsonObject): SettledPart => {
  const { names, document } = current;
  const { projection, sourceSide } = terms;
  const judged = judge(translate(type.fields, own, { type, projection, settings, names }), settings);
  const wanted = keepAt(judged.keepsExisting, settleOn(type.fields, judged.value, document), document);
  const { value, warnings } = withOwnScopes(type.fields, wanted, document, { sourceSide, names, settings });
  return { judged, settled: value, dropped: warnings };
};

/** The item's document with the part's fields as they will be. */
const written = ({ part, current: { document } }: PartCase, settled: JsonObject): JsonObject => {
  const how = part.existing === 'mergeKeys' ? 'mergeKeys' : 'replace';
  const fields = Object.entries(settled)
    .filter(([field, next]) => part.fields.includes(field) && (field in document || !isNothing(next)))
    .map(([field, next]) => [field, mergeField(how, next, document[field])] as const);
  return { ...document, ...Object.fromEntries(fields) };
};

const switchedOff = (part: LaterPart, settings: SyncSettings): Reason | undefined => {
  if (part.when === undefined || chosen(settings, part.when)) return undefined;
  return because(settings, part.when, staying(part));
};

/** Why a part of an existing item stays as it is; undefined where it follows the source. */
const left = (
  type: ResourceType,
  part: LaterPart,
  source: JsonObject,
  current: Item,
  settings: SyncSettings,
): Reason | undefined => {
  const off = switchedOff(part, settings);
  if (off) return off;
  const says = staying(part);
  const stays = whyLeft(type, source, current.document);
  if (stays) return { ...stays, says };
  if (part.existing === 'leave') return { rule: 'existing', value: 'leave', says };
  if (part.existing === 'asItem') {
    const mode = existingMode(type, settings);
    return mode.value === 'update' ? undefined : { ...mode, says };
  }
  const isUnread = part.fields.some((field) => type.fields[field]?.kind === 'picture' && !(field in current.document));
  return isUnread
    ? {
        rule: 'incomplete is not absent',
        says: `${staying(part)} The snapshot of the destination was taken without pictures.`,
      }
    : undefined;
};
