import type { ResourceType } from '../vocabulary.js';
import { listOf, named, optional, plain, readOnly } from '../words.js';

const phaseEnvironments = listOf(optional('environments', { pulls: true }), { empty: 'everything' });

/**
 * Lifecycles (octopus-api lifecycles). A phase that lists no environment stands for all that no other phase lists, so
 * losing all environments widens a phase; at most one phase may be like that.
 */
export const lifecycles: ResourceType = {
  name: 'lifecycles',
  singular: 'lifecycle',
  plural: 'lifecycles',
  parts: { at: ['Phases'], one: 'phase', many: 'phases' },
  reading: {
    path: 'lifecycles',
    reach: 'space',
    idPrefix: 'Lifecycles',
    permission: 'LifecycleView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'lifecycles/{name}.json',
  fields: {
    Slug: readOnly,
    Phases: named({
      AutomaticDeploymentTargets: { ...phaseEnvironments, together: 'OptionalDeploymentTargets' },
      OptionalDeploymentTargets: { ...phaseEnvironments, together: 'AutomaticDeploymentTargets' },
      ReleaseRetentionPolicy: plain,
      TentacleRetentionPolicy: plain,
    }),
    ReleaseRetentionPolicy: plain,
    TentacleRetentionPolicy: plain,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'lifecycle' },
    existing: { default: 'leave' },
  },
  writing: {
    permission: { create: 'LifecycleCreate', edit: 'LifecycleEdit', delete: 'LifecycleDelete' },
    portal: 'library/lifecycles/{id}',
  },
};
