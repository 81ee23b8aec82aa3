import { readingOfProject, variablesOfProject } from '../fields/project-variables.js';
import type { ResourceType } from '../vocabulary.js';

/** The values of a project (octopus-api variables). */
export const projectVariables: ResourceType = {
  ...variablesOfProject,
  name: 'projectVariables',
  singular: 'variables of project',
  plural: 'variables of projects',
  beside: 'variables',
  reading: {
    ...readingOfProject,
    listing: { kind: 'ofOwner', bulk: 'variables/all', bulkIs: 'array', idIn: 'VariableSetId' },
  },
  file: '{parent}/variables.json',
  merging: {
    strategy: { kind: 'variables' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { Variables: [] } }] },
  },
};
