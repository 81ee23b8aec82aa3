import type { ResourceType } from '../vocabulary.js';
import { createOnly, fixed, readOnly, volatile } from '../words.js';

/**
 * Worker pools (octopus-api worker-pools). Steps run on one; variables of type WorkerPool name one. The workers in it
 * are not part of it.
 */
export const workerPools: ResourceType = {
  name: 'workerPools',
  singular: 'worker pool',
  plural: 'worker pools',
  reading: {
    path: 'workerpools',
    reach: 'space',
    idPrefix: 'WorkerPools',
    permission: 'WorkerView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'worker-pools/{name}.json',
  fields: {
    Slug: readOnly,
    SortOrder: createOnly,
    WorkerPoolType: fixed,
    CanAddWorkers: volatile,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    onlyOne: 'IsDefault',
    unsupported: [
      {
        field: ['WorkerPoolType'],
        equals: ['DynamicWorkerPool'],
        reason: 'Dynamic worker pools belong to Octopus Cloud, which makes their workers.',
      },
    ],
  },
  writing: {
    permission: { create: 'WorkerEdit', edit: 'WorkerEdit' },
    portal: 'infrastructure/workerpools/{id}',
  },
};
