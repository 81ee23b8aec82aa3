import { Flags } from '@oclif/core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig, type Config } from '../../config/config-file.js';
import { UsageError } from '../../model/errors.js';
import { isCode } from '../../model/node-errors.js';
import { fileNameFor } from '../../snapshot/file-name.js';

/** The configuration that is read when none is named. */
export const defaultConfig = 'octosync.yml';

export const configFlag = {
  config: Flags.string({ description: `Configuration; ${defaultConfig} if there is one.`, helpValue: 'FILE' }),
};

/** Reads the named configuration, or the default one if it exists. Throws UsageError with all that is wrong with it. */
export const readConfig = async (named: string | undefined): Promise<Config | undefined> => {
  const file = named ?? defaultConfig;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const isMissing = isCode(error, 'ENOENT');
    if (isMissing && named === undefined) return undefined;
    throw new UsageError({
      what: isMissing ? 'There is no such configuration.' : 'The configuration cannot be read.',
      where: file,
      remedy: isMissing ? 'octosync init writes one.' : 'Check its path and permissions.',
    });
  });
  return text === undefined ? undefined : parseConfig(text, file);
};

/** Where the snapshot of an instance is unless a person says otherwise. */
export const snapshotDirectory = (instance: string): string => join('snapshots', fileNameFor(instance));

/** Where a snapshot is written: as the flag says, or by the instance's name. Throws UsageError if there is neither. */
export const directoryFor = (instance: string | undefined, flag: string | undefined): string => {
  if (flag !== undefined) return flag;
  if (instance !== undefined) return snapshotDirectory(instance);
  throw new UsageError({ what: 'It is not said where to write.', remedy: 'Name a directory with --out.' });
};
