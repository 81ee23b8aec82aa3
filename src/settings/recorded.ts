import { isList, isObject, type JsonObject } from '../model/json.js';
import type { Setting, SyncSettings } from './settings.js';

/** The inverse of `effective`, for options and filters: the settings that a changeset records. Mappings, overrides and gates are not read back. */
export const recorded = (options: JsonObject): SyncSettings => {
  const entries = Object.entries(options).flatMap(([name, said]) => (isObject(said) ? [[name, said] as const] : []));
  const select = entries.flatMap(([name, { value, origin }]) => {
    const texts = isList(value) ? value.filter((one) => typeof one === 'string') : [];
    return name.startsWith('select.')
      ? [[name.slice('select.'.length), { value: texts, origin: text(origin) }] as const]
      : [];
  });
  const chosen = entries.flatMap(([name, { value, origin }]): readonly (readonly [string, Setting])[] =>
    typeof value === 'string' ? [[name, { value, origin: text(origin) }]] : [],
  );
  return {
    options: Object.fromEntries(chosen),
    select: Object.fromEntries(select),
    map: {},
    overrides: [],
    gates: {},
  };
};

const text = (origin: unknown): string => (typeof origin === 'string' ? origin : 'default');
