import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.js';
import { octopus } from '../../src/octopus/index.js';
import { instanceUrl } from '../../src/octopus/url.js';
import { failure, host, key, networkError, talk, useNock } from './talk.js';

useNock();

const refused = (act: () => unknown): UsageError => {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('The URL of a server', () => {
  it.each([
    ['https://octopus.example.com/', 'https://octopus.example.com'],
    ['https://octopus.example.com/api', 'https://octopus.example.com'],
    ['https://octopus.example.com/api/', 'https://octopus.example.com'],
    ['https://octopus.example.com/app#/Spaces-1', 'https://octopus.example.com'],
    ['https://octopus.example.com/app/projects?x=1', 'https://octopus.example.com'],
    ['https://example.com/octopus/', 'https://example.com/octopus'],
    ['https://example.com/octopus/api', 'https://example.com/octopus'],
    ['https://example.com/apiary', 'https://example.com/apiary'],
    ['http://127.0.0.1:8065', 'http://127.0.0.1:8065'],
    ['http://127.8.9.10', 'http://127.8.9.10'],
    ['http://[::1]:8065', 'http://[::1]:8065'],
    ['http://localhost:8065/app', 'http://localhost:8065'],
  ])('%s is %s', (given, base) => expect(instanceUrl(given)).toBe(base));

  it.each([
    ['octopus.example.com', 'is not the URL'],
    ['ftp://octopus.example.com', 'is not the URL'],
    ['http://octopus.example.com', 'Plain http'],
    ['http://127.0.0.1.example.com', 'Plain http'],
    ['http://localhost.example.com', 'Plain http'],
    ['https://user:hunter2@octopus.example.com', 'user name or password'],
    ['ftp://user:hunter2@octopus.example.com', 'user name or password'],
    ['user:hunter2@octopus.example.com', 'is not the URL'],
    [key, 'is not the URL'],
  ])('%s is refused', (given, says) => {
    const error = refused(() => instanceUrl(given));
    expect(error.what).toContain(says);
    expect(`${error.what} ${error.where ?? ''} ${error.remedy ?? ''}`).not.toMatch(/hunter2|VERYSECRETKEY/);
  });

  it('may be plain http where that was asked for', () =>
    expect(instanceUrl('http://octopus.lan', { insecureHttp: true })).toBe('http://octopus.lan'));

  it('with a path prefix keeps it in every request', async () => {
    nock('https://example.com').get('/octopus/api/x').reply(200, { Id: 'X-1' });
    const { client, events } = talk({ url: 'https://example.com/octopus/app' });
    expect(await client.get('x')).toEqual({ Id: 'X-1' });
    expect(events).toMatchObject([{ path: '/api/x' }]);
  });
});

describe('The API key', () => {
  it.each([[''], ['API KEY'], ['"API-KEY"\n']])('%j is refused', (apiKey) => {
    expect(refused(() => octopus({ url: host, apiKey })).what).toContain('API key');
  });

  it.each(['GET', 'PUT', 'POST'] as const)('goes with every %s', async (method) => {
    nock(host, { reqheaders: { 'x-octopus-apikey': key, 'user-agent': 'octosync' } })
      .intercept('/api/x', method)
      .reply(200, {});
    const { client } = talk();
    const sends = { GET: () => client.get('x'), PUT: () => client.put('x', {}), POST: () => client.post('x', {}) };
    expect(await sends[method]()).toEqual({});
  });
});

describe('A redirect', () => {
  it.each([
    ['to another origin', 'https://elsewhere.example.com/api/x'],
    ['within the origin', `${host}/api/y`],
    ['without a target', undefined],
  ])('%s is refused, so that the key goes nowhere else', async (_where, location) => {
    const elsewhere = nock('https://elsewhere.example.com').get('/api/x').reply(200, {});
    const other = nock(host).get('/api/y').reply(200, {});
    nock(host)
      .get('/api/x')
      .reply(302, '', location === undefined ? {} : { location });
    const error = await failure(talk().client.get('x'));
    expect(error).toMatchObject({ status: 302, where: `GET ${host}/api/x` });
    expect(error.message).toContain(`redirects to ${location ?? 'another place'}; the API key is not sent there`);
    expect([elsewhere.isDone(), other.isDone()]).toEqual([false, false]);
  });
});

describe('The first contact', () => {
  it('tells version and installation', async () => {
    nock(host).get('/api').reply(200, { Application: 'Octopus Deploy', Version: '2026.3.1', InstallationId: 'abc' });
    expect(await talk().client.root()).toEqual({ version: '2026.3.1', installation: 'abc' });
  });

  it('takes the URL for the installation of a server too old to have an ID', async () => {
    nock(host).get('/api').reply(200, { Version: '2018.11.0' });
    expect(await talk().client.root()).toEqual({ version: '2018.11.0', installation: host });
  });

  it('recognizes what is no Octopus Server', async () => {
    nock(host).get('/api').reply(200, { hello: 'world' });
    expect((await failure(talk().client.root())).message).toContain('not the root document of an Octopus Server');
  });

  it.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'])('fails at once on %s', async (code) => {
    nock(host).get('/api').replyWithError(networkError(code));
    const { client, waits } = talk();
    await failure(client.root());
    expect([client.sent(), waits]).toEqual([1, []]);
  });

  it('waits for a server in maintenance', async () => {
    nock(host).get('/api').reply(503, {});
    nock(host).get('/api').reply(200, { Version: '2026.3.1', InstallationId: 'abc' });
    expect((await talk().client.root()).version).toBe('2026.3.1');
  });
});

describe('A space', () => {
  const serve = (count: number): void => {
    const more = Array.from({ length: count }, (_, index) => ({ Id: `Spaces-${index + 3}`, Name: `S${index}` }));
    nock(host)
      .get('/api/spaces/all')
      .reply(200, [
        { Id: 'Spaces-1', Name: 'Default', Slug: 'default' },
        { Id: 'Spaces-2', Name: 'Team A', Slug: 'team-a' },
        ...more,
      ]);
  };

  it.each([['Team A'], [' team a '], ['Spaces-2'], ['team-a']])('is found as "%s"', async (wanted) => {
    serve(0);
    expect(await talk().client.findSpace(wanted)).toEqual({ id: 'Spaces-2', name: 'Team A' });
  });

  it.each([
    [0, 'The API key sees: "Default", "Team A".'],
    [10, 'The API key sees: "Default", "Team A", "S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7" and 2 more.'],
  ])('that does not exist: the error names those that do (%i more)', async (count, remedy) => {
    serve(count);
    const found = talk().client.findSpace('Nope');
    await expect(found).rejects.toBeInstanceOf(UsageError);
    await expect(found).rejects.toMatchObject({ what: 'There is no space named "Nope".', where: host, remedy });
  });

  it('without any to see: the error points to permissions', async () => {
    nock(host).get('/api/spaces/all').reply(200, []);
    await expect(talk().client.findSpace('Default')).rejects.toMatchObject({
      remedy: expect.stringContaining('permissions') as string,
    });
  });
});
