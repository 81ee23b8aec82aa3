import { packages, gitDependencies } from '../fields/process.js';
import { templateProperties } from '../fields/properties.js';
import { variableTemplates } from '../fields/templates.js';
import type { ResourceType } from '../vocabulary.js';
import { required, volatile, withLogo } from '../words.js';

/**
 * Step templates (octopus-api action-templates). Each server counts versions for itself; the steps that use a template
 * take the version that the destination has. A community template is installed from the server's own library, and never
 * updated.
 */
export const stepTemplates: ResourceType = withLogo('cloneStepTemplateLogos', {
  name: 'stepTemplates',
  singular: 'step template',
  plural: 'step templates',
  reading: {
    path: 'actiontemplates',
    reach: 'space',
    idPrefix: 'ActionTemplates',
    permission: 'ActionTemplateView',
    listing: { kind: 'all' },
    readAgain: 'owner',
  },
  identity: { kind: 'named', field: 'Name', origin: 'CommunityActionTemplateId' },
  subType: { field: 'ActionType' },
  file: 'step-templates/{name}/template.json',
  fields: {
    Version: volatile,
    CommunityActionTemplateId: required('communityTemplates'),
    Packages: packages,
    GitDependencies: gitDependencies,
    Parameters: variableTemplates,
    Properties: templateProperties,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', updateWhen: 'overwriteExistingCustomStepTemplates' },
  },
  writing: {
    permission: { create: 'ActionTemplateCreate', edit: 'ActionTemplateEdit', delete: 'ActionTemplateDelete' },
    portal: 'library/steptemplates/{id}',
    routes: {
      install: {
        field: 'CommunityActionTemplateId',
        path: 'communityactiontemplates/{id}/installation/{space}',
      },
    },
  },
});
