import { Flags } from '@oclif/core';
import { join } from 'node:path';
import { defaultConfig } from '../../library/read-config.js';
import { UsageError } from '../../model/errors.js';
import { fileNameFor } from '../../snapshot/file-name.js';

export const configFlag = {
  config: Flags.string({ description: `Configuration; ${defaultConfig} if there is one.`, helpValue: 'FILE' }),
};

/** Where the snapshot of an instance is unless a person says otherwise. */
export const snapshotDirectory = (instance: string): string => join('snapshots', fileNameFor(instance));

/** Where a snapshot is written: as the flag says, or by the instance's name. Throws UsageError if there is neither. */
export const directoryFor = (instance: string | undefined, flag: string | undefined): string => {
  if (flag !== undefined) return flag;
  if (instance !== undefined) return snapshotDirectory(instance);
  throw new UsageError({ what: 'It is not said where to write.', remedy: 'Name a directory with --out.' });
};
