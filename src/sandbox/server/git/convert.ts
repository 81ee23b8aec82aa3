import type { JsonObject } from '../../../model/json.js';
import { allMembers } from '../birth.js';
import { settingsOf } from '../deployment-settings.js';
import { objectIn, objectsIn, textIn, type Documents } from '../documents.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { contentsOf, type Contents } from './contents.js';
import { isSecret, withSteps } from './files.js';
import { inSettings } from './in-settings.js';
import { renamed } from './references.js';
import type { Files } from './repository.js';

/** What of a project moves from the database to Git. */
export interface Moving {
  readonly process: boolean;
  readonly variables: boolean;
  readonly runbooks: boolean;
}

const ofProject = (space: Space, path: string, projectId: string): readonly JsonObject[] =>
  space.all(path).filter((one) => one['ProjectId'] === projectId);

/** The documents of a project that move. */
export const documentsOf = (space: Space, project: JsonObject, moving: Moving): Documents => {
  const projectId = textIn(project, 'Id');
  const set = space.find('variables', textIn(project, 'VariableSetId'));
  return {
    ...(moving.process && {
      deploymentprocesses: ofProject(space, 'deploymentprocesses', projectId),
      deploymentsettings: [settingsOf(space, project)],
    }),
    ...(moving.variables && set && { variables: [set] }),
    ...(moving.runbooks && {
      runbooks: ofProject(space, 'runbooks', projectId),
      runbookProcesses: ofProject(space, 'runbookProcesses', projectId),
    }),
  };
};

/** The files that a move commits. */
export const filesThatMove = (space: Space, project: JsonObject, moving: Moving): Contents =>
  contentsOf(space, textIn(project, 'Id'), documentsOf(space, project, moving));

/**
 * Takes out of the database what has moved: the process, variables that are no secrets, runbooks. What stays and refers to it calls it
 * by slug from now on. The project, as the last write, has the persistence settings it is given.
 */
export const leaveDatabase = (
  instance: Instance,
  space: Space,
  project: JsonObject,
  moving: Moving,
  { names, steps }: Omit<Contents, 'files'> & { readonly files?: Files },
  persistence: JsonObject,
): void => {
  const projectId = textIn(project, 'Id');
  const bySlug = (document: JsonObject): JsonObject => withSteps(renamed(document, names), steps) as JsonObject;
  for (const path of ['channels', 'projecttriggers'])
    for (const one of ofProject(space, path, projectId)) space.put(path, bySlug(one));
  const set = space.find('variables', textIn(project, 'VariableSetId'));
  if (set) {
    const left = objectsIn(set, 'Variables').filter((variable) => !moving.variables || isSecret(variable));
    const version = typeof set['Version'] === 'number' ? set['Version'] : 0;
    space.put('variables', { ...(renamed({ ...set, Variables: left }, names) as JsonObject), Version: version + 1 });
  }
  const gone = [
    ...(moving.process ? ['deploymentprocesses'] : []),
    ...(moving.runbooks ? ['runbooks', 'runbookProcesses'] : []),
  ];
  for (const path of gone)
    for (const one of ofProject(space, path, projectId)) {
      instance.secrets.forget(textIn(one, 'Id'));
      space.remove(path, textIn(one, 'Id'));
    }
  if (moving.process) space.remove('deploymentsettings', projectId);
  // The project alone is what the events tell of.
  space.takeWritten();
  const next = { ...bySlug(project), PersistenceSettings: persistence, IsVersionControlled: true, ...inSettings };
  space.put('projects', instance.secrets.absorb(allMembers(instance, 'projects', next)));
};

/** Persistence settings that say what is in Git. */
export const withState = (persistence: JsonObject, state: Readonly<Record<string, boolean>>): JsonObject => ({
  ...persistence,
  ConversionState: { ...objectIn(persistence, 'ConversionState'), ...state },
});
