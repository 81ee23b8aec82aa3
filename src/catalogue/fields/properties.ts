import { currentVersion, found, listOf, nested, optional, plain, required } from '../words.js';
import type { Fields, Nested } from '../vocabulary.js';

const feed = required('externalFeeds');
const environments = listOf(optional('environments'), { written: 'text' });

/** Teams of the space, or of the whole server (rules names-server-teams). */
const team = optional(['teams', 'serverTeams'], { pulls: true });
const mailed = listOf(team, { written: 'text' });

/**
 * What the built-in team of managers is called on every server: it takes the place of teams that are missing
 * (rules process-responsible).
 */
const managers = 'teams-managers';

/**
 * Properties that hold IDs, by the vendor's own list of action types (and its map of properties to kinds of resources, which
 * it uses for projects in Git). In all others an ID that the space has is found (rules names-ids-anywhere).
 */
const named: Fields = {
  'Octopus.Account.Id': required('accounts'),
  'Octopus.Action.ArgoCD.PullRequest.Environments': environments,
  'Octopus.Action.ArgoCD.Sync.Environments': environments,
  'Octopus.Action.Azure.AccountId': required('accounts'),
  'Octopus.Action.Email.BccTeamIds': mailed,
  'Octopus.Action.Email.CCTeamIds': mailed,
  'Octopus.Action.Email.ToTeamIds': mailed,
  'Octopus.Action.Manual.ResponsibleTeamIds': listOf(team, {
    written: 'text',
    whenEmptied: {
      members: [managers],
      cleanUp: 'No responsible team exists here: the built-in managers took its place.',
    },
  }),
  'Octopus.Action.Package.FeedId': feed,
  'Octopus.Action.Package.NuGetFeedId': feed,
};

/** What only steps have: a template is made of no template, and releases nothing. */
const ofSteps: Fields = {
  'Octopus.Action.DeployRelease.ProjectId': required('projects'),
  // Steps of the same process; without any, all of them are meant.
  'Octopus.Action.Docker.RemoveSteps': listOf(required('actions'), { written: 'text', empty: 'everything' }),
  'Octopus.Action.Template.Id': required('stepTemplates'),
  'Octopus.Action.Template.Version': currentVersion('Octopus.Action.Template.Id', ['stepTemplates'], 'Version'),
};

/** Properties that are a person's own text, whatever it looks like (rules names-text-stays). */
const written: Fields = Object.fromEntries(
  [
    'Octopus.Action.Email.Bcc',
    'Octopus.Action.Email.Body',
    'Octopus.Action.Email.CC',
    'Octopus.Action.Email.Subject',
    'Octopus.Action.Email.To',
    'Octopus.Action.Manual.Instructions',
    'Octopus.Action.Script.ScriptBody',
    'Octopus.Action.TargetRoles',
  ].map((name) => [name, plain]),
);

/** Settings of a step template, for the steps that are made from it. */
export const templateProperties: Nested = nested({ ...named, ...written }, { others: 'found' });

/**
 * Settings of a step or action; values are text, or `{ HasValue, NewValue }` where they are sensitive
 * (rules process-secrets).
 */
export const properties: Nested = nested({ ...named, ...ofSteps, ...written }, { others: 'found' });

/** What a package of a step or step template says; in a step that deploys a release, the package is a project. */
export const packageFields: Fields = {
  FeedId: feed,
  PackageId: found,
  Properties: nested({}, { others: 'found' }),
};
