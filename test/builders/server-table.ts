import { ApiError } from '../../src/model/errors.js';
import type { JsonObject } from '../../src/model/json.js';
import type { SpaceReader } from '../../src/snapshot/read-space.js';

const missing = new ApiError({ what: 'no such route', status: 404 });

/** A server that answers from a table of paths; what is not in it, it does not have. */
export const serverWith = (
  answers: Readonly<Record<string, readonly JsonObject[] | JsonObject | ApiError>>,
  version = '2026.3.1',
) => {
  const asked: string[] = [];
  const listing = (path: string, query?: string) => {
    const key = query === undefined ? path : `${path}?${query}`;
    asked.push(key);
    const found = answers[key];
    if (found instanceof ApiError) return Promise.reject(found);
    return Array.isArray(found)
      ? Promise.resolve({ documents: found as JsonObject[], requests: 1 })
      : Promise.reject(missing);
  };
  const one = (path: string) => {
    asked.push(path);
    const found = answers[path];
    return found instanceof ApiError ? Promise.reject(found) : Promise.resolve(found as JsonObject | undefined);
  };
  const reader: SpaceReader = {
    spaceId: 'Spaces-1',
    list: (_reach, path, query) => listing(path, query),
    pages: (_reach, path, query) => listing(path, query),
    bulk: (path) => listing(path).catch(() => undefined),
    get: one,
    bytes: async (path) => ((await one(path)) ? Buffer.from('GIF89a') : undefined),
    version: () => Promise.resolve(version),
    routes: () => Promise.resolve([]),
    holdsSecret: () => false,
  };
  return { reader, asked };
};
