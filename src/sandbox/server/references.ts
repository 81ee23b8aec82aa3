import { isObject, type JsonObject } from '../../model/json.js';
import { objectsIn, textIn, textsIn, type Instance, type Space } from './state.js';

/** A place that must hold the ID of something that exists. */
interface MustExist {
  readonly at: string;
  readonly id: string;
  readonly exists: boolean;
}

const isExpression = (text: string): boolean => text.includes('#{');

/** Every reference of a document that leads nowhere, as messages of a 400. */
export const danglingReferences = (
  instance: Instance,
  space: Space,
  path: string,
  document: JsonObject,
): readonly string[] =>
  referencesOf(instance, space, path, document)
    .filter(({ id, exists }) => id !== '' && !isExpression(id) && !exists)
    .map(({ at, id }) => `'${at}' refers to '${id}', which does not exist in this space.`);

const referencesOf = (instance: Instance, space: Space, path: string, document: JsonObject): readonly MustExist[] => {
  const one = (collection: string, at: string, from: JsonObject = document, field = at): MustExist => ({
    at,
    id: textIn(from, field),
    exists: space.find(collection, textIn(from, field)) !== undefined,
  });
  const many = (collection: string, at: string, from: JsonObject = document, field = at): readonly MustExist[] =>
    textsIn(from, field).map((id) => ({ at, id, exists: space.find(collection, id) !== undefined }));
  const tags = (at: string, from: JsonObject = document, field = at): readonly MustExist[] =>
    textsIn(from, field).map((tag) => ({ at, id: tag, exists: canonicalTags(space).has(tag.toLowerCase()) }));

  switch (path) {
    case 'environments':
      return tags('EnvironmentTags');
    case 'lifecycles':
      return objectsIn(document, 'Phases').flatMap((phase) => [
        ...many('environments', 'Phases.AutomaticDeploymentTargets', phase, 'AutomaticDeploymentTargets'),
        ...many('environments', 'Phases.OptionalDeploymentTargets', phase, 'OptionalDeploymentTargets'),
      ]);
    case 'machinepolicies': {
      const update = document['MachineUpdatePolicy'];
      return isObject(update) ? [one('accounts', 'TentacleUpdateAccountId', update)] : [];
    }
    case 'projects':
      return [
        one('projectgroups', 'ProjectGroupId'),
        one('lifecycles', 'LifecycleId'),
        ...many('libraryvariablesets', 'IncludedLibraryVariableSetIds'),
        ...tags('ProjectTags'),
      ];
    case 'channels':
      return [one('projects', 'ProjectId'), one('lifecycles', 'LifecycleId'), ...tags('TenantTags')];
    case 'tenants': {
      const links = document['ProjectEnvironments'];
      const entries = isObject(links) ? Object.keys(links) : [];
      return [
        ...tags('TenantTags'),
        ...entries.map((id) => ({ at: 'ProjectEnvironments', id, exists: space.find('projects', id) !== undefined })),
        ...(isObject(links) ? entries.flatMap((id) => many('environments', 'ProjectEnvironments', links, id)) : []),
      ];
    }
    case 'teams':
      return textsIn(document, 'MemberUserIds').map((id) => ({
        at: 'MemberUserIds',
        id,
        exists: instance.users.some((user) => user['Id'] === id),
      }));
    case 'deploymentprocesses':
      return processReferences(space, document);
    default:
      return [];
  }
};

/** `Set/Tag` of every tag in the space. */
export const tagNames = (space: Space): readonly string[] =>
  space
    .all('tagsets')
    .flatMap((set) => objectsIn(set, 'Tags').map((tag) => `${textIn(set, 'Name')}/${textIn(tag, 'Name')}`));

/** `Set/Tag` of every tag in the space, folded. */
export const canonicalTags = (space: Space): ReadonlySet<string> =>
  new Set(tagNames(space).map((name) => name.toLowerCase()));

const processReferences = (space: Space, process: JsonObject): readonly MustExist[] =>
  objectsIn(process, 'Steps')
    .flatMap((step) => objectsIn(step, 'Actions'))
    .flatMap((action) => {
      const list = (field: string, collection: string): readonly MustExist[] =>
        textsIn(action, field).map((id) => ({ at: field, id, exists: space.find(collection, id) !== undefined }));
      const pool = textIn(action, 'WorkerPoolId');
      const channelOfProject = (id: string): boolean =>
        space.find('channels', id)?.['ProjectId'] === process['ProjectId'];
      return [
        ...list('Environments', 'environments'),
        ...list('ExcludedEnvironments', 'environments'),
        ...textsIn(action, 'Channels').map((id) => ({ at: 'Channels', id, exists: channelOfProject(id) })),
        ...textsIn(action, 'TenantTags').map((tag) => ({
          at: 'TenantTags',
          id: tag,
          exists: canonicalTags(space).has(tag.toLowerCase()),
        })),
        ...containerFeed(space, action['Container']),
        { at: 'WorkerPoolId', id: pool, exists: space.find('workerpools', pool) !== undefined },
        ...objectsIn(action, 'Packages').map((reference) => ({
          at: 'Packages.FeedId',
          id: textIn(reference, 'FeedId'),
          exists: space.find('feeds', textIn(reference, 'FeedId')) !== undefined,
        })),
        ...propertyReferences(space, action['Properties']),
      ];
    });

const containerFeed = (space: Space, container: JsonObject[string] | undefined): readonly MustExist[] => {
  const feed = isObject(container) ? textIn(container, 'FeedId') : '';
  return [{ at: 'Container.FeedId', id: feed, exists: space.find('feeds', feed) !== undefined }];
};

const propertyReferences = (space: Space, properties: JsonObject[string] | undefined): readonly MustExist[] => {
  if (!isObject(properties)) return [];
  const teams = textIn(properties, 'Octopus.Action.Manual.ResponsibleTeamIds')
    .split(',')
    .map((id) => id.trim());
  const feed = textIn(properties, 'Octopus.Action.Package.FeedId');
  return [
    ...teams.map((id) => ({ at: 'ResponsibleTeamIds', id, exists: space.find('teams', id) !== undefined })),
    { at: 'Octopus.Action.Package.FeedId', id: feed, exists: space.find('feeds', feed) !== undefined },
  ];
};

/**
 * True when a document that stays mentions the ID: then the resource may not be deleted. `going` are the IDs of those
 * that are deleted with it.
 */
export const isInUse = (space: Space, id: string, going: ReadonlySet<string>): boolean =>
  Object.values(space.dump())
    .flat()
    .filter((document) => !going.has(textIn(document, 'Id')))
    .some((document) => JSON.stringify({ ...document, Links: {} }).includes(JSON.stringify(id)));
