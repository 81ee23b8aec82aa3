import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { ok } from './exchange.js';
import { duplicateName } from '../rules/identity.js';
import { collectionAt } from '../collections.js';
import { present } from './present.js';
import { badRequest, notFound, refuseIfAny } from '../refusal.js';
import type { Call, Handler, Route } from './route-table.js';
import { findSpace } from './server-routes.js';
import type { Space } from '../space.js';
import { versionOf } from '../rules/write-checks.js';

const path = 'actiontemplates';

/** Every version of a template that is known, the oldest first. */
const versionsOf = ({ space, ids: [id = ''] }: Call): readonly JsonObject[] => {
  const current = space.find(path, id);
  if (!current) throw notFound(id);
  return [...(space.formerVersions.get(id) ?? []), current];
};

const versions: Handler = (call) => ok(versionsOf(call).map((one) => present(call.instance, call.space, path, one)));

const version: Handler = (call) => {
  const [, wanted = ''] = call.ids;
  const found = versionsOf(call).find((one) => String(versionOf(one)) === wanted);
  if (!found) throw notFound(`version ${wanted}`);
  return ok(present(call.instance, call.space, path, found));
};

/** The space into which a community template is installed: the default one where the path names none. */
const targetSpace = ({ instance, ids: [, spaceId] }: Call): Space => {
  const isDefault = (space: Space): boolean => space.isDefault;
  const space = spaceId === undefined ? instance.spaces.find(isDefault) : findSpace(instance, spaceId);
  if (!space) throw notFound(spaceId ?? 'default space');
  return space;
};

const communityAt = ({ instance, ids: [id = ''] }: Call): JsonObject => {
  const template = instance.shared.find('communityactiontemplates', id);
  if (!template) throw notFound(id);
  return template;
};

const installedIn = (space: Space, community: JsonObject): JsonObject | undefined =>
  space.all(path).find((template) => template['CommunityActionTemplateId'] === community['Id']);

/** What a step template has of the community's; the two count their versions apart. */
const contentOf = (community: JsonObject): JsonObject => ({
  Name: community['Name'] ?? null,
  Description: community['Description'] ?? null,
  ActionType: community['Type'] ?? null,
  Properties: community['Properties'] ?? {},
  Parameters: community['Parameters'] ?? [],
  Packages: community['Packages'] ?? [],
  CommunityActionTemplateId: community['Id'] ?? null,
});

const install: Handler = (call) => {
  const { instance } = call;
  const space = targetSpace(call);
  const community = communityAt(call);
  if (installedIn(space, community)) throw badRequest(`'${textIn(community, 'Name')}' is installed already.`);
  const template: JsonObject = {
    Id: instance.ids.next('ActionTemplates'),
    SpaceId: space.id,
    Version: 0,
    ...(instance.generation === '2026' && { GitDependencies: [] }),
    ...contentOf(community),
  };
  const collection = collectionAt(path);
  if (collection) refuseIfAny(duplicateName(space, collection, template));
  space.put(path, template);
  return ok(present(instance, space, path, template), 201);
};

const installed: Handler = (call) => {
  const space = targetSpace(call);
  const template = installedIn(space, communityAt(call));
  if (!template) throw notFound(call.ids.join('/'));
  return ok(present(call.instance, space, path, template));
};

/** Brings the installed template to the latest version of the community's. */
const update: Handler = (call) => {
  const space = targetSpace(call);
  const community = communityAt(call);
  const template = installedIn(space, community);
  if (!template) throw notFound(call.ids.join('/'));
  const id = textIn(template, 'Id');
  space.formerVersions.set(id, [...(space.formerVersions.get(id) ?? []), template]);
  const next = { ...template, ...contentOf(community), Version: versionOf(template) + 1 };
  space.put(path, next);
  return ok(present(call.instance, space, path, next));
};

/** Step templates have versions. */
export const templateRoutes: readonly Route[] = [
  { path: `${path}/{id}/versions`, GET: versions },
  { path: `${path}/{id}/versions/{version}`, GET: version },
];

/** Community templates belong to the server, and are installed into spaces. */
export const communityRoutes: readonly Route[] = ['', '/{space}'].flatMap((space): readonly Route[] => [
  { path: `communityactiontemplates/{id}/installation${space}`, POST: install, PUT: update },
  { path: `communityactiontemplates/{id}/actiontemplate${space}`, GET: installed },
]);
