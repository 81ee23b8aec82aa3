import { describe } from '../../terms/look-up.js';
import { nounOf } from '../../../catalogue/called.js';
import type { Fields, ResourceType } from '../../../catalogue/index.js';
import type { Since } from '../../../changeset/format.js';
import { byPlainText, canonicalText, memberKey, plainText } from '../../../model/canonical.js';
import { isList, isObject, objectsOf, sameJson, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isPlaceholder, isSecret } from '../../../model/markers.js';
import { foldName, type ChangeId } from '../../../model/names.js';
import { fieldOf, pointerOf, type Pointer } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import { because, chosen } from '../../../settings/chosen.js';
import { withoutLost } from '../three-way/lost.js';
import { conflictOf, removedOnSource } from '../three-way/said.js';
import { decideUnit } from '../three-way/unit.js';
import { labelled, placedUnder } from '../labelled.js';
import { keepAt } from '../settle.js';
import { reasonFor, toBeReplaced, treatmentOf, type Standing } from '../overwrite.js';
import type { Case, PartOutcome, Strategy } from './strategy.js';

/** The two lists of the document, and what owns the templates that their values are for. */
const lists = [
  { field: 'Common', owner: 'LibraryVariableSetId', owners: 'LibraryVariableSets', called: 'library variable set' },
  { field: 'Project', owner: 'ProjectId', owners: 'Projects', called: 'project' },
] as const;

type List = (typeof lists)[number];

/** What came up while the values were merged. */
interface ValueNotes {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly parts: PartOutcome[];
  readonly needs: Set<ChangeId>;
  /** Who made what changes. */
  readonly since: Set<Since>;
  differing: number;
  own: number;
}

const newNotes = (): ValueNotes => ({
  reasons: [],
  warnings: [],
  cleanUp: [],
  parts: [],
  needs: new Set(),
  since: new Set(),
  differing: 0,
  own: 0,
});

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
  return { values: inPlace(list, [...kept, ...added], notes), next: work.next };
};

/** A list of values being merged. */
interface Merging {
  readonly list: List;
  readonly input: Case;
  readonly notes: ValueNotes;
  /** The values of the base in the destination's terms, by what makes two the same; nothing where there is no base. */
  readonly base: ReadonlyMap<string, SourceValue> | undefined;
  readonly next: JsonObject[];
}

const isKnown = ({ base, existing, settings }: Case): boolean =>
  existing !== undefined && base !== undefined && !base.isUnknown() && chosen(settings, 'follow') === 'changes';

/** What the base says, in the destination's terms; nothing is noted of it. */
const baseValues = (list: List, input: Case): ReadonlyMap<string, SourceValue> => {
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
const nextOfUnplaced = (list: List, source: JsonObject, input: Case): JsonObject | undefined => {
  if (!isKnown(input)) return source;
  return objectsOf(input.base?.document?.[list.field]).find((one) => keyOf(one, list) === keyOf(source, list));
};

/** Both sides have it: it follows where only the source has changed it since (rules three-way-table). */
const followBase = (
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
  notes.parts.push(...unit.parts);
  notes.own += unit.own;
  const told = notes.parts.length;
  const placed = sameJson(unit.value, current)
    ? { value: current }
    : follow({ ...found, value: unit.value, judged: { ...judged, keepsExisting: [] } }, current, work, false);
  notes.parts.push(...notes.parts.splice(told).map((part) => ({ ...part, since: unit.since })));
  const isWritten = sameJson(placed.value, unit.value);
  if (!sameJson(placed.value, current)) notes.since.add(unit.since);
  work.next.push(withoutLost(unit.next(isWritten), judged.lost));
  return [placed];
};

/** The source has not got it: it has removed it since the base, or the destination has added it. */
const withoutSource = (before: SourceValue | undefined, current: JsonObject, work: Merging): readonly Placed[] => {
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
const isGone = ({ label, source, value }: SourceValue, work: Merging): boolean => {
  const { input, notes, base, list, next } = work;
  const before = base?.get(keyOf(value, list));
  if (!before || input.base?.isUnknown(label)) return false;
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

/** What an existing value will say, once the source has had its say. */
const follow = (
  found: SourceValue | undefined,
  current: JsonObject,
  { input: { settings }, notes, next }: Merging,
  isLast = true,
): Placed => {
  if (!found) return { value: current };
  if (isLast) next.push(withoutLost(found.source, found.judged.lost));
  const { label, judged } = found;
  // A value that leads nowhere on the source says nothing (rules names-ids-anywhere).
  const { Value: value = null } = keepAt(judged.keepsExisting, found.value, current);
  const treatment = treatmentOf(standingOf(value, current['Value']), settings);
  if (treatment === 'leave') leave(label, reasonFor(treatment, label, settings), notes);
  if (treatment !== 'overwrite') return { value: current };
  notes.reasons.push(reasonFor(treatment, label, settings));
  const isOfValue = ({ at }: { readonly at: Pointer }): boolean => fieldOf(at) === 'Value';
  return {
    value: { ...current, Value: value },
    warnings: judged.warnings.filter(isOfValue).map((warning) => labelled(label, warning)),
    cleanUp: judged.cleanUp
      .filter((entry) => isOfValue(entry) && entry.kind === 'replace-value')
      .map((entry) => labelled(label, entry)),
  };
};

const standingOf = (value: JsonValue | undefined, current: JsonValue | undefined): Standing => {
  if (isSecret(current)) return 'secret';
  if (sameJson(value, current)) return 'same';
  return isPlaceholder(value) ? 'secret on the source' : 'other';
};

const leave = (part: string, reason: Reason, notes: ValueNotes): void => {
  notes.parts.push({ verdict: 'left', part, reasons: [reason] });
  notes.differing += 1;
};

/** A value, what a person should know of it, and what must be done about it. */
interface Placed {
  readonly value: JsonObject;
  readonly warnings?: readonly Warning[];
  readonly cleanUp?: readonly CleanUp[];
}

interface SourceValue {
  /** As the source has it. */
  readonly source: JsonObject;
  readonly label: string;
  readonly value: JsonObject;
  readonly judged: Judged;
}

/** A source value as one of the destination; none where it has no place there. */
const sourceValue = (
  list: List,
  source: JsonObject,
  input: Case,
  notes: ValueNotes,
): SourceValue | { readonly source: JsonObject; readonly value?: undefined } => {
  const judged = judge(translate(fieldsOf(input.type, list.field), source, input), input.settings);
  const label = labelOf(list, source);
  const refusals = [...judged.errors, ...judged.skips, ...unplaced(list, source, judged, input)];
  if (refusals.length > 0) {
    notes.parts.push({ verdict: judged.errors.length > 0 ? 'error' : 'skipped', part: label, reasons: refusals });
    return { source };
  }
  for (const id of judged.needs) notes.needs.add(id);
  return { source, label, value: connected(list, judged.value, input), judged };
};

const fieldsOf = (type: ResourceType, field: string): Fields => {
  const rule = type.fields[field];
  return rule?.kind === 'list' ? rule.fields : {};
};

const labelOf = ({ owner, called }: List, value: JsonObject): string => {
  const environments = environmentsOf(value);
  const where = environments.length > 0 ? ` (${environments.join(', ')})` : '';
  return `value "${plainText(value['TemplateId'])}" of ${called} "${plainText(value[owner])}"${where}`;
};

const environmentsOf = (value: JsonObject): readonly string[] => {
  const scope = value['Scope'];
  const environments = isObject(scope) ? scope['EnvironmentIds'] : undefined;
  return isList(environments) ? environments.filter((name) => typeof name === 'string') : [];
};

/** Why a value has no place on the destination: no such project, template, or connection of the tenant. */
const unplaced = (list: List, source: JsonObject, { value, missing }: Judged, input: Case): readonly Reason[] => {
  const rule = 'optional data';
  if (typeof value[list.owner] !== 'string')
    return [{ rule, says: `The ${list.called} "${describe(source[list.owner] ?? '')}" does not exist here.` }];
  const [first] = missing;
  if (first) return [{ rule, says: `The ${nounOf(first.type)} "${first.name}" does not exist here.` }];
  if (list.field !== 'Project' || environmentsOf(value).length === 0) return [];
  if (environmentsOf(connected(list, value, input)).length > 0) return [];
  const says = 'The tenant is not connected with the project in these environments here.';
  return [{ rule: 'tenant projects', says }];
};

/** A project's value only counts where the tenant is connected with the project: the server refuses others. */
const connected = (list: List, value: JsonObject, { type, projection, names }: Case): JsonObject => {
  const environments = environmentsOf(value);
  if (list.field !== 'Project' || environments.length === 0) return value;
  const projects = (type.parent && projection.find(type.parent.type, names))?.document['ProjectEnvironments'];
  const own = isObject(projects) ? projects[plainText(value['ProjectId'])] : undefined;
  const known = new Set(isList(own) ? own.map((name) => memberKey(name)) : []);
  return { ...value, Scope: { EnvironmentIds: environments.filter((name) => known.has(foldName(name))) } };
};

/** What makes two values the same: their template and environments. */
const keyOf = (value: JsonObject, { owner }: List): string =>
  canonicalText([
    memberKey(value[owner]),
    memberKey(value['TemplateId']),
    ...environmentsOf(value).map(foldName).sort(),
  ]);

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

const isReference = (value: JsonObject): boolean =>
  !['SingleLineText', 'MultiLineText'].includes(plainText(value['Control']));

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
