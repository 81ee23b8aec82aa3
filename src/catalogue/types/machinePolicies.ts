import type { ResourceType } from '../vocabulary.js';
import { nested, optional, plain } from '../words.js';

/** Machine policies (octopus-api machine-policies). Health check scripts are text that people wrote. */
export const machinePolicies: ResourceType = {
  name: 'machinePolicies',
  singular: 'machine policy',
  path: 'machinepolicies',
  reach: 'space',
  idPrefix: 'MachinePolicies',
  listing: { kind: 'all' },
  identity: { kind: 'named', field: 'Name' },
  onlyOne: 'IsDefault',
  file: 'machine-policies/{name}.json',
  fields: {
    MachineHealthCheckPolicy: plain,
    MachineUpdatePolicy: nested({ TentacleUpdateAccountId: optional('accounts') }),
  },
  permission: { create: 'MachinePolicyCreate', edit: 'MachinePolicyEdit' },
  portal: 'infrastructure/machinepolicies/{id}',
  later: [
    {
      part: 'updates',
      fields: ['MachineUpdatePolicy'],
      initially: {},
      repeated: true,
      existing: 'asItem',
    },
  ],
  existing: { default: 'update' },
  strategy: 'document',
  selected: 'byFilter',
};
