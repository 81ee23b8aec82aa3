import type { JsonObject } from '../../../model/json.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import { bodyOf, ok } from './exchange.js';
import { paged, present } from './present.js';
import { received } from '../rules/received.js';
import { notFound, refuseIfAny } from '../refusal.js';
import { remove } from '../remove.js';
import type { Handler, Route } from './route-table.js';
import { overwriteIn, refuseExisting, removeSeveral, versionedFilters, versionedList } from './versioned-lists.js';
import { requestFaults } from '../write.js';

const path = 'build-information';

const list: Handler = ({ instance, space, request }) => {
  const items = versionedList(space.all(path), request.query).map((one) => present(instance, space, path, one));
  return ok(paged(path, items, request.query, 30, `${space.home}/${path}`));
};

const one: Handler = ({ instance, space, ids: [id = ''] }) => {
  const found = space.find(path, id);
  if (!found) throw notFound(id);
  return ok(present(instance, space, path, found));
};

/** One POST creates and updates: there is no PUT. The mode is in the body, or in the query before 2022. */
const push: Handler = ({ instance, space, request }) => {
  const { create } = instance.contract[path] ?? {};
  if (!create) throw notFound(path);
  const body = received(create, bodyOf(request));
  refuseIfAny(requestFaults(create, body, space));
  const [packageId, version] = [textIn(body, 'PackageId'), textIn(body, 'Version')];
  const existing = space.all(path).find((known) => known['PackageId'] === packageId && known['Version'] === version);
  const mode = textIn(body, 'OverwriteMode') || request.query['overwriteMode'];
  const overwrite = overwriteIn(mode, body['Replace'] === true);
  refuseExisting(existing, overwrite);
  if (existing && overwrite === 'ignore') return ok(present(instance, space, path, existing));
  const sent = objectIn(body, 'OctopusBuildInformation');
  const document: JsonObject = {
    ...Object.fromEntries(buildFields.map((field) => [field, sent[field] ?? null])),
    Commits: objectsIn(sent, 'Commits').map((commit) => ({ ...commit, LinkUrl: null })),
    Id: textIn(existing ?? {}, 'Id') || instance.ids.next('BuildInformation'),
    PackageId: packageId,
    Version: version,
    Created: new Date().toISOString(),
    WorkItems: [],
    IssueTrackerName: null,
    VcsCommitUrl: null,
    IncompleteDataWarning: null,
  };
  space.put(path, document);
  return ok(present(instance, space, path, document));
};

const buildFields = [
  'Branch',
  'BuildEnvironment',
  'BuildNumber',
  'BuildUrl',
  'VcsCommitNumber',
  'VcsRoot',
  'VcsType',
] as const;

const destroy: Handler = ({ instance, space, ids: [id = ''] }) => {
  remove(instance, space, path, id);
  return ok(null);
};

export const buildInformationRoutes: readonly Route[] = [
  { path: 'build-information', query: [...versionedFilters, 'includeWorkItems'], GET: list, POST: push },
  { path: 'build-information/bulk', DELETE: removeSeveral(path) },
  { path: 'build-information/{id}', GET: one, DELETE: destroy },
];
