import { generate } from 'selfsigned';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { workFolder } from '../e2e/cli.js';
import { listening } from './proxy-server.js';

interface Pem {
  readonly key: string;
  readonly cert: string;
}

/** A host name that leads nowhere, and that the certificates of these tests are for. */
export const octopusHost = 'octopus.example.com';

const names = [
  { type: 2, value: 'localhost' },
  { type: 2, value: octopusHost },
  { type: 7, ip: '127.0.0.1' },
] as const;

/** A certification authority of the test's own. */
export const makeAuthority = (name = 'Test CA'): Promise<Pem> =>
  make(name, {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });

/** A certificate that an authority has signed: of a server, or of a client. */
export const makeCertificate = (ca: Pem, name = 'localhost'): Promise<Pem> =>
  make(name, {
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [...names] },
    ],
  });

const make = async (value: string, options: Parameters<typeof generate>[1]): Promise<Pem> => {
  const how = { algorithm: 'sha256', keyType: 'ec', ...options } as const;
  const { private: key, cert } = await generate([{ name: 'commonName', value }], how);
  return { key, cert };
};

/** Serves by TLS what a server on this machine serves in clear; gives the port. */
export const tlsFront = (url: string, options: TlsOptions): Promise<number> => {
  const { hostname, port } = new URL(url);
  const server = createServer(options, (near) => {
    const far = connect({ host: hostname, port: Number(port) });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => [near, far].forEach((one) => one.destroy()));
  });
  // A client that trusts nobody, or that nobody trusts, is no failure of the server.
  server.on('tlsClientError', () => undefined);
  return listening(server);
};

/** A file in a folder that is gone after the test. */
export const fileWith = async (text: string, name = 'file.pem'): Promise<string> => {
  const file = join(await workFolder(), name);
  await writeFile(file, text);
  return file;
};
