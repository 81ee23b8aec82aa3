import { routeAtRef, typeNamed } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import type { JsonObject } from '../../model/json.js';
import { apiPath, type Destination } from '../destination.js';
import { parentIdOf } from '../reread.js';
import type { GitPlaces } from './places.js';
import { keeperOf, routesAt } from './routes.js';

/** Of the documents at a ref that change: what was read of the server just now, by the path at which a run will ask for it. */
export const knownAtRefs = (
  changes: readonly Change[],
  { live, git, space }: Pick<Destination, 'live' | 'git' | 'space'>,
): ReadonlyMap<string, JsonObject> =>
  new Map(
    changes.flatMap(({ type: name, names }) => {
      const type = typeNamed(name);
      const keeper = keeperOf(type, names, live);
      const place = keeper && git.of(keeper.names[0] ?? '');
      const item = live.find(name, names);
      if (!place || !item) return [];
      const at = { project: place.projectId, ref: place.ref, parentId: parentIdOf(type, names, live) };
      return [[apiPath(type, space, routesAt(type, at).own(item.id)), item.raw] as const];
    }),
  );

/** A branch that is not there yet has what the ref has that it will be made from. */
export const standInOf = (git: GitPlaces): ((route: string) => string) => {
  const below = (project: string, ref: string): string => `/${routeAtRef('{project}/{ref}', { project, ref })}/`;
  const missing = git.all().filter(({ isThere }) => !isThere);
  const pairs = missing.map(({ projectId, ref, from }) => [below(projectId, ref), below(projectId, from)] as const);
  return (route) => pairs.reduce((now, [own, base]) => now.replace(own, base), route);
};
