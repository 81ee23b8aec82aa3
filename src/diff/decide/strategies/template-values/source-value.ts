import { nounOf } from '../../../../catalogue/called.js';
import type { Fields, ResourceType } from '../../../../catalogue/index.js';
import type { Since } from '../../../../changeset/format.js';
import { canonicalText, memberKey, plainText } from '../../../../model/canonical.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../../../model/json.js';
import { foldName, type ChangeId } from '../../../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../../../model/reason.js';
import { describe } from '../../../terms/look-up.js';
import type { Projected } from '../../../terms/projection.js';
import { translate } from '../../../terms/translate.js';
import { judge, type Judged } from '../../judge.js';
import type { Case, PartOutcome } from '../strategy.js';

/** The two lists of the document, and what owns the templates that their values are for. */
export const lists = [
  { field: 'Common', owner: 'LibraryVariableSetId', owners: 'LibraryVariableSets', called: 'library variable set' },
  { field: 'Project', owner: 'ProjectId', owners: 'Projects', called: 'project' },
] as const;

export type List = (typeof lists)[number];

/** What came up while the values were merged. */
export interface ValueNotes {
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

export const newNotes = (): ValueNotes => ({
  reasons: [],
  warnings: [],
  cleanUp: [],
  parts: [],
  needs: new Set(),
  since: new Set(),
  differing: 0,
  own: 0,
});

/** A value, what a person should know of it, and what must be done about it. */
export interface Placed {
  readonly value: JsonObject;
  readonly warnings?: readonly Warning[];
  readonly cleanUp?: readonly CleanUp[];
}

export interface SourceValue {
  /** As the source has it. */
  readonly source: JsonObject;
  readonly label: string;
  readonly value: JsonObject;
  readonly judged: Judged;
}

/** A source value as one of the destination; none where it has no place there. */
export const sourceValue = (
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

export const fieldsOf = (type: ResourceType, field: string): Fields => {
  const rule = type.fields[field];
  return rule?.kind === 'list' ? rule.fields : {};
};

export const labelOf = ({ owner, called }: List, value: JsonObject): string => {
  const environments = environmentsOf(value);
  const where = environments.length > 0 ? ` (${environments.join(', ')})` : '';
  return `value "${plainText(value['TemplateId'])}" of ${called} "${plainText(value[owner])}"${where}`;
};

/** The environments of a value that have a name here. */
export const environmentsOf = (value: JsonObject): readonly string[] =>
  scopeOf(value).filter((name) => typeof name === 'string');

const scopeOf = ({ Scope: scope }: JsonObject): readonly JsonValue[] => {
  const environments = isObject(scope) ? scope['EnvironmentIds'] : undefined;
  return isList(environments) ? environments : [];
};

/** Why a value has no place on the destination: no such project, template, or connection of the tenant. */
export const unplaced = (
  list: List,
  source: JsonObject,
  { value, missing }: Judged,
  input: Case,
): readonly Reason[] => {
  const rule = 'optional data';
  if (typeof value[list.owner] !== 'string')
    return [{ rule, says: `The ${list.called} "${describe(source[list.owner] ?? '')}" does not exist here.` }];
  const [first] = missing;
  if (first) return [{ rule, says: `The ${nounOf(first.type)} "${first.name}" does not exist here.` }];
  if (list.field !== 'Project') return [];
  const isForAll = environmentsOf(value).length === 0;
  const known = connection(tenantOf(input)?.document, value);
  if (known && (isForAll || environmentsOf(connected(list, value, input)).length > 0)) return [];
  const says = `The tenant is not connected with the project ${isForAll ? '' : 'in these environments '}here.`;
  return [{ rule: 'tenant projects', says }];
};

/** A project's value only counts where the tenant is connected with the project: the server refuses others. */
export const connected = (list: List, value: JsonObject, input: Case): JsonObject => {
  const environments = environmentsOf(value);
  if (list.field !== 'Project' || environments.length === 0) return value;
  const known = connection(tenantOf(input)?.document, value);
  return { ...value, Scope: { EnvironmentIds: environments.filter((name) => known?.has(foldName(name))) } };
};

/** The change that connects the tenant with a value's project where it is not yet: without it, the server refuses the value. */
export const connectedBy = (list: List, value: JsonObject, input: Case): ChangeId | undefined => {
  const { type, asRead, names } = input;
  if (list.field !== 'Project' || !type.parent) return undefined;
  const before = connection(asRead(type.parent.type, names)?.document, value);
  const wasConnected = before && environmentsOf(value).every((name) => before.has(foldName(name)));
  return wasConnected ? undefined : tenantOf(input)?.changedBy;
};

const tenantOf = ({ type, projection, names }: Case): Projected | undefined =>
  type.parent && projection.find(type.parent.type, names);

/** The environments in which a tenant is connected with the project of a value; undefined where it is in none, and not at all. */
const connection = (tenant: JsonObject | undefined, value: JsonObject): ReadonlySet<string> | undefined => {
  const projects = tenant?.['ProjectEnvironments'];
  const own = isObject(projects) ? projects[plainText(value['ProjectId'])] : undefined;
  return isList(own) ? new Set(own.map((name) => memberKey(name))) : undefined;
};

/** What makes two values the same: their template and environments, those included that nobody could read. */
export const keyOf = (value: JsonObject, { owner }: List): string =>
  canonicalText([memberKey(value[owner]), memberKey(value['TemplateId']), ...scopeOf(value).map(memberKey).sort()]);

export const isReference = (value: JsonObject): boolean =>
  !['SingleLineText', 'MultiLineText'].includes(plainText(value['Control']));
