import { isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { collectionAt, collections } from './collections.js';
import { contractOf } from './contract.js';
import { listed, paged, present, type Query } from './present.js';
import { badRequest, notFound, Refusal } from './refusal.js';
import { slugOf } from './ids.js';
import { remove } from './remove.js';
import { textIn, type Instance, type Space } from './state.js';
import { create, update } from './write.js';

export interface Request {
  readonly method: string;
  /** The decoded segments of the path below `/api`. */
  readonly segments: readonly string[];
  readonly query: Query;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonValue;
}

const ok = (body: JsonValue, status = 200): Answer => ({ status, body });

/** Answers a request that has passed authentication. Throws a Refusal for everything that a server would refuse. */
export const answer = (instance: Instance, request: Request): Answer => {
  const [first = '', second = ''] = request.segments;
  if (first === 'users') return users(instance, request);
  if (first === 'spaces' && request.segments.length <= 2 && !collections.some(({ path }) => path === second)) {
    return spaces(instance, request);
  }
  const explicit = first === 'spaces' ? second : first;
  const isSpace = first === 'spaces' || /^Spaces-\d+$/.test(first);
  const space = isSpace ? findSpace(instance, explicit) : instance.spaces.find(({ isDefault }) => isDefault);
  if (!space) throw notFound(explicit);
  const rest = request.segments.slice(first === 'spaces' ? 2 : isSpace ? 1 : 0);
  return inSpace(instance, space, { ...request, segments: rest });
};

const findSpace = (instance: Instance, idOrName: string): Space | undefined =>
  instance.spaces.find(({ id, name }) => id === idOrName || name.toLowerCase() === idOrName.toLowerCase()) ??
  instance.spaces.find(({ name }) => slugOf(name) === idOrName.toLowerCase());

const onlyGet = ({ method }: Request): void => {
  if (method !== 'GET') throw new Refusal(405, [`The method ${method} is not allowed here.`]);
};

const spaceDocument = ({ id, name, isDefault }: Space): JsonObject => ({
  Id: id,
  Name: name,
  Slug: slugOf(name),
  Description: null,
  IsDefault: isDefault,
  TaskQueueStopped: false,
  Links: { Self: `/api/spaces/${id}`, SpaceHome: `/api/${id}` },
});

const spaces = (instance: Instance, request: Request): Answer => {
  onlyGet(request);
  const all = instance.spaces.map(spaceDocument);
  const [, id] = request.segments;
  if (id === undefined) return ok(paged('spaces', named(all, request.query, 'Name'), request.query, 30));
  if (id === 'all') return ok(all);
  const space = findSpace(instance, id);
  if (!space) throw notFound(id);
  return ok(spaceDocument(space));
};

/** Lists that belong to no space have the same filters. */
const named = (documents: readonly JsonObject[], query: Query, field: string): readonly JsonObject[] => {
  const { ids, partialName = '', filter = partialName, name } = query;
  return documents
    .filter((document) => ids === undefined || ids.split(',').includes(textIn(document, 'Id')))
    .filter((document) => textIn(document, field).toLowerCase().includes(filter.toLowerCase()))
    .filter((document) => name === undefined || textIn(document, field).toLowerCase() === name.toLowerCase());
};

const users = (instance: Instance, request: Request): Answer => {
  onlyGet(request);
  const [, id] = request.segments;
  if (id === undefined) return ok(paged('users', named(instance.users, request.query, 'Username'), request.query, 30));
  if (id === 'all') return ok([...instance.users]);
  const user = id === 'me' ? (instance.users[0] ?? serviceUser) : instance.users.find((one) => one['Id'] === id);
  if (!user) throw notFound(id);
  return ok(user);
};

const serviceUser: JsonObject = {
  Id: 'Users-1',
  Username: 'octosync',
  DisplayName: 'octosync',
  IsActive: true,
  IsService: true,
};

const inSpace = (instance: Instance, space: Space, request: Request): Answer => {
  const [path = '', id, child, ...deeper] = request.segments;
  if (path === '') return ok({ Id: space.id, Links: {} });
  if (path === 'projects' && id !== undefined && child !== undefined) {
    return ofProject(instance, space, id, { ...request, segments: [child, ...deeper] });
  }
  if (!collectionAt(path) || child !== undefined) throw notFound(path);
  if (id === undefined) return onCollection(instance, space, path, request);
  if (id === 'all') {
    if (contractOf(instance.generation)[path]?.hasAll === false) throw notFound('all');
    onlyGet(request);
    return ok(listed(space, path, request.query).map((document) => present(instance, space, path, document)));
  }
  return onResource(instance, space, path, id, request);
};

const onCollection = (instance: Instance, space: Space, path: string, request: Request): Answer => {
  if (request.method === 'POST') {
    return ok(present(instance, space, path, create(instance, space, path, bodyOf(request))), 201);
  }
  onlyGet(request);
  if (path === 'variables' || path === 'tenantvariables') throw new Refusal(405, [`They are listed at ${path}/all.`]);
  const items = listed(space, path, request.query).map((document) => present(instance, space, path, document));
  const take = contractOf(instance.generation)[path]?.defaultTake ?? 30;
  return ok(paged(path, items, request.query, take, `/api/${space.id}/${path}`));
};

const onResource = (
  instance: Instance,
  space: Space,
  path: string,
  id: string,
  request: Request,
  viaProject = false,
): Answer => {
  switch (request.method) {
    case 'GET': {
      const bySlug = path === 'projects' ? space.all(path).find((project) => project['Slug'] === id) : undefined;
      const document = space.find(path, id) ?? bySlug;
      if (!document) throw notFound(id);
      return ok(present(instance, space, path, document));
    }
    case 'PUT':
      return ok(present(instance, space, path, update(instance, space, path, id, bodyOf(request), viaProject)));
    case 'DELETE':
      if (viaProject && path !== 'channels') throw new Refusal(405, ['The method DELETE is not allowed here.']);
      remove(instance, space, path, id);
      return ok(null);
    default:
      throw new Refusal(405, [`The method ${request.method} is not allowed here.`]);
  }
};

/** What hangs below a project: its variables, process and channels. */
const ofProject = (instance: Instance, space: Space, id: string, request: Request): Answer => {
  const project = space.find('projects', id) ?? space.all('projects').find((one) => one['Slug'] === id);
  if (!project) throw notFound(id);
  const [child = '', childId] = request.segments;
  if (childId === undefined && child === 'variables') {
    const set = textIn(project, 'VariableSetId');
    const answered = onResource(instance, space, 'variables', set, request, true);
    // Writing through the project answers an empty object: the new version has to be read (variables page).
    return request.method === 'PUT' ? ok({}) : answered;
  }
  if (childId === undefined && child === 'deploymentprocesses' && instance.generation === '2026') {
    const process = textIn(project, 'DeploymentProcessId');
    return onResource(instance, space, 'deploymentprocesses', process, request, true);
  }
  if (child === 'channels' && request.segments.length <= 2) {
    return channelsOf(instance, space, textIn(project, 'Id'), childId, request);
  }
  throw notFound(child);
};

/** The channels of one project; a POST here answers 200, where the route of the space answers 201 (channels page). */
const channelsOf = (
  instance: Instance,
  space: Space,
  projectId: string,
  id: string | undefined,
  request: Request,
): Answer => {
  if (id !== undefined && id !== 'all') {
    if (space.find('channels', id)?.['ProjectId'] !== projectId) throw notFound(id);
    return onResource(instance, space, 'channels', id, request, true);
  }
  if (request.method === 'POST' && id === undefined) {
    const body = bodyOf(request);
    const sent = textIn(body, 'ProjectId');
    if (sent !== '' && sent !== projectId)
      throw badRequest(`'ProjectId' is '${sent}', but the path says '${projectId}'.`);
    const made = create(instance, space, 'channels', { ...body, ProjectId: projectId });
    return ok(present(instance, space, 'channels', made));
  }
  onlyGet(request);
  const channels = listed(space, 'channels', request.query).filter((channel) => channel['ProjectId'] === projectId);
  const shown = channels.map((document) => present(instance, space, 'channels', document));
  const at = `/api/${space.id}/projects/${projectId}/channels`;
  return ok(id === 'all' ? shown : paged('channels', shown, request.query, 30, at));
};

const bodyOf = ({ body }: Request): JsonObject => {
  if (isObject(body)) return body;
  throw badRequest('The request needs a JSON object as its body.');
};
