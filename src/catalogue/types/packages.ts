import type { ResourceType } from '../vocabulary.js';
import { readOnly, volatile } from '../words.js';

/** Packages (octopus-api packages): files of the built-in feed. One that is there is never replaced. */
export const packages: ResourceType = {
  name: 'packages',
  singular: 'package',
  plural: 'packages',
  reading: {
    path: 'packages',
    reach: 'space',
    idPrefix: 'packages',
    listing: { kind: 'asked', idQuery: 'nuGetPackageId' },
  },
  identity: { kind: 'named', field: 'PackageId', then: { field: 'Version' } },
  file: 'packages/{name}.json',
  fields: {
    Description: volatile,
    FeedId: volatile,
    NuGetFeedId: volatile,
    NuGetPackageId: volatile,
    PackageVersionBuildInformation: volatile,
    Published: volatile,
    ReleaseNotes: volatile,
    Summary: volatile,
    Title: volatile,
    PackageSizeBytes: readOnly,
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', fixed: true },
  },
  writing: {
    permission: { create: 'BuiltInFeedPush', edit: 'BuiltInFeedPush' },
    portal: 'library/builtinrepository',
    as: 'upload',
  },
};
