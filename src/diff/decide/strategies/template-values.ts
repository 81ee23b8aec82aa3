import type { Fields, ResourceType } from '../../../catalogue/index.js';
import { byPlainText, canonicalText, memberKey, plainText } from '../../../model/canonical.js';
import { isList, isObject, objectsOf, sameJson, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isPlaceholder, isSecret } from '../../../model/markers.js';
import { foldName } from '../../../model/names.js';
import { pointerOf, under } from '../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../model/reason.js';
import { translate } from '../../terms/translate.js';
import { judge, type Judged } from '../judge.js';
import { because, chosen } from '../../../settings/chosen.js';
import type { Case, PartOutcome, Strategy } from './strategy.js';

/** The two lists of the document, and what owns the templates that their values are for. */
const lists = [
  { field: 'Common', owner: 'LibraryVariableSetId', owners: 'LibraryVariableSets', called: 'library variable set' },
  { field: 'Project', owner: 'ProjectId', owners: 'Projects', called: 'project' },
] as const;

type List = (typeof lists)[number];

interface Notes {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly parts: PartOutcome[];
  readonly needs: Set<string>;
  differing: number;
}

/**
 * The values of a tenant: paired by template and environments; missing ones are added, existing ones left or
 * overwritten as `overwriteExistingVariables` says (rules variable-overwrite). Secrets that exist stay. Where the
 * source uses the default, the destination goes back to it only when existing values are overwritten.
 */
export const templateValuesStrategy: Strategy = (input) => {
  const notes: Notes = { reasons: [], warnings: [], cleanUp: [], parts: [], needs: new Set(), differing: 0 };
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

const mergeList = (list: List, input: Case, notes: Notes): JsonValue => {
  const existing = objectsOf(input.existing?.document[list.field]);
  const candidates = objectsOf(input.source[list.field]).flatMap((source) => candidate(list, source, input, notes));
  const mode = chosen(input.settings, 'overwriteExistingVariables');
  const rule = (says: string): Reason => because(input.settings, 'overwriteExistingVariables', says);
  const byKey = new Map(candidates.map((one) => [keyOf(one.value, list), one]));
  const kept = existing.map((current): JsonObject => {
    const found = byKey.get(keyOf(current, list));
    if (!found || isSecret(current['Value']) || sameJson(found.value['Value'], current['Value'])) return current;
    if (mode === 'true' && !isPlaceholder(found.value['Value'])) {
      notes.reasons.push(rule(`${found.label}: the value follows the source.`));
      return { ...current, Value: found.value['Value'] ?? null };
    }
    const says = 'The value differs and stays as it is on the destination.';
    notes.parts.push({ verdict: 'left', part: found.label, reasons: [rule(says)] });
    notes.differing += 1;
    return current;
  });
  const present = new Set(existing.map((current) => keyOf(current, list)));
  const added = candidates
    .filter(({ value }) => !present.has(keyOf(value, list)))
    .flatMap((one) => add(one, list, existing, mode, rule, notes));
  const reset = mode === 'true' ? resetToDefault(list, kept, byKey, input, rule, notes) : kept;
  const placed = [...reset.map((value) => ({ value, cleanUp: [] })), ...added].sort((one, other) =>
    byPlainText(one.value, other.value),
  );
  placed.forEach(({ cleanUp }, index) => {
    const at = pointerOf([list.field, index]);
    notes.cleanUp.push(...cleanUp.map((entry) => ({ ...entry, at: under(at, entry.at) })));
  });
  return placed.map(({ value }) => value);
};

/** A value, and what a person must do about it. */
interface Placed {
  readonly value: JsonObject;
  readonly cleanUp: readonly CleanUp[];
}

interface Candidate {
  readonly label: string;
  readonly value: JsonObject;
  readonly translation: Judged;
}

/** A source value as one of the destination; none where it has no place there. */
const candidate = (list: List, source: JsonObject, input: Case, notes: Notes): readonly Candidate[] => {
  const translation = judge(translate(fieldsOf(input.type, list.field), source, input), input.settings);
  const label = labelOf(list, source);
  const refusals = [...translation.errors, ...translation.skips, ...unplaced(list, source, translation, input)];
  if (refusals.length > 0) {
    notes.parts.push({ verdict: translation.errors.length > 0 ? 'error' : 'skipped', part: label, reasons: refusals });
    return [];
  }
  for (const id of translation.needs) notes.needs.add(id);
  return [{ label, value: connected(list, translation.value, input), translation }];
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
    return [{ rule, says: `The ${list.called} ${plainText(source[list.owner])} does not exist here.` }];
  const [first] = missing;
  if (first) return [{ rule, says: `${first.type} "${first.name}" does not exist here.` }];
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
  { label, value, translation }: Candidate,
  list: List,
  existing: readonly JsonObject[],
  mode: string,
  rule: (says: string) => Reason,
  notes: Notes,
): readonly Placed[] => {
  const rival = existing.find((current) => overlaps(current, value, list));
  if (rival) {
    const says = `The destination has a value of its own for some of these environments: ${labelOf(list, rival)}.`;
    notes.parts.push({ verdict: 'left', part: label, reasons: [rule(says)] });
    notes.differing += 1;
    return [];
  }
  const isText = typeof value['Value'] === 'string';
  const usesDefault = mode === 'AddNewWithDefaultValue' && isText;
  const own = usesDefault ? { ...value, Value: isReference(value) ? '' : 'REPLACE ME' } : value;
  notes.reasons.push(rule(`${label}: the destination has no such value; added.`));
  notes.reasons.push(...translation.reasons.map((reason) => ({ ...reason, says: `${label}: ${reason.says}` })));
  const toReplace: CleanUp = {
    kind: 'replace-value',
    at: pointerOf(['Value']),
    says: 'Enter the value for this instance.',
  };
  const cleanUp = [...translation.cleanUp, ...(usesDefault ? [toReplace] : [])];
  return [{ value: own, cleanUp: cleanUp.map((entry) => ({ ...entry, says: `${label}: ${entry.says}` })) }];
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

/** Plain values of owners that the source's tenant has too, and for whose template it gives no value at all. */
const resetToDefault = (
  list: List,
  kept: readonly JsonObject[],
  byKey: ReadonlyMap<string, Candidate>,
  input: Case,
  rule: (says: string) => Reason,
  notes: Notes,
): readonly JsonObject[] => {
  const owners = input.source[list.owners];
  const shared = new Set(isList(owners) ? owners.map((name) => memberKey(name)) : []);
  const given = new Set([...byKey.values()].map(({ value }) => templateKey(value, list)));
  return kept.filter((current) => {
    const stays =
      isSecret(current['Value']) ||
      !shared.has(memberKey(current[list.owner])) ||
      given.has(templateKey(current, list)) ||
      objectsOf(input.source[list.field]).some((source) => templateKey(source, list) === templateKey(current, list));
    if (!stays) notes.reasons.push(rule(`${labelOf(list, current)}: the source uses the default; so does this one.`));
    return stays;
  });
};

const templateKey = (value: JsonObject, { owner }: List): string =>
  canonicalText([memberKey(value[owner]), memberKey(value['TemplateId'])]);
