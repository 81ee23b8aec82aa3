import { isObject, type JsonObject } from '../../../model/json.js';
import { idsInside, slugOf, withIds } from '../ids.js';
import { badRequest, refuseIfAny } from '../refusal.js';
import { faultsInTemplateVersions } from './template-rules.js';
import { objectsIn, textIn } from '../documents.js';
import type { Instance } from '../state.js';
import { refuseStale, repeated, versionOf, type Write } from './write-checks.js';

/** A process as it is stored: identified, complete, one version on. Throws a refusal for what is wrong with it. */
export const checkedProcess = ({ next, stored, instance, space }: Write): JsonObject => {
  if (typeof next['Version'] !== 'number') throw badRequest("'Version' is required.");
  refuseStale(next, stored);
  const steps = processWithIds(instance, next, stored);
  const actions = steps.flatMap((step) => objectsIn(step, 'Actions'));
  refuseIfAny([
    ...faultsInTemplateVersions(space, steps),
    ...repeated(steps.map((step) => textIn(step, 'Name').toLowerCase())).map(
      (name) => `Two steps are called '${name}'.`,
    ),
    ...repeated(actions.map((action) => textIn(action, 'Name').toLowerCase())).map(
      (name) => `Two actions are called '${name}'.`,
    ),
    ...steps
      .filter((step) => objectsIn(step, 'Actions').length === 0)
      .map((step) => `Step '${textIn(step, 'Name')}' has no actions.`),
  ]);
  return { ...next, Steps: steps, Version: versionOf(stored) + 1 };
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

/** What a server says of a step that nobody has said. */
export const defaultsOfStep: JsonObject = {
  Properties: {},
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  PackageRequirement: 'LetOctopusDecide',
};

/** The same of an action. */
export const defaultsOfAction: JsonObject = {
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
