import { onTestFinished } from 'vitest';
import { emptySpace, startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';

/** A sandbox with an empty space; it is gone after the test. */
export const startServer = async (apiKey = 'API-SANDBOX'): Promise<RunningInstance> => {
  const sandbox = await startSandbox([
    {
      name: 'dev',
      version: '2026.3.1',
      installationId: 'installation-dev',
      apiKey,
      idOffset: 1000,
      spaces: [{ id: 'Spaces-1', name: 'Default', documents: emptySpace('2026.3.1') }],
    },
  ]);
  onTestFinished(() => sandbox.close());
  const [server] = sandbox.instances;
  if (!server) throw new Error('One instance was started.');
  return server;
};
