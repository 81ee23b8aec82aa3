import { isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { collections } from './collections.js';
import { contractOf } from './contract.js';
import { listed, paged, present, type Query } from './present.js';
import { badRequest, notFound, Refusal } from './refusal.js';
import { textIn, type Instance, type Space } from './state.js';
import { create, remove, update } from './write.js';

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
  instance.spaces.find(({ id, name }) => id === idOrName || name.toLowerCase() === idOrName.toLowerCase());

const onlyGet = ({ method }: Request): void => {
  if (method !== 'GET') throw new Refusal(405, [`The method ${method} is not allowed here.`]);
};

const spaceDocument = ({ id, name, isDefault }: Space): JsonObject => ({
  Id: id,
  Name: name,
  IsDefault: isDefault,
  TaskQueueStopped: false,
  Links: { Self: `/api/spaces/${id}`, SpaceHome: `/api/${id}` },
});

const spaces = (instance: Instance, request: Request): Answer => {
  onlyGet(request);
  const all = instance.spaces.map(spaceDocument);
  const [, id] = request.segments;
  if (id === undefined) return ok(paged('spaces', all, request.query, 30));
  if (id === 'all') return ok(all);
  const space = findSpace(instance, id);
  if (!space) throw notFound(id);
  return ok(spaceDocument(space));
};

const users = (instance: Instance, request: Request): Answer => {
  onlyGet(request);
  const [, id] = request.segments;
  if (id === undefined) return ok(paged('users', instance.users, request.query, 30));
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
  if (!collections.some((collection) => collection.path === path) || child !== undefined) throw notFound(path);
  if (id === undefined) return onCollection(instance, space, path, request);
  if (id === 'all') {
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
  if (path === 'variables') throw new Refusal(405, ['Variable sets are listed at variables/all.']);
  const items = listed(space, path, request.query).map((document) => present(instance, space, path, document));
  return ok(paged(path, items, request.query, contractOf(instance.generation)[path]?.defaultTake ?? 30));
};

const onResource = (instance: Instance, space: Space, path: string, id: string, request: Request): Answer => {
  switch (request.method) {
    case 'GET': {
      const bySlug = path === 'projects' ? space.all(path).find((project) => project['Slug'] === id) : undefined;
      const document = space.find(path, id) ?? bySlug;
      if (!document) throw notFound(id);
      return ok(present(instance, space, path, document));
    }
    case 'PUT':
      return ok(present(instance, space, path, update(instance, space, path, id, bodyOf(request))));
    case 'DELETE':
      remove(space, path, id);
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
    const answered = onResource(
      instance,
      space,
      'variables',
      textIn(project, 'VariableSetId'),
      withoutProjectId(request),
    );
    // Writing through the project answers an empty object: the new version has to be read (variables page).
    return request.method === 'PUT' ? ok({}) : answered;
  }
  if (childId === undefined && child === 'deploymentprocesses' && instance.generation === '2026') {
    return onResource(instance, space, 'deploymentprocesses', textIn(project, 'DeploymentProcessId'), request);
  }
  if (child === 'channels' && request.segments.length <= 2) {
    if (childId !== undefined && childId !== 'all') return onResource(instance, space, 'channels', childId, request);
    if (request.method === 'POST') {
      return ok(present(instance, space, 'channels', create(instance, space, 'channels', bodyOf(request))));
    }
    onlyGet(request);
    const items = listed(space, 'channels', request.query).filter((channel) => channel['ProjectId'] === project['Id']);
    const shown = items.map((document) => present(instance, space, 'channels', document));
    return ok(childId === 'all' ? shown : paged('channels', shown, request.query, 30));
  }
  throw notFound(child);
};

/** The project route asks for a member that the resource does not have. */
const withoutProjectId = (request: Request): Request =>
  isObject(request.body)
    ? { ...request, body: Object.fromEntries(Object.entries(request.body).filter(([field]) => field !== 'ProjectId')) }
    : request;

const bodyOf = ({ body }: Request): JsonObject => {
  if (isObject(body)) return body;
  throw badRequest('The request needs a JSON object as its body.');
};
