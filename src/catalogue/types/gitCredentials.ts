import type { ResourceType } from '../vocabulary.js';
import { nested, readOnly, secretObject } from '../words.js';

/** Git credentials (octopus-api spaces). No `/all`; a POST answers the ID only, a PUT nothing. */
export const gitCredentials: ResourceType = {
  name: 'gitCredentials',
  singular: 'Git credential',
  plural: 'Git credentials',
  reading: {
    path: 'git-credentials',
    reach: 'space',
    idPrefix: 'GitCredentials',
    permission: 'GitCredentialView',
    listing: { kind: 'pages' },
    since: '2022.1',
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'git-credentials/{name}.json',
  fields: {
    Details: nested({ Type: readOnly, Password: secretObject('DUMMY VALUE') }),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', besideSecret: [['Details', 'Username']] },
    unsupported: [
      {
        field: ['Details', 'Type'],
        equals: ['Anonymous', 'Library', 'GitHub', 'NotSpecified', 'SshKey'],
        reason: 'The API describes requests for user name and password only.',
      },
    ],
  },
  writing: {
    permission: { create: 'GitCredentialEdit', edit: 'GitCredentialEdit' },
    portal: 'library/gitcredentials/{id}',
  },
};
