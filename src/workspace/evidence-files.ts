import { readFile } from 'node:fs/promises';
import { parts } from '../evidence/format.js';
import type { Files } from '../evidence/zip.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { besideChangeset } from './changeset-file.js';

/** What of the files beside a changeset to take. */
export interface WhatToTake {
  /** Where the log is, if not beside the changeset. */
  readonly log?: string | undefined;
  /** Take what was there before, too. */
  readonly withBefore: boolean;
}

/**
 * What lies beside a changeset and may go into a bundle of evidence, by the name that it has there. Throws UsageError where there
 * is no such changeset, and for a file that cannot be read.
 */
export const evidenceBeside = async (changesetFile: string, { log, withBefore }: WhatToTake): Promise<Files> => {
  const files = new Map<string, Uint8Array>();
  for (const { name, ending, isAskedFor } of parts) {
    if (isAskedFor && !withBefore) continue;
    const given = name === 'changeset.log.jsonl' ? log : undefined;
    const path = given ?? (ending === 'json' ? changesetFile : besideChangeset(changesetFile, ending));
    const bytes = await read(path, ending === 'json' || given !== undefined);
    if (bytes !== undefined) files.set(name, bytes);
  }
  return files;
};

const read = async (path: string, isNeeded: boolean): Promise<Uint8Array | undefined> => {
  try {
    return await readFile(path);
  } catch (error) {
    const isMissing = isCode(error, 'ENOENT');
    if (isMissing && !isNeeded) return undefined;
    const what = isMissing ? 'There is no such file.' : 'The file cannot be read.';
    throw new UsageError({ what, where: path, remedy: 'Check its path.' }, { cause: error });
  }
};

/** A bundle of evidence as it lies there. Throws UsageError where it cannot be read. */
export const readBundle = async (path: string): Promise<Uint8Array> => (await read(path, true)) ?? new Uint8Array();

/** From now on the keys of this environment are hidden: nothing that goes into a bundle may hold one. */
export const learnKeys = (environment: NodeJS.ProcessEnv): void => {
  const keys = Object.entries(environment).filter(([name]) => /API_?KEY$/i.test(name));
  knownSecrets.learn(...keys.map(([, key = '']) => key));
};
