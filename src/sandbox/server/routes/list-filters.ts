import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, textIn, textsIn } from '../documents.js';
import { badRequest } from '../refusal.js';
import { isArchived } from '../rules/identity.js';
import type { Space } from '../space.js';
import type { Query } from './exchange.js';

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

/** The filters of a collection beside those that all have. */
const filters: Readonly<Record<string, Readonly<Record<string, Filter>>>> = {
  accounts: { accountType: text('AccountType') },
  feeds: { feedType: text('FeedType') },
  // What is archived is never among the others.
  certificates: { archived: () => true },
  libraryvariablesets: { contentType: text('ContentType') },
  projects: { clonedFromProjectId: text('ClonedFromProjectId') },
  runbooks: { projectIds: text('ProjectId') },
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
    isDisabled: flag('IsDisabled'),
  },
  workers: { workerPoolIds: oneOf('WorkerPoolIds'), isDisabled: flag('IsDisabled') },
  scopeduserroles: { teams: text('TeamId') },
  teams: {
    includeSystem: (document, asked) => isYes(asked) || textIn(document, 'SpaceId') !== '',
    spaces: (document, asked) => textIn(document, 'SpaceId') === '' || wants(asked, textIn(document, 'SpaceId')),
  },
  users: { filter: () => true, isActive: flag('IsActive') },
};

const common = ['skip', 'take', 'ids', 'name', 'partialName'];

/** The names that the list of a collection takes in its query. */
export const filtersOf = (path: string): readonly string[] => [...common, ...Object.keys(filters[path] ?? {})];

/** Throws a 400 for a filter that a list does not have: an answer that ignored it would hold what nobody asked for. */
export const refuseUnknownFilters = (path: string, query: Query): void => {
  const known = filtersOf(path);
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw badRequest(`The sandbox has no filter '${unknown}' for ${path}; it has ${known.join(', ')}.`);
};

/** Lists of a space hold what is in its database: what a project has in Git is read one by one. */
const always: Readonly<Record<string, (document: JsonObject, query: Query, space: Space) => boolean>> = {
  certificates: (document, { archived }) => isArchived(document) === isYes(archived),
  deploymentprocesses: (document, _query, space) => !isInGit(space.find('projects', textIn(document, 'ProjectId'))),
  variables: (document, _query, space) => !isInGit(space.find('projects', textIn(document, 'OwnerId'))),
};

/** True for a document that a query of its collection asks for, besides the filters that all collections have. */
export const isAskedFor = (path: string, document: JsonObject, query: Query, space: Space): boolean =>
  (always[path]?.(document, query, space) ?? true) &&
  Object.entries(filters[path] ?? {}).every(([name, fits]) => {
    const asked = query[name];
    return asked === undefined || asked === '' || fits(document, asked);
  });
