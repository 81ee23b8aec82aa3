import { describe, expect, it, onTestFinished } from 'vitest';
import { octopus } from '../../src/octopus/index.js';
import { emptySpace, startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';
import { legacyDocuments } from '../e2e/legacy-space.js';

const serve = async (
  documents: Parameters<typeof startSandbox>[0][0]['spaces'][0]['documents'],
): Promise<RunningInstance> => {
  const version = '2018.11.2';
  const spaces = [{ id: 'Spaces-1', name: 'Default', documents }];
  const sandbox = await startSandbox([{ name: 'x', version, installationId: 'x', apiKey: 'API-X', spaces }]);
  onTestFinished(() => sandbox.close());
  const [instance] = sandbox.instances;
  if (!instance) throw new Error('One instance was started.');
  return instance;
};

const take = async (instance: RunningInstance) => {
  const client = octopus({ url: instance.url, apiKey: 'API-X', retries: 0 });
  const space = await client.findSpace('Default');
  const source = { url: instance.url, installation: 'x', space: 'Default', version: '2018.11.2' };
  return takeSnapshot(readerFor(client, space), source, '2026-01-01T00:00:00.000Z', () => undefined);
};

describe('Taking a space', () => {
  it('reads each type in one request, children in bulk', async () => {
    const instance = await serve(legacyDocuments());
    const { manifest } = await take(instance);
    expect(instance.requests.map(({ path }) => path.replace('/api/Spaces-1/', ''))).toEqual(
      expect.arrayContaining(['projects/all', 'channels/all', 'variables/all', 'deploymentprocesses']),
    );
    // Besides the types: the look-up of the space.
    expect(instance.requests).toHaveLength(manifest.requests + 1);
    expect(manifest.types.projectVariables).toEqual({ read: 1, requests: 0, complete: true });
  });

  it('reads children singly where a server has no bulk listing', async () => {
    const instance = await serve(legacyDocuments());
    const whole = await take(instance);
    instance.faults.add({ does: 404, path: /variables\/all$/ });
    const { files, manifest } = await take(instance);
    expect(files).toEqual(whole.files);
    expect(manifest.requests).toBe(whole.manifest.requests + 3);
  });

  it('marks what the key may not read as incomplete, and goes on', async () => {
    const instance = await serve(legacyDocuments());
    instance.faults.add({ does: 500, path: /teams/ });
    const { manifest } = await take(instance);
    expect(manifest.types.teams).toMatchObject({
      read: 0,
      complete: false,
      why: expect.stringContaining('500') as string,
    });
    expect(manifest.types.projects).toMatchObject({ read: 1, complete: true });
  });

  it('refuses two resources whose names are the same but for case', async () => {
    const environments = ['Test', 'test '].map((Name, index) => ({ Id: `Environments-${index + 1}`, Name }));
    await expect(take(await serve({ ...emptySpace('2018.11.2'), environments }))).rejects.toThrow(
      'Two resources have the same name',
    );
  });
});
