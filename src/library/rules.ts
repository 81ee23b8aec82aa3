import { parseConfig } from '../config/config-file.js';
import { presetLayer } from '../config/presets.js';
import { settle } from '../config/settle.js';
import type { SyncSettings } from '../settings/settings.js';

type Value = string | number | boolean;

/** What to sync and how: what octosync.yml says of a sync, in its words (docs/configuration.md, docs/options.md). */
export interface Rules {
  /** A preset, whose options hold where these rules say nothing: `mirrored`. */
  readonly preset?: string;
  /** What to do with what the selected needs: `include` or `require`. */
  readonly dependencies?: string;
  /** Which resources, by type: names, wildcards, `!` for what stays out. Nothing is selected unless you say so. */
  readonly select?: Readonly<Record<string, string | readonly string[]>>;
  /** What the names of the source are called on the destination, by type. */
  readonly map?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Options by their names: `{ cloneTenantVariables: false, existing: { projects: 'update' } }`. */
  readonly options?: Readonly<Record<string, Value | Readonly<Record<string, Value>>>>;
  /** Other options for some variables. */
  readonly overrides?: readonly {
    readonly match: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, Value>>;
  }[];
  /** Limits beyond which nothing is applied: `{ 'max-changes': 200 }`. */
  readonly gates?: Readonly<Record<string, Value>>;
}

/** The settings that rules come to. Throws one UsageError that lists every word it does not know. */
export const settingsOf = (rules: Rules): SyncSettings => {
  // Read as a file is: what is refused there is refused here, in the same words.
  const instances = { source: { url: 'https://source.example' }, destination: { url: 'https://destination.example' } };
  const sync = { ...rules, source: 'source', destination: 'destination' };
  const { syncs } = parseConfig(JSON.stringify({ instances, syncs: { rules: sync } }), 'rules');
  const read = syncs.get('rules');
  return settle(read?.preset === undefined ? {} : presetLayer(read.preset.value), read?.settings ?? {});
};
