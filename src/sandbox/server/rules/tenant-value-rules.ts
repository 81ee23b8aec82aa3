import { isObject, type JsonObject } from '../../../model/json.js';
import { objectIn, textIn } from '../documents.js';
import { connection, environmentsOf, templatesOf, type Kind } from '../tenants/tenant-values.js';
import type { Space } from '../space.js';
import { isValueOf, valueCollections } from './variable-rules.js';

/** Everything in which a tenant's values of one kind lead nowhere or contradict each other. */
export const faultsInValues = (
  space: Space,
  tenant: JsonObject,
  kind: Kind,
  values: readonly JsonObject[],
): readonly string[] => [
  ...values.flatMap((value) => faultsInOne(space, tenant, kind, value)),
  ...overlaps(kind, values),
];

const faultsInOne = (space: Space, tenant: JsonObject, kind: Kind, value: JsonObject): readonly string[] => {
  const homeless = faultsInPlace(space, tenant, kind, value);
  if (homeless.length > 0) return homeless;
  const template = templatesOf(space, kind, textIn(value, kind.ownerId)).find(
    (one) => one['Id'] === value['TemplateId'],
  );
  return faultsInValue(space, template ?? {}, value);
};

/** Why a value has no place: its owner, template or connection is not there. */
export const faultsInPlace = (space: Space, tenant: JsonObject, kind: Kind, value: JsonObject): readonly string[] => {
  const ownerId = textIn(value, kind.ownerId);
  const templateId = textIn(value, 'TemplateId');
  if (!space.find(kind.owners, ownerId)) return [`'${kind.ownerId}' refers to '${ownerId}', which does not exist.`];
  const template = templatesOf(space, kind, ownerId).find((one) => one['Id'] === templateId);
  if (!template) return [`'${ownerId}' has no template '${templateId}'.`];
  const connected = kind.owners === 'projects' ? connection(tenant, ownerId) : undefined;
  if (kind.owners === 'projects' && !connected)
    return [`Tenant '${textIn(tenant, 'Name')}' is not connected to project '${ownerId}'.`];
  return environmentsOf(value).flatMap((id) => {
    if (!space.find('environments', id)) return [`'Scope.EnvironmentIds' refers to '${id}', which does not exist.`];
    const isConnected = connected?.includes(id) ?? true;
    return isConnected ? [] : [`Tenant '${textIn(tenant, 'Name')}' is not connected to '${ownerId}' in '${id}'.`];
  });
};

const faultsInValue = (space: Space, template: JsonObject, { Value: value = null }: JsonObject): readonly string[] => {
  const name = textIn(template, 'Name');
  if (value === null) return [`The value of '${name}' is required.`];
  const control = textIn(objectIn(template, 'DisplaySettings'), 'Octopus.ControlType');
  if (control === 'Sensitive') return isObject(value) ? [] : [`The value of '${name}' must be a sensitive value.`];
  if (typeof value !== 'string') return [`The value of '${name}' must be text: its template is not sensitive.`];
  const collection = valueCollections[control];
  const isFound = collection === undefined || value === '' || value.includes('#{') || isValueOf(space, control, value);
  return isFound ? [] : [`The value of '${name}' must be one of the ${collection} of this space; '${value}' is none.`];
};

/**
 * Two values of one template for one environment, or two for all. A value for all environments beside one for some is
 * no overlap: the narrower one wins, as it does for variables (not stated).
 */
const overlaps = (kind: Kind, values: readonly JsonObject[]): readonly string[] => {
  const taken = new Set<string>();
  return values.flatMap((value) => {
    const environments = environmentsOf(value);
    const places = environments.length > 0 ? environments : ['all environments'];
    return places.flatMap((place) => {
      const at = `${textIn(value, kind.ownerId)} ${textIn(value, 'TemplateId')} ${place}`;
      if (!taken.has(at)) {
        taken.add(at);
        return [];
      }
      return [`Template '${textIn(value, 'TemplateId')}' has two values whose scopes overlap in '${place}'.`];
    });
  });
};
