import { classifyingTags } from '../fields/tagged.js';
import type { ResourceType } from '../vocabulary.js';
import {
  bySlug,
  listOf,
  narrowing,
  nested,
  optional,
  plain,
  positional,
  required,
  set,
  tags,
  volatile,
} from '../words.js';

const own = { Id: volatile, LastModifiedBy: volatile, LastModifiedOn: volatile };
/** Without the last of them it would watch, or run for, what nobody meant; or the server takes no such trigger. */
const environments = listOf(optional('environments'), { empty: 'refused' });

/**
 * Project triggers (octopus-api project-triggers); members by type from the vendor's client model. A new one is
 * disabled: `apply` starts nothing (rules apply-starts-nothing), and a trigger that runs at once might.
 */
export const triggers: ResourceType = {
  name: 'triggers',
  singular: 'trigger',
  plural: 'triggers',
  reading: {
    path: 'projecttriggers',
    reach: 'space',
    idPrefix: 'ProjectTriggers',
    permission: 'TriggerView',
    listing: { kind: 'pages' },
  },
  identity: { kind: 'named', field: 'Name' },
  parent: { type: 'projects', field: 'ProjectId' },
  file: '{parent}/triggers/{name}.json',
  fields: {
    Filter: nested({
      ...own,
      EnvironmentIds: environments,
      EventCategories: set,
      EventGroups: set,
      Roles: narrowing,
      WebhookId: volatile,
      Packages: positional({ DeploymentActionSlug: bySlug('actions') }),
      Sources: positional({ DeploymentActionSlug: bySlug('actions') }),
    }),
    Action: nested({
      ...own,
      ChannelId: required('channels'),
      DestinationEnvironmentId: required('environments'),
      EnvironmentId: required('environments'),
      EnvironmentIds: environments,
      FormValues: plain,
      RunbookId: required('runbooks'),
      RunbookTags: classifyingTags,
      SourceEnvironmentIds: environments,
      TenantIds: { ...listOf(optional('tenants'), { empty: 'refused' }), together: 'TenantTags' },
      TenantTags: { ...tags('optional', 'refused'), together: 'TenantIds' },
      Variables: plain,
    }),
  },
  selecting: { how: 'withParentByFilter', byDefault: 'none' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', actsWhen: { field: ['IsDisabled'], equals: [false] } },
    onCreate: {
      fields: { IsDisabled: true },
      cleanUp: 'A new trigger is disabled: enable it when everything is ready.',
      todo: 'enable-trigger',
    },
    unsupported: [
      {
        field: ['Filter', 'FilterType'],
        equals: ['WebhookFilter'],
        reason: 'A webhook belongs to the server that listens to it.',
      },
    ],
  },
  writing: {
    permission: { create: 'TriggerCreate', edit: 'TriggerEdit', delete: 'TriggerDelete' },
    portal: 'projects/{parent}/deployments/triggers',
  },
};
