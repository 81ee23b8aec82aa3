import {
  currentVersion,
  excludedFrom,
  listOf,
  named,
  nested,
  optional,
  positional,
  plain,
  required,
  scopedTo,
  tags,
  volatile,
} from '../words.js';
import type { Fields } from '../vocabulary.js';

const packageFeed = required('externalFeeds');

/**
 * What the built-in team of managers is called on every server: it takes the place of teams that are missing
 * (rules process-responsible).
 */
const managers = 'teams-managers';

/**
 * Settings of an action; values are text, or `{ HasValue, NewValue }` where they are sensitive (rules process-secrets).
 */
const properties = nested({
  'Octopus.Action.Manual.ResponsibleTeamIds': listOf(optional('teams', { pulls: true }), {
    written: 'text',
    whenEmptied: {
      members: [managers],
      cleanUp: 'No responsible team exists here: the built-in managers took its place.',
    },
  }),
  'Octopus.Action.Package.FeedId': packageFeed,
  'Octopus.Action.Script.ScriptBody': plain,
  'Octopus.Action.DeployRelease.ProjectId': required('projects'),
  'Octopus.Action.Template.Id': required('stepTemplates'),
  'Octopus.Action.Template.Version': currentVersion('Octopus.Action.Template.Id', ['stepTemplates'], 'Version'),
});

/** Packages of a step or step template, beside its own one (which has no name). */
export const packages = named({
  FeedId: packageFeed,
  Properties: plain,
});

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
    Properties: nested({}),
    Actions: named({
      Environments: scopedTo('environments', 'processEnvironmentScopingMatch'),
      ExcludedEnvironments: excludedFrom('environments', 'processEnvironmentScopingMatch'),
      Channels: scopedTo('channels', 'processChannelScopingMatch'),
      TenantTags: tags({ policy: 'processTenantTagScopingMatch' }, 'everything'),
      WorkerPoolId: required('workerPools'),
      Container: container,
      Packages: packages,
      GitDependencies: gitDependencies,
      Properties: properties,
    }),
  }),
};
