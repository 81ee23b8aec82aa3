import type { Generation } from '../contract.js';
import { notAllowed, refuseBut, type Answer, type Request } from './exchange.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';

/** A request on its way: where it goes, and what its path names. */
export interface Call {
  readonly instance: Instance;
  readonly space: Space;
  readonly request: Request;
  /** What the path has in the places of the route's `{…}`, in order. */
  readonly ids: readonly string[];
}

export type Handler = (call: Call) => Answer;

/** A path with behaviour of its own. Segments in braces stand for anything. */
export interface Route {
  readonly path: string;
  /** The only generation of servers that has it; both where nothing is said. */
  readonly only?: Generation;
  /** The names that GET takes in its query; none where nothing is said. */
  readonly query?: readonly string[];
  readonly GET?: Handler;
  readonly POST?: Handler;
  readonly PUT?: Handler;
  readonly DELETE?: Handler;
}

/**
 * Answers by the first route that has the request's path; undefined if none has. Throws a 405 for other methods and a 400
 * for what its query does not take.
 */
export const byRoute = (
  routes: readonly Route[],
  call: Omit<Call, 'ids'>,
  segments: readonly string[],
): Answer | undefined => {
  for (const route of routes) {
    const ids =
      route.only === undefined || route.only === call.instance.generation ? match(route.path, segments) : undefined;
    if (!ids) continue;
    const { method } = call.request;
    const isKnown = method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE';
    const handler = isKnown ? route[method] : undefined;
    if (!handler) throw notAllowed(call.request);
    if (method === 'GET') refuseBut(route.query ?? [], route.path, call.request.query);
    return handler({ ...call, ids });
  }
  return undefined;
};

/** What a path has for the `{…}` of a route; undefined if it is another path. Case does not matter, as on a server. */
const match = (path: string, segments: readonly string[]): readonly string[] | undefined => {
  const expected = path.split('/');
  if (expected.length !== segments.length) return undefined;
  const pairs = expected.map((want, index) => [want, segments[index] ?? ''] as const);
  const isPlace = (want: string): boolean => want.startsWith('{');
  if (!pairs.every(([want, is]) => isPlace(want) || want.toLowerCase() === is.toLowerCase())) return undefined;
  return pairs.filter(([want]) => isPlace(want)).map(([, is]) => is);
};
