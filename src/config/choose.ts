import { UsageError } from '../model/errors.js';
import type { Config, Instance, Sync } from './config-file.js';
import { suggestion } from './suggestion.js';

/**
 * The sync that a person means: the one they name, or the only one there is. Undefined where there is no configuration, or
 * none with syncs. Throws UsageError that lists them for an unknown name, and where several leave a choice.
 */
export const chooseSync = (config: Config | undefined, name: string | undefined): Sync | undefined => {
  const syncs = [...(config?.syncs.values() ?? [])];
  if (name === undefined) {
    if (syncs.length <= 1) return syncs[0];
    throw new UsageError({
      what: `The configuration holds ${syncs.length} syncs.`,
      ...whereOf(config),
      remedy: `Choose one with --sync: ${syncs.map((sync) => sync.name).join(', ')}.`,
    });
  }
  return config?.syncs.get(name) ?? refuse(config, 'sync', name, syncs);
};

/** The instance of that name. Throws UsageError that lists those there are. */
export const chooseInstance = (config: Config | undefined, name: string): Instance =>
  config?.instances.get(name) ?? refuse(config, 'instance', name, [...(config?.instances.values() ?? [])]);

const refuse = (
  config: Config | undefined,
  kind: 'sync' | 'instance',
  name: string,
  known: readonly { readonly name: string }[],
): never => {
  const names = known.map((one) => one.name);
  const remedy =
    config === undefined
      ? 'There is no octosync.yml here: name one with --config, or write one with octosync init.'
      : names.length === 0
        ? `The configuration has no ${kind}s.`
        : suggestion(name, names);
  throw new UsageError({
    what: `There is no ${kind} "${name}".`,
    ...whereOf(config),
    remedy: names.length > 1 && !remedy.startsWith('There are') ? `${remedy} There are: ${names.join(', ')}.` : remedy,
  });
};

const whereOf = (config: Config | undefined): { readonly where?: string } => (config ? { where: config.where } : {});
