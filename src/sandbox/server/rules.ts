import { isObject, type JsonObject } from '../../model/json.js';
import { idsInside, slugOf, withIds } from './ids.js';
import { badRequest, Refusal, refuseIfAny } from './refusal.js';
import { bearForProject, bearVariableSet, objectsIn, textIn, textsIn, type Instance, type Space } from './state.js';
import { faultsInVariables } from './variable-rules.js';

/** A write that is about to happen. */
export interface Write {
  readonly instance: Instance;
  readonly space: Space;
  /** What will be stored. */
  readonly next: JsonObject;
  /** What is stored; undefined for a create. */
  readonly stored: JsonObject | undefined;
}

/** Rules of single collections: each gives back what is to be stored, or throws a refusal. */
export const rules: Readonly<Record<string, (write: Write) => JsonObject>> = {
  lifecycles: ({ next }) => {
    const phases = objectsIn(next, 'Phases');
    const environments = phases.flatMap((phase) => [
      ...textsIn(phase, 'AutomaticDeploymentTargets'),
      ...textsIn(phase, 'OptionalDeploymentTargets'),
    ]);
    const empty = phases.filter(
      (phase) =>
        textsIn(phase, 'AutomaticDeploymentTargets').length + textsIn(phase, 'OptionalDeploymentTargets').length === 0,
    );
    refuseIfAny([
      ...(empty.length > 1
        ? [`Only one phase may have no environments; '${textIn(empty[1] ?? {}, 'Name')}' is a second one.`]
        : []),
      ...repeated(environments).map((id) => `Environment '${id}' is in more than one phase.`),
      ...repeated(phases.map((phase) => textIn(phase, 'Name').toLowerCase())).map(
        (name) => `Two phases are called '${name}'.`,
      ),
      ...(phases.length > 0 && phases.every((phase) => phase['IsOptionalPhase'] === true)
        ? ['At least one phase must not be optional.']
        : []),
    ]);
    return next;
  },
  channels: ({ next, stored, space }) => {
    const siblings = space
      .all('channels')
      .filter((channel) => channel['ProjectId'] === next['ProjectId'] && channel['Id'] !== next['Id']);
    if (stored?.['IsDefault'] === true && next['IsDefault'] !== true)
      throw badRequest('A project needs a default channel.');
    if (next['IsDefault'] === true)
      for (const sibling of siblings) space.put('channels', { ...sibling, IsDefault: false });
    return next;
  },
  machinepolicies: ({ next, space }) => {
    if (next['IsDefault'] === true) {
      for (const other of space.all('machinepolicies')) {
        if (other['Id'] !== next['Id']) space.put('machinepolicies', { ...other, IsDefault: false });
      }
    }
    return next;
  },
  tagsets: ({ next, stored, space, instance }) => {
    const id = textIn(next, 'Id');
    const issued = idsInside(stored?.['Tags']);
    const unknown: string[] = [];
    const withTagIds = withIds(next['Tags'], issued, () => `${id}/${instance.ids.next('Tags')}`, unknown);
    refuseIfAny(unknown.map((tag) => `Tag id '${tag}' is unknown.`));
    const tags = withTagIds.filter(isObject).map((tag, index) => ({
      Description: '',
      Color: '#333333',
      ...tag,
      SortOrder: tag['SortOrder'] ?? index,
      CanonicalTagName: `${textIn(next, 'Name')}/${textIn(tag, 'Name')}`,
    }));
    refuseIfAny(
      repeated(tags.map((tag) => textIn(tag, 'Name').toLowerCase())).map((name) => `Two tags are called '${name}'.`),
    );
    refuseIfAny(removedTagsInUse(space, stored, tags).map((tag) => `Tag '${tag}' is in use and cannot be removed.`));
    return { ...next, Tags: tags };
  },
  variables: ({ next, stored, space }) => {
    refuseStale(next, stored);
    refuseIfAny(faultsInVariables(space, next));
    const variables = objectsIn(next, 'Variables').map((variable) => ({ Scope: {}, ...variable }));
    return { ...next, Variables: variables, Version: versionOf(stored) + 1 };
  },
  deploymentprocesses: ({ next, stored, instance }) => {
    if (typeof next['Version'] !== 'number') throw badRequest("'Version' is required.");
    refuseStale(next, stored);
    const steps = processWithIds(instance, next, stored);
    refuseIfAny([
      ...repeated(steps.map((step) => textIn(step, 'Name').toLowerCase())).map(
        (name) => `Two steps are called '${name}'.`,
      ),
      ...repeated(
        steps.flatMap((step) => objectsIn(step, 'Actions')).map((action) => textIn(action, 'Name').toLowerCase()),
      ).map((name) => `Two actions are called '${name}'.`),
      ...steps
        .filter((step) => objectsIn(step, 'Actions').length === 0)
        .map((step) => `Step '${textIn(step, 'Name')}' has no actions.`),
    ]);
    return { ...next, Steps: steps, Version: versionOf(stored) + 1 };
  },
};

/** What the server does once a resource is stored. */
export const afterCreate: Readonly<Record<string, (write: Omit<Write, 'stored'>) => void>> = {
  projects: ({ instance, space, next }) => bearForProject(instance, space, next),
  libraryvariablesets: ({ space, next }) => bearVariableSet(space, next),
};

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => value !== '' && values.indexOf(value) !== index)),
];

const versionOf = (stored: JsonObject | undefined): number =>
  typeof stored?.['Version'] === 'number' ? stored['Version'] : 0;

const refuseStale = (next: JsonObject, stored: JsonObject | undefined): void => {
  const sent = next['Version'];
  if (typeof sent === 'number' && stored && sent !== versionOf(stored)) {
    throw new Refusal(409, [
      `This resource was changed in between: version ${sent} was sent, version ${versionOf(stored)} is current.`,
    ]);
  }
};

const removedTagsInUse = (
  space: Space,
  stored: JsonObject | undefined,
  tags: readonly JsonObject[],
): readonly string[] => {
  const kept = new Set(tags.map((tag) => tag['Id']));
  const gone = objectsIn(stored ?? {}, 'Tags').filter((tag) => !kept.has(tag['Id']));
  const text = JSON.stringify([
    ...space.all('tenants'),
    ...space.all('channels'),
    ...space.all('deploymentprocesses'),
    ...space.all('variables'),
  ]);
  return gone.map((tag) => textIn(tag, 'CanonicalTagName')).filter((name) => text.includes(JSON.stringify(name)));
};

/** Steps, actions and packages get IDs and slugs; one that this server never issued for this process is refused. */
const processWithIds = (
  instance: Instance,
  next: JsonObject,
  stored: JsonObject | undefined,
): readonly JsonObject[] => {
  const issued = idsInside(stored?.['Steps']);
  const unknown: string[] = [];
  const identify = (owner: JsonObject, field: string): readonly JsonObject[] =>
    withIds(owner[field], issued, () => instance.ids.guid(), unknown).filter(isObject);
  const withSlug = (item: JsonObject): JsonObject =>
    instance.generation === '2026' ? { ...item, Slug: item['Slug'] ?? slugOf(textIn(item, 'Name')) } : item;
  const steps = identify(next, 'Steps').map((step) => {
    const actions = identify(step, 'Actions').map((action) => ({
      ...defaultsOfAction,
      ...withSlug(action),
      Packages: identify(action, 'Packages'),
    }));
    return { ...defaultsOfStep, ...withSlug(step), Actions: actions };
  });
  refuseIfAny(unknown.map((id) => `The id '${id}' was never issued for this process.`));
  return steps;
};

const defaultsOfStep: JsonObject = {
  Properties: {},
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  PackageRequirement: 'LetOctopusDecide',
};

const defaultsOfAction: JsonObject = {
  IsDisabled: false,
  IsRequired: false,
  CanBeUsedForProjectVersioning: false,
  WorkerPoolId: null,
  Environments: [],
  ExcludedEnvironments: [],
  Channels: [],
  TenantTags: [],
  Properties: {},
};
