import type { ByType, TypeName } from '../model/names.js';
import { selectable } from './options.js';
import { selectionNames } from './predecessor.js';
import { refuseWildcards, splitFilter } from './settle.js';
import type { Setting } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlValue } from './yaml-value.js';

/** Reads `select`: a filter by type. */
export const readSelection = (section: YamlValue): ByType<Setting<readonly string[]>> => {
  const selection = new Map<TypeName, Setting<readonly string[]>>();
  for (const { key, value } of section.entries('select')) {
    const type = selectionNames.get(key);
    if (type === undefined) {
      value.wrong(`There is no type "${key}" to select.`, suggestion(key, [...selectionNames.keys()]));
      continue;
    }
    const earlier = selection.get(type);
    if (earlier) value.wrong(`"${key}" is selected already, at ${earlier.origin}.`, 'Keep one of the two.');
    const filter = { value: readFilter(value, key), origin: value.origin };
    if (selectable.some((one) => one.type === type && one.byNameOnly)) value.check(() => refuseWildcards(type, filter));
    selection.set(type, filter);
  }
  return Object.fromEntries(selection);
};

/** A filter: a list, each item as it is, or one text with commas. An empty one selects nothing. */
export const readFilter = (value: YamlValue, what: string): readonly string[] => {
  const items = value.items();
  if (items) return items.flatMap((item) => item.name(`An item of ${what}`) ?? []);
  if (!value.isText('')) return splitFilter(value.name(what) ?? '');
  return [];
};
