import nock from 'nock';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pauseAfter } from '../../src/octopus/retry.js';
import { failure, host, networkError, send, talk, useNock } from './talk.js';

useNock();

describe('Sent again', () => {
  it.each([
    ['GET', 429],
    ['GET', 502],
    ['GET', 503],
    ['GET', 504],
    ['PUT', 429],
    ['PUT', 502],
    ['PUT', 503],
    ['PUT', 504],
    ['POST', 429],
  ] as const)('%s after %i', async (method, status) => {
    nock(host).intercept('/api/x', method).reply(status, {});
    nock(host).intercept('/api/x', method).reply(200, { Id: 'X-1' });
    const { client, events } = talk();
    expect(await send(client, method)).toEqual({ Id: 'X-1' });
    expect(events).toMatchObject([
      { kind: 'answered', method, path: '/api/x', status, attempt: 1 },
      { kind: 'waiting', method, path: '/api/x', why: `status ${status}` },
      { kind: 'answered', method, path: '/api/x', status: 200, attempt: 2 },
    ]);
    expect(client.sent()).toBe(2);
  });

  it.each([
    ['GET', 'ECONNRESET'],
    ['GET', 'ECONNREFUSED'],
    ['GET', 'ETIMEDOUT'],
    ['GET', 'EAI_AGAIN'],
    ['PUT', 'ECONNRESET'],
  ] as const)('%s after %s', async (method, code) => {
    nock(host).intercept('/api/x', method).replyWithError(networkError(code));
    nock(host).intercept('/api/x', method).reply(200, { Id: 'X-1' });
    const { client, events } = talk();
    expect(await send(client, method)).toEqual({ Id: 'X-1' });
    expect(events).toMatchObject([{ kind: 'waiting', why: code }, { kind: 'answered' }]);
    expect(client.sent()).toBe(2);
  });

  it('with the same body', async () => {
    nock(host).put('/api/x', { Name: 'A' }).reply(503, {});
    nock(host).put('/api/x', { Name: 'A' }).reply(200, {});
    expect(await talk().client.put('x', { Name: 'A' })).toEqual({});
  });
});

describe('DELETE (rules undo-delete)', () => {
  it.each([429, 502, 503, 504, 'ECONNRESET', 'ETIMEDOUT'])('is sent again after %s', async (trouble) => {
    const first = nock(host).delete('/api/x');
    if (typeof trouble === 'number') first.reply(trouble, {});
    else first.replyWithError(networkError(trouble));
    nock(host).delete('/api/x').reply(200);
    const { client, events, waits } = talk();
    await client.delete('x');
    expect([client.sent(), waits.length]).toEqual([2, 1]);
    expect(events.at(-1)).toMatchObject({ kind: 'answered', method: 'DELETE', status: 200, attempt: 2 });
  });

  it('that was done although its answer was lost finds nothing on the second try, and says so', async () => {
    nock(host).delete('/api/x').replyWithError(networkError('ECONNRESET'));
    nock(host).delete('/api/x').reply(404, {});
    expect((await failure(talk().client.delete('x'))).status).toBe(404);
  });
});

describe('Not sent again', () => {
  it.each([
    ['POST', 500],
    ['POST', 502],
    ['POST', 503],
    ['GET', 401],
    ['GET', 404],
    ['GET', 500],
    ['PUT', 409],
    ['PUT', 500],
    ['DELETE', 400],
    ['DELETE', 404],
    ['DELETE', 409],
    ['DELETE', 500],
  ] as const)('%s after %i: it may have had an effect, or will fail again', async (method, status) => {
    nock(host).intercept('/api/x', method).reply(status, {});
    const { client } = talk();
    expect((await failure(send(client, method))).status).toBe(status);
    expect(client.sent()).toBe(1);
  });

  it.each([
    ['POST', 'ECONNRESET'],
    ['POST', 'ETIMEDOUT'],
    ['GET', 'CERT_HAS_EXPIRED'],
    ['GET', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('%s after %s', async (method, code) => {
    nock(host).intercept('/api/x', method).replyWithError(networkError(code));
    const { client, events } = talk();
    expect((await failure(send(client, method))).status).toBeUndefined();
    expect(client.sent()).toBe(1);
    expect(events).toMatchObject([{ kind: 'failed', method, why: code, attempt: 1 }]);
  });

  it.each([503, 429])('more often than `retries` says, after %i', async (status) => {
    nock(host).get('/api/x').times(3).reply(status, {});
    const { client, waits } = talk();
    expect((await failure(client.get('x'))).status).toBe(status);
    expect([client.sent(), waits.length]).toEqual([3, 2]);
  });
});

describe('The wait', () => {
  afterEach(() => vi.useRealTimers());

  it('is what Retry-After says, in seconds', async () => {
    nock(host).get('/api/x').reply(429, {}, { 'retry-after': '17' });
    nock(host).get('/api/x').reply(200, {});
    const { client, events, waits } = talk();
    await client.get('x');
    expect(waits).toEqual([17_000]);
    expect(events).toContainEqual({ kind: 'waiting', method: 'GET', path: '/api/x', why: 'status 429', ms: 17_000 });
  });

  it('is what Retry-After says, as a date', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T00:00:00Z') });
    nock(host).get('/api/x').reply(503, {}, { 'retry-after': 'Thu, 01 Jan 2026 00:00:42 GMT' });
    nock(host).get('/api/x').reply(200, {});
    const { client, waits } = talk();
    await client.get('x');
    expect(waits).toEqual([42_000]);
  });

  it('is not what Retry-After says beyond five minutes: then we give up at once', async () => {
    nock(host).get('/api/x').reply(429, {}, { 'retry-after': '3600' });
    const { client, waits } = talk();
    expect((await failure(client.get('x'))).status).toBe(429);
    expect([client.sent(), waits]).toEqual([1, []]);
  });

  it.each([
    ['nothing', undefined],
    ['now', 0],
    ['a moment that has passed', 1],
    ['nonsense', Number.NaN],
  ])('doubles, with jitter, up to half a minute where Retry-After says %s', (_says, retryAfter) => {
    const expected = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    expected.forEach((ms, index) => {
      const pause = pauseAfter(index + 1, retryAfter) ?? 0;
      expect(pause).toBeGreaterThanOrEqual(ms * 0.75);
      expect(pause).toBeLessThanOrEqual(ms * 1.25);
    });
  });

  it.each([
    [429, ['/api/a', '/api/b']],
    [503, ['/api/a', '/api/b']],
    [502, ['/api/a', '/api/b', '/api/c']],
  ])('after %i: what has been asked when it ends is %j', async (status, expected) => {
    const asked: string[] = [];
    let answerB: () => void = () => undefined;
    nock(host)
      .get(/\/api\//)
      .times(4)
      .reply((uri, _body, done) => {
        asked.push(uri);
        if (uri === '/api/b') answerB = () => done(null, [200, {}]);
        else done(null, [asked.length === 1 ? status : 200, {}]);
      });
    // While a waits, b comes to an end and leaves its place to c: unless the server asked for patience.
    let askedMeanwhile: readonly string[] = [];
    const wait = async (): Promise<void> => {
      answerB();
      await b;
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      askedMeanwhile = [...asked];
    };
    const { client } = talk({ concurrency: 2, wait });
    const a = client.get('a');
    const b = client.get('b');
    await Promise.all([a, b, client.get('c')]);
    expect(askedMeanwhile).toEqual(expected);
    expect(new Set(asked)).toEqual(new Set(['/api/a', '/api/b', '/api/c']));
  });
});

describe('Requests under way at once', () => {
  it.each([1, 3])('are at most %i, as asked', async (concurrency) => {
    let now = 0;
    let most = 0;
    nock(host)
      .get('/api/x')
      .times(9)
      .reply((_uri, _body, done) => {
        now += 1;
        most = Math.max(most, now);
        setImmediate(() => {
          now -= 1;
          done(null, [200, {}]);
        });
      });
    const { client } = talk({ concurrency });
    await Promise.all(Array.from({ length: 9 }, () => client.get('x')));
    expect(most).toBe(concurrency);
  });
});
