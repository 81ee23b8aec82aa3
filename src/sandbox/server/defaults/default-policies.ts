import type { JsonObject } from '../../../model/json.js';

/** How a server treats machines unless told otherwise. */
const policy: JsonObject = {
  MachineConnectivityPolicy: { MachineConnectivityBehavior: 'ExpectedToBeOnline' },
  MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete', DeleteMachinesElapsedTimeSpan: '00:00:00' },
};
const updates = {
  CalamariUpdateBehavior: 'UpdateOnDeployment',
  TentacleUpdateBehavior: 'NeverUpdate',
  TentacleUpdateAccountId: null,
};

export const policyOf2018: JsonObject = {
  ...policy,
  MachineHealthCheckPolicy: {
    TentacleEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    SshEndpointHealthCheckPolicy: { RunType: 'Inline', ScriptBody: '' },
    HealthCheckInterval: '01:00:00',
  },
  MachineUpdatePolicy: updates,
};

/** The vendor names no defaults; its client takes no null for a time or a count. */
export const unlimited: JsonObject = {
  ConnectionConnectTimeout: '00:00:00',
  ConnectionRetryCountLimit: 0,
  ConnectionRetrySleepInterval: '00:00:00',
  ConnectionRetryTimeLimit: '00:00:00',
  PollingRequestQueueTimeout: '00:00:00',
};

export const policyOf2026: JsonObject = {
  ...policy,
  MachineHealthCheckPolicy: {
    PowerShellHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    BashHealthCheckPolicy: { RunType: 'InheritFromDefault', ScriptBody: null },
    HealthCheckInterval: '01:00:00',
    HealthCheckCron: null,
    HealthCheckCronTimezone: 'UTC',
    HealthCheckType: 'RunScript',
  },
  MachineUpdatePolicy: { ...updates, KubernetesAgentUpdateBehavior: 'Update' },
};
