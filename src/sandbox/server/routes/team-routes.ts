import { ok } from './exchange.js';
import { filtersOf } from './list-filters.js';
import { listed, paged, present } from './present.js';
import { notFound } from '../refusal.js';
import type { Handler, Route } from './route-table.js';

/** What a team may do, and where. */
const rolesOfTeam: Handler = ({ instance, space, request, ids: [id = ''] }) => {
  if (!space.find('teams', id)) throw notFound(id);
  const roles = listed(space, 'scopeduserroles', request.query).filter((role) => role['TeamId'] === id);
  const shown = roles.map((role) => present(instance, space, 'scopeduserroles', role));
  return ok(paged('scopeduserroles', shown, request.query, 30, `${space.home}/teams/${id}/scopeduserroles`));
};

export const teamRoutes: readonly Route[] = [
  { path: 'teams/{id}/scopeduserroles', query: filtersOf('scopeduserroles'), GET: rolesOfTeam },
];
