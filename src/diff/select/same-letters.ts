import { syncedTypes } from '../../catalogue/index.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import { foldName, isPlain, looseName, ownName, type TypeName } from '../../model/names.js';
import type { Mapping, SyncSettings } from '../../settings/settings.js';

/**
 * The settings with a mapping for each item whose name has the same letters on the other side, composed otherwise: they match
 * where each side has one such name only (rules names-composed). A mapping that a person wrote in other letters counts, too.
 */
export const withSameLetters = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
): SyncSettings => {
  const found = syncedTypes.flatMap(({ name, identity }) => {
    if (identity.kind !== 'named') return [];
    const said = settings.map[name] ?? [];
    const mappings = respelled(oddNames(source, name), oddNames(destination, name), said);
    return mappings.length > 0 ? [[name, [...said, ...mappings]] as const] : [];
  });
  return found.length === 0 ? settings : { ...settings, map: { ...settings.map, ...Object.fromEntries(found) } };
};

/** Names that may be composed in several ways, by what they are alike in. */
type OddNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

const oddNames = (snapshot: SpaceSnapshot, type: TypeName): OddNames => {
  const found = new Map<string, Map<string, string>>();
  for (const { names } of itemsOf(snapshot, type).values()) {
    const name = ownName(names);
    if (isPlain(name)) continue;
    const alike = found.get(looseName(name)) ?? new Map<string, string>();
    found.set(looseName(name), alike.set(foldName(name), name));
  }
  return found;
};

const respelled = (there: OddNames, here: OddNames, said: readonly Mapping[]): readonly Mapping[] =>
  [...there].flatMap(([letters, spellings]): readonly Mapping[] => {
    const [from, ...others] = spellings.values();
    if (from === undefined || others.length > 0) return [];
    const meant = said.filter((mapping) => looseName(mapping.from) === letters);
    if (meant.length > 0) return meant.some((one) => foldName(one.from) === foldName(from)) ? [] : renamed(meant, from);
    const [to, ...more] = here.get(letters)?.values() ?? [];
    if (to === undefined || more.length > 0 || foldName(to) === foldName(from)) return [];
    return [{ from, to: [to], origin: 'the same letters' }];
  });

const renamed = (meant: readonly Mapping[], from: string): readonly Mapping[] =>
  meant.slice(0, 1).map((mapping) => ({ ...mapping, from }));
