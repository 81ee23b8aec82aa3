import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';
import { ApiError } from '../../src/model/errors.js';
import type { Connection } from '../../src/octopus/connect.js';
import { octopus, type OctopusClient, type RequestEvent } from '../../src/octopus/index.js';

export const host = 'https://octopus.example.com';
export const key = 'API-VERYSECRETKEY';

/** Nothing reaches the network in the tests of this file, and no answer is left over for the next one. */
export const useNock = (): void => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.abortPendingRequests();
    nock.cleanAll();
    nock.enableNetConnect();
  });
};

export interface Talk {
  readonly client: OctopusClient;
  readonly events: readonly RequestEvent[];
  /** How long the client would have waited, in milliseconds; it does not. */
  readonly waits: readonly number[];
}

export const talk = (connection: Partial<Connection> = {}): Talk => {
  const events: RequestEvent[] = [];
  const waits: number[] = [];
  const client = octopus({
    url: host,
    apiKey: key,
    retries: 2,
    timeout: 2000,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    onEvent: (event) => events.push(event),
    ...connection,
  });
  return { client, events, waits };
};

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

export const send = (client: OctopusClient, method: Method): Promise<unknown> => {
  if (method === 'GET') return client.get('x');
  if (method === 'DELETE') return client.delete('x');
  return method === 'PUT' ? client.put('x', {}) : client.post('x', {});
};

export const networkError = (code: string): Error => Object.assign(new Error(code), { code });

export const failure = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};
