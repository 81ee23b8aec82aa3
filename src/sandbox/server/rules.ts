import { isObject, type JsonObject } from '../../model/json.js';
import { idsInside, withIds } from './ids.js';
import { refuseStale, repeated, versionOf, type Write } from './write-checks.js';
import { checkedProcess } from './process-rules.js';
import { badRequest, refuseIfAny } from './refusal.js';
import { bearForProject, bearVariableSet, objectsIn, textIn, textsIn, type Space } from './state.js';
import { faultsInVariables } from './variable-rules.js';

/** Rules of single collections: each gives back what is to be stored, or throws a refusal. */
export const rules: Readonly<Record<string, (write: Write) => JsonObject>> = {
  lifecycles: ({ next }) => {
    const phases = objectsIn(next, 'Phases').map((phase) => ({ ...defaultsOfPhase, ...phase }));
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
    return { ...next, Phases: phases };
  },
  projects: ({ next }) => {
    // The contract: needed unless the project is templated, which the sandbox does not imitate.
    if (textIn(next, 'LifecycleId') === '') throw badRequest("'LifecycleId' is required.");
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
    const tags = withTagIds.filter(isObject).map((tag, index): JsonObject => ({
      Description: '',
      Color: '#333333',
      ...tag,
      SortOrder: tag['SortOrder'] ?? index,
      CanonicalTagName: `${textIn(next, 'Name')}/${textIn(tag, 'Name')}`,
    }));
    refuseIfAny(
      repeated(tags.map((tag) => textIn(tag, 'Name').toLowerCase())).map((name) => `Two tags are called '${name}'.`),
    );
    const kept = new Set(tags.map((tag) => tag['Id']));
    const removed = objectsIn(stored ?? {}, 'Tags').filter((tag) => !kept.has(tag['Id']));
    refuseIfAny(tagsInUse(space, removed).map((tag) => `Tag '${tag}' is in use and cannot be removed.`));
    return { ...next, Tags: tags };
  },
  variables: ({ next, stored, space }) => {
    refuseStale(next, stored);
    refuseIfAny(faultsInVariables(space, next));
    const variables = objectsIn(next, 'Variables').map((variable) => ({
      ...defaultsOfVariable,
      Type: variable['IsSensitive'] === true ? 'Sensitive' : 'String',
      IsSensitive: variable['Type'] === 'Sensitive',
      ...variable,
    }));
    return { ...next, Variables: variables, Version: versionOf(stored) + 1 };
  },
  deploymentprocesses: checkedProcess,
};

/** What the server does once a resource is stored. */
export const afterCreate: Readonly<Record<string, (write: Omit<Write, 'stored'>) => void>> = {
  projects: ({ instance, space, next }) => bearForProject(instance, space, next),
  libraryvariablesets: ({ space, next }) => bearVariableSet(space, next),
};

const defaultsOfPhase: JsonObject = {
  AutomaticDeploymentTargets: [],
  OptionalDeploymentTargets: [],
  MinimumEnvironmentsBeforePromotion: 0,
  IsOptionalPhase: false,
  ReleaseRetentionPolicy: null,
  TentacleRetentionPolicy: null,
};

const defaultsOfVariable: JsonObject = { Value: null, Description: null, Scope: {}, IsEditable: true, Prompt: null };

/** The names of those tags that something in the space carries or is scoped to. */
export const tagsInUse = (space: Space, tags: readonly JsonObject[]): readonly string[] => {
  const text = Object.entries(space.dump())
    .filter(([path]) => path !== 'tagsets')
    .map(([, documents]) => JSON.stringify(documents).toLowerCase())
    .join();
  return tags
    .map((tag) => textIn(tag, 'CanonicalTagName'))
    .filter((name) => name !== '' && text.includes(JSON.stringify(name.toLowerCase())));
};
