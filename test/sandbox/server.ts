import { expect, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import {
  emptySpace,
  sharedOf,
  startSandbox,
  type InstanceSpec,
  type RunningInstance,
} from '../../src/sandbox/server/index.js';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface Api {
  readonly instance: RunningInstance;
  readonly call: (method: string, path: string, body?: unknown, key?: string) => Promise<Answer>;
  /** Sends one file as multipart/form-data. */
  readonly upload: (method: string, path: string, fileName: string, bytes: string, part?: string) => Promise<Answer>;
  /** GETs what is no JSON. */
  readonly bytes: (path: string) => Promise<{ status: number; contentType: string; bytes: Buffer }>;
  /** POSTs into the space; fails the test if the server refuses. */
  readonly make: (collection: string, body: JsonObject) => Promise<Record<string, unknown>>;
}

const read = async (answer: Response): Promise<Answer> => {
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
};

/** The text of a member; empty where it is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One row of a table of refusals: what is done, what the answer says, and its status (400 unless said). */
export type Refused<S> = [string, (s: S) => Promise<Answer>, string, number?];

/** Expects an answer that refuses, and says why. */
export const expectRefusal = (answer: Answer, says: string, status = 400): void => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(says);
};

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
      shared: sharedOf(version),
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
    return read(answer);
  };
  const upload: Api['upload'] = async (method, path, fileName, bytes, part = 'file') => {
    const form = new FormData();
    form.append(part, new Blob([bytes]), fileName);
    const headers = { 'x-octopus-apikey': 'API-TEST' };
    return read(await fetch(`${instance.url}/api${path}`, { method, headers, body: form }));
  };
  const bytes: Api['bytes'] = async (path) => {
    const answer = await fetch(`${instance.url}/api${path}`, { headers: { 'x-octopus-apikey': 'API-TEST' } });
    const contentType = answer.headers.get('content-type') ?? '';
    return { status: answer.status, contentType, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const make = async (collection: string, body: JsonObject): Promise<Record<string, unknown>> => {
    const answer = await call('POST', `/Spaces-1/${collection}`, { SpaceId: 'Spaces-1', ...body });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer));
    return answer.body;
  };
  return { instance, call, upload, bytes, make };
};
