import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { emptySpace, startSandbox, type InstanceSpec, type RunningInstance } from '../../src/sandbox/server/index.js';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface Api {
  readonly instance: RunningInstance;
  readonly call: (method: string, path: string, body?: unknown, key?: string) => Promise<Answer>;
  /** POSTs into the space; fails the test if the server refuses. */
  readonly make: (collection: string, body: JsonObject) => Promise<Record<string, unknown>>;
}

/** A running server with a fresh space, and a client that hides nothing. */
export const freshServer = async (version = '2026.3.1', more: Partial<InstanceSpec> = {}): Promise<Api> => {
  const sandbox = await startSandbox([
    {
      name: 'test',
      version,
      installationId: 'installation-of-the-test',
      apiKey: 'API-TEST',
      idOffset: 100,
      spaces: [{ id: 'Spaces-1', name: 'Default', documents: emptySpace(version) }],
      ...more,
    },
  ]);
  onTestFinished(() => sandbox.close());
  const [instance] = sandbox.instances;
  if (!instance) throw new Error('No instance was started.');
  const call = async (method: string, path: string, body?: unknown, key = 'API-TEST'): Promise<Answer> => {
    const answer = await fetch(`${instance.url}/api${path}`, {
      method,
      headers: { 'x-octopus-apikey': key, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
  const make = async (collection: string, body: JsonObject): Promise<Record<string, unknown>> => {
    const answer = await call('POST', `/Spaces-1/${collection}`, { SpaceId: 'Spaces-1', ...body });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer));
    return answer.body;
  };
  return { instance, call, make };
};
