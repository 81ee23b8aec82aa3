import { syncedTypes, type ResourceType } from '../../catalogue/index.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { foldName, ownName } from '../../model/names.js';
import type { Mapping, SyncSettings } from '../../settings/settings.js';
import { mapperFor } from './mapping.js';

/**
 * The settings with a mapping for each item that the destination has under another name: a template of the community is the
 * one that was installed from the same entry of its library (rules names-same-origin). What a person mapped stays so.
 */
export const withSameOrigin = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
): SyncSettings => {
  const found = syncedTypes.flatMap((type) => {
    const mappings = mappingsOf(type, source, destination, settings);
    return mappings.length > 0 ? [[type.name, [...(settings.map[type.name] ?? []), ...mappings]] as const] : [];
  });
  return found.length === 0 ? settings : { ...settings, map: { ...settings.map, ...Object.fromEntries(found) } };
};

const mappingsOf = (
  { name, identity }: ResourceType,
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
): readonly Mapping[] => {
  const origin = identity.kind === 'named' ? identity.origin : undefined;
  if (origin === undefined) return [];
  const here = new Map([...itemsOf(destination, name).values()].map((item) => [originOf(item, origin), item.names]));
  return [...itemsOf(source, name).values()].flatMap((item): readonly Mapping[] => {
    const from = ownName(item.names);
    const said = originOf(item, origin);
    const names = said === undefined || mapperFor(settings).mappingOf(name, from) ? undefined : here.get(said);
    const to = names && ownName(names);
    return to === undefined || foldName(to) === foldName(from)
      ? []
      : [{ from, to: [to], origin: 'installed from the same entry of the library' }];
  });
};

const originOf = ({ document }: Item, field: string): string | undefined => {
  const value = document[field];
  return typeof value === 'string' && value !== '' ? foldName(value) : undefined;
};
