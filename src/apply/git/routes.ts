import { isKeptInGit, rootOf, routeAtRef, type ResourceType } from '../../catalogue/index.js';
import type { InGit } from '../../catalogue/vocabulary.js';
import type { TypeName } from '../../model/names.js';
import type { NamedItem } from '../../snapshot/name-space.js';

/** The project that has a document of a type in its repository; undefined where it is in the database (rules git-parts). */
export const keeperOf = (
  type: ResourceType,
  names: readonly string[],
  live: { readonly find: (type: TypeName, names: readonly string[]) => NamedItem | undefined },
): NamedItem | undefined => {
  if (!type.reading.inGit) return undefined;
  const owner = live.find(rootOf(type).name, names.slice(0, 1));
  return owner && isKeptInGit(type, owner.raw) ? owner : undefined;
};

/** The routes of a document at a ref, below the space. */
export interface RoutesAtRef {
  /** GET and PUT. */
  readonly own: (id: string) => string;
  /** Where there are several of a project: GET of all, and POST of a new one. */
  readonly list?: string;
  readonly create?: string;
}

/** The one place that says where a document at a ref is read and written. */
export const routesAt = (
  { parent, reading }: ResourceType,
  at: { readonly project: string; readonly ref: string; readonly parentId: string | undefined },
): RoutesAtRef => {
  const { route, list, create }: InGit = reading.inGit ?? { when: [], route: '' };
  const { project, ref, parentId = '' } = at;
  return {
    own: (id) => routeAtRef(route, { project, ref, id, ...(parent && { parent: parentId }) }),
    ...(list !== undefined && { list: routeAtRef(list, { project, ref }) }),
    ...(create !== undefined && { create: routeAtRef(create, { project, ref }) }),
  };
};
