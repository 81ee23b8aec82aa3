import { endpoint, machineState, pollingIsUnsupported } from '../fields/endpoints.js';
import type { ResourceType } from '../vocabulary.js';
import { readOnly, required, someOf } from '../words.js';

/** Workers (octopus-api workers). */
export const workers: ResourceType = {
  name: 'workers',
  singular: 'worker',
  plural: 'workers',
  reading: {
    path: 'workers',
    reach: 'space',
    idPrefix: 'Workers',
    permission: 'WorkerView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'workers/{name}.json',
  fields: {
    Slug: readOnly,
    ...machineState,
    Endpoint: endpoint,
    MachinePolicyId: required('machinePolicies'),
    WorkerPoolIds: someOf(required('workerPools')),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    onCreate: {
      when: { field: ['Endpoint', 'CommunicationStyle'], equals: ['TentaclePassive'] },
      cleanUp: 'The Tentacle has to trust this server: add its thumbprint there (Tentacle configure --trust).',
    },
    unsupported: pollingIsUnsupported,
  },
  writing: {
    permission: { create: 'WorkerEdit', edit: 'WorkerEdit' },
    portal: 'infrastructure/workers/{id}',
  },
};
