import { readFile } from 'node:fs/promises';
import { parseConfig, type Config } from '../config/config-file.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';

/** The configuration that is read when none is named. */
export const defaultConfig = 'octosync.yml';

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
