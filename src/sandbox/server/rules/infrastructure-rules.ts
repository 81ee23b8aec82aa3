import type { JsonObject } from '../../../model/json.js';
import { certificateRule } from './certificate-rules.js';
import { objectIn, textIn, textsIn } from '../documents.js';
import { badRequest } from '../refusal.js';
import type { Space } from '../space.js';
import type { Write } from './write-checks.js';

/** A resource that becomes the default takes that from the others. */
const onlyDefault =
  (path: string) =>
  ({ next, space }: Write): JsonObject => {
    if (next['IsDefault'] === true) {
      for (const other of space.all(path))
        if (other['Id'] !== next['Id']) space.put(path, { ...other, IsDefault: false });
    }
    return next;
  };

const defaultPolicy = (space: Space): string => {
  const policies = space.all('machinepolicies');
  return textIn(policies.find((policy) => policy['IsDefault'] === true) ?? policies[0] ?? {}, 'Id');
};

/** What a target or a worker says about itself, besides what was sent. */
const machine = ({ next, space }: Write): JsonObject => {
  const endpoint = objectIn(next, 'Endpoint');
  const host = textIn(endpoint, 'Host');
  const uri =
    host === ''
      ? textIn(endpoint, 'Uri')
      : `ssh://${host}:${typeof endpoint['Port'] === 'number' ? endpoint['Port'] : 22}/`;
  const policy = textIn(next, 'MachinePolicyId');
  return {
    ...next,
    ...('Endpoint' in next && {
      Endpoint: { ...(next['Endpoint'] as JsonObject), ...('Uri' in endpoint && { Uri: uri }), Links: {} },
    }),
    // Left out, the default policy is meant (octopus-api machines).
    MachinePolicyId: policy === '' ? defaultPolicy(space) : policy,
    Uri: uri === '' ? (next['Uri'] ?? null) : uri,
    Thumbprint: endpoint['Thumbprint'] ?? next['Thumbprint'] ?? null,
  };
};

/** Rules of what deployments run on and with. */
export const infrastructureRules: Readonly<Record<string, (write: Write) => JsonObject>> = {
  machinepolicies: onlyDefault('machinepolicies'),
  workerpools: (write) => ({
    ...onlyDefault('workerpools')(write),
    CanAddWorkers: write.next['WorkerPoolType'] !== 'DynamicWorkerPool',
  }),
  machines: machine,
  workers: (write) => {
    if (textsIn(write.next, 'WorkerPoolIds').length === 0) throw badRequest('A worker must be in a worker pool.');
    return machine(write);
  },
  certificates: certificateRule,
  'git-credentials': ({ next }) => ({ ...next, Details: { Type: 'UsernamePassword', ...objectIn(next, 'Details') } }),
};
