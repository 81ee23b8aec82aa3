import { isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import type { Space } from '../space.js';

/** What is wrong with references to packages of a project's actions: one that the action, which is there, has not got. */
export const faultsInStepPackages = (
  space: Space,
  project: JsonObject,
  references: readonly (JsonValue | undefined)[],
): readonly string[] => {
  if (isInGit(project)) return [];
  const process = space.find('deploymentprocesses', `deploymentprocess-${textIn(project, 'Id')}`) ?? {};
  const actions = objectsIn(process, 'Steps').flatMap((step) => objectsIn(step, 'Actions'));
  return references.filter(isObject).flatMap((reference) => {
    const called = textIn(reference, 'DeploymentAction');
    const wanted = textIn(reference, 'PackageReference');
    const action = actions.find((one) => isCalled(one, called));
    if (!action || hasPackage(action, wanted)) return [];
    return [`Action '${called}' has no package '${wanted}'.`];
  });
};

const isCalled = (one: JsonObject, called: string): boolean =>
  [one['Id'], one['Slug']].includes(called) || textIn(one, 'Name').toLowerCase() === called.toLowerCase();

/** Its own package has no name; steps of old say it in their properties alone. */
const hasPackage = (action: JsonObject, wanted: string): boolean =>
  objectsIn(action, 'Packages').some((one) => one['Id'] === wanted || textIn(one, 'Name') === wanted) ||
  (wanted === '' && textIn(objectIn(action, 'Properties'), 'Octopus.Action.Package.PackageId') !== '');
