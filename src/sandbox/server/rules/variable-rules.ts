import { isList, isObject, type JsonObject } from '../../../model/json.js';
import { hasVariablesInGit } from '../git/git-settings.js';
import { hasTag, tagNames } from './tags.js';
import { objectsIn, textIn, textsIn } from '../documents.js';
import type { Space } from '../space.js';

/** The type of a value that is an ID → where that ID is. */
export const valueCollections: Readonly<Record<string, string>> = {
  AmazonWebServicesAccount: 'accounts',
  AzureAccount: 'accounts',
  GoogleCloudAccount: 'accounts',
  UsernamePasswordAccount: 'accounts',
  GenericOidcAccount: 'accounts',
  Certificate: 'certificates',
  WorkerPool: 'workerpools',
};

/** The types of accounts that a value of a type may name: with keys, or without any by way of OIDC. */
const accountTypes: Readonly<Record<string, readonly string[]>> = {
  AmazonWebServicesAccount: ['AmazonWebServicesAccount', 'AmazonWebServicesOidcAccount'],
  AzureAccount: ['AzureServicePrincipal', 'AzureOidc', 'AzureSubscription'],
  GoogleCloudAccount: ['GoogleCloudAccount', 'GoogleCloudOidcAccount'],
  UsernamePasswordAccount: ['UsernamePassword'],
  GenericOidcAccount: ['GenericOidcAccount'],
};

/** Whether an ID is of something that a value of the type may name. */
export const isValueOf = (space: Space, type: string, id: string): boolean => {
  const collection = valueCollections[type];
  const named = collection === undefined ? undefined : space.find(collection, id);
  return named !== undefined && (accountTypes[type]?.includes(textIn(named, 'AccountType')) ?? true);
};

/**
 * What is wrong with the variables of a set: scopes and values that name nothing (octopus-api variables). Steps and
 * channels may be deleted under a scope, so what the stored set names already is not refused.
 */
export const faultsInVariables = (space: Space, set: JsonObject, stored: JsonObject | undefined): readonly string[] => {
  const project = space.find('projects', textIn(set, 'OwnerId'));
  if (hasVariablesInGit(project)) {
    const open = objectsIn(set, 'Variables').filter(
      (one) => one['IsSensitive'] !== true && one['Type'] !== 'Sensitive',
    );
    if (open.length > 0)
      return open.map(
        (one) => `Variable '${textIn(one, 'Name')}' is not sensitive: this project keeps such variables in Git.`,
      );
  }
  const values = scopeValues(space, set);
  const known = new Map(
    Object.entries(values).map(([dimension, members]) => [dimension, new Set(members.map(({ Id }) => Id))]),
  );
  const before = new Set(objectsIn(stored ?? {}, 'Variables').flatMap(scopedTo));
  return objectsIn(set, 'Variables').flatMap((variable) => {
    const name = textIn(variable, 'Name');
    if (name === '') return ['A variable has no Name.'];
    return [...faultsInScope(variable, name, { known, before }, space), ...faultsInValue(space, variable, name)];
  });
};

const dimensionLists: Readonly<Record<string, string>> = {
  Environment: 'Environments',
  Machine: 'Machines',
  Action: 'Actions',
  Channel: 'Channels',
  ProcessOwner: 'Processes',
};

/** Everything a variable is scoped to, by its ID. */
const scopedTo = ({ Scope: scope }: JsonObject): readonly string[] =>
  isObject(scope)
    ? Object.values(scope).flatMap((members) => (isList(members) ? members.filter((id) => typeof id === 'string') : []))
    : [];

interface Scopes {
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  readonly before: ReadonlySet<string>;
}

const faultsInScope = (
  variable: JsonObject,
  name: string,
  { known, before }: Scopes,
  space: Space,
): readonly string[] => {
  const scope = variable['Scope'];
  if (!isObject(scope)) return [];
  return Object.entries(scope).flatMap(([dimension, members]) => {
    const ids = isList(members) ? members.filter((member) => typeof member === 'string') : [];
    const list = dimensionLists[dimension];
    const isKnown = (id: string): boolean => {
      if (list !== undefined) return known.get(list)?.has(id) ?? false;
      if (dimension === 'TenantTag') return hasTag(space, id);
      return dimension !== 'Tenant' || space.find('tenants', id) !== undefined;
    };
    return ids
      .filter((id) => !isKnown(id) && !before.has(id))
      .map((id) => `Variable '${name}' is scoped to ${dimension} '${id}', which does not exist here.`);
  });
};

const faultsInValue = (space: Space, variable: JsonObject, name: string): readonly string[] => {
  const type = textIn(variable, 'Type');
  const value = textIn(variable, 'Value');
  const collection = valueCollections[type];
  if (collection === undefined || value === '' || value.includes('#{') || isValueOf(space, type, value)) return [];
  return [
    `The value of variable '${name}' must be one of the ${collection} of this space for ${type}; '${value}' is none.`,
  ];
};

interface ScopeValue extends JsonObject {
  readonly Id: string;
  readonly Name: string;
}

/** `ScopeValues` of a set: what its variables may be scoped to. */
export const scopeValues = (from: Space, set: JsonObject): Readonly<Record<string, readonly ScopeValue[]>> => {
  const project = from.find('projects', textIn(set, 'OwnerId'));
  // Steps and runbooks that are in Git are those of the default branch.
  const space = project ? from.atDefaultBranch(project) : from;
  const projectId = project ? textIn(project, 'Id') : undefined;
  const listed = (documents: readonly JsonObject[]): readonly ScopeValue[] =>
    documents.map((document) => ({ Id: textIn(document, 'Id'), Name: textIn(document, 'Name') }));
  const ofProject = (path: string): readonly JsonObject[] =>
    projectId === undefined ? [] : space.all(path).filter((document) => document['ProjectId'] === projectId);
  const steps = [...ofProject('deploymentprocesses'), ...ofProject('runbookProcesses')].flatMap((process) =>
    objectsIn(process, 'Steps'),
  );
  const actions = steps.flatMap((step) => objectsIn(step, 'Actions'));
  const targetRoles = (step: JsonObject): readonly string[] =>
    isObject(step['Properties']) ? textIn(step['Properties'], 'Octopus.Action.TargetRoles').split(',') : [];
  const roles = [
    ...space.all('machines').flatMap((machine) => textsIn(machine, 'Roles')),
    ...steps.flatMap(targetRoles),
  ]
    .map((role) => role.trim())
    .filter((role) => role !== '' && !role.includes('#{'));
  return {
    Environments: listed(space.all('environments')),
    Machines: listed(space.all('machines')),
    Actions: listed(actions),
    Channels: listed(ofProject('channels')),
    Processes: [
      ...listed(project ? [project] : []).map((value) => ({ ...value, ProcessType: 'Deployment' })),
      ...listed(ofProject('runbooks')).map((value) => ({ ...value, ProcessType: 'Runbook' })),
    ],
    TenantTags: tagNames(space).map((tag) => ({ Id: tag, Name: tag })),
    Roles: [...new Set(roles)].sort().map((role) => ({ Id: role, Name: role })),
  };
};

/** What a variable says that says no more than its name. */
export const defaultsOfVariable: JsonObject = {
  Value: null,
  Description: null,
  Scope: {},
  IsEditable: true,
  Prompt: null,
};
