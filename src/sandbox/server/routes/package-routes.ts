import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { ok, okFile, uploadOf } from './exchange.js';
import { packageName } from '../rules/package-names.js';
import { paged, present } from './present.js';
import { badRequest, notFound } from '../refusal.js';
import { remove } from '../remove.js';
import type { Call, Handler, Route } from './route-table.js';
import { overwriteIn, refuseExisting, removeSeveral, versionedFilters, versionedList } from './versioned-lists.js';

const path = 'packages';
const builtInFeed = 'feeds-builtin';

const packageAt = ({ space, ids: [id = ''] }: Call): JsonObject => {
  const found = space.find(path, id) ?? space.find(path, `packages-${id}`);
  if (!found) throw notFound(id);
  return found;
};

/** The newer server tells hash and size in lists, the older one in single answers (octopus-api packages). */
const withoutHash = (document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => field !== 'Hash' && field !== 'PackageSizeBytes'));

const list: Handler = ({ instance, space, request }) => {
  const shown = versionedList(space.all(path), request.query).map((one) => present(instance, space, path, one));
  const items = instance.generation === '2026' ? shown : shown.map(withoutHash);
  return ok(paged(path, items, request.query, 30, `${space.home}/${path}`));
};

const one: Handler = (call) => {
  const shown = present(call.instance, call.space, path, packageAt(call));
  return ok(call.instance.generation === '2026' ? withoutHash(shown) : shown);
};

/** The bytes of a package; those of one that was loaded without them are not there. */
const download: Handler = (call) => {
  const file = call.space.files.get(`${path}/${textIn(packageAt(call), 'Id')}/raw`);
  if (!file) throw notFound('raw');
  return okFile(file);
};

/** The vendor's clients do not agree on a name for the part: the first file counts. */
const upload: Handler = ({ instance, space, request }) => {
  const { bytes, fileName } = uploadOf(request);
  const { id, version, extension } = packageName(fileName);
  if (bytes.length === 0) throw badRequest(`'${fileName}' is empty.`);
  const packageId = `packages-${id}.${version}`;
  const existing = space.find(path, packageId);
  const { overwriteMode, replace } = request.query;
  const overwrite = overwriteIn(overwriteMode, replace?.toLowerCase() === 'true');
  refuseExisting(existing, overwrite);
  if (existing && overwrite === 'ignore') return ok(present(instance, space, path, existing));
  const document: JsonObject = {
    Id: packageId,
    PackageId: id,
    NuGetPackageId: id,
    Version: version,
    Title: id,
    Summary: null,
    Description: null,
    ReleaseNotes: null,
    PackageVersionBuildInformation: null,
    FeedId: builtInFeed,
    NuGetFeedId: builtInFeed,
    FileExtension: extension,
    Hash: createHash('sha1').update(bytes).digest('hex').toUpperCase(),
    PackageSizeBytes: bytes.length,
    Published: new Date().toISOString(),
  };
  space.put(path, document);
  space.files.set(`${path}/${packageId}/raw`, { bytes, contentType: 'application/octet-stream' });
  return ok(present(instance, space, path, document), instance.generation === '2026' || existing ? 200 : 201);
};

const destroy: Handler = (call) => {
  remove(call.instance, call.space, path, textIn(packageAt(call), 'Id'));
  return ok(null);
};

/** What is told besides: there is none of it here. */
const additions = ['includeNotes', 'includeWorkItems'];

/** The built-in feed. */
export const packageRoutes: readonly Route[] = [
  { path: 'packages', query: [...versionedFilters, ...additions], GET: list },
  { path: 'packages/raw', POST: upload },
  { path: 'packages/bulk', DELETE: removeSeveral(path) },
  { path: 'packages/{id}', query: additions, GET: one, DELETE: destroy },
  { path: 'packages/{id}/raw', GET: download },
];
