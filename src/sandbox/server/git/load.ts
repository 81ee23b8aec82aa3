import type { GitContents } from '../../../model/api-documents.js';
import { UsageError } from '../../../model/errors.js';
import { sameJson } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { contentsOf } from './contents.js';
import { atDefaultBranch } from './default-branch.js';
import { withFiles } from './files.js';
import { branchName, gitSettings } from './git-settings.js';
import type { Repositories } from './repository.js';

/** Lets the spaces of an instance look into Git, and loads what their projects have there. Throws UsageError. */
export const attachGit = (instance: Instance): void => {
  for (const [index, space] of instance.spaces.entries()) {
    space.atDefaultBranch = (project) => atDefaultBranch(instance, space, project);
    for (const contents of instance.spec.spaces[index]?.git ?? []) load(instance.repositories, space, contents);
  }
};

/**
 * Puts what a project has at a ref into its repository: one commit, on the default branch unless a ref is named. A new branch starts at
 * the default branch, and a tag is put on a commit of it. What is there already is not committed again. Throws UsageError for a project that is not in Git.
 */
const load = (
  repositories: Repositories,
  space: Space,
  { projectId, gitRef = '', documents, message = 'Add Octopus configuration' }: GitContents,
): void => {
  const project = space.find('projects', projectId);
  if (!project || !isInGit(project))
    throw new UsageError({
      what: `Project ${projectId} is not version-controlled here, but has contents at ${gitRef || 'its default branch'}.`,
      remedy: 'Load the project with PersistenceSettings of the type VersionControlled, and its Url.',
    });
  const { url, basePath, defaultBranch } = gitSettings(project);
  const repository = repositories.at(url);
  const tag = /^refs\/tags\/(.+)$/.exec(gitRef)?.[1];
  const branch = tag === undefined && gitRef !== '' ? branchName(gitRef) : defaultBranch;
  const start = repository.branch(branch) ?? repository.branch(defaultBranch);
  if (start) repository.startBranch(branch, start);
  const files = withFiles(start?.files ?? {}, basePath, contentsOf(space, projectId, documents).files);
  if (!start || !sameJson(start.files, files)) repository.add(branch, { message, author: 'somebody', files });
  const head = repository.branch(branch);
  if (tag !== undefined && head) repository.setTag(tag, head);
};
