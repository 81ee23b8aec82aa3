import { endpoint, machineState, pollingIsUnsupported } from '../fields/endpoints.js';
import { restrictions } from '../fields/restrictions.js';
import type { ResourceType } from '../vocabulary.js';
import { readOnly, required, set } from '../words.js';

const untried = 'Targets of this kind are in the snapshot, but not synced: register them on the destination.';

/**
 * Deployment targets (octopus-api deployment-targets); endpoints by `CommunicationStyle` from the vendor's client
 * model.
 */
export const targets: ResourceType = {
  name: 'targets',
  singular: 'deployment target',
  plural: 'deployment targets',
  reading: {
    path: 'machines',
    reach: 'space',
    idPrefix: 'Machines',
    permission: 'MachineView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'targets/{name}.json',
  fields: {
    Slug: readOnly,
    ...restrictions,
    ...machineState,
    Endpoint: endpoint,
    MachinePolicyId: required('machinePolicies'),
    Roles: set,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    onCreate: {
      when: { field: ['Endpoint', 'CommunicationStyle'], equals: ['TentaclePassive'] },
      cleanUp: 'The Tentacle has to trust this server: add its thumbprint there (Tentacle configure --trust).',
    },
    unsupported: [
      ...pollingIsUnsupported,
      {
        field: ['Endpoint', 'CommunicationStyle'],
        equals: [
          'Ssh',
          'OfflineDrop',
          'Ftp',
          'AzureCloudService',
          'AzureServiceFabricCluster',
          'StepPackage',
          'AwsEcsCluster',
        ],
        reason: untried,
      },
      {
        field: ['Endpoint', 'Authentication', 'AuthenticationType'],
        equals: ['KubernetesCertificate'],
        reason: 'A Kubernetes target that signs in with a certificate: register it on the destination.',
      },
    ],
  },
  writing: {
    permission: { create: 'MachineCreate', edit: 'MachineEdit', delete: 'MachineDelete' },
    portal: 'infrastructure/machines/{id}',
  },
};
