import nock from 'nock';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { failure, host, networkError, send, talk, useNock } from './talk.js';

useNock();

describe('A refusal says what the server says', () => {
  it.each([
    [400, { ErrorMessage: 'There was a problem.', Errors: ['Name is taken.'] }, 'There was a problem. Name is taken.'],
    [400, { ErrorMessage: 'Twice.', Errors: ['Twice.', ' '] }, 'Twice.'],
    [
      400,
      { ErrorMessage: "Could not clone 'https://ada:hush@git.example.com/shop.git' for a@example.com." },
      "Could not clone 'https://git.example.com/shop.git' for a@example.com.",
    ],
    [400, { ErrorMessage: 'Bad.', Errors: [{ ErrorMessage: 'Name is empty.' }] }, 'Bad. Name is empty.'],
    [400, { title: 'Invalid.', Errors: { Name: ['Too long.'], Slug: ['Taken.'] } }, 'Invalid. Too long. Taken.'],
    [401, { ErrorMessage: 'You must be logged in.' }, 'You must be logged in.'],
    [403, { ErrorMessage: 'You need ProjectView.' }, 'You need ProjectView.'],
    [409, { ErrorMessage: 'Somebody else\n  saved it.' }, 'Somebody else saved it.'],
    [500, 'Out of\r\ncheese', 'Out of cheese'],
    [500, '"Out of cheese"', 'Out of cheese'],
    [500, 'x'.repeat(1000), `${'x'.repeat(300)}…`],
  ])('%i %j', async (status, body, says) => {
    nock(host).get('/api/x').reply(status, body);
    const error = await failure(talk().client.get('x'));
    expect(error).toMatchObject({
      message: `The server answered ${status}: ${says}`,
      status,
      where: `GET ${host}/api/x`,
    });
    expect(error.messages.join(' ')).toBe(says);
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<html>not found</html>'],
    ['JSON without a message', '{}'],
    ['a list', '[1]'],
  ])('and no more than the status where it says %s', async (_what, body) => {
    nock(host).get('/api/x').reply(404, body);
    expect(await failure(talk().client.get('x'))).toMatchObject({ message: 'The server answered 404.', messages: [] });
  });

  it.each([
    [401, 'environment variable'],
    [403, 'permission'],
    [404, 'URL'],
    [405, 'version'],
    [409, 'new snapshot'],
    [429, 'limits requests'],
    [500, 'look at its log'],
    [400, 'Read what the server says'],
  ])('and what to do about %i', async (status, says) => {
    nock(host).get('/api/x').reply(status, {});
    expect((await failure(talk({ retries: 0 }).client.get('x'))).remedy).toContain(says);
  });
});

describe('A success that is none', () => {
  it.each([
    ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'is a web page'],
    ['JSON that was cut off', '{"Items": [', 'cut off'],
    ['a list', '[]', 'not a document'],
    ['nothing', '', 'not a document'],
  ])('%s instead of a document', async (_what, body, says) => {
    nock(host).get('/api/x').reply(200, body);
    const error = await failure(talk().client.get('x'));
    expect(error.message).toContain(says);
    expect(error.status).toBe(200);
  });

  it('an object instead of a list', async () => {
    nock(host).get('/api/x').reply(200, {});
    expect((await failure(talk().client.array('x'))).message).toContain('not a list');
  });

  it.each(['PUT', 'POST'] as const)('but %s may be answered with nothing', async (method) => {
    nock(host).intercept('/api/x', method).reply(200, '');
    expect(await send(talk().client, method)).toEqual({});
  });
});

describe('No answer', () => {
  it.each([
    ['ENOTFOUND', 'octopus.example.com is not known', 'Check the URL'],
    ['EAI_AGAIN', 'octopus.example.com is not known', 'Check the URL'],
    ['ECONNREFUSED', 'octopus.example.com refuses connections', 'port'],
    ['ETIMEDOUT', 'octopus.example.com did not answer in time', 'network'],
    ['EHOSTUNREACH', 'no way to octopus.example.com', 'VPN'],
    ['ECONNRESET', 'octopus.example.com failed (ECONNRESET)', 'try again'],
    ['EPROTO', 'octopus.example.com does not speak https', 'port'],
    ['CERT_HAS_EXPIRED', 'certificate of octopus.example.com has expired', 'Renew'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another host name', 'host name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted (SELF_SIGNED_CERT_IN_CHAIN)', 'NODE_EXTRA_CA_CERTS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is not trusted', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'is not trusted', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'is not trusted', 'NODE_EXTRA_CA_CERTS'],
  ])('%s', async (code, says, remedy) => {
    nock(host).get('/api/x').replyWithError(networkError(code));
    const error = await failure(talk({ retries: 0 }).client.get('x'));
    expect(error.message).toContain(says);
    expect(error.remedy).toContain(remedy);
    expect(error).toMatchObject({ where: `GET ${host}/api/x`, status: undefined });
  });
});

describe('A real server on this machine', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const serve = async (answer: RequestListener): Promise<string> => {
    nock.enableNetConnect('127.0.0.1');
    const started = createServer(answer);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  };

  it('that hangs up in the middle of an answer is asked again', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      if (asked > 1) return response.end('{"Id": "X-1"}');
      response.writeHead(200, { 'content-length': 1000 });
      return response.write('{"Id":', () => response.destroy());
    });
    const { client, waits } = talk({ url });
    expect(await client.get('x')).toEqual({ Id: 'X-1' });
    expect(waits).toHaveLength(1);
  });

  it('that says nothing is given up after the timeout', async () => {
    const url = await serve(() => undefined);
    const { client } = talk({ url, timeout: 20, retries: 1 });
    expect((await failure(client.get('x'))).message).toContain('did not answer in time');
    expect(client.sent()).toBe(2);
  });

  it('that is not there', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    const { client } = talk({ url });
    expect((await failure(client.root())).message).toContain('refuses connections');
  });
});
