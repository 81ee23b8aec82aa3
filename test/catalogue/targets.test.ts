import { describe, expect, it } from 'vitest';
import { space } from '../builders/space.js';
import { created } from './created.js';

const target = (endpoint: object) => ({
  Name: 'web-1',
  MachinePolicyId: 'Default',
  Roles: ['web'],
  EnvironmentIds: [],
  Endpoint: { ...endpoint },
});

const destination = space('prod')
  .machinePolicy('Default')
  .item('accounts', ['Azure'], { Name: 'Azure' })
  .workerPool('Linux')
  .build();

describe('Targets (docs/resources.md)', () => {
  it.each([
    ['a listening Tentacle', { CommunicationStyle: 'TentaclePassive', Uri: 'https://web-1:10933/' }, 'create'],
    ['a Cloud Region', { CommunicationStyle: 'None', DefaultWorkerPoolId: 'Linux' }, 'create'],
    ['an Azure Web App', { CommunicationStyle: 'AzureWebApp', AccountId: 'Azure' }, 'create'],
    [
      'Kubernetes with an account',
      {
        CommunicationStyle: 'Kubernetes',
        Authentication: { AuthenticationType: 'KubernetesAzure', AccountId: 'Azure' },
      },
      'create',
    ],
    [
      'Kubernetes with a client certificate',
      { CommunicationStyle: 'Kubernetes', Authentication: { AuthenticationType: 'KubernetesCertificate' } },
      'unsupported',
    ],
    ['a polling Tentacle', { CommunicationStyle: 'TentacleActive' }, 'unsupported'],
    ['a Kubernetes agent', { CommunicationStyle: 'KubernetesTentacle' }, 'unsupported'],
    ['an SSH target', { CommunicationStyle: 'Ssh' }, 'unsupported'],
    ['an account that is not here', { CommunicationStyle: 'AzureWebApp', AccountId: 'Other' }, 'blocked'],
    ['a worker pool that is not here', { CommunicationStyle: 'None', DefaultWorkerPoolId: 'Other' }, 'blocked'],
  ])('%s: %j is %s', (_name, endpoint, verdict) => {
    const { changes, blocked, unsupported } = created('targets', target(endpoint), destination);
    const found = blocked.length > 0 ? 'blocked' : unsupported.length > 0 ? 'unsupported' : changes[0]?.action;
    expect(found).toBe(verdict);
  });

  it('the Tentacle of a new target has to trust the server', () => {
    const { changes } = created('targets', target({ CommunicationStyle: 'TentaclePassive' }), destination);
    expect(changes[0]?.cleanUp.map(({ says }) => says).join()).toContain('trust');
  });
});
