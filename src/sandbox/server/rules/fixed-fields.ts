import type { JsonObject } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import type { Space } from '../space.js';
import { tagsInUse } from './tags.js';

/** Collection → what only a create says: with another value it would be another thing. */
const fixed: Readonly<Record<string, string>> = {
  accounts: 'AccountType',
  actiontemplates: 'ActionType',
  channels: 'Type',
  feeds: 'FeedType',
  libraryvariablesets: 'ContentType',
  workerpools: 'WorkerPoolType',
};

/** What a PUT says otherwise than the resource, and cannot change. */
export const faultsInFixed = (path: string, stored: JsonObject, sent: JsonObject, space: Space): readonly string[] => {
  const field = fixed[path];
  const [is, wanted] = [textIn(stored, field ?? 'Type'), textIn(sent, field ?? 'Type')];
  if (wanted === '' || is === '' || is.toLowerCase() === wanted.toLowerCase()) return [];
  if (field !== undefined) return [`'${field}' cannot change: it is '${is}', not '${wanted}'.`];
  return path === 'tagsets' ? faultsInTagSetType(is, wanted, stored, space) : [];
};

/** While tags of it are in use, a tag set can only come to allow more (octopus-api tag-sets). */
const faultsInTagSetType = (is: string, wanted: string, stored: JsonObject, space: Space): readonly string[] => {
  const allowsMore = is === 'SingleSelect' && wanted === 'MultiSelect';
  if (allowsMore || tagsInUse(space, objectsIn(stored, 'Tags')).length === 0) return [];
  return [`'Type' cannot change from '${is}' to '${wanted}' while tags of '${textIn(stored, 'Name')}' are in use.`];
};
