import { describe, expect, it } from 'vitest';
import { freshServer } from './server.js';

describe('Faults on request', () => {
  it.each([
    [429, 429],
    [500, 500],
    [503, 503],
  ] as const)('%i', async (does, status) => {
    const { call, instance } = await freshServer();
    instance.faults.add({ does, method: 'GET', times: 1, retryAfter: 3 });
    expect((await call('GET', '/Spaces-1/projects')).status).toBe(status);
    expect((await call('GET', '/Spaces-1/projects')).status).toBe(200);
  });

  it('commit-then-reset does the write and loses the answer', async () => {
    const { call, instance } = await freshServer();
    instance.faults.add({ does: 'commit-then-reset', method: 'POST', times: 1 });
    await expect(call('POST', '/Spaces-1/environments', { Name: 'Test', SpaceId: 'Spaces-1' })).rejects.toThrow();
    expect((await call('GET', '/Spaces-1/environments/all')).body).toMatchObject([{ Name: 'Test' }]);
  });

  it('a rate limit refuses what is over the burst', async () => {
    const { call, instance } = await freshServer();
    instance.faults.limit({ perMinute: 1, burst: 2 }, Date.now());
    const statuses = [];
    for (let number = 0; number < 3; number += 1) statuses.push((await call('GET', '/Spaces-1/projects')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('a limit that is stated stands in the headers of every answer', async () => {
    const { instance } = await freshServer();
    instance.faults.limit({ perMinute: 1, burst: 2, isStated: true }, Date.now());
    const said = [];
    for (let number = 0; number < 3; number += 1) {
      const { headers } = await fetch(`${instance.url}/api`);
      said.push([headers.get('octopus-ratelimit-policy'), headers.get('octopus-ratelimit')?.split(';')[0]]);
    }
    expect(said).toEqual([
      ['l=2;rpm=1', 'r=1'],
      ['l=2;rpm=1', 'r=0'],
      ['l=2;rpm=1', 'r=0'],
    ]);
  });
});
