import { isObject, type JsonObject } from '../../model/json.js';
import { textIn } from './documents.js';
import type { Space } from './space.js';

/** What settings and project have in common, and how each calls it: written through either, it is seen in both. */
const shared: readonly (readonly [ofSettings: string, ofProject: string])[] = [
  ['ConnectivityPolicy', 'ProjectConnectivityPolicy'],
  ['DefaultGuidedFailureMode', 'DefaultGuidedFailureMode'],
  ['DefaultToSkipIfAlreadyInstalled', 'DefaultToSkipIfAlreadyInstalled'],
  ['DeploymentChangesTemplate', 'DeploymentChangesTemplate'],
  ['ForcePackageDownload', 'ForcePackageDownload'],
  ['ReleaseNotesTemplate', 'ReleaseNotesTemplate'],
  ['VersioningStrategy', 'VersioningStrategy'],
];

/** What only the settings have. */
const own = ['CancelQueuedTasks', 'CancelRunningTasks', 'FailTargetDiscovery'] as const;

/** Makes the settings of a project, or takes in those that were loaded: what is shared moves to the project. */
export const bearSettings = (space: Space, project: JsonObject): void => {
  const loaded = space.find('deploymentsettings', textIn(project, 'Id')) ?? {};
  keepSettings(space, project, loaded, (stored) => stored);
};

/** The settings of a project as GET answers them. */
export const settingsOf = (space: Space, project: JsonObject): JsonObject => {
  const id = textIn(project, 'Id');
  const both = shared.map(([ofSettings, ofProject]) => [ofSettings, project[ofProject] ?? null] as const);
  return {
    ...space.find('deploymentsettings', id),
    ...Object.fromEntries(both),
    Links: { Self: `${space.home}/projects/${id}/deploymentsettings`, Project: `${space.home}/projects/${id}` },
  };
};

/**
 * Stores settings: what is shared in the project, the rest beside it. `checked` gives back the project that is to be
 * stored, or throws a refusal.
 */
export const keepSettings = (
  space: Space,
  project: JsonObject,
  settings: JsonObject,
  checked: (project: JsonObject) => JsonObject,
): void => {
  const id = textIn(project, 'Id');
  const moved = shared
    .filter(([ofSettings]) => ofSettings in settings)
    .map(([ofSettings, ofProject]) => [ofProject, settings[ofSettings] ?? null] as const);
  space.put('projects', checked({ ...project, ...Object.fromEntries(moved) }));
  space.put('deploymentsettings', {
    Id: `deploymentsettings-${id}`,
    ProjectId: id,
    SpaceId: space.id,
    ...Object.fromEntries(own.map((field) => [field, settings[field] === true])),
  });
};

/** What a project says that leaves out a member of its settings. */
export const emptySettings = (projectDefaults: JsonObject): JsonObject =>
  Object.fromEntries(shared.map(([ofSettings, ofProject]) => [ofSettings, projectDefaults[ofProject] ?? null]));

/** True for a project whose configuration is in a Git repository. */
export const isInGit = (project: JsonObject | undefined): boolean => {
  const persistence = project?.['PersistenceSettings'];
  return isObject(persistence) && persistence['Type'] === 'VersionControlled';
};
