import { syncedTypes } from '../catalogue/index.js';
import { UsageError } from '../model/errors.js';
import { ignoredSides, type IgnoredSide, type IgnoreRule } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlValue } from './yaml-value.js';

/** Reads `ignore`: a list of what is not looked at, each with why and, if it ends, its last day (rules ignore-rule). */
export const readIgnore = (section: YamlValue): readonly IgnoreRule[] => {
  if (section.isNothing) return [];
  const items = section.items();
  if (!items) section.wrong('ignore is no list.', 'Begin each one with "- at:".');
  return (items ?? []).flatMap(readRule);
};

const fields = ['at', 'side', 'reason', 'until'] as const;

const readRule = (section: YamlValue): readonly IgnoreRule[] => {
  const given = section.fields('a rule of ignore', fields);
  if (!given.at) section.wrong('This rule of ignore does not say where.', 'Write at: projects/OctoFX#/Description.');
  if (!given.reason)
    section.wrong(
      'This rule of ignore gives no reason.',
      'Write reason: and why, such as the ticket: a reviewer reads it.',
    );
  const at = given.at && readPlace(given.at);
  const reason = given.reason?.name('reason');
  const side = given.side ? readSide(given.side) : 'destination';
  const until = given.until && readDay(given.until);
  if (at === undefined || reason === undefined || side === undefined) return [];
  return [{ at, side, reason, ...(until !== undefined && { until }), origin: section.origin }];
};

/** `TYPE/NAME`, and after a `#` a pointer, or the name of a step or variable. */
const readPlace = (value: YamlValue): string | undefined => {
  const at = value.name('at');
  if (at === undefined) return undefined;
  const [item = '', ...places] = at.split('#');
  const [type = '', ...names] = item.split('/');
  if (places.length > 1)
    value.wrong(`"${at}" has more than one #.`, 'Write %23 for one that is part of a name, as the changeset does.');
  else if (type === '' || names.length === 0 || names.some((name) => name.trim() === ''))
    value.wrong(
      `"${at}" is no item.`,
      'Write the type and its names as a changeset has them: channels/OctoFX/Default.',
    );
  else if (type.startsWith('!'))
    value.wrong(`"${at}" begins with "!": a rule of ignore says what it is about.`, 'Name what is ignored.');
  else if (!/[*?]/.test(type) && !types.includes(type))
    value.wrong(`There is no type "${type}".`, suggestion(type, types));
  else if (places.some((place) => place.trim() === '' || place.trim() === '/'))
    value.wrong(
      `"${at}" says nothing after the #.`,
      'Write a pointer such as /Description, or the name of a step or variable.',
    );
  else return at;
  return undefined;
};

const types = syncedTypes.map(({ name }) => name as string);

const readSide = (value: YamlValue): IgnoredSide | undefined => {
  const word = value.name('side');
  const side = ignoredSides.find((one) => one === word);
  if (word !== undefined && side === undefined)
    value.wrong(`There is no side "${word}".`, suggestion(word, ignoredSides));
  return side;
};

const readDay = (value: YamlValue): string | undefined => {
  const day = value.name('until');
  return day === undefined ? undefined : value.check(() => dayOf(day));
};

/** A day as 2027-03-01. Throws UsageError for anything else, and for a day that no calendar has. */
export const dayOf = (text: string): string => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new UsageError({ what: `"${text}" is no day.`, remedy: 'Write it as 2027-03-01.' });
};

/**
 * Refuses rules that have ended: somebody has to decide anew (rules ignore-until). `today` is a day as 2027-03-01, on which a
 * rule that ends that day still holds. Throws one UsageError that names each.
 */
export const refuseExpired = (rules: readonly IgnoreRule[], today: string): void => {
  const expired = rules.filter(({ until }) => until !== undefined && until < today);
  const [first] = expired;
  if (!first) return;
  const called = expired.map(({ at, until = '', reason, origin }) => `${at} (${origin}; until ${until}; ${reason})`);
  throw new UsageError({
    what: `${expired.length === 1 ? 'A rule of ignore has' : `${expired.length} rules of ignore have`} ended: ${called.join(', ')}.`,
    where: first.origin,
    remedy: `Remove ${expired.length === 1 ? 'it' : 'them'}, and the differences are looked at again; or agree on a later day, and write that.`,
  });
};
