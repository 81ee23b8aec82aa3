import { restrictions } from '../fields/restrictions.js';
import type { ResourceType } from '../vocabulary.js';
import { plain, readOnly, secretObject, set } from '../words.js';

const key = secretObject('DUMMY VALUE DUMMY VALUE');
const dummyKeyFile = secretObject(
  '-----BEGIN OPENSSH PRIVATE KEY-----\nDUMMY VALUE\n-----END OPENSSH PRIVATE KEY-----\n',
);

/**
 * Accounts (octopus-api accounts); members by `AccountType` from the vendor's client model. Sent in the flat form that
 * answers have. `TenantId` of Azure accounts is Azure's, no tenant of Octopus.
 */
export const accounts: ResourceType = {
  name: 'accounts',
  singular: 'account',
  plural: 'accounts',
  reading: {
    path: 'accounts',
    reach: 'space',
    idPrefix: 'Accounts',
    permission: 'AccountView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  subType: {
    field: 'AccountType',
    alike: [
      ['AmazonWebServicesAccount', 'AmazonWebServicesOidcAccount'],
      ['AzureServicePrincipal', 'AzureOidc'],
      ['GoogleCloudAccount', 'GoogleCloudOidcAccount'],
    ],
  },
  file: 'accounts/{name}.json',
  fields: {
    Slug: readOnly,
    ...restrictions,
    TenantId: plain,
    ClientId: plain,
    Password: key,
    SecretKey: key,
    Token: secretObject('DUMMY VALUE'),
    JsonKey: secretObject('DUMMY VALUE'),
    CertificateBytes: key,
    PrivateKeyFile: dummyKeyFile,
    PrivateKeyPassphrase: secretObject('DUMMY VALUE'),
    AccountTestSubjectKeys: set,
    DeploymentSubjectKeys: set,
    HealthCheckSubjectKeys: set,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: {
      default: 'leave',
      besideSecret: [['AccessKey'], ['Username'], ['ClientId'], ['TenantId'], ['SubscriptionNumber'], ['RoleArn']],
    },
    onCreate: {
      // An account that signs in by OpenID Connect has no credentials.
      whenPlaceholder: true,
      appended: { field: 'Description', text: 'The credentials of this account are placeholders.' },
      cleanUp: 'A new account: enter its credentials, then remove the note from its description.',
    },
  },
  writing: {
    permission: { create: 'AccountCreate', edit: 'AccountEdit', delete: 'AccountDelete' },
    portal: 'infrastructure/accounts/{id}',
  },
};
