import { sha256 } from '../../../model/canonical.js';
import type { JsonObject } from '../../../model/json.js';
import { collectionAt, collections, type Collection } from '../collections.js';
import type { Generation } from '../contract.js';
import { isInGit } from '../deployment-settings.js';
import { textIn } from '../documents.js';
import { hasRunbooksInGit, hasVariablesInGit } from '../git/git-settings.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { eventQuestions } from '../events/event-filters.js';
import { belongingLinks, furtherLinks } from './further-paths.js';
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
  variables: '{/id}{?ids}',
  packages: '{/id}{?nuGetPackageId,filter,latest,skip,take,includeNotes}',
  'build-information': '{/id}{?packageId,filter,latest,skip,take,overwriteMode}',
  communityactiontemplates: '{/id}{?skip,take}',
};

/** What the POST of a list takes in its query, too. */
const onCreate: Readonly<Record<string, string>> = { projects: ',clone', tenants: ',clone' };

const listLink = (home: string, { path }: Collection): string =>
  `${home}/${path}${templates[path] ?? `{/id}{?${filtersOf(path).join(',')}${onCreate[path] ?? ''}}`}`;

const listLinks = (home: string, reach: Collection['reach'], generation: Generation): JsonObject =>
  Object.fromEntries(
    collections
      .filter((one) => one.reach === reach && isServed(one, generation))
      .flatMap((one) => [nameOf(one), ...(otherNames[one.path] ?? [])].map((name) => [name, listLink(home, one)])),
  );

/** Names that the vendor's client has besides. */
const otherNames: Readonly<Record<string, readonly string[]>> = { projecttriggers: ['Triggers'] };

/** All that a space has. */
const ofSpace = (home: string, generation: Generation): JsonObject => ({
  ...listLinks(home, 'space', generation),
  ...furtherLinks(home),
  TenantVariables: `${home}/tenantvariables/all{?projectId}`,
  Events: `${home}/events{/id}{?${eventQuestions.join(',')}}`,
});

/** What hangs below a space. */
export const spaceLinks = ({ id, home }: Space, generation: Generation): JsonObject => ({
  Self: home,
  Space: `/api/spaces/${id}`,
  ...ofSpace(home, generation),
});

/** What `/api` has: what is of the server, and the lists of the default space. */
export const rootLinks = ({ spaces, generation }: Instance): JsonObject => ({
  ...(spaces.some(({ isDefault }) => isDefault) && ofSpace('/api', generation)),
  ...listLinks('/api', 'server', generation),
  Self: '/api',
  SpaceHome: '/api{/spaceId}',
  Spaces: '/api/spaces{/id}{?skip,take,ids,name,partialName}',
  CurrentUser: '/api/users/me',
});

type LinksOf = (document: JsonObject, home: string, instance: Instance) => JsonObject;

const ofProject: LinksOf = (document, home) => ({ Project: `${home}/projects/${textIn(document, 'ProjectId')}` });

const below = (path: string, ...names: readonly string[]): LinksOf => {
  return (document, home) =>
    Object.fromEntries(names.map((name) => [name, `${home}/${path}/${textIn(document, 'Id')}/${name.toLowerCase()}`]));
};

const variables = (document: JsonObject, home: string): JsonObject => {
  const id = textIn(document, 'VariableSetId');
  return id === '' ? {} : { Variables: `${home}/variables/${id}` };
};

/** Links of a project in Git, as the vendor's clients resolve them (go-octopusdeploy): the ref is a part of the template. */
const gitLinks = (document: JsonObject, home: string, at: string): JsonObject => ({
  DeploymentProcess: `${at}/{gitRef}/deploymentprocesses`,
  DeploymentSettings: `${at}/{gitRef}/deploymentsettings`,
  Branches: `${at}/git/branches{/name}{?skip,take,searchByName,refresh}`,
  Tags: `${at}/git/tags{/name}{?skip,take,searchByName,refresh}`,
  Commits: `${at}/git/commits{/hash}{?skip,take,refresh}`,
  ...(hasVariablesInGit(document)
    ? {
        Variables: `${at}/{gitRef}/variables`,
        SensitiveVariables: `${home}/variables/${textIn(document, 'VariableSetId')}`,
      }
    : { Variables: `${home}/variables/${textIn(document, 'VariableSetId')}` }),
  ...(hasRunbooksInGit(document) && { Runbooks: `${at}/{gitRef}/runbooks{/id}{?skip,take,partialName}` }),
});

const projectLinks: LinksOf = (document, home, { generation }) => {
  const [id, at] = [textIn(document, 'Id'), `${home}/projects/${textIn(document, 'Id')}`];
  const one = generation === '2026' ? '{/id}' : '';
  return {
    ...(isInGit(document) ? gitLinks(document, home, at) : variables(document, home)),
    ...(!isInGit(document) && { DeploymentProcess: `${home}/deploymentprocesses/deploymentprocess-${id}` }),
    Channels: `${at}/channels{/id}{?skip,take,partialName}`,
    Triggers: `${at}/triggers${one}{?skip,take,partialName,triggerActionType,runbooks}`,
    ...(!hasRunbooksInGit(document) && { Runbooks: `${at}/runbooks${one}{?skip,take,partialName,searchByName}` }),
    ...(generation === '2026' &&
      !isInGit(document) && { DeploymentSettings: `${at}/deploymentsettings`, ConvertToGit: `${at}/git/convert` }),
    Summary: `${at}/summary`,
    Logo: `${at}/logo`,
  };
};

/** Where a resource is used. */
const usages = (path: string, name = 'Usages'): LinksOf => below(path, name);

const communityLinks: LinksOf = (document, home, { spaces }) => {
  const id = textIn(document, 'Id');
  const at = `${home}/communityactiontemplates/${id}`;
  const isInstalled = spaces.some((space) =>
    space.all('actiontemplates').some((template) => template['CommunityActionTemplateId'] === id),
  );
  return {
    Logo: `${at}/logo`,
    Installation: `${at}/installation{/spaceId}`,
    // What is not there yet is no place to lead to.
    ...(isInstalled && { InstalledTemplate: `${at}/actiontemplate{/spaceId}` }),
  };
};

const links: Readonly<Record<string, LinksOf>> = {
  projects: projectLinks,
  libraryvariablesets: (document, home, instance) => ({
    ...variables(document, home),
    ...usages('libraryvariablesets')(document, home, instance),
  }),
  lifecycles: below('lifecycles', 'Preview', 'Projects'),
  accounts: usages('accounts'),
  'git-credentials': usages('git-credentials', 'Usage'),
  channels: ofProject,
  projecttriggers: ofProject,
  deploymentprocesses: ofProject,
  runbookProcesses: ofProject,
  runbooks: (document, home, instance) => ({
    ...ofProject(document, home, instance),
    RunbookProcesses: `${home}/runbookProcesses/${textIn(document, 'RunbookProcessId')}`,
  }),
  tenants: below('tenants', 'Variables', 'Logo'),
  teams: (document, home) => ({
    ScopedUserRoles: `${home}/teams/${textIn(document, 'Id')}/scopeduserroles{?skip,take}`,
  }),
  actiontemplates: (document, home, instance) => ({
    ...below('actiontemplates', 'Logo', 'Usage')(document, home, instance),
    Versions: `${home}/actiontemplates/${textIn(document, 'Id')}/versions{/version}`,
  }),
  communityactiontemplates: communityLinks,
  certificates: below('certificates', 'Replace', 'Archive', 'Unarchive', 'Usages'),
  users: below('users', 'Spaces', 'Teams'),
};

/** The links of a document. */
export const linksOf = (instance: Instance, space: Space, path: string, document: JsonObject): JsonObject => {
  const id = textIn(document, collectionAt(path)?.idField ?? 'Id');
  const at = `${space.home}/${path}/${id}`;
  const own = links[path]?.(document, space.home, instance) ?? {};
  return { Self: at, ...belongingLinks(path, at), ...own, ...logoLink(instance, space, path, id, own) };
};

/**
 * What changes with the picture is in the link to it, so that browsers ask again. That it is the server's version where nobody
 * uploaded one is in all captures; what it is of one that somebody did is on no page, and here a digest.
 */
const logoLink = (
  { spec: { version } }: Instance,
  space: Space,
  path: string,
  id: string,
  { Logo: logo }: JsonObject,
): JsonObject => {
  if (typeof logo !== 'string') return {};
  const uploaded = space.files.get(`${path}/${id}/logo`);
  return { Logo: `${logo}?cb=${uploaded ? sha256(uploaded.bytes).slice(-16) : version}` };
};
