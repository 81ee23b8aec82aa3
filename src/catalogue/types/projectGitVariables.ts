import { variablesAreInGit } from '../fields/git.js';
import { readingOfProject, variablesOfProject } from '../fields/project-variables.js';
import type { ResourceType } from '../vocabulary.js';

/**
 * The values that a project keeps in its repository (octopus-api variables): all but the sensitive ones, which stay in the database. Of
 * a project that has not converted its variables all are in `projectVariables`.
 */
export const projectGitVariables: ResourceType = {
  ...variablesOfProject,
  name: 'projectGitVariables',
  singular: 'variables in Git of project',
  plural: 'variables in Git of projects',
  beside: 'variables in Git',
  reading: {
    ...readingOfProject,
    listing: { kind: 'inGitOnly' },
    inGit: { when: variablesAreInGit, route: 'projects/{project}/{ref}/variables' },
    since: '2022.1',
  },
  apartFrom: { type: 'projectVariables', at: 'Variables', staying: { field: ['IsSensitive'], equals: [true] } },
  file: '{parent}/variables.git.json',
  merging: {
    strategy: { kind: 'variables' },
    existing: { default: 'update' },
  },
};
