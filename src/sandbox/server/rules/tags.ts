import type { JsonObject } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import type { Space } from '../space.js';

/** `Set/Tag` of every tag in the space. */
export const tagNames = (space: Space): readonly string[] =>
  space
    .all('tagsets')
    .flatMap((set) => objectsIn(set, 'Tags').map((tag) => `${textIn(set, 'Name')}/${textIn(tag, 'Name')}`));

/** Whether a tag is one that the space has, by its name: any of a set that takes free text. */
export const hasTag = (space: Space, name: string): boolean => {
  const [set = ''] = name.split('/');
  return (
    canonicalTags(space).has(name.toLowerCase()) ||
    space
      .all('tagsets')
      .some((one) => one['Type'] === 'FreeText' && textIn(one, 'Name').toLowerCase() === set.toLowerCase())
  );
};

/** `Set/Tag` of every tag in the space, folded. */
const canonicalTags = (space: Space): ReadonlySet<string> => new Set(tagNames(space).map((name) => name.toLowerCase()));

/** The IDs of every tag in the space. */
export const tagIds = (space: Space): ReadonlySet<string> =>
  new Set(space.all('tagsets').flatMap((set) => objectsIn(set, 'Tags').map((tag) => textIn(tag, 'Id'))));

/** The names of those tags that something in the space carries or is scoped to. */
export const tagsInUse = (space: Space, tags: readonly JsonObject[]): readonly string[] => {
  const text = Object.entries(space.dump())
    .filter(([path]) => path !== 'tagsets')
    .map(([, documents]) => JSON.stringify(documents).toLowerCase())
    .join();
  return tags
    .map((tag) => textIn(tag, 'CanonicalTagName'))
    .filter((name) => name !== '' && text.includes(JSON.stringify(name.toLowerCase())));
};
