import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureVersion } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { octosync, octosyncProcess, workFolder, type Ran } from '../e2e/cli.js';
import { startProxy } from './proxy-server.js';
import { startServer } from './server.js';
import { fileWith, makeAuthority, makeCertificate, octopusHost, tlsFront } from './tls-front.js';

interface TlsWish {
  readonly requestCert?: boolean;
  readonly maxVersion?: SecureVersion;
}

/** A server behind TLS that wants, or does not want, a client certificate of its own CA; and files about that. */
const tlsServer = async ({ requestCert = false, maxVersion = 'TLSv1.3' }: TlsWish = {}) => {
  const { url } = await startServer();
  const ca = await makeAuthority();
  const client = await makeCertificate(ca, 'octosync');
  const port = await tlsFront(url, { ...(await makeCertificate(ca)), ca: ca.cert, requestCert, maxVersion });
  const [caFile, cert, key] = [await fileWith(ca.cert), await fileWith(client.cert), await fileWith(client.key)];
  return {
    url: `https://localhost:${port}`,
    caFile,
    cert,
    key,
    pair: ['--client-cert-file', cert, '--client-key-file', key],
  };
};

const snapshot = async (url: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  octosync(['snapshot', '--url', url, '--out', 'dev', ...args], { cwd: await workFolder(), env });

describe('A server whose CA Node does not know (rules connect-trust)', () => {
  it('is refused, with the remedy', async () => {
    const { url } = await tlsServer();
    const { code, stderr } = await snapshot(url);
    expect(stderr).toMatch(/The certificate of localhost:\d+ is not trusted \(\w+\)\. .* with --ca-file \(caFile of/);
    expect(code).toBe(1);
  });

  it('is trusted by --ca-file', async () => {
    const { url, caFile } = await tlsServer();
    const { code, stderr } = await snapshot(url, ['--ca-file', caFile]);
    expect(code, stderr).toBe(0);
  });

  it('is trusted by --ca-file through a proxy', async () => {
    const { url, caFile } = await tlsServer();
    const proxy = await startProxy({ to: url });
    const env = { HTTPS_PROXY: `http://${proxy.host}` };
    const { code, stderr } = await snapshot(`https://${octopusHost}`, ['--ca-file', caFile], env);
    expect(code, stderr).toBe(0);
    expect(proxy.asked.length).toBeGreaterThan(0);
  });

  it('is trusted by NODE_EXTRA_CA_CERTS, also beside the file of another CA', async () => {
    const { url, caFile } = await tlsServer();
    const other = await fileWith((await makeAuthority('Other CA')).cert);
    const args = ['snapshot', '--url', url, '--out', 'dev', '--ca-file', other];
    const { code, stderr } = await octosyncProcess(args, {
      cwd: await workFolder(),
      env: { NODE_EXTRA_CA_CERTS: caFile },
    });
    expect(code, stderr).toBe(0);
    expect((await snapshot(url, ['--ca-file', other])).code).toBe(1);
  });

  it('is trusted by caFile of the instance, relative to the configuration', async () => {
    const { url, caFile, cert, key } = await tlsServer({ requestCert: true });
    const cwd = await workFolder();
    const files = `caFile: ${caFile}, clientCertFile: ${cert}, clientKeyFile: client.key`;
    await writeFile(join(cwd, 'octosync.yml'), `instances:\n  dev: { url: "${url}", ${files} }\n`);
    const missing = await octosync(['snapshot', 'dev'], { cwd });
    expect(missing.stderr).toContain(`The file cannot be read (clientKeyFile). [${join(cwd, 'client.key')}]`);
    await writeFile(join(cwd, 'client.key'), await readFile(key));
    const { code, stderr } = await octosync(['snapshot', 'dev'], { cwd });
    expect(code, stderr).toBe(0);
  });

  it.each([
    ['that is not there', () => Promise.resolve('nowhere.pem'), 'The file cannot be read (caFile). [nowhere.pem]'],
    ['that is no PEM', () => fileWith('x'), 'The file holds no certificate in PEM (caFile).'],
    [
      'with a broken certificate',
      () => fileWith('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
      'A certificate in the file is broken (caFile).',
    ],
  ])('of a CA file %s: the error names it', async (_what, file, says) => {
    const { code, stderr } = await snapshot('https://localhost:9', ['--ca-file', await file()]);
    expect(stderr).toContain(says);
    expect(code).toBe(1);
  });

  it('cannot be trusted blindly', async () => {
    const { stderr } = await snapshot('https://localhost:9', ['--insecure-tls']);
    expect(stderr).toContain('snapshot has no option --insecure-tls.');
  });
});

describe('A server that wants a client certificate (rules connect-trust)', () => {
  it('gets it', async () => {
    const { url, caFile, pair } = await tlsServer({ requestCert: true });
    const { code, stderr } = await snapshot(url, ['--ca-file', caFile, ...pair]);
    expect(code, stderr).toBe(0);
  });

  it('and gets none: the error says what to name', async () => {
    // By TLS 1.3 the refusal may be lost with the connection.
    const { url, caFile } = await tlsServer({ requestCert: true, maxVersion: 'TLSv1.2' });
    const { code, stderr } = await snapshot(url, ['--ca-file', caFile]);
    expect(stderr).toContain('wants a client certificate, and got none that it accepts');
    expect(stderr).toContain('--client-cert-file and --client-key-file');
    expect(code).toBe(1);
  });

  it.each([
    ['without its key', (pair: readonly string[]) => pair.slice(0, 2), 'a client certificate without its key.'],
    ['without the certificate', (pair: readonly string[]) => pair.slice(2), 'a client key without its certificate.'],
  ])('%s is half a pair', async (_what, part, says) => {
    const { url, pair } = await tlsServer();
    expect((await snapshot(url, part(pair))).stderr).toContain(says);
  });

  it('by a key to another certificate is refused', async () => {
    const { url, cert } = await tlsServer();
    const other = await fileWith((await makeCertificate(await makeAuthority())).key);
    const { stderr } = await snapshot(url, ['--client-cert-file', cert, '--client-key-file', other]);
    expect(stderr).toContain(`The file holds no private key that belongs to the client certificate. [${other}]`);
  });
});
