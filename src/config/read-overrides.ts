import { syncedTypes } from '../catalogue/index.js';
import { wholeOptions } from './options.js';
import { readOptions } from './read-options.js';
import { readFilter } from './read-selection.js';
import type { Override, OverrideMatch } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlValue } from './yaml-value.js';

/** Reads `overrides`: an ordered list of what is matched, and the options that hold for it. */
export const readOverrides = (section: YamlValue): readonly Override[] => {
  if (section.isNothing) return [];
  const items = section.items();
  if (!items) section.wrong('overrides is no list.', 'Begin each one with "- match:".');
  return (items ?? []).map(readOverride);
};

const readOverride = (section: YamlValue): Override => {
  const { match, options } = section.fields('an override', ['match', 'options']);
  const filters = match ? readMatch(match) : {};
  if (Object.keys(filters).length === 0)
    (match ?? section).wrong('This override matches nothing in particular.', 'Say what it is about, or use options.');
  const entries = options?.entries('options') ?? [];
  if (entries.length === 0) (options ?? section).wrong('This override sets no option.', 'Write options: {…}.');
  return { match: filters, options: readOptions(entries, wholeOptions) };
};

const readMatch = (section: YamlValue): OverrideMatch => {
  const fields = section.fields('match', ['type', 'project', 'librarySet', 'step', 'variable']);
  const match = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const filter = readFilter(value, field);
      if (filter.length === 0) value.wrong(`"${field}" matches nothing.`, 'Write a filter.');
      return [field, filter];
    }),
  );
  const stray = match['type']?.find((item) => !/[*?]/.test(item) && !types.includes(item.replace(/^!/, '')));
  if (stray !== undefined) fields.type?.wrong(`There is no type "${stray}".`, suggestion(stray, types));
  return match;
};

const types = ['all', ...syncedTypes.map(({ name }) => name)];
