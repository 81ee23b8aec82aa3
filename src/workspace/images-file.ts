import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { afterLine, beforeLine, beginLine, imagesIn, keptOf, type Image } from '../changeset/before-images.js';
import type { Journal, JournalOf, KeptImage } from '../changeset/journal.js';
import { UsageError } from '../model/errors.js';
import { sameJson, type JsonObject } from '../model/json.js';
import { isCode } from '../model/node-errors.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { appendLine } from './append-line.js';
import { besideChangeset } from './changeset-file.js';
import { unwritable } from './write-whole.js';

/** What is kept of a changeset's documents stands beside it: `changeset.before.jsonl`. */
export const imagesBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'before.jsonl');

export interface ImagesFile extends Pick<Journal, 'images' | 'keepBefore' | 'keepAfter'> {
  readonly close: () => void;
}

/**
 * Opens the file in which an apply keeps what documents say before it changes them (rules undo-before), flushed to disk line by
 * line, for its owner's eyes only, without secrets. Throws UsageError where it cannot be written: the request that was to
 * follow is not sent.
 */
export const openImages = (path: string, of: JournalOf): ImagesFile => {
  const text = textOf(path);
  const images = new Map<string, KeptImage>(
    [...imagesIn(text, of)].map(([id, image]) => [id, { ...keptOf(image), isEarlier: true }]),
  );
  const file = opened(path);
  const write = (line: JsonObject): void => {
    const safe = knownSecrets.hideIn(line) as JsonObject;
    appendLine(file, path, sameJson(line, safe) ? line : { ...safe, hidden: true });
    fsyncSync(file);
  };
  try {
    // A line that a kill has cut short is no part of the next one.
    if (text !== '' && !text.endsWith('\n')) writeSync(file, '\n');
    write(beginLine(of));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    images,
    keepBefore: (image) => {
      if (images.get(image.id)?.isComplete === false && image.again !== true) return;
      write(beforeLine(image));
      images.set(image.id, keptOf(image));
    },
    keepAfter: (image) => {
      const known = images.get(image.id);
      if (!known || known.isComplete) return;
      write(afterLine(image));
      images.set(image.id, { ...known, isComplete: true, ...(image.created && { created: image.created }) });
    },
    close: () => closeSync(file),
  };
};

/** Reads what the runs of a changeset have kept; nothing where they kept nothing. Throws UsageError where it cannot be read. */
export const readImages = (path: string, of: JournalOf): ReadonlyMap<string, Image> => imagesIn(textOf(path), of);

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    const what = 'What the documents said before cannot be read.';
    throw new UsageError({ what, where: path, remedy: 'Check the file.' }, { cause: error });
  }
};

const opened = (path: string): number => {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw unwritable(path, error);
  }
};
