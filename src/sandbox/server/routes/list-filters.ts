import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, textIn } from '../documents.js';
import type { Query } from './exchange.js';
import { isArchived } from '../rules/identity.js';
import type { Space } from '../space.js';

type Filter = (document: JsonObject, query: Query, space: Space) => boolean;

/** True where a query asks for nothing, or for the value. */
const wants = (asked: string | undefined, value: string): boolean =>
  asked === undefined || asked.split(',').includes(value);

/** Lists of a space hold what is in its database: what a project has in Git is read one by one. */
const isInDatabase = (owner: 'ProjectId' | 'OwnerId'): Filter => {
  return (document, _query, space) => !isInGit(space.find('projects', textIn(document, owner)));
};

const filters: Readonly<Record<string, Filter>> = {
  certificates: (document, { archived }) => isArchived(document) === (archived === 'true'),
  libraryvariablesets: (document, { contentType }) => wants(contentType, textIn(document, 'ContentType')),
  deploymentprocesses: isInDatabase('ProjectId'),
  variables: isInDatabase('OwnerId'),
  runbooks: (document, { projectIds }) => wants(projectIds, textIn(document, 'ProjectId')),
  projecttriggers: (document, { runbooks, triggerActionType }) => {
    const action = objectIn(document, 'Action');
    return wants(runbooks, textIn(action, 'RunbookId')) && wants(triggerActionType, textIn(action, 'ActionType'));
  },
  actiontemplates: (document, { isCommunityActionTemplate: asked }) =>
    asked === undefined || (asked === 'true') === (textIn(document, 'CommunityActionTemplateId') !== ''),
  tenants: (document, { projectId }) =>
    projectId === undefined || projectId in objectIn(document, 'ProjectEnvironments'),
};

/** True for a document that a query of its collection asks for, besides the filters that all collections have. */
export const isAskedFor: (path: string, ...rest: Parameters<Filter>) => boolean = (path, document, query, space) =>
  filters[path]?.(document, query, space) ?? true;
