import { notFound } from '../refusal.js';
import { ok } from './exchange.js';
import { belongings, type Belonging } from './further-paths.js';
import { filtersOf } from './list-filters.js';
import { listed, paged, present } from './present.js';
import type { Handler, Route } from './route-table.js';

const page =
  ({ owners, at, path, names }: Belonging): Handler =>
  ({ instance, space, request, ids: [id = ''] }) => {
    if (!space.find(owners, id)) throw notFound(id);
    const own = listed(space, path, request.query).filter((document) => names(document).includes(id));
    const shown = own.map((document) => present(instance, space, path, document));
    return ok(paged(path, shown, request.query, 30, `${space.home}/${owners}/${id}/${at}`));
  };

/** A bare list (octopus-api lifecycles). */
const projectsOfLifecycle: Handler = ({ instance, space, ids: [id = ''] }) => {
  if (!space.find('lifecycles', id)) throw notFound(id);
  const own = listed(space, 'projects', {}).filter((project) => project['LifecycleId'] === id);
  return ok(own.map((project) => present(instance, space, 'projects', project)));
};

/** What the vendor's client asks of environments, pools, policies, groups and lifecycles: who is in them. */
export const belongingRoutes: readonly Route[] = [
  ...belongings.map((one): Route => ({
    path: `${one.owners}/{id}/${one.at}`,
    query: filtersOf(one.path),
    GET: page(one),
  })),
  { path: 'lifecycles/{id}/projects', GET: projectsOfLifecycle },
];
