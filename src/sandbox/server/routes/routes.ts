import { belongingRoutes } from './belonging-routes.js';
import { buildInformationRoutes } from './build-information-routes.js';
import { certificateRoutes } from './certificate-routes.js';
import { collectionAt, collections } from '../collections.js';
import { environmentRoutes } from './environment-routes.js';
import { eventRoutes } from './event-routes.js';
import type { Answer, Request } from './exchange.js';
import { ok } from './exchange.js';
import { convertRoutes } from '../git/convert-routes.js';
import { refRoutes } from '../git/ref-routes.js';
import { repositoryRoutes } from '../git/repository-routes.js';
import { gitRunbookRoutes } from '../git/runbook-routes.js';
import { gitCredentialRoutes } from './git-credential-routes.js';
import { communityLogo, logoRoutes } from './logo-routes.js';
import { spaceLinks } from './links.js';
import { packageRoutes } from './package-routes.js';
import { previewRoutes } from './preview-routes.js';
import { projectRoutes } from './project-routes.js';
import { notFound } from '../refusal.js';
import { onAll, onCollection, onResource } from './resource-routes.js';
import { byRoute, type Route } from './route-table.js';
import { findSpace, serverRoutes, spaces } from './server-routes.js';
import { settingsRoutes } from './settings-routes.js';
import { sortOrderRoutes } from './sort-order-routes.js';
import { summaryRoutes } from './summary-routes.js';
import { usageRoutes } from './usage-routes.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { teamRoutes } from './team-routes.js';
import { communityRoutes, templateRoutes } from './template-routes.js';
import { tenantValueRoutes } from './tenant-value-routes.js';
import { olderTenantRoutes } from './tenant-variables-older.js';

const ofServer: readonly Route[] = [...serverRoutes, ...communityRoutes, communityLogo];
const ofSpace: readonly Route[] = [
  ...belongingRoutes,
  ...summaryRoutes,
  ...usageRoutes,
  ...previewRoutes,
  ...projectRoutes,
  ...settingsRoutes,
  ...repositoryRoutes,
  ...convertRoutes,
  ...refRoutes,
  ...gitRunbookRoutes,
  ...logoRoutes,
  ...certificateRoutes,
  ...gitCredentialRoutes,
  ...teamRoutes,
  ...templateRoutes,
  ...environmentRoutes,
  ...eventRoutes,
  ...sortOrderRoutes,
  ...packageRoutes,
  ...buildInformationRoutes,
  ...tenantValueRoutes,
  ...olderTenantRoutes,
];

/** Answers a request that has passed authentication. Throws a Refusal for everything that a server would refuse. */
export const answer = (instance: Instance, request: Request): Answer => {
  const [first = '', second = ''] = request.segments;
  if (collectionAt(first)?.reach === 'server') return within(instance, instance.shared, ofServer, request);
  if (first === 'spaces' && request.segments.length <= 2 && !collections.some(({ path }) => path === second)) {
    return spaces(instance, request);
  }
  const explicit = first === 'spaces' ? second : first;
  const isSpace = first === 'spaces' || /^Spaces-\d+$/.test(first);
  const space = isSpace ? findSpace(instance, explicit) : instance.spaces.find(({ isDefault }) => isDefault);
  if (!space) throw notFound(explicit);
  const rest = request.segments.slice(first === 'spaces' ? 2 : isSpace ? 1 : 0);
  if (rest.length === 0) return ok({ Id: space.id, Links: spaceLinks(space, instance.generation) });
  return within(instance, space, ofSpace, { ...request, segments: rest });
};

/** First the paths with behaviour of their own, then what all collections have in common. */
const within = (instance: Instance, space: Space, routes: readonly Route[], request: Request): Answer => {
  const special = byRoute(routes, { instance, space, request }, request.segments);
  if (special) return special;
  const [first = '', id, child] = request.segments;
  const { path = '', only, hidden = false } = collectionAt(first) ?? {};
  const isServed = space.has(path) && !hidden && (only === undefined || only === instance.generation);
  if (!isServed || child !== undefined) throw notFound(first);
  if (id === undefined) return onCollection(instance, space, path, request);
  if (id === 'all') return onAll(instance, space, path, request);
  return onResource(instance, space, path, id, request);
};
