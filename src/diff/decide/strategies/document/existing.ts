import { labelOf } from '../../../../catalogue/labels.js';
import { listed, quoted } from '../../../../model/sentences.js';
import { ruleOf } from '../../../../catalogue/index.js';
import { memberKey } from '../../../../model/canonical.js';
import { isList, objectsOf, sameJson, sameMembers, type JsonObject, type JsonValue } from '../../../../model/json.js';
import { fieldOf, type Pointer } from '../../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../../model/reason.js';
import { existingMode } from '../../../select/mode.js';
import { describe } from '../../../terms/look-up.js';
import { cautionsOf } from '../../cautions.js';
import { withOwnScopes } from '../../existing-scopes.js';
import { fixedFields, whyLeft } from '../../fixed.js';
import { judge, type Judged } from '../../judge.js';
import { placeholdersIn } from '../../placeholders.js';
import { keepAt, keptPlaces, sameIn, settleOn } from '../../settle.js';
import { translate } from '../../../terms/translate.js';
import { asWritten } from '../../three-way/said.js';
import { withoutLost } from '../../three-way/lost.js';
import { isInUse } from '../../users.js';
import { fieldPart, type Step } from '../../three-way/element-part.js';
import { decideUnit, nextByField, removalWarnings, type UnitDecision } from '../../three-way/unit.js';
import { widenedBy, withWidened } from '../../widened.js';
import type { Case, Outcome } from '../strategy.js';
import { isSwitchedOff, replacement, stillWaiting } from '../ways-of-writing.js';
import { mergeExisting } from './merge-existing.js';
import { decided, refusal } from './outcome.js';

/** An item of both sides: which of its fields follow the source's, and why. */
interface Existing {
  readonly input: Case;
  readonly judged: Judged;
  readonly current: JsonObject;
  /** Why all of it stays, whatever is chosen. */
  readonly stays: Reason | undefined;
  readonly reason: Reason;
  readonly follows: (field: string) => boolean;
  /** What the three sides mean together: before what is chosen has its say. */
  readonly unit: UnitDecision;
  /** Whether a base tells of a field: what is merged there has all that the destination has of its own. */
  readonly isMerged: (field: string) => boolean;
  /** What the source would change without a base is not what it has changed since. */
  readonly dropped: readonly Warning[];
}

/** What an existing item becomes, field by field (rules existing-mode): `judged` of the source, `current` of the destination. */
export const decideExisting = (input: Case, judged: Judged, current: JsonObject): Outcome => {
  const existing = existingOf(input, judged, current);
  const { unit } = existing;
  const kept = keptPlaces(judged, current);
  // What nobody changes needs nothing, and no policy is asked about it.
  const isTouched = (field: string): boolean =>
    !existing.isMerged(field) || !sameJson(unit.value[field], current[field]) || lacksSince(input, judged, field);
  const refused = Object.keys(unit.value).some(isTouched)
    ? refusal(judged, (field) => existing.follows(field) && isTouched(field), kept)
    : undefined;
  return refused ? { ...refused, own: unit.own, parts: [...refused.parts, ...unit.parts] } : merged(existing);
};

/** Whether an item of a list of the destination, such as a tag, is in use there. */
const isItemInUse = (input: Case, [field, item]: readonly Step[]): boolean => {
  if (typeof field !== 'string' || typeof item !== 'object') return false;
  const named = { [item.by]: item.name };
  const own = objectsOf(input.existing?.document[field]).filter((one) => sameIn(item.by, one, named));
  return isInUse(input, { ...input.existing?.document, [field]: own });
};

/** The source has changed it since the base, and what it names now is not there. */
const lacksSince = ({ source, base }: Case, { missing }: Judged, field: string): boolean =>
  missing.some(({ at }) => fieldOf(at) === field) && !sameJson(source[field], base?.document?.[field]);

const existingOf = (input: Case, judged: Judged, current: JsonObject): Existing => {
  const { type, settings } = input;
  const stays = whyLeft(type, judged.value, current);
  const reason = stays ?? existingMode(type, settings);
  const follows = (field: string): boolean =>
    !stays &&
    !isSwitchedOff(type, field, settings) &&
    (reason.value === 'update' || isAlways(field) || input.base?.bringsSources(fieldPart(field)) === true);
  const { settled, dropped } = settle(input, judged, current);
  const isAlways = (field: string): boolean => Object.hasOwn(type.merging.existing.always ?? {}, field);
  const isUnknown = (field: string): boolean => isUnknownIn(input, field, isAlways) || wasSwitchedOff(input, field);
  const unit = decideUnit(
    {
      fields: type.fields,
      source: input.source,
      base: input.base?.document,
      moved: input.base?.moved,
      destination: current,
      settled: (side) => (side === input.source ? settled : settle(input, judgedSide(input, side), current).settled),
      onlyAddsTo: (field) =>
        ['addMembers', 'mergeKeys'].includes(
          type.merging.existing.merge?.[field] ?? type.merging.existing.always?.[field] ?? '',
        ),
      isInUse: (at) => isItemInUse(input, at),
      isUnknown,
    },
    input.addsOnly ? undefined : knownInPart(input.base),
    settings,
  );
  const isMerged = (field: string): boolean => unit.isMerged && !isUnknown(field);
  return { input, judged, current, stays, reason, follows, unit, isMerged, dropped };
};

/** A base that tells of some fields at least is asked field by field. */
const knownInPart = (base: Case['base']): Case['base'] => (base?.document ? { ...base, isUnknown: () => false } : base);

/**
 * Whether no base tells of a field. A sync without a base that left the item as it was, and did not block it, carried the fields that follow whatever is
 * chosen.
 */
const isUnknownIn = ({ base }: Case, field: string, isAlways: (field: string) => boolean): boolean =>
  base?.isUnknown(fieldPart(field)) === true &&
  !(base.document && base.isUnknown() && !base.mayCome('') && isAlways(field));

const judgedSide = ({ type, settings, ...terms }: Case, side: JsonObject): Judged =>
  judge(translate(type.fields, side, { ...terms, type, settings }), settings);

/** A field that was switched off at the last sync never came with it. */
const wasSwitchedOff = ({ type: { merging }, base }: Case, field: string): boolean => {
  const switched = 'switched' in merging.strategy ? merging.strategy.switched : undefined;
  return switched?.fields.includes(field) === true && base?.wasOn(switched.when) === false;
};

const merged = (existing: Existing): Outcome => {
  const { input, judged, current, reason, unit, dropped } = existing;
  const settled = unit.value;
  const document = written(existing, settled);
  const widened = widenedBy(input.type.fields, current, document);
  if (widened.refusals.length > 0)
    return { kind: 'blocked', missing: [], reasons: [...widened.refusals, ...judged.reasons], parts: [] };
  const left = leftOf(existing, settled, document);
  const isKnown = unit.isMerged;
  const fixed =
    existing.stays || isKnown
      ? []
      : [...fixedFields(input.type.fields, judged.value, current), ...own(existing, settled)];
  const replaced = replacement(input.type, { ...judged.value, ...(isKnown && settled) }, current) ?? {};
  const found = findings(existing, document, Object.keys(replaced));
  const isWritten = !sameJson({ ...current, ...document }, current);
  const warnings = [
    ...withWidened(found.about([...judged.warnings, ...dropped]), widened.warnings),
    ...removalWarnings(unit.removed.filter(([field]) => typeof field === 'string' && existing.follows(field))),
    ...found.warnings,
  ];
  return {
    ...decided(judged, { ...document, ...replaced }, left.length + fixed.length, warnings),
    cleanUp: found.cleanUp,
    parts: [
      ...(isKnown
        ? leftFields(existing, left)
        : reported(
            reason,
            left.map(({ called }) => called),
            isWritten,
          )),
      ...fixed,
      ...asWritten(unit.parts, (at) => sameJson(settled[fieldOf(at)], document[fieldOf(at)])),
    ],
    since: unit.since,
    own: unit.own,
    next: nextOf(existing, document),
    reasons: [
      becauseOf(existing, {
        left: left.map(({ called }) => called),
        isWritten,
        isReplaced: Object.keys(replaced).length > 0,
      }),
      ...judged.reasons,
    ],
  };
};

/** What the base says from now on: of fields that are not written, what it said. */
const nextOf = ({ input, judged, unit, current }: Existing, document: JsonObject): JsonObject => {
  const isWritten = (field: string): boolean => sameJson(unit.value[field], document[field] ?? current[field]);
  const next = nextByField(unit, isWritten);
  return input.addsOnly ? next : withoutLost(next, judged.lost);
};

/** The source's document with what the destination's keeps of its own, whatever is chosen. */
const settle = (
  input: Case,
  judged: Judged,
  current: JsonObject,
): { readonly settled: JsonObject; readonly dropped: readonly Warning[] } => {
  const { type } = input;
  const wanted = stillWaiting(type, settleOn(type.fields, judged.value, current), current);
  const own = keepAt(judged.keepsExisting, wanted, current);
  const { value, warnings } = withOwnScopes(type.fields, own, current, input);
  return { settled: value, dropped: warnings };
};

/** The document that the item becomes: what follows is the source's, all else the destination's. */
const written = ({ input, current, reason, follows, isMerged }: Existing, settled: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(settled).flatMap(([field, next]) => {
      const isUpdate = reason.value === 'update';
      if (follows(field) && isMerged(field) && input.type.merging.onlyOne !== field) return [[field, next]];
      const value = follows(field) ? mergeExisting(input.type, field, next, current[field], isUpdate) : current[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );

interface Findings {
  readonly warnings: readonly Warning[];
  readonly cleanUp: readonly CleanUp[];
  /** Of what was found, that which concerns a field that changes. */
  readonly about: <Found extends { readonly at: Pointer }>(found: readonly Found[]) => readonly Found[];
}

/** `replaced` are the fields that are sent anew with their secrets. */
const findings = (
  { input, judged, current, follows }: Existing,
  document: JsonObject,
  replaced: readonly string[],
): Findings => {
  const changes = (field: string): boolean => follows(field) && !sameJson(document[field], current[field]);
  const about: Findings['about'] = (found) => found.filter(({ at }) => changes(fieldOf(at)));
  const cautions = cautionsOf(input.type, current, document);
  const cleanUp = [
    ...about(judged.cleanUp).filter(({ kind }) => kind !== 'replace-secret' && kind !== 'supply-secret'),
    ...judged.cleanUp.filter(({ at, kind }) => kind === 'supply-secret' && replaced.includes(fieldOf(at))),
    ...placeholdersIn(document),
    ...cautions.cleanUp,
  ];
  return { about, warnings: cautions.warnings, cleanUp };
};

/** A field that stays as it is although it differs, and what a person calls that: the field, or only the order of its members. */
interface LeftField {
  readonly field: string;
  readonly called: string;
}

const leftOf = (
  { input, current, isMerged }: Existing,
  settled: JsonObject,
  document: JsonObject,
): readonly LeftField[] =>
  Object.entries(settled).flatMap(([field, next]) => {
    const wanted = isMerged(field) ? next : mergeExisting(input.type, field, next, current[field], true);
    const said = document[field];
    if (sameJson(wanted, said)) return [];
    const isOrder = said !== undefined && sameMembers(wanted, said);
    return [{ field, called: isOrder ? `order of ${labelOf(field)}` : labelOf(field) }];
  });

/** Members of a plain list that only the destination has, and that no update takes away (rules existing-own-members). */
const own = ({ input: { type }, current, reason, follows }: Existing, settled: JsonObject): Outcome['parts'] => {
  const added = Object.entries(type.merging.existing.merge ?? {}).filter(
    ([field, how]) => how === 'addMembers' && ruleOf(type.fields, field)?.kind === 'set' && follows(field),
  );
  return added.flatMap(([field]): Outcome['parts'] => {
    const wanted = new Set(membersOf(settled[field]).map(memberKey));
    const kept = membersOf(current[field]).filter((member) => !wanted.has(memberKey(member)));
    if (kept.length === 0) return [];
    const label = labelOf(field);
    const says = `Of the ${label}, ${listed(kept.map((one) => quoted(describe(one))))} ${kept.length === 1 ? 'stays' : 'stay'}, which the source has not got: octosync takes none away, as the server refuses that where it is in use. Take it off on the destination by hand where that is meant.`;
    return [{ verdict: 'left', part: `field "${label}"`, differing: 1, reasons: [{ ...reason, says }] }];
  });
};

const membersOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

/** What of an item stays as it is although the rest of it follows is an entry of its own (rules existing-mode). */
const reported = (reason: Reason, left: readonly string[], isWritten: boolean): Outcome['parts'] =>
  left.length > 0 && isWritten
    ? [{ verdict: 'left', part: partOf(left), differing: left.length, reasons: [leftReason(reason, left)] }]
    : [];

/** With a base, each field is told by itself: who made the difference, and since when. */
const leftFields = ({ reason, unit, isMerged }: Existing, left: readonly LeftField[]): Outcome['parts'] =>
  left.map(({ field, called }) => ({
    verdict: 'left',
    since: isMerged(field) ? unit.sinceAt(field) : 'unknown',
    part: partOf([called]),
    differing: 1,
    reasons: [leftReason(reason, [called])],
  }));

/** `field "tags"`; what is meant where several stay: `fields "tags", "description"`. */
const partOf = (left: readonly string[]): string => `${left.length === 1 ? 'field' : 'fields'} ${quoted(...left)}`;

/** Says what stays, and how it would follow. */
const leftReason = (reason: Reason, left: readonly string[]): Reason => {
  const isChosen = reason.value === 'leave' && reason.rule.startsWith('existing.');
  const says = `Left as the destination has it: ${listed(left)}${isChosen ? '; "update" carries what the source says' : ''}.`;
  return { ...reason, says };
};

interface Fate {
  /** The fields that stay although they differ. */
  readonly left: readonly string[];
  readonly isWritten: boolean;
  /** Its content is sent anew, whatever is chosen. */
  readonly isReplaced: boolean;
}

/**
 * Why an item becomes what it becomes, in a sentence that is true of just that: an update never gives as its reason that all
 * stays (rules review-words).
 */
const becauseOf = (
  { input: { type, addsOnly }, reason, stays }: Existing,
  { left, isWritten, isReplaced }: Fate,
): Reason => {
  if (isReplaced && reason.value !== 'update')
    return {
      ...reason,
      says: `Existing ${type.plural} stay as they are, but for the content: the source has another one.`,
    };
  if (isWritten && addsOnly) {
    const says = `What this ${type.singular} lacks is added; what it has stays as it is.`;
    return { ...reason, says };
  }
  if (stays) return reason;
  if (!isWritten) return left.length > 0 ? leftReason(reason, left) : reason;
  if (reason.value === 'update') return reason;
  const always = Object.keys(type.merging.existing.always ?? {}).map(labelOf);
  const says = `Existing ${type.plural} stay as they are; carried all the same: ${listed(always)}.`;
  return { ...reason, says };
};
