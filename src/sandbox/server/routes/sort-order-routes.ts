import { textIn } from '../documents.js';
import { ok } from './exchange.js';
import { badRequest } from '../refusal.js';
import type { Handler, Route } from './route-table.js';

/** A bare list of every ID, in the order they are to have. */
const sort =
  (path: string): Handler =>
  ({ space, request }) => {
    const ids: readonly unknown[] = Array.isArray(request.body) ? request.body : [];
    const known = space.all(path);
    const isComplete = known.length === ids.length && known.every((document) => ids.includes(document['Id']));
    if (!isComplete) throw badRequest(`The body must list the ID of every one of the ${path}.`);
    for (const document of known) space.put(path, { ...document, SortOrder: ids.indexOf(textIn(document, 'Id')) });
    return ok(null);
  };

export const sortOrderRoutes: readonly Route[] = ['environments', 'tagsets', 'workerpools'].map((path): Route => ({
  path: `${path}/sortorder`,
  PUT: sort(path),
}));
