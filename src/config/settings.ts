import { UsageError } from '../model/errors.js';
import { parseFilter } from '../model/filter.js';
import type { ByThing, ByType, TypeName } from '../model/names.js';
import { gates, options, selectable, type OptionDefinition } from './options.js';
import { oneOf } from './suggestion.js';

/** Where the value of an option came from: `default`, `preset mirrored`, `octosync.yml:12`, `flag`. */
export type Origin = string;

export interface Setting<Value = string> {
  readonly value: Value;
  readonly origin: Origin;
}

/**
 * Names on the source → names on the destination. Several for projects only: a parent and its children
 * (rules names-map-several).
 */
export interface Mapping {
  readonly from: string;
  readonly to: readonly string[];
  readonly origin: Origin;
}

/** What an override is about: filters on each thing that a decision is about; what is not given matches everything. */
export interface OverrideMatch {
  readonly type?: readonly string[];
  readonly project?: readonly string[];
  readonly librarySet?: readonly string[];
  readonly step?: readonly string[];
  readonly variable?: readonly string[];
}

/** Other options for some things; later ones win. */
export interface Override {
  readonly match: OverrideMatch;
  readonly options: Readonly<Record<string, Setting>>;
}

/** Everything that decides what `diff` does, with the origin of each value. */
export interface SyncSettings {
  readonly options: Readonly<Record<string, Setting>>;
  /** Filters by type, item by item: `all`, names, wildcards, `!` to exclude. */
  readonly select: ByType<Setting<readonly string[]>>;
  readonly map: ByThing<readonly Mapping[]>;
  readonly overrides: readonly Override[];
  /** Limits on the size and kind of a changeset, by the name of the gate. */
  readonly gates: Readonly<Record<string, Setting>>;
}

/** One layer of settings, such as a preset, a configuration file or the flags; later layers win. */
export interface GivenSettings {
  readonly options?: Readonly<Record<string, Setting>>;
  readonly select?: ByType<Setting<readonly string[]>>;
  readonly map?: ByThing<readonly Mapping[]>;
  readonly overrides?: readonly Override[];
  readonly gates?: Readonly<Record<string, Setting>>;
}

/**
 * Fills in the defaults under the given layers, the last of which wins (rules option-precedence). Throws UsageError for
 * a value that is not allowed.
 */
export const settle = (...layers: readonly GivenSettings[]): SyncSettings => {
  const given = (name: string): Setting | undefined => layers.flatMap((layer) => layer.options?.[name] ?? []).at(-1);
  const gate = (name: string): Setting | undefined => layers.flatMap((layer) => layer.gates?.[name] ?? []).at(-1);
  return {
    options: Object.fromEntries(options.map((option) => [option.name, settleOption(option, given(option.name))])),
    gates: Object.fromEntries(gates.map((one) => [one.name, settleOption(one, gate(one.name))])),
    select: Object.fromEntries(
      selectable.map(({ type, default: nothingSaid, byNameOnly }) => {
        const filter = layers.flatMap((layer) => layer.select?.[type] ?? []).at(-1);
        if (byNameOnly && filter) refuseWildcards(type, filter);
        return [type, filter ?? { value: nothingSaid, origin: 'default' }];
      }),
    ),
    map: Object.assign({}, ...layers.map(({ map }) => map)) as SyncSettings['map'],
    overrides: layers.flatMap(({ overrides = [] }) => overrides).map(checkOverride),
  };
};

/** The allowed spelling of an option's value (rules option-values). Throws UsageError that lists the allowed ones. */
export const settleOption = (option: OptionDefinition, given: Setting | undefined): Setting => {
  if (given === undefined) return { value: option.default, origin: 'default' };
  const text = given.value.trim();
  if (option.values.length === 0 && (text === option.default || /^\d+$/.test(text))) return { ...given, value: text };
  const value = option.values.find((allowed) => allowed.toLowerCase() === text.toLowerCase());
  if (value !== undefined) return { ...given, value };
  throw new UsageError({
    what: `"${given.value}" is no value of ${option.name}.`,
    ...(given.origin !== 'flag' && { where: given.origin }),
    remedy:
      option.values.length === 0 ? `Use a whole number, or ${option.default}.` : oneOf(given.value, option.values),
  });
};

const checkOverride = ({ match, options: own }: Override): Override => ({
  match,
  options: Object.fromEntries(
    Object.entries(own).map(([name, setting]) => {
      const option = options.find((one) => one.name === name);
      if (!option)
        throw new UsageError({
          what: `There is no option "${name}".`,
          where: setting.origin,
          remedy: 'See docs/options.md.',
        });
      return [name, settleOption(option, setting)];
    }),
  ),
});

/**
 * Throws UsageError for a filter that does not name what must be named: a certificate, never with its password
 * (rules select-certificates).
 */
export const refuseWildcards = (type: TypeName, { value: filter, origin }: Setting<readonly string[]>): void => {
  const where = origin === 'flag' ? {} : { where: origin };
  if (filter.some((item) => item.includes('::'))) {
    throw new UsageError({
      what: `A filter of ${type} holds "::" and what may be a password.`,
      ...where,
      remedy: 'Write names only; passwords are in the file of secrets (apply --secrets).',
    });
  }
  const open = filter.find((item) => !item.startsWith('!') && (item.toLowerCase() === 'all' || /[*?]/.test(item)));
  if (open === undefined) return;
  throw new UsageError({
    what: `"${open}" cannot select ${type}: each one is named.`,
    ...where,
    remedy: `Name them: --${type} "First,Second".`,
  });
};

/** The items of a filter as people write it, separated by commas. */
export const splitFilter = (filter: string): readonly string[] =>
  filter
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** What an override may be matched against; undefined where the decision is about no such thing. */
export interface About {
  readonly type: TypeName;
  readonly project?: string | undefined;
  readonly librarySet?: string | undefined;
  readonly step?: string | undefined;
  readonly variable?: string | undefined;
}

/**
 * The settings for one thing: with the options of every override that matches it, the last of which wins
 * (rules option-override).
 */
export const settingsFor = (settings: SyncSettings, about: About): SyncSettings => {
  if (settings.overrides.length === 0) return settings;
  const matching = settings.overrides.filter(({ match }) => matches(match, about));
  if (matching.length === 0) return settings;
  return {
    ...settings,
    options: Object.assign({}, settings.options, ...matching.map(({ options: own }) => own)) as SyncSettings['options'],
  };
};

const matches = (match: OverrideMatch, about: About): boolean =>
  (['type', 'project', 'librarySet', 'step', 'variable'] as const).every((field) => {
    const filter = match[field];
    const name = about[field];
    return filter === undefined || (name !== undefined && parseFilter(filter).includes(name));
  });
