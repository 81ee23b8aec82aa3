import { ruleOf, type Fields, type ResourceType } from '../../../catalogue/index.js';
import { isList, isObject, sameJson, sameMembers, type JsonObject, type JsonValue } from '../../../model/json.js';
import { keyOf, ownName } from '../../../model/names.js';
import { below, fieldOf, pointerOf, ROOT, type Pointer } from '../../../model/pointer.js';
import type { Reason, Warning } from '../../../model/reason.js';
import { withoutBlocked } from '../alone.js';
import { cautionsOf } from '../cautions.js';
import { mergeByName, mergeField } from '../merge-fields.js';
import { withOwnScopes } from '../existing-scopes.js';
import { widenedBy, withWidened } from '../widened.js';
import { existingMode } from '../../select/mode.js';
import { placeholdersIn } from '../placeholders.js';
import { fixedFields, whyLeft } from '../fixed.js';
import { keepAt, settleOn } from '../settle.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import { asCreated, installedFrom, isSwitchedOff, replacement, stillWaiting } from './ways-of-writing.js';
import type { Case, Outcome, Strategy } from './strategy.js';

/** Whole documents (rules existing-mode): created if missing; left or updated, field by field, if they exist. */
export const documentStrategy: Strategy = (input) => {
  const judged = (source: JsonObject): Judged => judge(translate(input.type.fields, source, input), input.settings);
  if (input.existing) {
    const { document } = input.existing;
    return decideExisting(input, judged(input.addsOnly ? missingMembers(input, document) : input.source), document);
  }
  const sifted = withoutBlocked(input);
  const outcome = decideNew(sifted.input, judged(sifted.input.source));
  return { ...outcome, parts: [...outcome.parts, ...sifted.parts] };
};

const decideNew = (input: Case, judged: Judged): Outcome => {
  const { type, settings } = input;
  const installed = installedFrom(type, judged.value);
  const isSent = (field: string): boolean => (installed ? field in installed : !isSwitchedOff(type, field, settings));
  const refused = refusal(judged, isSent);
  if (refused) return refused;
  const { document, warnings } = keepOnlyOne(input, installed ?? only(sendable(type.fields, judged.value), isSent));
  const created = installed ? { document, cleanUp: [] } : asCreated(type, document);
  const sent = (at: Pointer): boolean => fieldOf(at) in created.document;
  return {
    ...says(judged, created.document, 0, [...judged.warnings.filter(({ at }) => sent(at)), ...warnings]),
    cleanUp: [...judged.cleanUp.filter(({ at }) => sent(at)), ...created.cleanUp],
  };
};

const decideExisting = (input: Case, judged: Judged, current: JsonObject): Outcome => {
  const { type, settings } = input;
  const stays = whyLeft(type, judged.value, current);
  const reason = stays ?? existingMode(type, settings);
  const follows = (field: string): boolean =>
    !stays &&
    !isSwitchedOff(type, field, settings) &&
    (reason.value === 'update' || Object.hasOwn(type.merging.existing.always ?? {}, field));
  const kept = new Set(judged.keepsExisting.map((path) => pointerOf(path)));
  const refused = refusal(judged, follows, kept);
  if (refused) return refused;

  const wanted = stillWaiting(type, settleOn(type.fields, judged.value, current), current);
  const own = keepAt(judged.keepsExisting, wanted, current);
  const { value: settled, warnings: dropped } = withOwnScopes(type.fields, own, current, input);
  const merged = (field: string, next: JsonValue, mode: string | undefined): JsonValue =>
    mergeExisting(type, field, next, current[field], mode === 'update');
  const document = Object.fromEntries(
    Object.entries(settled).flatMap(([field, next]) => {
      const value = follows(field) ? merged(field, next, reason.value) : current[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const widened = widenedBy(type.fields, current, document);
  const cautions = cautionsOf(type, current, document);
  if (widened.refusals.length > 0)
    return { kind: 'blocked', missing: [], reasons: [...widened.refusals, ...judged.reasons], parts: [] };
  const replaced = replacement(type, judged.value, current);
  const fixed = stays ? [] : fixedFields(type.fields, judged.value, current);
  const left = Object.entries(settled).flatMap(([field, next]) =>
    leftOf(field, merged(field, next, 'update'), document[field]),
  );
  const differing = left.length + fixed.length;
  const inWritten = <Found extends { readonly at: Pointer }>(found: readonly Found[]): readonly Found[] =>
    found.filter(({ at }) => follows(fieldOf(at)) && !sameJson(document[fieldOf(at)], current[fieldOf(at)]));
  return {
    ...says(judged, { ...document, ...replaced }, differing, [
      ...withWidened(inWritten([...judged.warnings, ...dropped]), widened.warnings),
      ...cautions.warnings,
    ]),
    cleanUp: [
      ...inWritten(judged.cleanUp).filter(({ kind }) => kind !== 'replace-secret' && kind !== 'supply-secret'),
      ...judged.cleanUp.filter(({ at, kind }) => kind === 'supply-secret' && fieldOf(at) in (replaced ?? {})),
      ...placeholdersIn(document),
      ...cautions.cleanUp,
    ],
    parts: [...reported(reason, left, !sameJson({ ...current, ...document }, current)), ...fixed],
    reasons: [reason, ...(left.length > 0 ? [leftReason(reason, left)] : []), ...judged.reasons],
  };
};

/** What stays of a field as it is, in words: nothing, the field, or only the order of its members. */
const leftOf = (field: string, wanted: JsonValue, said: JsonValue | undefined): readonly string[] => {
  if (sameJson(wanted, said)) return [];
  return [said !== undefined && sameMembers(wanted, said) ? `the order of ${field}` : field];
};

/** What of an item stays as it is although the rest of it follows is an entry of its own (rules existing-mode). */
const reported = (reason: Reason, left: readonly string[], isWritten: boolean): Outcome['parts'] =>
  left.length > 0 && isWritten
    ? [{ verdict: 'left', part: left.join(', '), differing: left.length, reasons: [leftReason(reason, left)] }]
    : [];

/** Says what stays, and how it would follow. */
const leftReason = (reason: Reason, left: readonly string[]): Reason => ({
  ...reason,
  says: `Left as it is: ${left.join(', ')}.${reason.value === 'leave' && reason.rule.startsWith('existing.') ? ` ${reason.rule}: update carries it.` : ''}`,
});

/** What an existing item says of a field that follows: in an update, or whatever is chosen. */
const mergeExisting = (
  type: ResourceType,
  field: string,
  next: JsonValue,
  current: JsonValue | undefined,
  isUpdate: boolean,
): JsonValue => {
  const { merge = {}, always = {} } = type.merging.existing;
  const how = (isUpdate ? merge[field] : undefined) ?? always[field] ?? 'replace';
  if (type.merging.onlyOne === field && current !== undefined) return current;
  return mergeField(how, next, current, listKey(type.fields, field));
};

/**
 * Of an item that comes along and is there already: the members of its lists that it lacks there, beside those that it has
 * (rules select-include-changes-nothing).
 */
const missingMembers = ({ type, source }: Case, current: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(type.merging.existing.merge ?? {}).flatMap(([field, how]) => {
      const [next, own] = [source[field], current[field]];
      if (how !== 'mergeByName' || !isList(next) || !isList(own)) return [];
      return [[field, mergeByName(own, next, listKey(type.fields, field))]];
    }),
  );

const listKey = (fields: Fields, field: string): string => {
  const rule = fields[field];
  return rule?.kind === 'list' ? (rule.by ?? 'Name') : 'Name';
};

/** Missing data blocks only what would be written: an item that is left needs nothing. */
const refusal = (
  judged: Judged,
  written: (field: string) => boolean,
  kept: ReadonlySet<string> = new Set(),
): Outcome | undefined => {
  const missing = judged.missing.filter(({ at }) => written(fieldOf(at)) && !kept.has(at));
  const { reasons } = judged;
  if (judged.errors.length > 0) return { kind: 'error', reasons: [...judged.errors, ...reasons], parts: [] };
  if (judged.skips.length > 0) return { kind: 'skipped', reasons: [...judged.skips, ...reasons], parts: [] };
  return missing.length > 0 ? { kind: 'blocked', missing, reasons, parts: [] } : undefined;
};

const says = (
  { reasons, cleanUp, needs }: Judged,
  document: JsonObject,
  differing: number,
  warnings: readonly Warning[],
): Extract<Outcome, { kind: 'decided' }> => ({
  kind: 'decided',
  document,
  differing,
  warnings,
  reasons,
  cleanUp,
  needs,
  parts: [],
});

const only = (document: JsonObject, wanted: (field: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => wanted(field)));

/** What only the server can say is no part of what it is told. */
const sendable = (fields: Fields, document: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(document).flatMap(([field, value]) => {
      const rule = ruleOf(fields, field);
      if (rule?.kind === 'readOnly') return [];
      return [[field, rule?.kind === 'nested' && isObject(value) ? sendable(rule.fields, value) : value]];
    }),
  );

/** A flag of which there is one: a new item must not take it from the one that has it on the destination. */
const keepOnlyOne = (
  { type, projection, names }: Case,
  document: JsonObject,
): { document: JsonObject; warnings: readonly Warning[] } => {
  const flag = type.merging.onlyOne;
  if (flag === undefined || document[flag] !== true) return { document, warnings: [] };
  const parent = keyOf(names.slice(0, -1));
  const holder = [...projection.all(type.name)].find(
    (item) => item.document[flag] === true && keyOf(item.names.slice(0, -1)) === parent,
  );
  if (!holder) return { document, warnings: [] };
  const says = `"${ownName(holder.names)}" stays the one with ${flag}; the source has it here.`;
  return {
    document: { ...document, [flag]: false },
    warnings: [{ kind: 'default-kept', at: below(ROOT, flag), says }],
  };
};
