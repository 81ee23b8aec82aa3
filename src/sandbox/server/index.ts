import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../model/json.js';
import { withEvents } from './events/with-events.js';
import type { Documents } from './documents.js';
import type { Answer } from './routes/exchange.js';
import { Faults, type Fault } from './faults.js';
import { Refusal } from './refusal.js';
import { rootLinks } from './routes/links.js';
import { answer } from './routes/routes.js';
import { attachGit } from './git/load.js';
import { Repositories } from './git/repository.js';
import type { SecretStore } from './secrets.js';
import type { Space, StoredFile } from './space.js';
import { Instance, type InstanceSpec } from './state.js';
import { uploadIn } from './routes/upload.js';

export { foldersOf } from './collections.js';
export { emptySpace } from './defaults/empty-space.js';
export { sharedOf } from './defaults/shared-defaults.js';
export type { StoredFile } from './space.js';
export type { InstanceSpec } from './state.js';

/** A request as the sandbox saw it. Bodies are not kept: they may hold secrets. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A server that runs. */
export interface RunningInstance {
  readonly name: string;
  readonly url: string;
  readonly apiKey: string;
  /** Every request so far; may be emptied. */
  readonly requests: SeenRequest[];
  readonly faults: Faults;
  /** What the server keeps to itself, by document and place. */
  readonly secrets: SecretStore['all'];
  /** Raw documents of a space. */
  readonly dump: (space?: string) => Documents;
  /** Logos and packages of a space, by the path below it: `projects/Projects-1/logo`. */
  readonly files: (space?: string) => ReadonlyMap<string, StoredFile>;
  /** The Git repositories of the process, by URL: to push to from outside, to merge in, to make unreachable. */
  readonly repositories: Repositories;
}

export interface Sandbox {
  readonly instances: readonly RunningInstance[];
  readonly close: () => Promise<void>;
}

/**
 * Starts an imitation Octopus Server for each instance, on 127.0.0.1. Throws UsageError for documents it cannot load
 * and the system's error for a port that is taken.
 */
export const startSandbox = async (specs: readonly InstanceSpec[]): Promise<Sandbox> => {
  const repositories = new Repositories();
  const started: { server: FastifyInstance; running: RunningInstance }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map(({ server }) => server.close()));
  };
  try {
    for (const spec of specs) started.push(await startInstance(spec, repositories));
  } catch (error) {
    await close();
    throw error;
  }
  return { instances: started.map(({ running }) => running), close };
};

const startInstance = async (
  spec: InstanceSpec,
  repositories: Repositories,
): Promise<{ server: FastifyInstance; running: RunningInstance }> => {
  const instance = new Instance(spec, repositories);
  attachGit(instance);
  const faults = new Faults();
  const requests: SeenRequest[] = [];
  const server = fastify({ logger: false, bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });
  // Clients send the content type with empty bodies too.
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }));
    }
  });
  await server.register(multipart, { limits: { fileSize: Infinity } });
  server.all('/*', (request, reply) => handle(instance, faults, requests, request, reply));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const { status, body } = refused(new Refusal(error.statusCode ?? 500, [error.message]));
    return reply.code(status).send(body);
  });
  const url = await server.listen({ host: '127.0.0.1', port: spec.port ?? 0 });
  const spaceCalled = (called: string | undefined): Space | undefined =>
    instance.spaces.find(({ name }) => called === undefined || name === called);
  const running: RunningInstance = {
    name: spec.name,
    url,
    apiKey: spec.apiKey,
    requests,
    faults,
    secrets: () => instance.secrets.all(),
    dump: (space) => spaceCalled(space)?.dump() ?? {},
    files: (space) => spaceCalled(space)?.files ?? new Map(),
    repositories,
  };
  return { server, running };
};

const handle = async (
  instance: Instance,
  faults: Faults,
  requests: SeenRequest[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const method = methodOf(request);
  const [path = ''] = request.url.split('?');
  const see = (status: number): void => void requests.push({ method, path, status });
  if (faults.latency > 0) await sleep(faults.latency);
  const fault = faults.strike(method, path, Date.now());
  void reply.headers(faults.stated());
  if (fault && fault.does !== 'commit-then-reset') {
    see(typeof fault.does === 'number' ? fault.does : 0);
    return strike(fault, request, reply);
  }
  const { status, body, file } = await respond(instance, request, path);
  see(status);
  if (fault) {
    return drop(request, reply);
  }
  if (file) return reply.code(status).header('content-type', file.contentType).send(Buffer.from(file.bytes));
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(body === null ? '' : JSON.stringify(body));
};

/** What is asked: clients behind proxies that pass no PUT and no DELETE send a POST that says so. */
const methodOf = ({ method, headers }: FastifyRequest): string => {
  const override = headers['x-http-method-override'];
  return method === 'POST' && typeof override === 'string' ? override.toUpperCase() : method;
};

/** Ends the connection without an answer. */
const drop = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  request.raw.socket.destroy();
  return reply.hijack();
};

const strike = async (fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  if (fault.does === 'reset') return drop(request, reply);
  if (fault.does === 'hang') return reply.hijack();
  if (fault.retryAfter !== undefined) void reply.header('retry-after', String(fault.retryAfter));
  const status = typeof fault.does === 'number' ? fault.does : 500;
  return reply.code(status).send({ ErrorMessage: `The sandbox answers ${status} on request.`, Errors: [] });
};

const respond = async (instance: Instance, request: FastifyRequest, path: string): Promise<Answer> => {
  try {
    const segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    const [api, ...rest] = segments;
    if (api?.toLowerCase() !== 'api') throw new Refusal(404, ['Only /api is served here.']);
    if (rest.length === 0) return { status: 200, body: root(instance) };
    const caller = authenticate(instance, request);
    const query = request.query as Record<string, string>;
    const upload = await uploadIn(request);
    const { body } = request;
    const asked = { method: methodOf(request), segments: rest, query, body, caller, ...(upload && { upload }) };
    return withEvents(instance, asked, request.headers['user-agent'], () => answer(instance, asked));
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
};

const root = (instance: Instance): Answer['body'] => ({
  Application: 'Octopus Deploy',
  Version: instance.spec.version,
  ApiVersion: '3.0.0',
  InstallationId: instance.spec.installationId,
  IsEarlyAccessProgram: false,
  HasLongTermSupport: true,
  Links: rootLinks(instance),
});

/** The user whose key the request has; as access token, it does as well. */
const authenticate = ({ callers }: Instance, { headers }: FastifyRequest): JsonObject => {
  const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  const key = headers['x-octopus-apikey'] ?? token;
  const caller = typeof key === 'string' ? callers.get(key) : undefined;
  if (caller) return caller;
  throw new Refusal(401, ['The API key you provided was not valid. Please double-check your API key and try again.']);
};

const refused = ({ status, details }: Refusal): Answer => ({
  status,
  body: { ErrorMessage: details[0] ?? '', Errors: [...details] },
});
