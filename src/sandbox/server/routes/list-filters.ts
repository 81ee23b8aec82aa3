import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, textIn, textsIn } from '../documents.js';
import { hasVariablesInGit } from '../git/git-settings.js';
import { isArchived } from '../rules/identity.js';
import type { Space } from '../space.js';
import { refuseBut, type Query } from './exchange.js';

/** Whether a document is what one filter of a query asks for. */
type Filter = (document: JsonObject, asked: string) => boolean;

/** True for a value that is asked for, as one of several. */
const wants = (asked: string, value: string): boolean =>
  asked.split(',').some((one) => one.toLowerCase() === value.toLowerCase());

/** `true`, or `True` as .NET writes it. */
export const isYes = (asked: string | undefined): boolean => asked?.toLowerCase() === 'true';

const text =
  (field: string): Filter =>
  (document, asked) =>
    wants(asked, textIn(document, field));

const oneOf =
  (field: string): Filter =>
  (document, asked) =>
    textsIn(document, field).some((value) => wants(asked, value));

const flag =
  (field: string): Filter =>
  (document, asked) =>
    (document[field] === true) === isYes(asked);

/** Any of the tags of a set, and that of every set that is asked about: as tags scope things everywhere. */
const tagged =
  (field: string): Filter =>
  (document, asked) => {
    const tags = asked.split(',');
    const setOf = (tag: string): string => tag.split('/')[0] ?? '';
    const fits = (set: string): boolean =>
      tags.some((tag) => setOf(tag) === set && textsIn(document, field).some((own) => wants(tag, own)));
    return [...new Set(tags.map(setOf))].every(fits);
  };

const ofAction =
  (field: string): Filter =>
  (document, asked) =>
    wants(asked, textIn(objectIn(document, 'Action'), field));

/** A fragment of the name, in the words of one client. */
const fragment: Filter = (document, asked) => textIn(document, 'Name').toLowerCase().includes(asked.toLowerCase());

const style: Filter = (document, asked) => wants(asked, textIn(objectIn(document, 'Endpoint'), 'CommunicationStyle'));

/** The thumbprint of a Tentacle, wherever its style of communication has it. */
const thumbprint: Filter = (document, asked) => {
  const endpoint = objectIn(document, 'Endpoint');
  const places = [document, endpoint, objectIn(endpoint, 'TentacleEndpointConfiguration')];
  return places.some((place) => wants(asked, textIn(place, 'Thumbprint')));
};

const ofMachines = {
  isDisabled: flag('IsDisabled'),
  healthStatuses: text('HealthStatus'),
  commStyles: style,
  thumbprint,
};

/** Resources of the space and of the server side by side, as the vendor's client asks for them: `spaces=all`. */
const inSpaces = {
  includeSystem: (document: JsonObject, asked: string) => isYes(asked) || textIn(document, 'SpaceId') !== '',
  spaces: (document: JsonObject, asked: string) =>
    textIn(document, 'SpaceId') === '' || wants(asked, 'all') || wants(asked, textIn(document, 'SpaceId')),
};

/** The filters of a collection beside those that all have. */
const filters: Readonly<Record<string, Readonly<Record<string, Filter>>>> = {
  accounts: { accountType: text('AccountType') },
  feeds: { feedType: text('FeedType') },
  // What is archived is never among the others.
  certificates: { archived: () => true },
  libraryvariablesets: { contentType: text('ContentType') },
  projects: { clonedFromProjectId: text('ClonedFromProjectId') },
  runbooks: { projectIds: text('ProjectId'), searchByName: fragment },
  projecttriggers: { runbooks: ofAction('RunbookId'), triggerActionType: ofAction('ActionType') },
  actiontemplates: {
    isCommunityActionTemplate: (document, asked) =>
      isYes(asked) === (textIn(document, 'CommunityActionTemplateId') !== ''),
  },
  tagsets: { types: text('Type'), scopes: oneOf('Scopes') },
  tenants: {
    projectId: (document, asked) => asked in objectIn(document, 'ProjectEnvironments'),
    tags: tagged('TenantTags'),
    isDisabled: flag('IsDisabled'),
    clonedFromTenantId: text('ClonedFromTenantId'),
  },
  machines: {
    environmentIds: oneOf('EnvironmentIds'),
    roles: oneOf('Roles'),
    tenantIds: oneOf('TenantIds'),
    tenantTags: tagged('TenantTags'),
    ...ofMachines,
  },
  workers: { workerPoolIds: oneOf('WorkerPoolIds'), ...ofMachines },
  scopeduserroles: { teams: text('TeamId'), ...inSpaces },
  teams: inSpaces,
  users: { filter: () => true, isActive: flag('IsActive') },
};

const common = ['skip', 'take', 'ids', 'name', 'partialName'];

/** The names that the list of a collection takes in its query. */
export const filtersOf = (path: string): readonly string[] => [...common, ...Object.keys(filters[path] ?? {})];

/** Throws a 400 for a filter that a list does not have: an answer that ignored it would hold what nobody asked for. */
export const refuseUnknownFilters = (path: string, query: Query): void => refuseBut(filtersOf(path), path, query);

/** Lists of a space hold what is in its database: what a project has in Git is read one by one. */
const always: Readonly<Record<string, (document: JsonObject, query: Query, space: Space) => boolean>> = {
  certificates: (document, { archived }) => isArchived(document) === isYes(archived),
  deploymentprocesses: (document, _query, space) => !isInGit(space.find('projects', textIn(document, 'ProjectId'))),
  // Whether a server lists what is left of a set, its secrets, no page says: who wants them reads them from the project.
  variables: (document, _query, space) => !hasVariablesInGit(space.find('projects', textIn(document, 'OwnerId'))),
};

/** True for a document that a query of its collection asks for, besides the filters that all collections have. */
export const isAskedFor = (path: string, document: JsonObject, query: Query, space: Space): boolean =>
  (always[path]?.(document, query, space) ?? true) &&
  Object.entries(filters[path] ?? {}).every(([name, fits]) => {
    const asked = query[name];
    return asked === undefined || asked === '' || fits(document, asked);
  });
