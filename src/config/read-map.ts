import { findType } from '../catalogue/index.js';
import { foldName, type ByThing, type ThingName } from '../model/names.js';
import { mappable } from './options.js';
import { familyType } from './predecessor.js';
import type { Mapping } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlEntry, YamlValue } from './yaml-value.js';

/**
 * Reads `map`: names on the source and what they are called on the destination, by type; and the predecessor's parent
 * project with its children, wherever the sync gives them, as a mapping of projects.
 */
export const readMap = (section: YamlValue | undefined, family: readonly YamlEntry[]): ByThing<readonly Mapping[]> => {
  const map = new Map<ThingName, readonly Mapping[]>();
  for (const { key, value } of section?.entries('map') ?? []) {
    const type = mappable.find((one) => one === key);
    if (type === undefined) value.wrong(`Names of "${key}" cannot be mapped.`, suggestion(key, mappable));
    else map.set(type, readMappings(type, value));
  }
  const parent = readFamily(family);
  if (!parent) return Object.fromEntries(map);
  const { mapping, value } = parent;
  return Object.fromEntries(map.set(familyType, withoutSecond([...(map.get(familyType) ?? []), mapping], value)));
};

const readMappings = (type: ThingName, section: YamlValue): readonly Mapping[] =>
  section.entries(`map.${type}`).reduce<readonly Mapping[]>((found, { key: from, value }) => {
    refuseWildcard(from, value);
    return withoutSecond([...found, { from, to: readNames(type, value), origin: value.origin }], value);
  }, []);

const readNames = (type: ThingName, value: YamlValue): readonly string[] => {
  if (!value.isList) {
    const name = value.name('The name on the destination') ?? '';
    refuseWildcard(name, value);
    return [name];
  }
  if (!findType(type)?.selecting.mapsToSeveral)
    value.wrong('Only a project is mapped to several names.', 'Write one name.');
  return readChildren(value);
};

const readChildren = (value: YamlValue): readonly string[] => {
  const names = (value.items() ?? []).flatMap((item) => item.name('The name of a project') ?? []);
  if (names.length === 0) value.wrong('There is no project in this list.', 'Name at least one.');
  names.forEach((name) => refuseWildcard(name, value));
  return [...new Map(names.map((name) => [foldName(name), name])).values()];
};

const readFamily = (entries: readonly YamlEntry[]): { mapping: Mapping; value: YamlValue } | undefined => {
  const named = (name: string): readonly YamlEntry[] => entries.filter(({ key }) => key.toLowerCase() === name);
  const [[parent, ...moreParents], [children, ...moreChildren]] = [
    named('parentprojectname'),
    named('childprojectstosync'),
  ];
  for (const { key, value } of [...moreParents, ...moreChildren])
    value.wrong(`"${key}" is given already.`, 'Keep one of the two.');
  if (!parent || !children) {
    (parent ?? children)?.value.wrong('parentProjectName and childProjectsToSync belong together.', 'Give both.');
    return undefined;
  }
  const from = parent.value.name('parentProjectName') ?? '';
  refuseWildcard(from, parent.value);
  const { value } = children;
  const to = value.isList ? readChildren(value) : splitNames(value);
  return { mapping: { from, to, origin: value.origin }, value };
};

/** The predecessor separates names by commas. */
const splitNames = (value: YamlValue): readonly string[] => {
  const names = (value.name('childProjectsToSync') ?? '').split(',').flatMap((name) => name.trim() || []);
  names.forEach((name) => refuseWildcard(name, value));
  return names;
};

const refuseWildcard = (name: string, value: YamlValue): void => {
  if (/[*?]/.test(name) || foldName(name) === 'all')
    value.wrong(`"${name}" is no name: mappings have no wildcards.`, 'Write each name.');
};

const withoutSecond = (mappings: readonly Mapping[], value: YamlValue): readonly Mapping[] => {
  const last = mappings.at(-1);
  const earlier = mappings.find((one) => one !== last && last && foldName(one.from) === foldName(last.from));
  if (earlier) value.wrong(`"${earlier.from}" is mapped already, at ${earlier.origin}.`, 'Keep one of the two.');
  return mappings;
};
