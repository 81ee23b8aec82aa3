import type { JsonObject } from '../../../model/json.js';
import { collectionAt } from '../collections.js';
import { isInGit } from '../deployment-settings.js';
import { textIn } from '../documents.js';
import { bodyOf, notAllowed, ok, onlyGet, refuseBut, type Answer, type Request } from './exchange.js';
import { listed, paged, present } from './present.js';
import { filtersOf, refuseUnknownFilters } from './list-filters.js';
import { badRequest, notFound, Refusal } from '../refusal.js';
import { remove } from '../remove.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { create, update, type Way } from '../write.js';

/** GET of a list, or POST of a new resource. */
export const onCollection = (instance: Instance, space: Space, path: string, request: Request): Answer => {
  if (request.method === 'POST') {
    if (request.query['clone'] !== undefined) throw badRequest("'clone': the sandbox does not imitate cloning.");
    return ok(present(instance, space, path, create(instance, space, path, bodyOf(request))), 201);
  }
  onlyGet(request);
  refuseUnknownFilters(path, request.query);
  if (path === 'variables') throw new Refusal(405, [`They are listed at ${path}/all.`]);
  const items = listed(space, path, request.query).map((document) => present(instance, space, path, document));
  const take = instance.contract[path]?.defaultTake ?? 30;
  return ok(paged(path, items, request.query, take, `${space.home}/${path}`));
};

/** GET of `/all`: a bare array. Throws a 404 for collections without one. */
export const onAll = (instance: Instance, space: Space, path: string, request: Request): Answer => {
  const hasAll = instance.contract[path]?.hasAll ?? collectionAt(path)?.hasAll ?? true;
  if (!hasAll) throw notFound('all');
  onlyGet(request);
  refuseUnknownFilters(path, request.query);
  // Only the pages can be asked for what is archived.
  const query = { ...request.query, archived: undefined };
  return ok(listed(space, path, query).map((document) => present(instance, space, path, document)));
};

/** GET, PUT or DELETE of one resource. */
export const onResource = (
  instance: Instance,
  space: Space,
  path: string,
  id: string,
  request: Request,
  way: Way = {},
): Answer => {
  switch (request.method) {
    case 'GET': {
      refuseBut([...filtersOf(path), ...(ofOne[path] ?? [])], `one of the ${path}`, request.query);
      const document = space.find(path, id) ?? bySecondName(space, path, id);
      if (!document || isInGitOnly(space, path, document)) throw notFound(id);
      return ok(present(instance, space, path, document));
    }
    case 'PUT':
      if (isInGitOnly(space, path, space.find(path, id) ?? {})) throw notFound(id);
      return ok(present(instance, space, path, update(instance, space, path, id, bodyOf(request), way)));
    case 'DELETE':
      remove(instance, space, path, id);
      return ok(null);
    default:
      throw notAllowed(request);
  }
};

/**
 * What a single GET takes in its query besides the filters of its list, which the vendor's client sends there, too.
 */
const ofOne: Readonly<Record<string, readonly string[]>> = {
  runbooks: ['projectId'],
  deploymentprocesses: ['projectId'],
};

/** The process of a project in Git is not among those of the space. */
const isInGitOnly = (space: Space, path: string, document: JsonObject): boolean =>
  path === 'deploymentprocesses' && isInGit(space.find('projects', textIn(document, 'ProjectId')));

/** Some resources have another name that a GET takes. */
const bySecondName = (space: Space, path: string, name: string): JsonObject | undefined => {
  const field = secondNames[path];
  return field === undefined ? undefined : space.all(path).find((document) => document[field] === name);
};

const secondNames: Readonly<Record<string, string>> = { projects: 'Slug', certificates: 'Thumbprint' };
