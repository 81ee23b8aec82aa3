import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isObject } from '../model/json.js';
import { isCode } from '../model/node-errors.js';
import { parseJson } from '../model/parse-json.js';
import { isKept } from '../snapshot/checks.js';
import { keptFormat } from '../snapshot/kept-format.js';
import type { KeptFile } from '../snapshot/kept-shape.js';
import { labelOf } from '../snapshot/scratch.js';
import { unwritable, writeWhole } from './write-whole.js';

/*
 * What the next incremental snapshot takes over lies in a folder of ours beside the snapshot, out of Git's sight: it changes with
 * every event, and a commit of nothing else would be noise (docs/decisions/0014).
 */

const folder = '.octosync-kept';

/** Where it is kept for the snapshot at `out`. */
export const keptPlace = (out: string): string => join(dirname(resolve(out)), folder, `${labelOf(resolve(out))}.json`);

/**
 * What was kept for the snapshot at `out`, or why it is of no use (rules again-doubt). One that others may write or read was not
 * written by `writeKept`: a checkout of Git may have brought it, and with it whatever somebody wants to be taken over.
 */
export const readKept = async (out: string): Promise<KeptFile | { readonly doubt: string }> => {
  const place = keptPlace(out);
  try {
    const text = await readFile(place, 'utf8');
    if (process.platform !== 'win32' && ((await stat(place)).mode & 0o077) !== 0)
      return { doubt: `${place} is not for its owner alone, as octosync keeps it` };
    return keptIn(text, place);
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR'))
      return { doubt: `nothing was kept yet: there is no ${place}` };
    return { doubt: `${place} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
};

const keptIn = (text: string, place: string): KeptFile | { readonly doubt: string } => {
  const parsed = parseJson(text);
  const value = parsed.kind === 'value' ? parsed.json : undefined;
  if (isKept(value)) return value;
  const format = isObject(value) ? value['format'] : undefined;
  return {
    doubt:
      typeof format === 'string' && format !== keptFormat
        ? `${place} has the format ${format}, and this octosync keeps ${keptFormat}`
        : `${place} is damaged`,
  };
};

/** Keeps it, whole or not at all, readable by its owner alone. Throws UsageError where it cannot be written. */
export const writeKept = async (out: string, kept: KeptFile): Promise<void> => {
  const place = keptPlace(out);
  try {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(join(dirname(place), '.gitignore'), '*\n');
  } catch (error) {
    throw unwritable(place, error);
  }
  await writeWhole(place, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
};
