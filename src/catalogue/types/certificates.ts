import { restrictions } from '../fields/restrictions.js';
import type { ResourceType } from '../vocabulary.js';
import { plain, readOnly, suppliedSecret } from '../words.js';

/**
 * Certificates (octopus-api certificates). The server derives everything but name, notes and restrictions from the
 * data, which it gives nobody without a permission of its own: a person supplies it. Archived ones may share a name
 * with others; new data goes by a route of its own (rules existing-certificate).
 */
export const certificates: ResourceType = {
  name: 'certificates',
  singular: 'certificate',
  plural: 'certificates',
  reading: {
    path: 'certificates',
    reach: 'space',
    idPrefix: 'Certificates',
    permission: 'CertificateView',
    listing: { kind: 'all', also: 'archived=true' },
  },
  identity: {
    kind: 'named',
    field: 'Name',
    then: { field: 'Thumbprint', unless: { field: ['Archived'], equals: [null] } },
  },
  file: 'certificates/{name}.json',
  fields: {
    ...restrictions,
    Notes: plain,
    CertificateData: suppliedSecret,
    Password: suppliedSecret,
    Archived: readOnly,
    CertificateChain: readOnly,
    CertificateDataFormat: readOnly,
    HasPrivateKey: readOnly,
    IsExpired: readOnly,
    IssuerCommonName: readOnly,
    IssuerDistinguishedName: readOnly,
    IssuerOrganization: readOnly,
    NotAfter: readOnly,
    NotBefore: readOnly,
    ReplacedBy: readOnly,
    SelfSigned: readOnly,
    SerialNumber: readOnly,
    SignatureAlgorithmName: readOnly,
    SubjectAlternativeNames: readOnly,
    SubjectCommonName: readOnly,
    SubjectDistinguishedName: readOnly,
    SubjectOrganization: readOnly,
    Thumbprint: readOnly,
    Version: readOnly,
  },
  selecting: { how: 'byFilter', byNameOnly: true },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
  },
  writing: {
    permission: { create: 'CertificateCreate', edit: 'CertificateEdit', delete: 'CertificateDelete' },
    portal: 'library/certificates/{id}',
    routes: { replace: { when: 'Thumbprint', route: 'replace', sends: ['CertificateData', 'Password'] } },
  },
};
