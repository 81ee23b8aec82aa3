import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSnapshot, takeSnapshot, UsageError, type Server } from '../../src/library/index.js';
import { startProxy } from '../connect/proxy-server.js';
import { startServer } from '../connect/server.js';
import { fileWith, makeAuthority, makeCertificate, octopusHost, tlsFront } from '../connect/tls-front.js';
import { filesIn, workFolder } from '../e2e/cli.js';

/* How the library reaches a server: as the commands do, in the words of an instance of octosync.yml. */

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJsaWIifQ.c2lnbmF0dXJl';
const apiKey = 'API-SANDBOX';
const password = 'p4ss-of-the-proxy';

/** Takes a snapshot of a server; gives all that it left on the disk. */
const taken = async (server: Server): Promise<string> => {
  const folder = join(await workFolder(), 'here');
  await takeSnapshot(server, folder);
  expect((await readSnapshot(folder)).identity.space).toBe('Default');
  return [...(await filesIn(folder)).values()].join('\n');
};

const messageOf = async (server: Server): Promise<string> =>
  taken(server).then(
    () => 'It was taken.',
    (error: unknown) => (error instanceof Error ? `${error.name} ${error.message}` : String(error)),
  );

/** A server behind TLS, with a CA that Node does not know, which wants a client certificate of that CA. */
const behindTls = async () => {
  const { url } = await startServer();
  const ca = await makeAuthority();
  const client = await makeCertificate(ca, 'octosync');
  const port = await tlsFront(url, { ...(await makeCertificate(ca)), ca: ca.cert, requestCert: true });
  const files = { caFile: await fileWith(ca.cert), clientCertFile: await fileWith(client.cert) };
  return { url: `https://localhost:${port}`, ...files, clientKeyFile: await fileWith(client.key) };
};

describe('A server of the library', () => {
  it('is signed in to with an access token, sent as Bearer and without a key (rules connect-token)', async () => {
    const { url } = await startServer(token);
    const proxy = await startProxy({ to: url });
    const left = await taken({ url, accessToken: token, proxy: `http://${proxy.host}` });
    expect(proxy.seen).toContain(`Bearer ${token}`);
    expect(proxy.seen.join().toLowerCase()).not.toContain('x-octopus-apikey');
    expect(left).not.toContain(token);
  });

  it('is reached by CONNECT through a proxy with credentials, with its CA and a client certificate (rules connect-proxy, connect-trust)', async () => {
    const { url, ...files } = await behindTls();
    const proxy = await startProxy({ to: url, credentials: `ada:${password}` });
    const left = await taken({
      ...{ url: `https://${octopusHost}`, apiKey, ...files },
      proxy: `http://ada:${password}@${proxy.host}`,
    });
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${octopusHost}:443`]));
    expect(left).not.toContain(password);
  });

  it('is reached straight where the proxy is none', async () => {
    const { url, ...files } = await behindTls();
    await expect(taken({ url, apiKey, ...files, proxy: 'none' })).resolves.toContain('Default');
  });

  it('is never asked another way where the proxy refuses; the error repeats no password (rules connect-proxy-secrets)', async () => {
    const { url, requests } = await startServer();
    const proxy = await startProxy({ to: url, credentials: 'ada:another' });
    const said = await messageOf({ url, apiKey, proxy: `http://ada:${password}@${proxy.host}` });
    expect(said).toContain('refuses the user and password that it was given');
    expect(said).not.toContain(password);
    expect(requests).toEqual([]);
  });

  it('is not trusted without the file of its CA', async () => {
    const { url } = await behindTls();
    expect(await messageOf({ url, apiKey, proxy: 'none' })).toMatch(/The certificate of localhost:\d+ is not trusted/);
  });

  it.each<readonly [string, object, string]>([
    ['a key and a token', { apiKey, accessToken: token }, 'There are an API key and an access token'],
    ['neither', {}, 'The API key is empty'],
    ['an empty token', { accessToken: '' }, 'The access token is empty'],
    ['a client certificate without its key', { apiKey, clientCertFile: 'cert.pem' }, 'certificate without its key'],
    ['a file of a CA that is not there', { apiKey, caFile: 'none-such.pem' }, 'caFile'],
    ['a proxy that is none', { apiKey, proxy: 'ftp://proxy.example.com' }, 'proxy of the server is not the URL'],
  ])('is refused with %s, before any request', async (_case, given, says) => {
    const { url, requests } = await startServer();
    const refused = takeSnapshot({ url, ...given } as Server, join(await workFolder(), 'here'));
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(says);
    expect(requests).toEqual([]);
  });
});
