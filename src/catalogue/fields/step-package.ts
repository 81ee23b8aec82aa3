import { byName, required, withinSibling } from '../words.js';
import type { Fields } from '../vocabulary.js';

/** An action of the project's process, by its name. */
export const action = byName({ ...required('actions'), pulls: false });

/** A package of an action; the name of its own one is empty. It may be written by its ID instead (octopus-api channels). */
export const stepPackage: Fields = {
  DeploymentAction: action,
  PackageReference: byName(withinSibling('actionPackages', 'DeploymentAction')),
};
