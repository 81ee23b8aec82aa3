import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { filesIn } from './files.js';
import { gitSettings } from './git-settings.js';
import { viewOf } from './view.js';

/**
 * The space as it looks from the default branch of a project, for what stays in the database and refers to what is in Git: scopes of
 * secret variables, runbooks of triggers. What cannot be read there is as if it were not; of a project in the database it is the space.
 */
export const atDefaultBranch = (instance: Instance, space: Space, project: JsonObject): Space => {
  if (!isInGit(project)) return space;
  const { url, basePath, defaultBranch, runbooksAreInGit } = gitSettings(project);
  const repository = instance.repositories.at(url);
  const head = repository.unreachable === undefined ? repository.branch(defaultBranch) : undefined;
  const parts = ['deploymentprocesses', ...(runbooksAreInGit ? ['runbooks', 'runbookProcesses'] : [])];
  return viewOf({ instance, space, project, files: filesIn(head?.files ?? {}, basePath) }, parts).space;
};
