import { parseFilter } from '../model/filter.js';
import type { ByThing, ByType, TypeName } from '../model/names.js';

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

/** What a person wants nobody to look at, why, and for how long (rules ignore-rule). */
export interface IgnoreRule {
  /** The item, and a place in it where not all of it is meant: `projects/OctoFX#/Description`. */
  readonly at: string;
  /** Whose difference is meant: what the destination has its own way, or what only the source has as well. */
  readonly side: IgnoredSide;
  readonly reason: string;
  /** The last day on which it holds: 2027-03-01. */
  readonly until?: string;
  readonly origin: Origin;
}

export const ignoredSides = ['destination', 'any'] as const;

export type IgnoredSide = (typeof ignoredSides)[number];

/** Everything that decides what `diff` does, with the origin of each value. */
export interface SyncSettings {
  readonly options: Readonly<Record<string, Setting>>;
  /** Filters by type, item by item: `all`, names, wildcards, `!` to exclude. */
  readonly select: ByType<Setting<readonly string[]>>;
  readonly map: ByThing<readonly Mapping[]>;
  readonly overrides: readonly Override[];
  /** Limits on the size and kind of a changeset, by the name of the gate. */
  readonly gates: Readonly<Record<string, Setting>>;
  /** What is not looked at; the first rule about a place counts. */
  readonly ignore?: readonly IgnoreRule[];
}

/** One layer of settings, such as a preset, a configuration file or the flags; later layers win. */
export interface GivenSettings {
  readonly options?: Readonly<Record<string, Setting>>;
  readonly select?: ByType<Setting<readonly string[]>>;
  readonly map?: ByThing<readonly Mapping[]>;
  readonly overrides?: readonly Override[];
  readonly gates?: Readonly<Record<string, Setting>>;
  readonly ignore?: readonly IgnoreRule[];
}

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
