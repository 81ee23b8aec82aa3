import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../model/json.js';

/*
 * A tenant's values (octopus-api tenants) are in one older document (one value an environment) or in two newer ones (values
 * with a scope). We read all of them into one flat document: `Common` for templates of library variable sets, `Project`
 * for those of projects, and the sets and projects that ask the tenant for values.
 */

const entries = (value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  isObject(value) ? Object.entries(value) : [];

/** The flat document from an older one, as `tenantvariables/all` lists them. */
export const fromOlder = (older: JsonObject): JsonObject => {
  const sets = entries(older['LibraryVariables']).filter(isEntry);
  const projects = entries(older['ProjectVariables']).filter(isEntry);
  const common = sets.flatMap(([setId, set]) => {
    const control = controlsOf(set);
    return entries(set['Variables']).map(([template, value]) =>
      flatValue({ LibraryVariableSetId: setId, TemplateId: template, Control: control(template) }, [], value),
    );
  });
  const project = projects.flatMap(([projectId, of]) => {
    const control = controlsOf(of);
    return entries(of['Variables']).flatMap(([environment, values]) =>
      entries(values).map(([template, value]) =>
        flatValue({ ProjectId: projectId, TemplateId: template, Control: control(template) }, [environment], value),
      ),
    );
  });
  return {
    ...identity(older),
    LibraryVariableSets: sets.map(([id]) => id),
    Projects: projects.map(([id]) => id),
    Common: common,
    Project: project,
  };
};

/** The flat document with the values of the newer documents in place of those of the older one. */
export const withNewer = (flat: JsonObject, common: JsonObject, project: JsonObject | undefined): JsonObject => ({
  ...flat,
  Common: objectsOf(common['Variables']).map((item) => fromNewer(item, 'LibraryVariableSetId')),
  Project: objectsOf(project?.['Variables']).map((item) => fromNewer(item, 'ProjectId')),
});

const fromNewer = (item: JsonObject, owner: 'LibraryVariableSetId' | 'ProjectId'): JsonObject => {
  const scope = item['Scope'];
  const environments = isObject(scope) && isList(scope['EnvironmentIds']) ? scope['EnvironmentIds'] : [];
  const template = item['Template'];
  const about = {
    [owner]: item[owner] ?? item['OwnerId'] ?? null,
    TemplateId: item['TemplateId'] ?? null,
    Control: isObject(template) ? controlOf(template) : 'SingleLineText',
  };
  return { ...flatValue(about, environments, item['Value'] ?? null), Id: item['Id'] ?? null };
};

const flatValue = (about: JsonObject, environments: readonly JsonValue[], value: JsonValue): JsonObject => ({
  ...about,
  Scope: { EnvironmentIds: environments },
  Value: plainOf(value),
});

/** The schema of the page wraps values (`{ Value, IsSensitive, SensitiveValue }`), its text does not: both are read. */
const plainOf = (value: JsonValue): JsonValue => {
  if (!isObject(value) || !('IsSensitive' in value)) return value;
  return value['IsSensitive'] === true ? (value['SensitiveValue'] ?? null) : (value['Value'] ?? null);
};

const controlsOf = (entry: JsonObject): ((template: string) => string) => {
  const controls = new Map(objectsOf(entry['Templates']).map((template) => [template['Id'], controlOf(template)]));
  return (template) => controls.get(template) ?? 'SingleLineText';
};

/** What kind of value a template asks for: `Sensitive`, `AmazonWebServicesAccount`, `SingleLineText`. */
const controlOf = (template: JsonObject): string => {
  const settings = template['DisplaySettings'];
  const control = isObject(settings) ? settings['Octopus.ControlType'] : undefined;
  return typeof control === 'string' ? control : 'SingleLineText';
};

const isEntry = (entry: readonly [string, JsonValue]): entry is readonly [string, JsonObject] => isObject(entry[1]);

const identity = (older: JsonObject): JsonObject => ({
  Id: `TenantVariables-${textOf(older['TenantId'])}`,
  TenantId: older['TenantId'] ?? null,
});

/** Whether a tenant has given any value. */
export const hasValues = (flat: JsonObject): boolean =>
  objectsOf(flat['Common']).length + objectsOf(flat['Project']).length > 0;

/** The items of a PUT of the newer documents: the complete list; an ID keeps a stored secret. */
export const toNewer = (flat: JsonObject, of: 'Common' | 'Project'): readonly JsonObject[] =>
  objectsOf(flat[of]).map(({ LibraryVariableSetId, ProjectId, TemplateId, Scope, Value, Id }) => ({
    ...(typeof Id === 'string' && { Id }),
    OwnerId: LibraryVariableSetId ?? ProjectId ?? null,
    ...(TemplateId !== undefined && { TemplateId }),
    Scope: { EnvironmentIds: environmentsIn(Scope) },
    Value: Value ?? null,
  }));

const environmentsIn = (scope: JsonValue | undefined): JsonValue =>
  isObject(scope) && isList(scope['EnvironmentIds']) ? scope['EnvironmentIds'] : [];

/** The older document with the values of the flat one. `older` is the document as the server has it. */
export const toOlder = (flat: JsonObject, older: JsonObject): JsonObject => ({
  ...older,
  LibraryVariables: withValues(older['LibraryVariables'], (setId) => {
    const own = objectsOf(flat['Common']).filter((item) => item['LibraryVariableSetId'] === setId);
    return Object.fromEntries(own.map(({ TemplateId, Value }) => [textOf(TemplateId), Value ?? null]));
  }),
  ProjectVariables: withValues(older['ProjectVariables'], (projectId, before) => {
    const own = objectsOf(flat['Project']).filter((item) => item['ProjectId'] === projectId);
    const environments = new Map(entries(before).map(([id]): [string, Record<string, JsonValue>] => [id, {}]));
    for (const { Scope, TemplateId, Value } of own) {
      for (const id of environmentsIn(Scope) as readonly JsonValue[]) {
        const values = environments.get(textOf(id)) ?? {};
        values[textOf(TemplateId)] = Value ?? null;
        environments.set(textOf(id), values);
      }
    }
    return Object.fromEntries(environments);
  }),
});

const withValues = (
  map: JsonValue | undefined,
  valuesOf: (ownerId: string, before: JsonValue | undefined) => JsonObject,
): JsonObject =>
  Object.fromEntries(
    entries(map)
      .filter(isEntry)
      .map(([id, entry]) => [id, { ...entry, Variables: valuesOf(id, entry['Variables']) }]),
  );
