import type { JsonObject } from '../../../model/json.js';
import { bodyOf, ok } from './exchange.js';
import { filtersOf } from './list-filters.js';
import { listed, paged, present } from './present.js';
import { notFound } from '../refusal.js';
import { remove } from '../remove.js';
import type { Handler, Route } from './route-table.js';
import { create, update } from '../write.js';

const path = 'git-credentials';

const versions = ['', '/v1', '/v2'] as const;

type Version = (typeof versions)[number];

const contractFor = (version: Version): string => (version === '/v2' ? `${path}/v2` : path);

/** The newest version of the routes has done away with links. */
const shownAs = (version: Version, document: JsonObject): JsonObject => {
  const { Links: links = {}, ...rest } = document;
  return version === '/v2' ? rest : { ...rest, Links: links };
};

const list =
  (version: Version): Handler =>
  ({ instance, space, request }) => {
    const items = listed(space, path, request.query).map((one) =>
      shownAs(version, present(instance, space, path, one)),
    );
    return ok(shownAs(version, paged(path, items, request.query, 30, `${space.home}/${path}${version}`)));
  };

/** Answers no more than the ID: what was made has to be read. */
const post =
  (version: Version): Handler =>
  ({ instance, space, request }) => {
    const made = create(instance, space, path, bodyOf(request), { as: contractFor(version) });
    const { Id: id = '', Links: links = {} } = present(instance, space, path, made);
    return ok(version === '/v2' ? { Id: id } : { Id: id, Links: links }, 201);
  };

const get =
  (version: Version): Handler =>
  ({ instance, space, ids: [id = ''] }) => {
    const document = space.find(path, id);
    if (!document) throw notFound(id);
    return ok(shownAs(version, present(instance, space, path, document)));
  };

const put =
  (version: Version): Handler =>
  ({ instance, space, request, ids: [id = ''] }) => {
    update(instance, space, path, id, bodyOf(request), { as: contractFor(version) });
    return ok({});
  };

const destroy =
  (version: Version): Handler =>
  ({ instance, space, ids: [id = ''] }) => {
    remove(instance, space, path, id);
    return ok(version === '' ? null : {});
  };

/** Three versions of the same routes: the unversioned, /v1 and /v2 (octopus-api spaces). */
export const gitCredentialRoutes: readonly Route[] = [
  ...versions.map((version): Route => ({
    path: `${path}${version}`,
    only: '2026',
    query: filtersOf(path),
    GET: list(version),
    POST: post(version),
  })),
  ...versions.map((version): Route => ({
    path: `${path}/{id}${version}`,
    only: '2026',
    GET: get(version),
    PUT: put(version),
    DELETE: destroy(version),
  })),
];
