import type { ResourceType } from '../vocabulary.js';
import { nested, optional, plain } from '../words.js';

/** Machine policies (octopus-api machine-policies). Health check scripts are text that people wrote. */
export const machinePolicies: ResourceType = {
  name: 'machinePolicies',
  singular: 'machine policy',
  plural: 'machine policies',
  reading: {
    path: 'machinepolicies',
    reach: 'space',
    idPrefix: 'MachinePolicies',
    permission: 'MachinePolicyView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'machine-policies/{name}.json',
  fields: {
    MachineHealthCheckPolicy: plain,
    MachineUpdatePolicy: nested({ TentacleUpdateAccountId: optional('accounts') }),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'update' },
    onlyOne: 'IsDefault',
    later: [
      {
        part: 'updates',
        fields: ['MachineUpdatePolicy'],
        initially: {},
        repeated: true,
        existing: 'asItem',
      },
    ],
  },
  writing: {
    permission: { create: 'MachinePolicyCreate', edit: 'MachinePolicyEdit', delete: 'MachinePolicyDelete' },
    portal: 'infrastructure/machinepolicies/{id}',
  },
};
