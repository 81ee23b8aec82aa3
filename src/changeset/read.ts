import { defectsIn } from '../model/defects.js';
import { UsageError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import type { Changeset } from './changeset.js';
import { isChangeset } from './checks.js';
import { fitsDigest } from './digest.js';
import { changesetFormat } from './format.js';
import { ruleDefects } from './rules/index.js';

const again = 'Make it again with octosync diff.';

/**
 * Reads a changeset from the text of its file. `where` names the file in errors. Throws UsageError for what is no
 * changeset, with every place, for another format version and for a content that no longer fits the digest.
 */
export const parseChangeset = async (text: string, where: string): Promise<Changeset> => {
  const changeset = await readUnsealed(text, where, again);
  if (!fitsDigest(changeset)) {
    throw new UsageError({
      what: 'The changeset was edited: its content does not fit its digest any more.',
      where,
      remedy:
        'Make it again with octosync diff, or restore the file that was reviewed. If the edit is meant: octosync approve --edited.',
    });
  }
  refuseDefects(changeset, where, again);
  return changeset;
};

/**
 * A changeset as it stands in a text, whether or not its content fits its digest. Throws UsageError, with every place, for
 * what is none; `remedy` says how it becomes one.
 */
export const readUnsealed = async (text: string, where: string, remedy: string): Promise<Changeset> => {
  const value = parse(text, where);
  checkFormat(value, where);
  if (isChangeset(value)) return value;
  // What can say why is loaded only here: it takes longer than all the rest.
  const { changesetShape } = await import('./changeset-shape.js');
  throw new UsageError({
    what: 'The changeset is damaged.',
    where,
    details: await defectsIn(changesetShape, value),
    remedy,
  });
};

/** How much of a value is shown that should not be there: enough to see what it is. */
const shown = 400;

/** Throws UsageError that names every place, and shows what stands there as it stands. */
export const refuseDefects = (changeset: Changeset, where: string, remedy: string): void => {
  const defects = ruleDefects(changeset);
  if (defects.length === 0) return;
  const details = defects.map(({ at, what, found }) => {
    const raw = found === undefined ? '' : `: ${JSON.stringify(found)}`;
    return `${at}: ${what}${raw.length > shown ? `${raw.slice(0, shown)} …` : raw}`;
  });
  throw new UsageError({
    what: 'octosync did not make this changeset: somebody edited it to say what octosync never does.',
    where,
    details,
    remedy,
  });
};

const parse = (text: string, where: string): unknown => {
  const parsed = parseJson(text);
  if (parsed.kind === 'value') return parsed.json;
  const what = `The changeset cannot be used: ${whyUnusable(parsed)}.`;
  throw new UsageError({ what, where, remedy: 'Make it again with octosync diff.' });
};

const checkFormat = (value: unknown, where: string): void => {
  const format = isObject(value) ? value['format'] : undefined;
  if (typeof format !== 'string' || !format.startsWith('octosync-changeset/')) {
    throw new UsageError({ what: 'This is not a changeset.', where, remedy: 'Name a file that octosync diff wrote.' });
  }
  if (format !== changesetFormat) {
    throw new UsageError({
      what: `The changeset has the format ${format}; this octosync reads ${changesetFormat}.`,
      where,
      remedy: 'Make it again with this version of octosync.',
    });
  }
};
