import { Args, Flags } from '@oclif/core';
import type { Sync } from '../../config/config-file.js';
import { options, selectable } from '../../config/options.js';
import { formerNamesOf, formerSelectionsOf } from '../../config/predecessor.js';
import { presetLayer, presetNames } from '../../config/presets.js';
import { settle, splitFilter } from '../../config/settle.js';
import type { GivenSettings, SyncSettings } from '../../settings/settings.js';
import { UsageError } from '../../model/errors.js';
import { kebab } from '../../report/reference/options-reference.js';
import { configFlag, snapshotDirectory } from './read-config.js';

/** The predecessor's names for a flag: as its documents write them, and as flags are written. Help does not show them. */
const aliases = (names: readonly string[], own: string): string[] => {
  const spellings = names.flatMap((name) => (/^[A-Z]/.test(name) ? [name] : [name, kebab(name)]));
  return [...new Set(spellings)].filter((spelling) => spelling !== own);
};

const isOnOrOff = (value: string): boolean => /^(true|false)$/i.test(value.trim());

const optionFlags = Object.fromEntries(
  options.map(({ name, about, values, default: value }) => [
    kebab(name),
    Flags.string({
      description: `${about} One of ${values.join(', ')}; ${value} by default${values.every(isOnOrOff) ? ', true without a value' : ''}.`,
      helpGroup: 'RULES',
      helpValue: 'VALUE',
      aliases: aliases(formerNamesOf(name), kebab(name)),
    }),
  ]),
);

const selectFlags = Object.fromEntries(
  selectable.map(({ type, singular, default: nothingSaid }) => [
    kebab(type),
    Flags.string({
      description: `Each ${singular} to sync: all, names, wildcards, !exclusions${nothingSaid.length > 0 ? '; all of the selected parents by default' : ''}.`,
      helpGroup: 'SELECTION',
      helpValue: 'FILTER',
      aliases: aliases(formerSelectionsOf(type), kebab(type)),
    }),
  ]),
);

/** The flags that turn something on or off, under all their names. */
const switchFlags: ReadonlySet<string> = new Set(
  options
    .filter(({ values }) => values.every(isOnOrOff))
    .flatMap(({ name }) => [kebab(name), ...aliases(formerNamesOf(name), kebab(name))])
    .map((name) => `--${name}`),
);

/** A command line in which each switch has its value: one that is given without any is on, `--ignore-version-check`. */
export const withSwitchesOn = (argv: readonly string[]): string[] => {
  const end = argv.indexOf('--');
  return argv.flatMap((word, index) => {
    const isSwitch = switchFlags.has(word) && (end === -1 || index < end);
    return isSwitch && !isOnOrOff(argv[index + 1] ?? '') ? [word, 'true'] : [word];
  });
};

export const diffArgs = {
  source: Args.string({ ignoreStdin: true, description: 'Snapshot of the source; that of the sync by default.' }),
  destination: Args.string({
    ignoreStdin: true,
    description: 'Snapshot of the destination; that of the sync by default.',
  }),
};

/** What is synced, and by which rules: from a configuration, a preset, and flags for each option and type. */
export const rulesFlags = {
  ...configFlag,
  sync: Flags.string({
    description: 'Sync of the configuration; needed if it holds several.',
    helpValue: 'NAME',
  }),
  preset: Flags.string({
    description: `Use case with options that suit it: ${presetNames.join(', ')}.`,
    helpValue: 'NAME',
  }),
  ...selectFlags,
  ...optionFlags,
};

/** The settings of a sync: its preset (or that of the flag), what the file says, and the flags, which win. */
export const settingsFrom = (sync: Sync | undefined, flags: Readonly<Record<string, unknown>>): SyncSettings => {
  const asked = flags['preset'];
  const preset = typeof asked === 'string' ? asked : sync?.preset?.value;
  return settle(preset === undefined ? {} : presetLayer(preset), sync?.settings ?? {}, flagsGiven(flags));
};

/** The two directories to compare: those that were named, or those of the sync. Throws UsageError if there are none. */
export const directoriesFrom = (
  { source, destination }: { readonly source?: string | undefined; readonly destination?: string | undefined },
  sync: Sync | undefined,
): readonly [string, string] => {
  if (source !== undefined && destination !== undefined) return [source, destination];
  if (source === undefined && sync) return [snapshotDirectory(sync.source), snapshotDirectory(sync.destination)];
  throw new UsageError({
    what: source === undefined ? 'There is nothing to compare.' : 'There is one snapshot to compare, and no other.',
    remedy: 'Name two snapshots, that of the source and that of the destination, or a sync of octosync.yml.',
  });
};

const flagsGiven = (flags: Readonly<Record<string, unknown>>): GivenSettings => {
  const given = (names: readonly string[]): readonly (readonly [string, string])[] =>
    names.flatMap((name) => {
      const value = flags[kebab(name)];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
  const origin = 'flag';
  return {
    options: Object.fromEntries(
      given(options.map(({ name }) => name)).map(([name, value]) => [name, { value, origin }]),
    ),
    select: Object.fromEntries(
      given(selectable.map(({ type }) => type)).map(([type, value]) => [type, { value: splitFilter(value), origin }]),
    ),
  };
};
