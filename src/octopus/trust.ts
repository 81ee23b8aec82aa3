import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { UsageError } from '../model/errors.js';

/** Files, in PEM, about whom to trust and as whom to come. */
export interface TlsFiles {
  /** Certification authorities beside those that Node trusts. */
  readonly caFile?: string | undefined;
  /** The certificate that this client shows, and the private key to it: both or none. */
  readonly clientCertFile?: string | undefined;
  readonly clientKeyFile?: string | undefined;
}

/** What TLS connections are made with; undefined: as Node does it. */
export interface Trust {
  readonly server: tls.SecureContext | undefined;
  /** To a proxy that speaks TLS: no certificate of the client is shown to it. */
  readonly proxy: tls.SecureContext | undefined;
}

/** Reads the files (rules connect-trust). Throws UsageError for one that cannot be read, or is not what it should be. */
export const trustIn = ({ caFile, clientCertFile, clientKeyFile }: TlsFiles): Trust => {
  const ca = caFile === undefined ? undefined : [...usualAuthorities(), ...certificatesIn(caFile, 'caFile')];
  const proxy = ca && tls.createSecureContext({ ca });
  if (clientCertFile === undefined && clientKeyFile === undefined) return { server: proxy, proxy };
  if (clientCertFile === undefined || clientKeyFile === undefined)
    throw new UsageError({
      what: `There is a client ${clientKeyFile === undefined ? 'certificate without its key' : 'key without its certificate'}.`,
      remedy:
        'Name both: --client-cert-file and --client-key-file, or clientCertFile and clientKeyFile of the instance.',
    });
  const cert = certificatesIn(clientCertFile, 'clientCertFile').join('\n');
  const key = textOf(clientKeyFile, 'clientKeyFile');
  try {
    return { server: tls.createSecureContext({ ...(ca && { ca }), cert, key }), proxy };
  } catch {
    throw new UsageError({
      what: 'The file holds no private key that belongs to the client certificate.',
      where: clientKeyFile,
      remedy: `It must be the key to ${clientCertFile}, in PEM and without a passphrase.`,
    });
  }
};

/** Node 22.15 and later say whom they trust, NODE_EXTRA_CA_CERTS among them. */
const usualAuthorities = (): readonly string[] => {
  const ofNode: typeof tls & { readonly getCACertificates?: (of: 'default') => readonly string[] } = tls;
  if (ofNode.getCACertificates) return ofNode.getCACertificates('default');
  const extra = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
  return [...tls.rootCertificates, ...(extra === '' ? [] : certificatesIn(extra, 'NODE_EXTRA_CA_CERTS'))];
};

type Called = keyof TlsFiles | 'NODE_EXTRA_CA_CERTS';

const certificatesIn = (file: string, called: Called): readonly string[] => {
  const blocks = textOf(file, called).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > 0 && blocks.every(isCertificate)) return blocks;
  throw new UsageError({
    what: `${blocks.length === 0 ? 'The file holds no certificate in PEM' : 'A certificate in the file is broken'} (${called}).`,
    where: file,
    remedy: 'It must hold blocks that begin with -----BEGIN CERTIFICATE-----.',
  });
};

const isCertificate = (block: string): boolean => {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
};

const textOf = (file: string, called: Called): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError({
      what: `The file cannot be read (${called}).`,
      where: file,
      remedy: 'Check its path and permissions; paths of an instance are relative to the configuration.',
    });
  }
};
