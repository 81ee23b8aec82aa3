import { UsageError } from '../model/errors.js';
import { isList, isObject } from '../model/json.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import { changesetFormat, type Changeset } from './changeset.js';
import { fitsDigest } from './digest.js';

/**
 * Reads a changeset from the text of its file. `where` names the file in errors. Throws UsageError for what is no
 * changeset, for another format version and for a content that no longer fits the digest.
 */
export const parseChangeset = (text: string, where: string): Changeset => {
  const changeset = readUnsealed(text, where);
  if (!fitsDigest(changeset)) {
    throw new UsageError({
      what: 'The changeset was edited: its content does not fit its digest any more.',
      where,
      remedy:
        'Make it again with octosync diff, or restore the file that was reviewed. If the edit is meant: octosync approve --edited.',
    });
  }
  return changeset;
};

/** A changeset as it stands in a text, whether or not its content fits its digest. Throws UsageError for what is none. */
export const readUnsealed = (text: string, where: string): Changeset => check(parse(text, where), where);

const parse = (text: string, where: string): unknown => {
  const parsed = parseJson(text);
  if (parsed.kind === 'value') return parsed.json;
  const what = `The changeset cannot be used: ${whyUnusable(parsed)}.`;
  throw new UsageError({ what, where, remedy: 'Make it again with octosync diff.' });
};

const lists = ['changes', 'left', 'skipped', 'unsupported', 'blocked', 'errors', 'warnings', 'gates'];

const check = (value: unknown, where: string): Changeset => {
  const format = isObject(value) ? value['format'] : undefined;
  if (!isObject(value) || typeof format !== 'string' || !format.startsWith('octosync-changeset/')) {
    throw new UsageError({ what: 'This is not a changeset.', where, remedy: 'Name a file that octosync diff wrote.' });
  }
  if (format !== changesetFormat) {
    throw new UsageError({
      what: `The changeset has the format ${format}; this octosync reads ${changesetFormat}.`,
      where,
      remedy: 'Make it again with this version of octosync.',
    });
  }
  const defects = [
    ...lists.filter((field) => !isList(value[field])).map((field) => `/${field} is no list`),
    ...['source', 'destination', 'summary']
      .filter((field) => !isObject(value[field]))
      .map((field) => `/${field} is no object`),
    ...(typeof value['digest'] === 'string' ? [] : ['/digest is missing']),
  ];
  if (defects.length > 0) {
    throw new UsageError({
      what: `The changeset is damaged: ${defects.join('; ')}.`,
      where,
      remedy: 'Make it again with octosync diff.',
    });
  }
  return value as unknown as Changeset;
};
