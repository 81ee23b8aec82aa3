import { isObject, type JsonObject } from '../../../model/json.js';
import { idsInside, withIds } from '../ids.js';
import { dropHomelessValues } from '../tenants/homeless-values.js';
import { infrastructureRules } from './infrastructure-rules.js';
import { projectRules } from './project-rules.js';
import { tagsInUse } from './tags.js';
import { refuseStale, repeated, versionOf, type Write } from './write-checks.js';
import { checkedProcess } from './process-rules.js';
import { refuseIfAny } from '../refusal.js';
import { bearForProject, bearRunbookProcess, bearVariableSet } from '../birth.js';
import { bearSettings } from '../deployment-settings.js';
import { objectsIn, textIn, textsIn } from '../documents.js';
import { templateRule } from './template-rules.js';
import { defaultsOfVariable, faultsInVariables } from './variable-rules.js';

/** Rules of single collections: each gives back what is to be stored, or throws a refusal. */
export const rules: Readonly<Record<string, (write: Write) => JsonObject>> = {
  ...infrastructureRules,
  ...projectRules,
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
      ...phases
        .filter(asksForTooMany)
        .map((phase) => `Phase '${textIn(phase, 'Name')}' asks for more environments than it has.`),
      ...repeated(phases.map((phase) => textIn(phase, 'Name').toLowerCase())).map(
        (name) => `Two phases are called '${name}'.`,
      ),
      ...(phases.length > 0 && phases.every((phase) => phase['IsOptionalPhase'] === true)
        ? ['At least one phase must not be optional.']
        : []),
    ]);
    return { ...next, Phases: phases };
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
    refuseIfAny(faultsInVariables(space, next, stored));
    const variables = objectsIn(next, 'Variables').map((variable) => ({
      ...defaultsOfVariable,
      Type: variable['IsSensitive'] === true ? 'Sensitive' : 'String',
      IsSensitive: variable['Type'] === 'Sensitive',
      ...variable,
    }));
    return { ...next, Variables: variables, Version: versionOf(stored) + 1 };
  },
  deploymentprocesses: checkedProcess,
  runbookProcesses: checkedProcess,
  actiontemplates: templateRule,
};

/** What the server does once a resource is changed. */
export const afterUpdate: Readonly<Record<string, (write: Pick<Write, 'instance' | 'space'>) => void>> = {
  tenants: ({ instance, space }) => dropHomelessValues(instance, space),
  projects: ({ instance, space }) => dropHomelessValues(instance, space),
  libraryvariablesets: ({ instance, space }) => dropHomelessValues(instance, space),
};

/** What the server does once a resource is made. */
export const afterCreate: Readonly<Record<string, (write: Omit<Write, 'stored'>) => void>> = {
  projects: ({ instance, space, next }) => {
    bearForProject(instance, space, next);
    if (instance.generation === '2026') bearSettings(space, space.find('projects', textIn(next, 'Id')) ?? next);
  },
  runbooks: ({ space, next }) => bearRunbookProcess(space, next),
  libraryvariablesets: ({ space, next }) => bearVariableSet(space, next),
};

/** A phase without environments stands for others: how many those are, the server does not ask. */
const asksForTooMany = (phase: JsonObject): boolean => {
  const { length } = [...textsIn(phase, 'AutomaticDeploymentTargets'), ...textsIn(phase, 'OptionalDeploymentTargets')];
  return length > 0 && Number(phase['MinimumEnvironmentsBeforePromotion'] ?? 0) > length;
};

const defaultsOfPhase: JsonObject = {
  AutomaticDeploymentTargets: [],
  OptionalDeploymentTargets: [],
  MinimumEnvironmentsBeforePromotion: 0,
  IsOptionalPhase: false,
  ReleaseRetentionPolicy: null,
  TentacleRetentionPolicy: null,
};
