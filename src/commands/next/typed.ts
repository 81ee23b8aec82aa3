import { existsSync } from 'node:fs';
import { defaultConfig } from '../../library/read-config.js';
import { quoted } from '../../report/review/next.js';

/** A command as a person types it, each word as a shell takes it; what is undefined is left out. */
export const typed = (...words: readonly (string | undefined)[]): string =>
  ['octosync', ...words.filter((word) => word !== undefined).map(quoted)].join(' ');

/** The configuration that a person named, for the command after this one. */
export const configWords = (config: string | undefined): readonly string[] =>
  config === undefined ? [] : ['--config', config];

/** Plans a sync again, where a configuration says what it is; undefined where none does. */
export const planAgain = (sync: string | undefined, config: string | undefined): string | undefined =>
  sync !== undefined && existsSync(config ?? defaultConfig)
    ? typed('plan', '--sync', sync, ...configWords(config))
    : undefined;
