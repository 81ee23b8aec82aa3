import { okFile, uploadOf, type Answer } from './exchange.js';
import { projectAt } from './project-routes.js';
import { textIn } from '../documents.js';
import { notFound } from '../refusal.js';
import type { Call, Handler, Route } from './route-table.js';
import type { Space, StoredFile } from '../space.js';

/** What a server shows for a resource nobody gave a picture: here one grey dot. */
const defaultLogo: StoredFile = {
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOoq6v7DwAFggKA7Y3lVgAAAABJRU5ErkJggg==',
    'base64',
  ),
  contentType: 'image/png',
};

/** Where the picture of a resource is kept. Throws a 404 for a resource that does not exist. */
const placeOf = (path: string, space: Space, id: string): string => {
  if (path === 'projects') return `projects/${textIn(projectAt(space, id), 'Id')}/logo`;
  if (!space.find(path, id)) throw notFound(id);
  return `${path}/${id}/logo`;
};

const read =
  (path: string, homeOf: (call: Call) => Space): Handler =>
  (call) => {
    const [id = ''] = call.ids;
    const home = homeOf(call);
    return okFile(home.files.get(placeOf(path, home, id)) ?? defaultLogo);
  };

/**
 * Keeps an uploaded picture. What a write answers differs between resources (octopus-api projects, action-templates).
 */
const write =
  (path: string, answered: Answer['body']): Handler =>
  ({ space, request, ids: [id = ''] }) => {
    const { bytes, contentType } = uploadOf(request, 'file');
    const place = placeOf(path, space, id);
    space.files.set(place, { bytes, contentType });
    space.touch(path, place.split('/')[1] ?? id);
    return { status: 200, body: answered };
  };

/** Links to pictures change with the picture. */
const uncached = ['cb'];

const logoOf = (path: string, answered: Answer['body']): Route => ({
  path: `${path}/{id}/logo`,
  query: uncached,
  GET: read(path, ({ space }) => space),
  POST: write(path, answered),
  PUT: write(path, answered),
});

/** Pictures. There is no DELETE: a logo can only be replaced. */
export const logoRoutes: readonly Route[] = [
  logoOf('projects', null),
  logoOf('tenants', null),
  logoOf('actiontemplates', {}),
  {
    path: 'actiontemplates/{id}/versions/{version}/logo',
    query: uncached,
    GET: read('actiontemplates', ({ space }) => space),
  },
];

/** Community step templates have pictures that nobody uploads. */
export const communityLogo: Route = {
  path: 'communityactiontemplates/{id}/logo',
  query: uncached,
  GET: read('communityactiontemplates', ({ instance }) => instance.shared),
};
