import type { Command } from '@oclif/core';
import type { Config } from '../../config/config-file.js';
import { options } from '../../config/options.js';
import { presetNames } from '../../config/presets.js';
import { kebab } from '../../report/reference/options-reference.js';
import type { Completable, CompletableFlag } from './complete-words.js';

/** What can be completed of each command: by oclif's manifest, by the table of options, and by the names in a configuration. */
export const completable = (
  commands: readonly Command.Loadable[],
  config: Config | undefined,
): readonly Completable[] => {
  const known = new Map<string, readonly string[]>([
    ...options.map(({ name, values }) => [kebab(name), values] as const),
    ['preset', presetNames],
    ['sync', [...(config?.syncs.keys() ?? [])]],
    ['instance', [...(config?.instances.keys() ?? [])]],
  ]);
  return commands
    .filter(({ hidden }) => !hidden)
    .map(({ id, flags, args, strict }) => ({
      name: id,
      flags: Object.values(flags).map((flag) => flagFrom(flag, known)),
      args: Object.values(args).map(({ name, options: values }) => values ?? known.get(name) ?? []),
      // To oclif, a command that takes more than its arguments is not strict.
      repeats: strict === false,
    }));
};

const flagFrom = (flag: Command.Flag.Cached, known: ReadonlyMap<string, readonly string[]>): CompletableFlag => {
  const { name } = flag;
  if (flag.type === 'option') return { name, kind: 'value', values: flag.options ?? known.get(name) ?? [] };
  return { name, kind: flag.allowNo ? 'switch-on' : 'switch', values: [] };
};
