import { textIn } from '../documents.js';
import { ok } from './exchange.js';
import { filtersOf } from './list-filters.js';
import { listed, paged } from './present.js';
import type { Handler, Route } from './route-table.js';

/** Environments of every kind, with less said of each; the sandbox has static ones only (octopus-api environments). */
const slim: Handler = ({ space, request }) => {
  const { type, name, ...query } = request.query;
  const items = listed(space, 'environments', query)
    .filter((one) => name === undefined || textIn(one, 'Name').toLowerCase() === name.toLowerCase())
    .filter(() => type === undefined || type.toLowerCase() === 'static')
    .map(({ Id = null, Name = null, Slug = null, Description = null, SpaceId = null, EnvironmentTags = [] }) => ({
      Id,
      Name,
      Slug,
      Description,
      SpaceId,
      EnvironmentTags,
      Type: 'Static',
    }));
  const page = paged('environments', items, query, 30);
  return ok(Object.fromEntries(Object.entries(page).filter(([field]) => field !== 'Links')));
};

export const environmentRoutes: readonly Route[] = [
  { path: 'environments/v2', only: '2026', query: [...filtersOf('environments'), 'type'], GET: slim },
];
