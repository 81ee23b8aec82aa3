import { filtersOf } from './list-filters.js';
import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { bodyOf, ok, onlyGet, type Answer } from './exchange.js';
import { listed, paged, present } from './present.js';
import { badRequest, notFound } from '../refusal.js';
import { onResource } from './resource-routes.js';
import type { Call, Route } from './route-table.js';
import type { Space } from '../space.js';
import { create } from '../write.js';

/** The project that the path names, by ID or slug. Throws a 404. */
export const projectAt = (space: Space, idOrSlug: string): JsonObject => {
  const bySlug = space.all('projects').find((project) => project['Slug'] === idOrSlug);
  const project = space.find('projects', idOrSlug) ?? bySlug;
  if (!project) throw notFound(idOrSlug);
  return project;
};

const viaProject = ({ instance, space, request }: Call, path: string, id: string): Answer =>
  onResource(instance, space, path, id, request, { viaProject: true });

/**
 * The variables of a project. A PUT answers an empty object: the new version has to be read (octopus-api variables).
 */
const variables = (call: Call): Answer => {
  const [id = ''] = call.ids;
  const answered = viaProject(call, 'variables', textIn(projectAt(call.space, id), 'VariableSetId'));
  return call.request.method === 'PUT' ? ok({}) : answered;
};

const deploymentProcess = (call: Call): Answer => {
  const [id = ''] = call.ids;
  return viaProject(call, 'deploymentprocesses', textIn(projectAt(call.space, id), 'DeploymentProcessId'));
};

/** Lists what belongs to a project, in pages. */
const listOf =
  (path: string, at = path) =>
  ({ instance, space, request, ids: [id = ''] }: Call): Answer => {
    onlyGet(request);
    const projectId = textIn(projectAt(space, id), 'Id');
    const shown = ofProject(space, path, projectId, request.query).map((one) => present(instance, space, path, one));
    return ok(paged(path, shown, request.query, 30, `${space.home}/projects/${projectId}/${at}`));
  };

const ofProject = (space: Space, path: string, projectId: string, query: Call['request']['query']) =>
  listed(space, path, query).filter((document) => document['ProjectId'] === projectId);

/** Creates something in a project; which is sent in the body too, but need not be. */
const createIn =
  (path: string, status: number) =>
  ({ instance, space, request, ids: [id = ''] }: Call): Answer => {
    const projectId = textIn(projectAt(space, id), 'Id');
    const body = bodyOf(request);
    const sent = textIn(body, 'ProjectId');
    if (sent !== '' && sent !== projectId)
      throw badRequest(`'ProjectId' is '${sent}', but the path says '${projectId}'.`);
    return ok(present(instance, space, path, create(instance, space, path, { ...body, ProjectId: projectId })), status);
  };

/** One resource of a project; a 404 for one of another project. */
const oneOf =
  (path: string) =>
  (call: Call): Answer => {
    const { space, ids } = call;
    const [projectId = '', id = ''] = ids;
    const owner = textIn(projectAt(space, projectId), 'Id');
    if (space.find(path, id)?.['ProjectId'] !== owner) throw notFound(id);
    return viaProject(call, path, id);
  };

const allOf =
  (path: string) =>
  ({ instance, space, request, ids: [id = ''] }: Call): Answer => {
    const projectId = textIn(projectAt(space, id), 'Id');
    return ok(ofProject(space, path, projectId, request.query).map((one) => present(instance, space, path, one)));
  };

const one = (path: string) => ({ GET: oneOf(path), PUT: oneOf(path), DELETE: oneOf(path) });

/** What hangs below a project. */
export const projectRoutes: readonly Route[] = [
  { path: 'projects/{id}/variables', GET: variables, PUT: variables },
  { path: 'projects/{id}/deploymentprocesses', only: '2026', GET: deploymentProcess, PUT: deploymentProcess },
  // A POST here answers 200, where the route of the space answers 201 (octopus-api channels).
  {
    path: 'projects/{id}/channels',
    query: filtersOf('channels'),
    GET: listOf('channels'),
    POST: createIn('channels', 200),
  },
  { path: 'projects/{id}/channels/all', query: filtersOf('channels'), GET: allOf('channels') },
  { path: 'projects/{id}/channels/{id}', ...one('channels') },
  { path: 'projects/{id}/runbooks', only: '2020.5', query: filtersOf('runbooks'), GET: listOf('runbooks') },
  {
    path: 'projects/{id}/runbooks',
    only: '2026',
    query: filtersOf('runbooks'),
    GET: listOf('runbooks'),
    POST: createIn('runbooks', 201),
  },
  { path: 'projects/{id}/runbooks/{id}', only: '2026', ...one('runbooks') },
  {
    path: 'projects/{id}/runbookProcesses',
    only: '2026',
    query: filtersOf('runbookProcesses'),
    GET: listOf('runbookProcesses'),
  },
  {
    path: 'projects/{id}/runbookProcesses/{id}',
    only: '2026',
    GET: oneOf('runbookProcesses'),
    PUT: oneOf('runbookProcesses'),
  },
  {
    path: 'projects/{id}/triggers',
    only: '2020.5',
    query: filtersOf('projecttriggers'),
    GET: listOf('projecttriggers', 'triggers'),
  },
  {
    path: 'projects/{id}/triggers',
    only: '2026',
    query: filtersOf('projecttriggers'),
    GET: listOf('projecttriggers', 'triggers'),
    POST: createIn('projecttriggers', 201),
  },
  { path: 'projects/{id}/triggers/{id}', only: '2026', ...one('projecttriggers') },
];
