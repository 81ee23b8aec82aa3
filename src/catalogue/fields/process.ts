import { excludedFrom, found, named, nested, positional, required, scopedTo, tags, volatile } from '../words.js';
import { packageFields, properties } from './properties.js';
import type { CountedParts, Fields } from '../vocabulary.js';

const packageFeed = required('externalFeeds');

/** Packages of a step or step template, beside its own one (which has no name). */
export const packages = named(packageFields);

export const gitDependencies = positional({ GitCredentialId: required('gitCredentials') });

const container = nested({ FeedId: packageFeed });

/**
 * Deployment and runbook processes (octopus-api deployment-processes); actions are from the vendor's client model.
 * Steps and actions are told apart by name (rules process-names); their IDs and slugs are the server's
 * (rules process-slugs). What they need is `required` (rules process-needs). Excluded environments are a scoped list as
 * any (rules scope-exclusion).
 */
export const process: Fields = {
  Version: volatile,
  LastSnapshotId: volatile,
  Steps: named({
    RequiresPackagesToBeAcquired: volatile,
    Properties: properties,
    Actions: named({
      Environments: scopedTo('environments', 'processEnvironmentScopingMatch'),
      ExcludedEnvironments: excludedFrom('environments', 'processEnvironmentScopingMatch'),
      Channels: scopedTo('channels', 'processChannelScopingMatch'),
      TenantTags: tags({ policy: 'processTenantTagScopingMatch' }, 'everything'),
      WorkerPoolId: required('workerPools'),
      Container: container,
      Packages: packages,
      GitDependencies: gitDependencies,
      // What steps of a step package say in place of properties.
      Inputs: found,
      Properties: properties,
    }),
  }),
};

/** What a person counts of a process: its steps, each for targets with these tags. */
export const stepParts: CountedParts = {
  at: ['Steps'],
  one: 'step',
  many: 'steps',
  limits: ['Properties', 'Octopus.Action.TargetRoles'],
};
