import type { ResourceType } from '../vocabulary.js';
import { cleared, readOnly, secretObject, set } from '../words.js';

const signIn = 'Feed credentials are never synced: enter the user name and password.';

/**
 * Feeds (octopus-api feeds); members by feed type from the vendor's client model. Built-in feeds have their constant
 * IDs in the first space only (rules names-built-in-feeds).
 */
export const externalFeeds: ResourceType = {
  name: 'externalFeeds',
  singular: 'external feed',
  plural: 'external feeds',
  reading: {
    path: 'feeds',
    reach: 'space',
    idPrefix: 'Feeds',
    permission: 'FeedView',
    listing: { kind: 'all' },
    builtIn: { field: 'FeedType', called: { BuiltIn: 'feeds-builtin', OctopusProject: 'feeds-builtin-releases' } },
  },
  identity: { kind: 'named', field: 'Name' },
  subType: {
    field: 'FeedType',
    alike: [
      ['Docker', 'AwsElasticContainerRegistry', 'AzureContainerRegistry', 'GoogleContainerRegistry', 'OciRegistry'],
    ],
  },
  file: 'external-feeds/{name}.json',
  fields: {
    Slug: readOnly,
    PackageAcquisitionLocationOptions: set,
    Username: cleared(null, signIn),
    Password: secretObject(''),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', besideSecret: [['FeedUri'], ['Username'], ['AccessKey'], ['RegistryPath']] },
    unsupported: [
      {
        field: ['FeedType'],
        equals: ['AwsElasticContainerRegistry'],
        reason: 'ECR feeds hold AWS keys that the API does not return.',
      },
    ],
  },
  writing: {
    demands: { longest: { Name: 44 } },
    permission: { create: 'FeedEdit', edit: 'FeedEdit' },
    portal: 'library/feeds/{id}',
  },
};
