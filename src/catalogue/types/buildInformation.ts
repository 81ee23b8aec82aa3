import type { ResourceType } from '../vocabulary.js';
import { plain, readOnly, unordered, volatile } from '../words.js';

/**
 * Build information (octopus-api build-information): where a package came from. Links and work items are the server's
 * own findings.
 */
export const buildInformation: ResourceType = {
  name: 'buildInformation',
  singular: 'build information of package',
  plural: 'build information',
  reading: {
    path: 'build-information',
    reach: 'space',
    idPrefix: 'BuildInformation',
    listing: { kind: 'asked', idQuery: 'packageId' },
    since: '2019.10',
  },
  identity: { kind: 'named', field: 'PackageId', then: { field: 'Version' } },
  file: 'build-information/{name}.json',
  fields: {
    Created: volatile,
    IncompleteDataWarning: volatile,
    IssueTrackerName: readOnly,
    VcsCommitUrl: readOnly,
    WorkItems: readOnly,
    BuildNumber: plain,
    // The ID of a commit is its own, no server gave it.
    Commits: unordered({ Id: plain, LinkUrl: volatile, Comment: plain }),
  },
  selecting: { how: 'byFilter', withFilterOf: 'packages' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', fixed: true },
  },
  writing: {
    permission: { create: 'BuildInformationPush', edit: 'BuildInformationPush' },
    as: 'push',
  },
};
