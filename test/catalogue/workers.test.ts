import { describe, expect, it } from 'vitest';
import { space } from '../builders/space.js';
import { created } from './created.js';

const worker = (style: string, pools: readonly string[]) => ({
  Name: 'linux-1',
  MachinePolicyId: 'Default',
  WorkerPoolIds: pools,
  Endpoint: { CommunicationStyle: style },
});

const destination = space('prod').machinePolicy('Default').workerPool('Linux').build();

describe('Workers (docs/resources.md)', () => {
  it('are created in their worker pools', () => {
    expect(created('workers', worker('TentaclePassive', ['Linux']), destination).changes).toMatchObject([
      { document: { WorkerPoolIds: ['Linux'], MachinePolicyId: 'Default' } },
    ]);
  });

  it('are blocked without any of their pools, and unsupported if they poll', () => {
    expect(created('workers', worker('TentaclePassive', ['Other']), destination).blocked).toHaveLength(1);
    expect(created('workers', worker('TentacleActive', ['Linux']), destination).unsupported).toHaveLength(1);
  });
});
