import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { octopus, type OctopusClient, type RequestEvent } from '../../src/octopus/index.js';
import { instanceUrl } from '../../src/octopus/url.js';
import { ApiError } from '../../src/model/errors.js';

const host = 'https://octopus.example.com';
const key = 'API-VERYSECRETKEY';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

interface Talk {
  readonly client: OctopusClient;
  readonly events: readonly RequestEvent[];
}

const talk = (): Talk => {
  const events: RequestEvent[] = [];
  const client = octopus({
    url: host,
    apiKey: key,
    pause: 1,
    retries: 2,
    timeout: 2000,
    onEvent: (event) => events.push(event),
  });
  return { client, events };
};

const failure = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};

describe('Every request', () => {
  it('carries the key, and the key is in no event and no error', async () => {
    nock(host, { reqheaders: { 'x-octopus-apikey': key } })
      .get('/api/Spaces-1/projects/all')
      .reply(200, []);
    nock(host).get('/api/x').reply(403, { ErrorMessage: 'You do not have permission ProjectView.' });
    const { client, events } = talk();
    expect(await client.list('Spaces-1/projects')).toEqual({ documents: [], requests: 1 });
    const error = await failure(client.get('x'));
    expect(JSON.stringify([events, error, error.message, error.stack])).not.toContain(key);
  });

  it.each([
    ['https://octopus.example.com/', 'https://octopus.example.com'],
    ['https://octopus.example.com/api', 'https://octopus.example.com'],
    ['https://octopus.example.com/app#/Spaces-1', 'https://octopus.example.com'],
    ['https://example.com/octopus/', 'https://example.com/octopus'],
    ['http://127.0.0.1:8065', 'http://127.0.0.1:8065'],
    ['http://localhost:8065/app', 'http://localhost:8065'],
  ])('goes to %s as %s', (given, base) => expect(instanceUrl(given)).toBe(base));

  it.each([
    ['octopus.example.com'],
    ['ftp://octopus.example.com'],
    ['http://octopus.example.com'],
    ['https://user:pass@octopus.example.com'],
  ])('does not go to %s', (given) => expect(() => instanceUrl(given)).toThrow());
});

describe('Refusals say what the server says', () => {
  it.each([
    [
      400,
      { ErrorMessage: 'There was a problem.', Errors: ['Name is taken.'] },
      'The server answered 400: There was a problem. Name is taken.',
    ],
    [401, { ErrorMessage: 'You must be logged in.' }, 'The server answered 401: You must be logged in.'],
    [404, '<html>not found</html>', 'The server answered 404.'],
    [500, '', 'The server answered 500.'],
  ])('%i', async (status, body, what) => {
    nock(host).get('/api/x').reply(status, body);
    const error = await failure(talk().client.get('x'));
    expect(error).toMatchObject({ message: what, status, where: `GET ${host}/api/x` });
    expect(error.remedy).toBeTruthy();
  });

  it.each([
    ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'web page'],
    ['JSON that was cut off', '{"Items": [', 'cut off'],
    ['something else than a document', '[]', 'not a document'],
  ])('%s instead of a document', async (_what, body, says) => {
    nock(host).get('/api/x').reply(200, body);
    expect((await failure(talk().client.get('x'))).message).toContain(says);
  });
});

describe('Retries', () => {
  it.each([
    ['GET', 429],
    ['GET', 502],
    ['GET', 503],
    ['PUT', 429],
    ['PUT', 503],
    ['POST', 429],
  ] as const)('%s after %i', async (method, status) => {
    nock(host).intercept('/api/x', method).reply(status, {});
    nock(host).intercept('/api/x', method).reply(200, { Id: 'X-1' });
    const { client, events } = talk();
    const send = { GET: () => client.get('x'), PUT: () => client.put('x', {}), POST: () => client.post('x', {}) }[
      method
    ];
    expect(await send()).toEqual({ Id: 'X-1' });
    expect(events.map(({ kind }) => kind)).toContain('waiting');
  });

  it.each([
    ['POST', 500],
    ['POST', 503],
    ['GET', 500],
    ['PUT', 500],
    ['PUT', 409],
  ] as const)('no %s after %i: it may have had an effect, or will fail again', async (method, status) => {
    const scope = nock(host).intercept('/api/x', method).reply(status, {});
    const { client } = talk();
    const send = { GET: () => client.get('x'), PUT: () => client.put('x', {}), POST: () => client.post('x', {}) }[
      method
    ];
    expect((await failure(send())).status).toBe(status);
    expect(scope.isDone()).toBe(true);
  });

  it('a GET after a reset, but no POST', async () => {
    nock(host)
      .get('/api/x')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    nock(host).get('/api/x').reply(200, { Id: 'X-1' });
    expect(await talk().client.get('x')).toEqual({ Id: 'X-1' });
    nock(host)
      .post('/api/x')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    expect((await failure(talk().client.post('x', {}))).status).toBeUndefined();
  });

  it('waits as long as Retry-After says', async () => {
    nock(host).get('/api/x').reply(429, {}, { 'retry-after': '1' });
    nock(host).get('/api/x').reply(200, {});
    const { client, events } = talk();
    await client.get('x');
    expect(events).toContainEqual({ kind: 'waiting', method: 'GET', path: '/api/x', why: 'status 429', ms: 1000 });
  });

  it('gives up in the end', async () => {
    nock(host).get('/api/x').times(3).reply(503, {});
    expect((await failure(talk().client.get('x'))).status).toBe(503);
  });
});

describe('Redirects', () => {
  it('are refused, so the key goes nowhere else', async () => {
    const elsewhere = nock('https://evil.example.com').get('/api/x').reply(200, {});
    nock(host).get('/api/x').reply(302, '', { location: 'https://evil.example.com/api/x' });
    expect((await failure(talk().client.get('x'))).message).toContain('the API key is not sent there');
    expect(elsewhere.isDone()).toBe(false);
  });
});

describe('Listings', () => {
  const page = (from: number, count: number, total?: number) => ({
    Items: Array.from({ length: count }, (_, index) => ({ Id: `X-${from + index}` })),
    ...(total !== undefined && { TotalResults: total }),
  });

  it('come from /all, in one request', async () => {
    nock(host)
      .get('/api/s/x/all?kind=a')
      .reply(200, [{ Id: 'X-1' }]);
    expect(await talk().client.list('s/x', 'kind=a')).toEqual({ documents: [{ Id: 'X-1' }], requests: 1 });
  });

  it.each([404, 405])('come in pages where the server answers %i to /all', async (status) => {
    nock(host).get('/api/s/x/all').reply(status, {});
    nock(host)
      .get('/api/s/x?skip=0&take=500')
      .reply(200, page(0, 500, 700));
    nock(host)
      .get('/api/s/x?skip=500&take=500')
      .reply(200, page(500, 200, 700));
    const { documents, requests } = await talk().client.list('s/x');
    expect([documents.length, requests]).toEqual([700, 3]);
  });

  it('end at a short page where the server gives no total', async () => {
    nock(host).get('/api/s/x?skip=0&take=500').reply(200, page(0, 3));
    expect((await talk().client.pages('s/x')).documents).toHaveLength(3);
  });

  it('follow a server that gives less than was asked for', async () => {
    nock(host)
      .get('/api/s/x?skip=0&take=500')
      .reply(200, page(0, 100, 150));
    nock(host)
      .get('/api/s/x?skip=100&take=500')
      .reply(200, page(100, 50, 150));
    expect((await talk().client.pages('s/x')).documents).toHaveLength(150);
  });

  it('do not go on for ever with a server that ignores skip', async () => {
    nock(host)
      .get(/skip=/)
      .times(2)
      .reply(200, page(0, 10, 1000));
    expect((await talk().client.pages('s/x')).documents).toHaveLength(10);
  });
});

describe('The first contact', () => {
  it('tells version and installation', async () => {
    nock(host).get('/api').reply(200, { Application: 'Octopus Deploy', Version: '2026.3.1', InstallationId: 'abc' });
    expect(await talk().client.root()).toEqual({ version: '2026.3.1', installation: 'abc' });
  });

  it.each([
    ['ENOTFOUND', 'is not known'],
    ['ECONNREFUSED', 'refuses connections'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted'],
    ['CERT_HAS_EXPIRED', 'is not trusted'],
  ])('fails at once on %s', async (code, says) => {
    nock(host)
      .get('/api')
      .replyWithError(Object.assign(new Error(code), { code }));
    const { client, events } = talk();
    expect((await failure(client.root())).message).toContain(says);
    expect(events.map(({ kind }) => kind)).not.toContain('waiting');
  });

  it('finds a space by name, trimmed and without regard to case', async () => {
    nock(host)
      .get('/api/spaces/all')
      .times(2)
      .reply(200, [
        { Id: 'Spaces-1', Name: 'Default' },
        { Id: 'Spaces-2', Name: 'Team A' },
      ]);
    expect(await talk().client.findSpace(' team a ')).toEqual({ id: 'Spaces-2', name: 'Team A' });
    await expect(talk().client.findSpace('Nope')).rejects.toThrow('There is no space named "Nope".');
  });
});
