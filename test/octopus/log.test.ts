import nock from 'nock';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { Secrets } from '../../src/octopus/known-secrets.js';
import { redact } from '../../src/octopus/redact.js';
import { failure, host, key, networkError, talk, useNock } from './talk.js';

useNock();

describe('The log of a request', () => {
  it('has method, path, status, time, attempt and bodies', async () => {
    nock(host).put('/api/x').reply(200, { Id: 'X-1' });
    const { client, events } = talk();
    await client.put('x', { Name: 'A' });
    expect(events).toEqual([
      {
        kind: 'answered',
        method: 'PUT',
        path: '/api/x',
        status: 200,
        ms: expect.any(Number) as number,
        attempt: 1,
        requestBody: { Name: 'A' },
        responseBody: { Id: 'X-1' },
      },
    ]);
  });

  it('has the bodies as JSON lines, redacted', async () => {
    nock(host).post('/api/x').reply(400, { ErrorMessage: 'No.', Password: 'hunter2' });
    const { client, events } = talk();
    await failure(client.post('x', { Password: { HasValue: true, NewValue: 'hunter2' } }));
    expect(JSON.parse(JSON.stringify(events))).toMatchObject([
      {
        requestBody: { Password: { HasValue: true, NewValue: '***' } },
        responseBody: { ErrorMessage: 'No.', Password: '***' },
      },
    ]);
  });

  it('has the beginning of an answer that is no JSON', async () => {
    nock(host)
      .get('/api/x')
      .reply(502, `<html>${'x'.repeat(1000)}`);
    const { client, events } = talk({ retries: 0 });
    await failure(client.get('x'));
    expect(events).toMatchObject([{ responseBody: `<html>${'x'.repeat(494)}` }]);
  });

  it('has what was sent in vain', async () => {
    nock(host).post('/api/x').replyWithError(networkError('ECONNRESET'));
    const { client, events } = talk();
    await failure(client.post('x', { ApiKey: 'hunter2', Name: 'A' }));
    expect(events).toEqual([
      {
        kind: 'failed',
        method: 'POST',
        path: '/api/x',
        why: 'ECONNRESET',
        attempt: 1,
        requestBody: { ApiKey: '***', Name: 'A' },
      },
    ]);
  });
});

describe('Redacted', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['passwords', { Password: 'a', ProxyPassword: 'b' }, { Password: '***', ProxyPassword: '***' }],
    ['keys and tokens', { ApiKey: 'a', Token: 'b', SecretKey: 'c' }, { ApiKey: '***', Token: '***', SecretKey: '***' }],
    ['properties of steps', { 'My.Step.Password': 'a' }, { 'My.Step.Password': '***' }],
    [
      'new values, not whether there is one',
      { HasValue: true, NewValue: 'a', Hint: 'h' },
      { HasValue: true, NewValue: '***', Hint: 'h' },
    ],
    [
      'sensitive variables',
      { Name: 'A', Type: 'Sensitive', Value: 'a' },
      { Name: 'A', Type: 'Sensitive', Value: '***' },
    ],
    ['variables marked sensitive', { IsSensitive: true, Value: 'a' }, { IsSensitive: true, Value: '***' }],
    [
      'defaults of sensitive templates',
      { DefaultValue: 'a', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } },
      { DefaultValue: '***', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } },
    ],
    ['numbers and lists too', { Secrets: ['a', 1, true, null, ''] }, { Secrets: ['***', '***', true, null, ''] }],
    ['the API key anywhere', [`it was ${key}!`, { Note: key }], ['it was ***!', { Note: '***' }]],
  ])('%s', (_what, body, expected) => expect(redact(body, new Secrets([key]))).toEqual(expected));

  it.each<[string, JsonObject]>([
    ['plain variables', { Name: 'A', Type: 'String', IsSensitive: false, Value: 'a' }],
    ['version tokens', { ConcurrencyToken: 'abc', Version: 3 }],
    ['everything else', { Id: 'Projects-1', Description: 'Keeps it', SortOrder: 3, Tags: ['a'] }],
  ])('not %s', (_what, body) => expect(redact(body, new Secrets([key]))).toEqual(body));
});

describe('The API key is in no event and no error', () => {
  it.each<[string, (scope: nock.Interceptor) => nock.Scope]>([
    ['a refusal that repeats it', (get) => get.reply(401, { ErrorMessage: `${key} is not valid.`, Errors: [key] })],
    ['a refusal in plain text that repeats it', (get) => get.reply(500, `Bad key ${key}`)],
    ['a success that repeats it and is no JSON', (get) => get.reply(200, key)],
    [
      'a redirect that repeats it',
      (get) => get.reply(302, '', { location: `https://elsewhere.example.com/?k=${key}` }),
    ],
    ['a limit', (get) => get.reply(429, { ErrorMessage: key })],
    ['a reset', (get) => get.replyWithError(networkError('ECONNRESET'))],
    ['a certificate that is not trusted', (get) => get.replyWithError(networkError('SELF_SIGNED_CERT_IN_CHAIN'))],
  ])('after %s', async (_what, answer) => {
    answer(nock(host).get('/api/x'));
    const { client, events } = talk({ retries: 0 });
    const error = await failure(client.get('x'));
    const everything = inspect([error, events], { depth: Infinity, showHidden: true, getters: true });
    expect(everything + (error.stack ?? '')).not.toContain('VERYSECRETKEY');
  });
});
