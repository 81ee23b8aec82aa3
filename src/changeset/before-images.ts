import { isList, isObject, textOf, type JsonObject } from '../model/json.js';
import { parseJson } from '../model/parse-json.js';
import type { AfterImage, BeforeImage, JournalOf, KeptImage } from './journal.js';

/** What is kept of a change: the document before its first request, and what the server stored, if that is known. */
export interface Image extends BeforeImage {
  readonly after?: JsonObject;
  readonly created?: readonly string[];
  /** Something in it was hidden, because it is a secret: it cannot be written back. */
  readonly isHidden: boolean;
}

/**
 * What the runs of a changeset have kept, by the id of the change, from the text of `changeset.before.jsonl` (rules
 * undo-before). Lines of other changesets and destinations say nothing, nor does a last line that a kill has cut short. Of a
 * change that was begun and not finished the first image stays, unless it is kept again; of one that was made twice, the last.
 */
export const imagesIn = (text: string, of: JournalOf): ReadonlyMap<string, Image> => {
  const images = new Map<string, Image>();
  let isOurs = false;
  for (const line of text.split('\n')) {
    const parsed = parseJson(line);
    if (parsed.kind !== 'value' || !isObject(parsed.json)) continue;
    const { json } = parsed;
    if (json['event'] === 'begin') isOurs = Object.entries(of).every(([field, value]) => json[field] === value);
    else if (isOurs) takeLine(images, json);
  }
  return images;
};

const takeLine = (images: Map<string, Image>, line: JsonObject): void => {
  const id = textOf(line['id']);
  const isHidden = line['hidden'] === true;
  const known = images.get(id);
  const isTaken = known === undefined || known.after !== undefined || line['again'] === true;
  if (line['event'] === 'before' && isTaken) {
    const { before = null, files, type, names } = line;
    images.set(id, {
      ...{ id, type: textOf(type), names: textsIn(names), isHidden },
      before: isObject(before) ? before : null,
      ...(isObject(files) && { files: files as Readonly<Record<string, string>> }),
    });
  }
  if (line['event'] === 'after' && known && isObject(line['after'])) {
    const created = textsIn(line['created']);
    images.set(id, {
      ...known,
      ...{ after: line['after'], isHidden: isHidden || known.isHidden },
      ...(created.length > 0 && { created }),
    });
  }
};

const textsIn = (value: JsonObject[string] | undefined): readonly string[] =>
  isList(value) ? value.filter((one) => typeof one === 'string') : [];

/** What a run has to know of what is kept. */
export const keptOf = ({ before, after, created }: Omit<Image, 'isHidden'>): KeptImage => ({
  isNew: before === null,
  isComplete: after !== undefined,
  ...(created && { created }),
});

/** The lines of the file. */
export const beginLine = (of: JournalOf): JsonObject => ({ event: 'begin', ...of });
export const beforeLine = (image: BeforeImage): JsonObject => ({ event: 'before', ...image, names: [...image.names] });
export const afterLine = ({ created, ...image }: AfterImage): JsonObject => ({
  event: 'after',
  ...image,
  ...(created && { created: [...created] }),
});
