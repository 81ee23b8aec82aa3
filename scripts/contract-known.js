// Every collection that the vendor's descriptions list, whether or not octosync has it: where it is, how its pages are
// written, and the members of its documents. What the contract describes already has its members there.
import { classes, definitions, pages, paths } from './contract-input.js';
import { collections } from './contract-collections.js';
import { modelShape } from './contract-models.js';

const usual = { items: 'Items', total: 'TotalResults' };

/** Below a space or below the server; `{baseSpaceId}` in one description, `{spaceId}` in the other. */
const listRoute = /^\/api\/(?:\{(?:baseSpaceId|spaceId)\}\/)?([A-Za-z-]+)(\/all)?$/;

const refIn = (schema) => /#\/definitions\/(?:ResourceCollection_of_)?(\w+)/.exec(JSON.stringify(schema ?? {}))?.[1];

/** Routes that answer pages of resources, or all of them as a list (swagger of 2020.5). */
const fromSwagger = () =>
  Object.entries(paths).flatMap(([route, { get }]) => {
    const [, path, all] = listRoute.exec(route) ?? [];
    const schema = get?.responses?.['200']?.schema;
    const model = refIn(schema);
    const isList = schema?.type === 'array' || /ResourceCollection_of_/.test(JSON.stringify(schema ?? {}));
    if (path === undefined || !isList || !model?.endsWith('Resource')) return [];
    return [{ path, model, reach: route.includes('{') ? 'space' : 'server', hasAll: all !== undefined, page: usual }];
  });

/** Routes that answer pages (pages of 2026): `paged`, or `object {Count, Things: array of …}`. */
const fromPages = () =>
  Object.entries(pages).flatMap(([key, { response = '' }]) => {
    const [method, route] = key.split(' ');
    const [, path, all] = listRoute.exec(route) ?? [];
    const [, items] = /^object \{Count, (\w+): array/.exec(response) ?? [];
    if (method !== 'GET' || path === undefined || !(response.startsWith('paged') || items)) return [];
    const page = items ? { items, total: 'Count' } : usual;
    return [
      { path, model: undefined, reach: route.includes('{') ? 'space' : 'server', hasAll: all !== undefined, page },
    ];
  });

/** Requests of the vendor's client that have `Skip` and `Take`, and answers that hold a list and its count. */
const fromModels = () =>
  Object.entries(classes).flatMap(([name, { properties = {} }]) => {
    const asked = classes[name.replace(/Response$/, 'Request')]?.properties ?? {};
    if (!name.endsWith('Response') || !('Skip' in asked) || !('Count' in properties)) return [];
    return Object.entries(properties).flatMap(([items, { type }]) => {
      const model = /Collection<(\w+)>$/.exec(type)?.[1];
      const reach = 'SpaceId' in asked ? 'space' : 'server';
      return model ? [{ path: items, model, reach, hasAll: false, page: { items, total: 'Count' } }] : [];
    });
  });

/** By path, in lower case. The swagger answers routes with and without a space: what is below a space belongs to it. */
export const knownCollections = () => {
  const known = {};
  for (const one of [...fromModels(), ...fromPages(), ...fromSwagger()]) {
    const path = one.path.toLowerCase();
    const before = known[path];
    known[path] = {
      reach: before?.reach === 'space' ? 'space' : one.reach,
      hasAll: (before?.hasAll ?? false) || one.hasAll,
      page: before?.page ?? one.page,
      members: before?.members ?? membersOf(path, one.model),
    };
  }
  return Object.fromEntries(Object.entries(known).sort(([one], [other]) => (one < other ? -1 : 1)));
};

const described = new Set(Object.keys(collections).map((path) => path.toLowerCase()));

const membersOf = (path, model) => {
  if (described.has(path) || model === undefined) return undefined;
  const { members } = modelShape(model);
  return (
    members ??
    Object.fromEntries(Object.keys(definitions[model]?.properties ?? {}).map((name) => [name, { is: 'any' }]))
  );
};
