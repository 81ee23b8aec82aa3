import type { Reading, ResourceType } from '../vocabulary.js';
import { variableParts, variableSet } from './variables.js';

/** What both sets of variables of a project are, that of the database and that in Git (octopus-api variables). */
export const variablesOfProject = {
  parts: variableParts,
  identity: { kind: 'onePerParent' },
  parent: { type: 'projects', field: 'OwnerId' },
  fields: variableSet,
  selecting: { how: 'withParent' },
  writing: {
    permission: { create: 'VariableEdit', edit: 'VariableEdit' },
    portal: 'projects/{parent}/variables',
    versionToken: 'Version',
  },
} satisfies Partial<ResourceType>;

/** How both are read. */
export const readingOfProject = {
  path: 'variables',
  reach: 'space',
  idPrefix: 'variableset-Projects',
  permission: 'VariableView',
} satisfies Partial<Reading>;
