import { calledOf } from '../../catalogue/called.js';
import { ownTextsIn, type Fields } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { wordsLikeIds, type MentionedIds } from '../../model/mentioned.js';
import type { Warning } from '../../model/reason.js';

/**
 * The texts of `after` that `before` has not got and that say IDs of the source: text is never touched, and whose ID that is
 * only the source can say (rules names-id-in-text).
 */
export const idsInTexts = (
  fields: Fields,
  before: JsonObject,
  after: JsonObject,
  mentioned: MentionedIds,
): readonly Warning[] => {
  if (mentioned.size === 0) return [];
  const known = new Set(ownTextsIn(fields, before).map(({ text }) => text));
  return ownTextsIn(fields, after)
    .filter(({ text }) => !known.has(text))
    .flatMap(({ at, text }) =>
      wordsLikeIds(text).flatMap((id) => {
        const thing = mentioned.get(id);
        return thing ? [{ kind: 'id-in-text', at, says: saysWhose(id, thing.type, thing.names) } as const] : [];
      }),
    );
};

const saysWhose = (id: string, type: string, names: readonly string[]): string =>
  `The text says "${id}", which on the source is the ID of ${calledOf({ type, names })}. It is carried as text: here that ID is another's, or nobody's. Write what is meant by name, or enter the ID of this server by hand.`;
