import type { JsonObject } from '../../../model/json.js';
import { collectionAt, collections, type Collection } from '../collections.js';
import type { Generation } from '../contract.js';
import { isInGit } from '../deployment-settings.js';
import { textIn } from '../documents.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { filtersOf } from './list-filters.js';

/*
 * The links that answers hand out: the vendor's .NET client resolves every path through them. Each of them is served here
 * (a test follows them all).
 */

/** How the vendor's client calls a collection, where that is not what its path says. */
const linkNames: Readonly<Record<string, string>> = {
  projectgroups: 'ProjectGroups',
  machinepolicies: 'MachinePolicies',
  tagsets: 'TagSets',
  libraryvariablesets: 'LibraryVariables',
  deploymentprocesses: 'DeploymentProcesses',
  runbookProcesses: 'RunbookProcesses',
  projecttriggers: 'ProjectTriggers',
  workerpools: 'WorkerPools',
  'git-credentials': 'GitCredentials',
  scopeduserroles: 'ScopedUserRoles',
  userroles: 'UserRoles',
  communityactiontemplates: 'CommunityActionTemplates',
  'build-information': 'BuildInformation',
  actiontemplates: 'ActionTemplates',
};

const nameOf = ({ path }: Collection): string => linkNames[path] ?? `${path[0]?.toUpperCase() ?? ''}${path.slice(1)}`;

const isServed = ({ hidden, only }: Collection, generation: Generation): boolean =>
  hidden !== true && (only === undefined || only === generation);

/** Lists that are there as a whole only, or whose filters are their own. */
const templates: Readonly<Record<string, string>> = {
  variables: '{/id}',
  packages: '{/id}{?nuGetPackageId,filter,latest,skip,take}',
  'build-information': '{/id}{?packageId,filter,latest,skip,take}',
  communityactiontemplates: '{/id}{?skip,take}',
};

const listLink = (home: string, { path }: Collection): string =>
  `${home}/${path}${templates[path] ?? `{/id}{?${filtersOf(path).join(',')}}`}`;

const listLinks = (home: string, reach: Collection['reach'], generation: Generation): JsonObject =>
  Object.fromEntries(
    collections
      .filter((one) => one.reach === reach && isServed(one, generation))
      .map((one) => [nameOf(one), listLink(home, one)]),
  );

/** What hangs below a space. */
export const spaceLinks = ({ id, home }: Space, generation: Generation): JsonObject => ({
  Self: home,
  Space: `/api/spaces/${id}`,
  ...listLinks(home, 'space', generation),
  TenantVariables: `${home}/tenantvariables/all`,
});

/** What `/api` has: what is of the server, and the lists of the default space. */
export const rootLinks = ({ spaces, generation }: Instance): JsonObject => ({
  ...(spaces.some(({ isDefault }) => isDefault) && listLinks('/api', 'space', generation)),
  ...listLinks('/api', 'server', generation),
  Self: '/api',
  SpaceHome: '/api{/spaceId}',
  Spaces: '/api/spaces{/id}{?skip,take,ids,name,partialName}',
  CurrentUser: '/api/users/me',
});

type LinksOf = (document: JsonObject, home: string, generation: Generation) => JsonObject;

const ofProject: LinksOf = (document, home) => ({ Project: `${home}/projects/${textIn(document, 'ProjectId')}` });

const below = (path: string, ...names: readonly string[]): LinksOf => {
  return (document, home) =>
    Object.fromEntries(names.map((name) => [name, `${home}/${path}/${textIn(document, 'Id')}/${name.toLowerCase()}`]));
};

const variables = (document: JsonObject, home: string): JsonObject => {
  const id = textIn(document, 'VariableSetId');
  return id === '' || isInGit(document) ? {} : { Variables: `${home}/variables/${id}` };
};

const projectLinks: LinksOf = (document, home, generation) => {
  const [id, at] = [textIn(document, 'Id'), `${home}/projects/${textIn(document, 'Id')}`];
  const one = generation === '2026' ? '{/id}' : '';
  return {
    ...variables(document, home),
    ...(!isInGit(document) && { DeploymentProcess: `${home}/deploymentprocesses/deploymentprocess-${id}` }),
    Channels: `${at}/channels{/id}{?skip,take,partialName}`,
    Triggers: `${at}/triggers${one}{?skip,take,partialName}`,
    Runbooks: `${at}/runbooks${one}{?skip,take,partialName}`,
    ...(generation === '2026' && { DeploymentSettings: `${at}/deploymentsettings` }),
    Logo: `${at}/logo`,
  };
};

const links: Readonly<Record<string, LinksOf>> = {
  projects: projectLinks,
  libraryvariablesets: variables,
  channels: ofProject,
  projecttriggers: ofProject,
  deploymentprocesses: ofProject,
  runbookProcesses: ofProject,
  runbooks: (document, home, generation) => ({
    ...ofProject(document, home, generation),
    RunbookProcesses: `${home}/runbookProcesses/${textIn(document, 'RunbookProcessId')}`,
  }),
  tenants: below('tenants', 'Variables', 'Logo'),
  teams: (document, home) => ({
    ScopedUserRoles: `${home}/teams/${textIn(document, 'Id')}/scopeduserroles{?skip,take}`,
  }),
  actiontemplates: (document, home) => ({
    ...below('actiontemplates', 'Logo')(document, home, '2026'),
    Versions: `${home}/actiontemplates/${textIn(document, 'Id')}/versions{/version}`,
  }),
  certificates: below('certificates', 'Replace', 'Archive', 'Unarchive'),
  users: (document, home) => ({ ...below('users', 'Spaces')(document, home, '2026') }),
};

/** The links of a document. */
export const linksOf = (space: Space, path: string, document: JsonObject, generation: Generation): JsonObject => {
  const id = textIn(document, collectionAt(path)?.idField ?? 'Id');
  return { Self: `${space.home}/${path}/${id}`, ...links[path]?.(document, space.home, generation) };
};
