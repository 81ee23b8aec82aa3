import { byPlainText, canonicalText, memberKey } from '../../../model/canonical.js';
import { isList, objectsOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isSecret } from '../../../model/markers.js';
import { foldName } from '../../../model/names.js';
import { pointerOf } from '../../../model/pointer.js';
import { because } from '../../../settings/chosen.js';
import { labelled, placedUnder } from '../labelled.js';
import { reasonFor, toBeReplaced, treatmentOf } from '../overwrite.js';
import { withoutLost } from '../three-way/lost.js';
import type { Case, Strategy } from './strategy.js';
import { follow, leave, type Merging } from './template-values/follow.js';
import {
  connectedBy,
  environmentsOf,
  isReference,
  keyOf,
  labelOf,
  lists,
  newNotes,
  sourceValue,
  type List,
  type Placed,
  type SourceValue,
  type ValueNotes,
} from './template-values/source-value.js';
import { baseValues, followBase, isGone, isKnown, nextOfUnplaced, withoutSource } from './template-values/with-base.js';

/**
 * The values of a tenant: paired by template and environments; missing ones are added, existing ones left or
 * overwritten as `overwriteExistingVariables` says (rules variable-overwrite). Secrets that exist stay. Where the
 * source uses the default, the destination goes back to it only when existing values are overwritten.
 */
export const templateValuesStrategy: Strategy = (input) => {
  const notes = newNotes();
  const merged = lists.map((list) => ({ field: list.field, ...mergeList(list, input, notes) }));
  const { reasons, warnings, cleanUp, parts, needs, differing, own, since } = notes;
  return {
    kind: 'decided',
    document: {
      ...input.existing?.document,
      ...Object.fromEntries(merged.map(({ field, values }) => [field, values])),
    },
    reasons,
    warnings,
    cleanUp,
    parts,
    needs: [...needs].sort(),
    differing,
    own,
    since: since.has('unknown') || !isKnown(input) ? 'unknown' : since.has('both') ? 'both' : 'source',
    next: { ...input.source, ...Object.fromEntries(merged.map(({ field, next }) => [field, next])) },
  };
};

interface MergedList {
  readonly values: JsonValue;
  /** What the base says from now on. */
  readonly next: readonly JsonObject[];
}

const mergeList = (list: List, input: Case, notes: ValueNotes): MergedList => {
  const existing = objectsOf(input.existing?.document[list.field]);
  const all = objectsOf(input.source[list.field]).map((source) => sourceValue(list, source, input, notes));
  const incoming = all.filter((one) => one.value !== undefined);
  const base = isKnown(input) ? baseValues(list, input) : undefined;
  const next = all.filter((one) => one.value === undefined).map(({ source }) => nextOfUnplaced(list, source, input));
  const byKey = new Map(incoming.map((one) => [keyOf(one.value, list), one]));
  const present = new Set(existing.map((current) => keyOf(current, list)));
  const work: Merging = { list, input, notes, base, next: next.filter((one) => one !== undefined) };
  const followed = existing.flatMap((current) => {
    const key = keyOf(current, list);
    const found = byKey.get(key);
    const before = base?.get(key);
    if (!base || (found && input.base?.isUnknown(found.label))) return [follow(found, current, work)];
    return found ? followBase(found, before, current, work) : withoutSource(before, current, work);
  });
  const added = incoming
    .filter(({ value }) => !present.has(keyOf(value, list)))
    .flatMap((one) => (isGone(one, work) ? [] : add(one, existing, work)));
  const kept = base ? followed : withoutReset(list, followed, incoming, input, notes);
  return {
    values: inPlace(list, [...kept, ...added], notes),
    next: base ? work.next.toSorted(byPlainText) : arrived(all),
  };
};

/** Without a base: what was lost on the way has not arrived; what has no place there is named as left open. */
const arrived = (all: readonly ReturnType<typeof sourceValue>[]): readonly JsonObject[] =>
  all.map((one) => (one.value === undefined ? one.source : withoutLost(one.source, one.judged.lost)));

/** The values in the order in which every snapshot has them, so that it is known where each stands. */
const inPlace = (list: List, values: readonly Placed[], notes: ValueNotes): JsonValue => {
  const sorted = values.toSorted((one, other) => byPlainText(one.value, other.value));
  sorted.forEach(({ cleanUp = [], warnings = [] }, index) => {
    const at = pointerOf([list.field, index]);
    notes.cleanUp.push(...cleanUp.map((entry) => placedUnder(at, entry)));
    notes.warnings.push(...warnings.map((warning) => placedUnder(at, warning)));
  });
  return sorted.map(({ value }) => value);
};

const add = (
  { label, source, value, judged }: SourceValue,
  existing: readonly JsonObject[],
  { list, input, notes, base, next }: Merging,
): readonly Placed[] => {
  const { settings } = input;
  const rival = existing.find((current) => overlaps(current, value, list));
  if (rival) {
    const says = `The destination has a value of its own for some of these environments: ${labelOf(list, rival)}.`;
    leave(label, because(settings, 'overwriteExistingVariables', says), notes);
    if (!base) next.push(source);
    return [];
  }
  next.push(withoutLost(source, judged.lost));
  const connects = connectedBy(list, value, input);
  if (connects !== undefined) notes.needs.add(connects);
  notes.since.add(isKnown(input) ? 'source' : 'unknown');
  const isReplaced =
    treatmentOf(typeof value['Value'] === 'string' ? 'new' : 'new secret', settings) === 'add to be replaced';
  const own = isReplaced ? { ...value, Value: toBeReplaced(!isReference(value)) } : value;
  notes.reasons.push(reasonFor('add', label, settings), ...judged.reasons.map((reason) => labelled(label, reason)));
  const says = 'Enter the value for this instance.';
  const toReplace = isReplaced ? [{ kind: 'replace-value', at: pointerOf(['Value']), says } as const] : [];
  return [
    {
      value: own,
      warnings: judged.warnings.map((warning) => labelled(label, warning)),
      cleanUp: [...judged.cleanUp, ...toReplace].map((entry) => labelled(label, entry)),
    },
  ];
};

/** Two values of one template may not share an environment. */
const overlaps = (one: JsonObject, other: JsonObject, { owner }: List): boolean => {
  const isSame = (field: string): boolean => memberKey(one[field]) === memberKey(other[field]);
  const environments = new Set(environmentsOf(one).map(foldName));
  return (
    isSame(owner) && isSame('TemplateId') && environmentsOf(other).some((name) => environments.has(foldName(name)))
  );
};

/**
 * Without the values that go back to the default: plain ones of owners that the source's tenant has too, and for whose
 * template it gives no value at all.
 */
const withoutReset = (
  list: List,
  kept: readonly Placed[],
  incoming: readonly SourceValue[],
  { source, settings }: Case,
  notes: ValueNotes,
): readonly Placed[] => {
  if (treatmentOf('default on the source', settings) !== 'remove') return kept;
  const owners = source[list.owners];
  const shared = new Set(isList(owners) ? owners.map((name) => memberKey(name)) : []);
  const onSource = [...incoming.map(({ value }) => value), ...objectsOf(source[list.field])];
  const given = new Set(onSource.map((value) => templateKey(value, list)));
  return kept.filter(({ value: current }) => {
    const isShared = shared.has(memberKey(current[list.owner]));
    if (isSecret(current['Value']) || !isShared || given.has(templateKey(current, list))) return true;
    notes.reasons.push(reasonFor('remove', labelOf(list, current), settings));
    return false;
  });
};

const templateKey = (value: JsonObject, { owner }: List): string =>
  canonicalText([memberKey(value[owner]), memberKey(value['TemplateId'])]);
