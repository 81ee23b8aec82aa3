import { isObject, sameJson, type JsonObject } from '../../../model/json.js';
import type { Generation } from '../contract.js';
import { defaultsFor } from '../defaults/defaults.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, objectsIn, textIn, textsIn } from '../documents.js';
import { hasRunbooksInGit } from '../git/git-settings.js';
import { inSettings } from '../git/in-settings.js';
import { badRequest, refuseIfAny } from '../refusal.js';
import { faultsInStepPackages } from './step-packages.js';
import type { Write } from './write-checks.js';

/** Rules of projects and of what belongs to them. */
export const projectRules: Readonly<Record<string, (write: Write) => JsonObject>> = {
  projects: ({ next, stored, instance, space }) => {
    // The contract: needed unless the project is templated, which the sandbox does not imitate.
    if (textIn(next, 'LifecycleId') === '') throw badRequest("'LifecycleId' is required.");
    const { DonorPackage: donor = null, Template: template = null } = objectIn(next, 'VersioningStrategy');
    refuseIfAny([
      ...movedToOrFromGit(next, stored),
      ...faultsInStepPackages(space, next, [
        donor,
        objectIn(next, 'ReleaseCreationStrategy')['ReleaseCreationPackage'],
      ]),
      ...(isObject(donor) && template !== null && template !== ''
        ? ["'VersioningStrategy' has a Template or a DonorPackage, not both."]
        : []),
    ]);
    const kept = stored && isInGit(stored) ? inGit(next, stored, instance.generation) : next;
    return instance.generation === '2026' ? { ...kept, IsVersionControlled: isInGit(kept) } : kept;
  },
  channels: ({ next, stored, space }) => {
    const siblings = space
      .all('channels')
      .filter((channel) => channel['ProjectId'] === next['ProjectId'] && channel['Id'] !== next['Id']);
    const packages = objectsIn(next, 'Rules').flatMap((rule) => objectsIn(rule, 'ActionPackages'));
    refuseIfAny(faultsInStepPackages(space, space.find('projects', textIn(next, 'ProjectId')) ?? {}, packages));
    if (stored?.['IsDefault'] === true && next['IsDefault'] !== true)
      throw badRequest('A project needs a default channel.');
    if (next['IsDefault'] === true)
      for (const sibling of siblings) space.put('channels', { ...sibling, IsDefault: false });
    return next;
  },
  runbooks: ({ next, stored, space }) => {
    const project = space.find('projects', textIn(next, 'ProjectId'));
    const snapshot = textIn(next, 'PublishedRunbookSnapshotId');
    const published = textIn(stored ?? {}, 'PublishedRunbookSnapshotId');
    refuseIfAny([
      ...(hasRunbooksInGit(project) ? ['This project keeps its runbooks in Git.'] : []),
      // Another snapshot than the current one would be published (octopus-api runbooks).
      ...(snapshot !== '' && snapshot !== published ? [`There is no such snapshot: '${snapshot}'.`] : []),
      ...environmentsOfTriggers({ next, stored, space }),
    ]);
    return next;
  },
  projecttriggers: ({ next }) => {
    const missing = ['Name', 'Filter', 'Action'].filter((field) => (next[field] ?? null) === null);
    refuseIfAny([...missing.map((field) => `'${field}' is required.`), ...nothingToRunFor(next)]);
    return next;
  },
};

/**
 * A project in Git as it is stored. What has moved there only the server says, and what the settings at a ref say is refused here,
 * unless it is no more than the default.
 */
const inGit = (next: JsonObject, stored: JsonObject, generation: Generation): JsonObject => {
  const defaults = defaultsFor('projects', generation);
  const said = Object.keys(inSettings).filter(
    (field) => (next[field] ?? null) !== null && !sameJson(next[field], defaults[field]),
  );
  refuseIfAny(said.map((field) => `'${field}' of a version-controlled project is in its deployment settings in Git.`));
  const { ConversionState: state = null } = objectIn(stored, 'PersistenceSettings');
  return {
    ...next,
    ...inSettings,
    PersistenceSettings: { ...objectIn(next, 'PersistenceSettings'), ConversionState: state },
  };
};

/** A runbook runs in environments: a trigger of one names some. */
const nothingToRunFor = (next: JsonObject): readonly string[] => {
  const action = objectIn(next, 'Action');
  const isOfRunbook = textIn(action, 'ActionType') === 'RunRunbook';
  return isOfRunbook && textsIn(action, 'EnvironmentIds').length === 0
    ? ["'Action.EnvironmentIds' must name at least one environment for a runbook to run in."]
    : [];
};

/** Only a conversion moves a project to Git, and nothing moves it back (octopus-api projects). */
const movedToOrFromGit = (next: JsonObject, stored: JsonObject | undefined): readonly string[] =>
  isInGit(next) === isInGit(stored)
    ? []
    : ["'PersistenceSettings.Type' cannot change here: a project is converted to Git, and stays there."];

/** Environments that a runbook gives up while one of its triggers still runs it there (octopus-api runbooks). */
const environmentsOfTriggers = ({ next, stored, space }: Omit<Write, 'instance'>): readonly string[] => {
  const kept = new Set(textsIn(next, 'Environments'));
  const dropped = new Set(textsIn(stored ?? {}, 'Environments').filter((id) => !kept.has(id)));
  return space
    .all('projecttriggers')
    .filter((trigger) => objectIn(trigger, 'Action')['RunbookId'] === next['Id'])
    .flatMap((trigger) => textsIn(objectIn(trigger, 'Action'), 'EnvironmentIds'))
    .filter((id) => dropped.has(id))
    .map((id) => `Environment '${id}' is used by a trigger of this runbook.`);
};
