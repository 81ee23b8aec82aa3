import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, octosync, octosyncProcess, workFolder, type Ran } from '../e2e/cli.js';
import { listening, startProxy } from './proxy-server.js';
import { startServer } from './server.js';
import { fileWith, makeAuthority, makeCertificate, octopusHost, tlsFront } from './tls-front.js';
import { createServer } from 'node:net';

const password = 'p@ss:word%7';
const inUrl = `ada:${encodeURIComponent(password)}`;
const inHeader = Buffer.from(`ada:${password}`).toString('base64');

/** Takes a snapshot with a log; gives what was printed, and everything that it left on the disk. */
const snapshot = async (
  url: string,
  env: NodeJS.ProcessEnv,
  run: typeof octosync = octosync,
): Promise<Ran & { readonly left: string }> => {
  const cwd = await workFolder();
  const args = ['snapshot', '--url', url, '--out', 'dev', '--log', 'log.jsonl', '--debug'];
  const ran = await run(args, { cwd, env });
  return { ...ran, left: [...(await filesIn(cwd)).values()].join('\n') };
};

const expectNoSecret = ({ stdout, stderr, left }: Ran & { readonly left: string }): void => {
  const told = `${stdout}${stderr}${left}`;
  for (const secret of [password, encodeURIComponent(password), inHeader]) expect(told).not.toContain(secret);
};

describe('A server behind http, through a proxy (rules connect-proxy)', () => {
  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('of %s, also on this machine', async (variable) => {
    const { url, requests } = await startServer();
    const proxy = await startProxy({ to: url });
    const { code, stderr } = await snapshot(url, { [variable]: `http://${proxy.host}` });
    expect(code, stderr).toBe(0);
    expect(proxy.asked).toHaveLength(requests.length);
    expect(new Set(proxy.asked.map((asked) => asked.slice(0, url.length + 4)))).toEqual(new Set([`GET ${url}`]));
  });

  it('that asks for credentials: none of them is told anywhere (rules connect-proxy-secrets)', async () => {
    const { url } = await startServer();
    const proxy = await startProxy({ to: url, credentials: `ada:${password}` });
    const ran = await snapshot(url, { HTTP_PROXY: `http://${inUrl}@${proxy.host}` });
    expect(ran.code, ran.stderr).toBe(0);
    expectNoSecret(ran);
  });

  it.each([
    ['no credentials', '', 'asks for a user and password'],
    ['wrong ones', 'ada:wrong-one@', 'refuses the user and password that it was given'],
  ])('that is given %s: the error says so', async (_what, given, says) => {
    const { url, requests } = await startServer();
    const proxy = await startProxy({ to: url, credentials: `ada:${password}` });
    const ran = await snapshot(url, { HTTP_PROXY: `http://${given}${proxy.host}` });
    expect(ran.stderr).toContain(`The proxy ${proxy.host} ${says} (status 407).`);
    expect(ran.stderr).toContain('Put them into HTTP_PROXY');
    expect(`${ran.stderr}${ran.left}`).not.toContain('wrong-one');
    expect([ran.code, requests, proxy.asked.length]).toEqual([1, [], 1]);
  });

  it('that is down: the server is not asked another way', async () => {
    const { url, requests } = await startServer();
    const { code, stderr } = await snapshot(url, { HTTP_PROXY: `http://${inUrl}@${await closedPort()}` });
    expect(stderr).toMatch(/^Error: The proxy 127\.0\.0\.1:\d+ refuses connections\./);
    expect(stderr).toContain('Check HTTP_PROXY and that the proxy runs: there is no other way to the server.');
    expect([code, requests]).toEqual([1, []]);
  });

  it('on another machine would send the key in clear: it is refused', async () => {
    const { url, requests } = await startServer();
    const { code, stderr } = await snapshot(url, { HTTP_PROXY: `http://${inUrl}@proxy.example.com:3128` });
    expect(stderr).toContain(
      'Plain http through the proxy proxy.example.com:3128 would send the API key in clear over the network.',
    );
    expect(stderr).toContain(`Add ${new URL(url).host} to NO_PROXY`);
    expect([code, requests]).toEqual([1, []]);
  });
});

/** A server behind TLS, and what makes a process trust it. */
const startTlsServer = async () => {
  const server = await startServer();
  const ca = await makeAuthority();
  const port = await tlsFront(server.url, await makeCertificate(ca));
  return { ...server, at: `https://127.0.0.1:${port}`, env: { NODE_EXTRA_CA_CERTS: await fileWith(ca.cert) } };
};

describe('A server behind https, through a proxy (rules connect-proxy)', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('of %s: by CONNECT, which shows it no key', async (variable) => {
    const { at, env, requests } = await startTlsServer();
    const proxy = await startProxy({ to: at, credentials: `ada:${password}` });
    const url = `https://${octopusHost}`;
    const ran = await snapshot(url, { ...env, DEBUG: '*', [variable]: `${inUrl}@${proxy.host}` }, octosyncProcess);
    expect(ran.code, ran.stderr).toBe(0);
    expectNoSecret(ran);
    expect(requests.length).toBeGreaterThan(0);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${octopusHost}:443`]));
    // Connections are kept: not each request opens one.
    expect(proxy.asked.length).toBeLessThan(requests.length);
    expect(proxy.seen.join()).not.toContain('API-SANDBOX');
  });

  it.each([
    ['no credentials', '', {}, 'asks for a user and password (status 407).', 'Put them into HTTPS_PROXY'],
    ['wrong ones', 'ada:wrong-one@', {}, 'refuses the user and password that it was given (status 407).', ''],
    [
      'a server it bars',
      `${inUrl}@`,
      { refuses: 403 },
      'lets nothing through to octopus.example.com (status 403).',
      '',
    ],
  ])('that is given %s: the error says so, once', async (_what, given, behaviour, says, remedy) => {
    const { at, requests } = await startTlsServer();
    const proxy = await startProxy({ to: at, credentials: `ada:${password}`, ...behaviour });
    const ran = await snapshot(`https://${octopusHost}`, { HTTPS_PROXY: `http://${given}${proxy.host}` });
    expect(ran.stderr).toContain(`The proxy ${proxy.host} ${says}`);
    expect(ran.stderr).toContain(remedy);
    expect(`${ran.stderr}${ran.left}`).not.toContain('wrong-one');
    expectNoSecret(ran);
    expect([ran.code, requests, proxy.asked.length]).toEqual([1, [], 1]);
  });

  it('that is down: the server is not asked another way', async () => {
    const { at, requests } = await startTlsServer();
    const { code, stderr } = await snapshot(at, { HTTPS_PROXY: `http://${inUrl}@${await closedPort()}` });
    expect(stderr).toMatch(/^Error: The proxy 127\.0\.0\.1:\d+ refuses connections\./);
    expect([code, requests]).toEqual([1, []]);
  });

  it.each([
    ['HTTPS_PROXY', {}],
    ['https_proxy', { HTTPS_PROXY: 'http://127.0.0.1:9' }],
    ['ALL_PROXY', { HTTPS_PROXY: '' }],
    ['all_proxy', {}],
  ])('of %s: the error names the variable that counts', async (variable, more) => {
    const env = { ...more, [variable]: `http://${await closedPort()}` };
    const { stderr } = await snapshot(`https://${octopusHost}`, env);
    expect(stderr).toContain(`Check ${variable} and that the proxy runs`);
  });

  it.each(['8123#wxyz', '8123/wxyz', '8123?wxyz'])(
    'whose password %s is not encoded: nothing of it is told (rules connect-proxy-secrets)',
    async (given) => {
      const ran = await snapshot(`https://${octopusHost}`, { HTTPS_PROXY: `http://ada:${given}@127.0.0.1:9` });
      expect(ran.stderr).toContain('HTTPS_PROXY is not the URL of a proxy that octosync can use.');
      expect(ran.stderr).toContain('percent-encoded');
      expect(`${ran.stderr}${ran.left}`).not.toMatch(/ada|8123|wxyz/);
    },
  );

  it('that hangs up: the error names it', async () => {
    const rude = await listening(createServer((socket) => socket.destroy()));
    const { stderr } = await snapshot(`https://${octopusHost}`, { HTTPS_PROXY: `http://127.0.0.1:${rude}` });
    expect(stderr).toContain(`The connection to the proxy 127.0.0.1:${rude} failed`);
  });

  it('whose certificate nobody knows is told as the server’s own fault, not the proxy’s', async () => {
    const { at } = await startTlsServer();
    const proxy = await startProxy({ to: at });
    const { stderr } = await snapshot(`https://${octopusHost}`, { HTTPS_PROXY: `http://${proxy.host}` });
    expect(stderr).toContain('The certificate of octopus.example.com is not trusted');
  });
});

describe('NO_PROXY (rules connect-proxy)', () => {
  const hostOf = (url: string): string => new URL(url).host;

  it.each([
    ['the host', () => '127.0.0.1'],
    ['host and port', hostOf],
    ['everything', () => '*'],
    ['several', (url: string) => `intranet.example.com, ${hostOf(url)}`],
  ])('names %s: the server is asked directly', async (_what, noProxy) => {
    const { url, requests } = await startServer();
    const proxy = await startProxy({ to: url });
    const env = { HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: noProxy(url) };
    const { code, stderr } = await snapshot(url, env);
    expect(code, stderr).toBe(0);
    expect([proxy.asked, requests.length > 0]).toEqual([[], true]);
  });

  it.each(['127.0.0.1:1', '.example.com', '7.0.0.1'])('names another (%s): the proxy is asked', async (noProxy) => {
    const { url } = await startServer();
    const proxy = await startProxy({ to: url });
    await snapshot(url, { HTTP_PROXY: `http://${proxy.host}`, no_proxy: noProxy });
    expect(proxy.asked.length).toBeGreaterThan(0);
  });
});

describe('The proxy of an instance (rules connect-proxy)', () => {
  const asConfigured = async (keys: string, url: string, env: NodeJS.ProcessEnv): Promise<Ran> => {
    const cwd = await workFolder();
    await writeFile(join(cwd, 'octosync.yml'), `instances:\n  dev: { url: "${url}", ${keys} }\n`);
    return octosync(['snapshot', 'dev'], { cwd, env });
  };

  it('wins over the environment, NO_PROXY among it', async () => {
    const { url } = await startServer();
    const [own, other] = [await startProxy({ to: url }), await startProxy({ to: url })];
    const env = { HTTP_PROXY: `http://${other.host}`, NO_PROXY: '*' };
    const { code, stderr } = await asConfigured(`proxy: "http://${own.host}"`, url, env);
    expect(code, stderr).toBe(0);
    expect([own.asked.length > 0, other.asked]).toEqual([true, []]);
  });

  it('may be none', async () => {
    const { url } = await startServer();
    const other = await startProxy({ to: url });
    const { code, stderr } = await asConfigured('proxy: none', url, { HTTP_PROXY: `http://${other.host}` });
    expect(code, stderr).toBe(0);
    expect(other.asked).toEqual([]);
  });

  it('is in a variable where it has a password', async () => {
    const { url } = await startServer();
    const proxy = await startProxy({ to: url, credentials: `ada:${password}` });
    const env = { DEV_PROXY: `http://${inUrl}@${proxy.host}` };
    const { code, stderr } = await asConfigured('proxy: none, proxyEnv: DEV_PROXY', url, env);
    expect(code, stderr).toBe(0);
    expect(proxy.asked.length).toBeGreaterThan(0);
  });

  it.each([
    ['proxyEnv: DEV_PROXY', {}, 'The environment variable DEV_PROXY holds no proxy.'],
    ['proxyEnv: DEV_PROXY', { DEV_PROXY: 'socks5://ada:hunter22@x' }, 'DEV_PROXY is not the URL of a proxy'],
    ['proxy: "http://ada:hunter22@proxy:3128"', {}, 'proxy holds a user or a password.'],
    ['proxy: socks5://hunter22', {}, 'proxy is no URL of a proxy.'],
  ])('%s with %j is refused, and nothing of it is repeated', async (keys, env, says) => {
    const { code, stderr } = await asConfigured(keys, 'http://127.0.0.1:9', env);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('hunter22');
    expect(code).toBe(1);
  });
});

describe('What octosync runs itself', () => {
  it('is reached without a proxy: demo and rehearse touch no other machine', async () => {
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };
    const { code, stderr } = await octosync(['demo', '--json'], { cwd: await workFolder(), env });
    expect(code, stderr).toBe(0);
  });
});

/** Host and port of this machine where nobody listens. */
const closedPort = async (): Promise<string> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port)),
  );
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
};
