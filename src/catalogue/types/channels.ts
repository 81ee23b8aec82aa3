import { action, stepPackage } from '../fields/step-package.js';
import { narrowingTags } from '../fields/tagged.js';
import type { ResourceType } from '../vocabulary.js';
import { bySlug, each, fixed, listOf, plain, positional, readOnly, required } from '../words.js';

/**
 * Channels (octopus-api channels). `LifecycleId` null means the project's own. Version rules name steps, so they come
 * later.
 */
export const channels: ResourceType = {
  name: 'channels',
  singular: 'channel',
  plural: 'channels',
  reading: {
    path: 'channels',
    reach: 'space',
    idPrefix: 'Channels',
    permission: 'ProcessView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  subType: { field: 'Type', alike: [['Lifecycle', 'EphemeralEnvironment']] },
  parent: { type: 'projects', field: 'ProjectId' },
  file: '{parent}/channels/{name}.json',
  fields: {
    Slug: readOnly,
    LifecycleId: required('lifecycles'),
    TenantTags: narrowingTags,
    Type: fixed,
    Rules: positional({
      ActionPackages: each('actions', stepPackage),
      Actions: listOf({ ...action, need: 'optional' }, { ordered: true, empty: 'refused' }),
    }),
    GitReferenceRules: plain,
    GitResourceRules: positional({ GitDependencyActions: positional({ DeploymentActionSlug: bySlug('actions') }) }),
    CustomFieldDefinitions: plain,
  },
  selecting: { how: 'withParentByFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    bornWithParent: {
      marked: { IsDefault: true },
      called: 'Default',
      renamed:
        'The channel that comes with the project keeps the slug "default" under its new name, and another one called "Default" gets "default-1". Set the slugs by hand where OCL or scripts name them.',
      saying: [
        { says: { Description: null, LifecycleId: null, TenantTags: [] } },
        {
          since: '2022.1',
          says: {
            AutomaticEphemeralEnvironmentDeployments: false,
            CustomFieldDefinitions: [],
            EphemeralEnvironmentNameTemplate: null,
            ParentEnvironmentId: null,
            Type: 'Lifecycle',
          },
        },
      ],
    },
    onlyOne: 'IsDefault',
    later: [
      {
        part: 'rules',
        fields: ['Rules', 'GitReferenceRules', 'GitResourceRules'],
        initially: {},
        bornAs: [{ says: { Rules: [] } }, { since: '2022.1', says: { GitReferenceRules: [], GitResourceRules: [] } }],
        when: 'cloneProjectChannelRules',
        existing: 'replace',
      },
    ],
  },
  writing: {
    permission: { create: 'ProcessEdit', edit: 'ProcessEdit' },
    portal: 'projects/{parent}/deployments/channels',
  },
};
