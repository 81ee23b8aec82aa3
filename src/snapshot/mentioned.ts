import { ownTextsIn, typeNamed } from '../catalogue/index.js';
import type { Item } from '../model/item.js';
import { isBuiltInId } from '../model/markers.js';
import { wordsLikeIds } from '../model/mentioned.js';
import type { IdIndex } from '../naming/id-index.js';
import type { MentionedEntry } from './manifest.js';

/** The IDs of the space that an item's texts say, and what they stand for (rules names-id-in-text). */
export const mentionedIn = (item: Item, index: IdIndex): readonly MentionedEntry[] =>
  ownTextsIn(typeNamed(item.type).fields, item.document).flatMap(({ text }) =>
    wordsLikeIds(text).flatMap((id) => {
      const thing = isBuiltInId(id) ? undefined : index.find(id);
      return thing ? [{ id, type: thing.type, names: [...thing.names] }] : [];
    }),
  );
