import { UsageError } from '../model/errors.js';
import type { TypeName } from '../model/names.js';
import { gates, type OptionDefinition } from '../settings/options.js';
import type { GivenSettings, IgnoreRule, Override, Setting, SyncSettings } from '../settings/settings.js';
import { options, selectable } from './options.js';
import { oneOf } from './suggestion.js';

/**
 * Fills in the defaults under the given layers, the last of which wins (rules option-precedence). Throws UsageError for
 * a value that is not allowed.
 */
export const settle = (...layers: readonly GivenSettings[]): SyncSettings => {
  const given = (name: string): Setting | undefined => layers.flatMap((layer) => layer.options?.[name] ?? []).at(-1);
  const gate = (name: string): Setting | undefined => layers.flatMap((layer) => layer.gates?.[name] ?? []).at(-1);
  return {
    options: Object.fromEntries(options.map((option) => [option.name, settleOption(option, given(option.name))])),
    gates: Object.fromEntries(gates.map((one) => [one.name, settleOption(one, gate(one.name))])),
    select: Object.fromEntries(
      selectable.map(({ type, default: nothingSaid, byNameOnly }) => {
        const filter = layers.flatMap((layer) => layer.select?.[type] ?? []).at(-1);
        if (byNameOnly && filter) refuseWildcards(type, filter);
        return [type, filter ? alsoByDefault(filter, nothingSaid) : { value: nothingSaid, origin: 'default' }];
      }),
    ),
    map: Object.assign({}, ...layers.map(({ map }) => map)) as SyncSettings['map'],
    overrides: layers.flatMap(({ overrides = [] }) => overrides).map(checkOverride),
    ...ignoring(layers.flatMap(({ ignore = [] }) => ignore)),
  };
};

/** Nothing where nothing is ignored. */
const ignoring = (ignore: readonly IgnoreRule[]): Pick<SyncSettings, 'ignore'> => (ignore.length > 0 ? { ignore } : {});

/** A filter that only excludes takes from what is selected where nobody says anything (rules select-children). */
const alsoByDefault = (
  filter: Setting<readonly string[]>,
  nothingSaid: readonly string[],
): Setting<readonly string[]> =>
  filter.value.length > 0 && filter.value.every((item) => item.startsWith('!'))
    ? { ...filter, value: [...nothingSaid, ...filter.value] }
    : filter;

/** The allowed spelling of an option's value (rules option-values). Throws UsageError that lists the allowed ones. */
export const settleOption = (option: OptionDefinition, given: Setting | undefined): Setting => {
  if (given === undefined) return { value: option.default, origin: 'default' };
  const text = given.value.trim();
  if (option.values.length === 0 && (text === option.default || /^\d+$/.test(text))) return { ...given, value: text };
  const value = option.values.find((allowed) => allowed.toLowerCase() === text.toLowerCase());
  if (value !== undefined) return { ...given, value };
  throw new UsageError({
    what: `"${given.value}" is no value of ${option.name}.`,
    ...(given.origin !== 'flag' && { where: given.origin }),
    remedy:
      option.values.length === 0 ? `Use a whole number, or ${option.default}.` : oneOf(given.value, option.values),
  });
};

const checkOverride = ({ match, options: own }: Override): Override => ({
  match,
  options: Object.fromEntries(
    Object.entries(own).map(([name, setting]) => {
      const option = options.find((one) => one.name === name);
      if (!option)
        throw new UsageError({
          what: `There is no option "${name}".`,
          where: setting.origin,
          remedy: 'See docs/options.md.',
        });
      return [name, settleOption(option, setting)];
    }),
  ),
});

/**
 * Throws UsageError for a filter that does not name what must be named: a certificate, never with its password
 * (rules select-certificates).
 */
export const refuseWildcards = (type: TypeName, { value: filter, origin }: Setting<readonly string[]>): void => {
  const where = origin === 'flag' ? {} : { where: origin };
  if (filter.some((item) => item.includes('::'))) {
    throw new UsageError({
      what: `A filter of ${type} holds "::" and what may be a password.`,
      ...where,
      remedy: 'Write names only; passwords are in the file of secrets (apply --secrets).',
    });
  }
  const open = filter.find((item) => !item.startsWith('!') && (item.toLowerCase() === 'all' || /[*?]/.test(item)));
  if (open === undefined) return;
  throw new UsageError({
    what: `"${open}" cannot select ${type}: each one is named.`,
    ...where,
    remedy: `Name them: --${type} "First,Second".`,
  });
};

/** The items of a filter as people write it, separated by commas. */
export const splitFilter = (filter: string): readonly string[] =>
  filter
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
