import { nested, required, secretObject, volatile } from '../words.js';
import type { Fields, Unsupported } from '../vocabulary.js';

/** What a target or worker reports about itself. */
export const machineState: Fields = {
  Architecture: volatile,
  HasLatestCalamari: volatile,
  HealthStatus: volatile,
  IsInProcess: volatile,
  OperatingSystem: volatile,
  OperatingSystemVersion: volatile,
  ShellName: volatile,
  ShellVersion: volatile,
  SkipInitialHealthCheck: volatile,
  Status: volatile,
  StatusSummary: volatile,
  // Copies of what the endpoint says.
  Thumbprint: volatile,
  Uri: volatile,
};

/** How the server reaches a target or worker; members by `CommunicationStyle` from the vendor's client model. */
export const endpoint = nested({
  Id: volatile,
  LastModifiedBy: volatile,
  LastModifiedOn: volatile,
  AccountId: required('accounts'),
  AgentUpgradeStatus: volatile,
  Authentication: nested({ AccountId: required('accounts'), ClientCertificate: required('certificates') }),
  CertificateSignatureAlgorithm: volatile,
  ClusterCertificate: required('certificates'),
  Container: nested({ FeedId: required('externalFeeds') }),
  DefaultWorkerPoolId: required('workerPools'),
  KubernetesAgentDetails: volatile,
  ProxyId: required('proxies'),
  SensitiveVariablesEncryptionPassword: secretObject('DUMMY VALUE'),
  TentacleVersionDetails: volatile,
});

const style = ['Endpoint', 'CommunicationStyle'];

export const pollingIsUnsupported: readonly Unsupported[] = [
  {
    field: style,
    equals: ['TentacleActive'],
    reason: 'A polling Tentacle is registered by itself with each server it polls.',
  },
  {
    field: style,
    equals: ['KubernetesTentacle'],
    reason: 'A Kubernetes agent is registered by its own installation in the cluster.',
  },
];
