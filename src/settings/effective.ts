import type { JsonObject, JsonValue } from '../model/json.js';
import type { SyncSettings } from './settings.js';

/** Settings as a changeset records them: each option, filter, mapping, override and gate with its origin. */
export const effective = ({ options, select, gates, map, overrides, ignore = [] }: SyncSettings): JsonObject => {
  const settings = Object.entries(options).map(([name, { value, origin }]) => [name, { value, origin }] as const);
  const filters = Object.entries(select).map(
    ([type, { value, origin }]) => [`select.${type}`, { value, origin }] as const,
  );
  const limits = Object.entries(gates).map(
    ([name, { value, origin }]) => [`gates.${name}`, { value, origin }] as const,
  );
  const maps = Object.entries(map).map(([type, mappings]): readonly [string, JsonValue] => [
    `map.${type}`,
    mappings.map(({ from, to, origin }) => ({ from, to, origin })),
  ]);
  const others: readonly JsonValue[] = overrides.map(({ match, options: own }) => ({
    match: Object.fromEntries(Object.entries(match) as [string, JsonValue][]),
    options: Object.fromEntries(Object.entries(own).map(([name, { value, origin }]) => [name, { value, origin }])),
  }));
  return Object.fromEntries<JsonValue>([
    ...settings,
    ...filters,
    ...limits,
    ...maps,
    ...(others.length > 0 ? [['overrides', others] as const] : []),
    ...(ignore.length > 0 ? [['ignore', ignore.map((rule) => ({ ...rule }))] as const] : []),
  ]);
};
