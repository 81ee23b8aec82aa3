import { createHash, X509Certificate } from 'node:crypto';
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

/** What a server reads from the content of a certificate. Throws a 400 for text that is not base64. */
export const factsOf = (base64: string): JsonObject => {
  const compact = base64.replaceAll(/\s/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    throw badRequest('CertificateData is no certificate: it must be base64 of PEM, DER or PKCS#12.');
  const bytes = Buffer.from(compact, 'base64');
  const isPem = bytes.includes('-----BEGIN');
  const certificate = opened(compact);
  if (!certificate)
    return { ...unknownFacts, Thumbprint: createHash('sha1').update(bytes).digest('hex').toUpperCase() };
  return {
    ...unknownFacts,
    CertificateDataFormat: isPem ? 'Pem' : 'Der',
    HasPrivateKey: isPem && bytes.includes('PRIVATE KEY-----'),
    Thumbprint: certificate.fingerprint.replaceAll(':', ''),
    SerialNumber: certificate.serialNumber,
    SubjectAlternativeNames: certificate.subjectAltName?.split(', ') ?? [],
    ...namesOf('Subject', certificate.subject),
    ...namesOf('Issuer', certificate.issuer),
    SelfSigned: certificate.subject === certificate.issuer,
    NotBefore: new Date(certificate.validFrom).toISOString(),
    NotAfter: new Date(certificate.validTo).toISOString(),
    IsExpired: new Date(certificate.validTo) < new Date(),
    Version: 3,
  };
};

/** What is said of a container that only its password opens. */
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
  NotBefore: null,
  NotAfter: null,
  IsExpired: false,
  Version: null,
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
