import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** worker-pools page. Steps run on one; variables of type WorkerPool name one. */
export const workerPools: ResourceType = lookUp({
  name: 'workerPools',
  singular: 'worker pool',
  path: 'workerpools',
  idPrefix: 'WorkerPools',
  reach: 'space',
  field: 'Name',
});
