import { createHash, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { JsonObject } from '../../../model/json.js';
import { badRequest } from '../refusal.js';

/** Opens base64 of PEM or DER; undefined for what holds its certificate locked: PKCS#12. */
export const opened = (base64: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
};

/** Opens a PKCS#12 container, as TLS does; undefined where the password is another, or where it is none. */
const unlocked = (bytes: Buffer, password: string): X509Certificate | undefined => {
  try {
    const { context } = createSecureContext({ pfx: bytes, passphrase: password }) as unknown as Opened;
    return new X509Certificate(context.getCertificate());
  } catch {
    return undefined;
  }
};

/** What node's own TLS asks a context for. */
interface Opened {
  readonly context: { readonly getCertificate: () => Buffer };
}

/**
 * What a server reads from the content of a certificate, by its password if that is locked. Throws a 400 for text that is not
 * base64.
 */
export const factsOf = (base64: string, password: string): JsonObject => {
  const compact = base64.replaceAll(/\s/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    throw badRequest('CertificateData is no certificate: it must be base64 of PEM, DER or PKCS#12.');
  const bytes = Buffer.from(compact, 'base64');
  const isPem = bytes.includes('-----BEGIN');
  const open = opened(compact);
  const certificate = open ?? unlocked(bytes, password);
  if (!certificate)
    return { ...unknownFacts, Thumbprint: createHash('sha1').update(bytes).digest('hex').toUpperCase() };
  return {
    ...unknownFacts,
    ...(open && {
      CertificateDataFormat: isPem ? 'Pem' : 'Der',
      HasPrivateKey: isPem && bytes.includes('PRIVATE KEY-----'),
    }),
    Thumbprint: certificate.fingerprint.replaceAll(':', ''),
    SerialNumber: certificate.serialNumber,
    SubjectAlternativeNames: certificate.subjectAltName?.split(', ') ?? [],
    ...namesOf('Subject', certificate.subject),
    ...namesOf('Issuer', certificate.issuer),
    SelfSigned: certificate.subject === certificate.issuer,
    NotBefore: new Date(certificate.validFrom).toISOString(),
    NotAfter: new Date(certificate.validTo).toISOString(),
    IsExpired: new Date(certificate.validTo) < new Date(),
  };
};

/** What is said of a container that does not open. A server has dates of every certificate. */
const unknownFacts: JsonObject = {
  CertificateDataFormat: 'Pkcs12',
  HasPrivateKey: true,
  SerialNumber: null,
  SubjectAlternativeNames: [],
  SubjectCommonName: null,
  SubjectOrganization: null,
  SubjectDistinguishedName: null,
  IssuerCommonName: null,
  IssuerOrganization: null,
  IssuerDistinguishedName: null,
  SignatureAlgorithmName: null,
  CertificateChain: [],
  SelfSigned: false,
  NotBefore: '0001-01-01T00:00:00.000Z',
  NotAfter: '9999-12-31T23:59:59.000Z',
  IsExpired: false,
  // Of X.509; the client takes no null here.
  Version: 3,
};

/** `CN=…` and `O=…` of a distinguished name, which node writes one part a line. */
const namesOf = (whose: 'Subject' | 'Issuer', lines: string | undefined): JsonObject => {
  const parts = (lines ?? '').split('\n');
  const part = (key: string): string | null =>
    parts.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
  return {
    [`${whose}DistinguishedName`]: parts.join(', '),
    [`${whose}CommonName`]: part('CN'),
    [`${whose}Organization`]: part('O'),
  };
};
