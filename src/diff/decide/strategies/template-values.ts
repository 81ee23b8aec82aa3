import { describe } from '../../terms/look-up.js';
import { nounOf } from '../../../catalogue/called.js';
import type { Fields, ResourceType } from '../../../catalogue/index.js';
import { byPlainText, canonicalText, memberKey, plainText } from '../../../model/canonical.js';
import { isList, isObject, objectsOf, sameJson, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isPlaceholder, isSecret } from '../../../model/markers.js';
import { foldName, type ChangeId } from '../../../model/names.js';
import { fieldOf, pointerOf, type Pointer } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import { because } from '../../../settings/chosen.js';
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
  differing: number;
}

/**
 * The values of a tenant: paired by template and environments; missing ones are added, existing ones left or
 * overwritten as `overwriteExistingVariables` says (rules variable-overwrite). Secrets that exist stay. Where the
 * source uses the default, the destination goes back to it only when existing values are overwritten.
 */
export const templateValuesStrategy: Strategy = (input) => {
  const notes: ValueNotes = { reasons: [], warnings: [], cleanUp: [], parts: [], needs: new Set(), differing: 0 };
  const merged = lists.map((list) => [list.field, mergeList(list, input, notes)] as const);
  const { reasons, warnings, cleanUp, parts, needs, differing } = notes;
  return {
    kind: 'decided',
    document: { ...input.existing?.document, ...Object.fromEntries(merged) },
    reasons,
    warnings,
    cleanUp,
    parts,
    needs: [...needs].sort(),
    differing,
  };
};

const mergeList = (list: List, input: Case, notes: ValueNotes): JsonValue => {
  const existing = objectsOf(input.existing?.document[list.field]);
  const incoming = objectsOf(input.source[list.field]).flatMap((source) => sourceValue(list, source, input, notes));
  const byKey = new Map(incoming.map((one) => [keyOf(one.value, list), one]));
  const present = new Set(existing.map((current) => keyOf(current, list)));
  const followed = existing.map((current) => follow(byKey.get(keyOf(current, list)), current, input, notes));
  const added = incoming
    .filter(({ value }) => !present.has(keyOf(value, list)))
    .flatMap((one) => add(one, list, existing, input, notes));
  return inPlace(list, [...withoutReset(list, followed, incoming, input, notes), ...added], notes);
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
const follow = (found: SourceValue | undefined, current: JsonObject, { settings }: Case, notes: ValueNotes): Placed => {
  if (!found) return { value: current };
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
  readonly label: string;
  readonly value: JsonObject;
  readonly judged: Judged;
}

/** A source value as one of the destination; none where it has no place there. */
const sourceValue = (list: List, source: JsonObject, input: Case, notes: ValueNotes): readonly SourceValue[] => {
  const judged = judge(translate(fieldsOf(input.type, list.field), source, input), input.settings);
  const label = labelOf(list, source);
  const refusals = [...judged.errors, ...judged.skips, ...unplaced(list, source, judged, input)];
  if (refusals.length > 0) {
    notes.parts.push({ verdict: judged.errors.length > 0 ? 'error' : 'skipped', part: label, reasons: refusals });
    return [];
  }
  for (const id of judged.needs) notes.needs.add(id);
  return [{ label, value: connected(list, judged.value, input), judged }];
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
  { label, value, judged }: SourceValue,
  list: List,
  existing: readonly JsonObject[],
  { settings }: Case,
  notes: ValueNotes,
): readonly Placed[] => {
  const rival = existing.find((current) => overlaps(current, value, list));
  if (rival) {
    const says = `The destination has a value of its own for some of these environments: ${labelOf(list, rival)}.`;
    leave(label, because(settings, 'overwriteExistingVariables', says), notes);
    return [];
  }
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
