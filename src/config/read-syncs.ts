import { familyNames } from './predecessor.js';
import { presetLayer } from './presets.js';
import { readIgnore } from './read-ignore.js';
import { readMap } from './read-map.js';
import { readGates, readOptions } from './read-options.js';
import { readOverrides } from './read-overrides.js';
import { readSelection } from './read-selection.js';
import type { GivenSettings, IgnoreRule, Origin, Setting } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlEntry, YamlValue } from './yaml-value.js';

/** What is synced from one instance to another, and by which rules. */
export interface Sync {
  readonly name: string;
  /** The names of two instances. */
  readonly source: string;
  readonly destination: string;
  readonly preset: Setting | undefined;
  /** What the source said when it was last synced: a directory, REVISION:DIRECTORY, or `git`. */
  readonly base: string | undefined;
  /** The layer of settings that the file is, without its preset. */
  readonly settings: GivenSettings;
  readonly origin: Origin;
}

const sections = ['select', 'dependencies', 'map', 'options', 'overrides', 'gates', 'ignore'] as const;
const fields = ['source', 'destination', 'preset', 'base', ...sections, ...familyNames] as const;

/**
 * Reads `syncs`; what is wrong with it becomes a defect of the file. Where the file names instances, source and
 * destination are two of them. What the whole file ignores holds for each sync, after what it says itself.
 */
export const readSyncs = (
  section: YamlValue,
  instances: readonly string[] | undefined,
  ignoredByAll: readonly IgnoreRule[] = [],
): ReadonlyMap<string, Sync> => {
  if (section.isNothing) section.wrong('There are no syncs.', 'Name each one, with source and destination.');
  return new Map(
    section
      .entries('syncs')
      .map(({ key: name, value }) => [name, readSync(name, value, instances, ignoredByAll)] as const),
  );
};

const readSync = (
  name: string,
  section: YamlValue,
  instances: readonly string[] | undefined,
  ignoredByAll: readonly IgnoreRule[],
): Sync => {
  const what = `sync "${name}"`;
  const given = section.fields(what, fields);
  const { select, dependencies, map, options, overrides, gates, ignore } = given;
  const entries = options?.entries('options') ?? [];
  const family = familyNames.flatMap((key): readonly YamlEntry[] => (given[key] ? [{ key, value: given[key] }] : []));
  const instance = (side: 'source' | 'destination'): string => {
    const value = given[side];
    if (!value) section.wrong(`There is no ${side} in ${what}.`, 'Name one of the instances.');
    const text = value?.name(side);
    if (text !== undefined && instances?.includes(text) === false)
      value?.wrong(`There is no instance "${text}".`, suggestion(text, instances));
    return text ?? '';
  };
  return {
    name,
    source: instance('source'),
    destination: instance('destination'),
    preset: given.preset && readPreset(given.preset),
    base: given.base?.name('base'),
    settings: {
      options: readOptions([
        ...(dependencies ? [{ key: 'dependencies', value: dependencies }] : []),
        ...entries.filter((entry) => !isFamily(entry)),
      ]),
      select: select ? readSelection(select) : {},
      map: readMap(map, [...family, ...entries.filter(isFamily)]),
      overrides: overrides ? readOverrides(overrides) : [],
      gates: gates ? readGates(gates) : {},
      ignore: [...(ignore ? readIgnore(ignore) : []), ...ignoredByAll],
    },
    origin: section.origin,
  };
};

const isFamily = ({ key }: YamlEntry): boolean => familyNames.some((name) => name === key);

const readPreset = (value: YamlValue): Setting | undefined => {
  const name = value.name('preset');
  if (name === undefined) return undefined;
  value.check(() => presetLayer(name));
  return { value: name, origin: value.origin };
};
