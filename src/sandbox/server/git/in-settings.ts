import type { JsonObject } from '../../../model/json.js';

/** What the deployment settings at a ref say, a project in Git does not (VersioningStrategy: go-octopusdeploy). */
export const inSettings: JsonObject = {
  VersioningStrategy: null,
  ReleaseNotesTemplate: null,
  DeploymentChangesTemplate: null,
};
