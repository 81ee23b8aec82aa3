import { UsageError } from '../model/errors.js';
import type { TypeName } from '../model/names.js';
import { options, selectable, type OptionDefinition } from './options.js';

/** Where the value of an option came from. */
export type Origin = 'default' | 'flag';

export interface Setting<Value = string> {
  readonly value: Value;
  readonly origin: Origin;
}

/** Everything that decides what `diff` does, with the origin of each value. */
export interface SyncSettings {
  readonly options: Readonly<Record<string, Setting>>;
  /** Filters by type, item by item: `all`, names, wildcards, `!` to exclude. */
  readonly select: Readonly<Record<TypeName, Setting<readonly string[]>>>;
}

/** What a person gave, by option name and by type. */
export interface GivenSettings {
  readonly options?: Readonly<Record<string, string>>;
  readonly select?: Readonly<Record<TypeName, string>>;
}

/** Fills in the defaults. Throws UsageError for a value that an option does not allow. */
export const settle = ({ options: given = {}, select = {} }: GivenSettings): SyncSettings => ({
  options: Object.fromEntries(options.map((option) => [option.name, settleOption(option, given[option.name])])),
  select: Object.fromEntries(
    selectable.map(({ type, default: nothingSaid, byNameOnly }) => {
      const filter = select[type];
      if (byNameOnly) refuseWildcards(type, splitFilter(filter ?? ''));
      const setting: Setting<readonly string[]> =
        filter === undefined
          ? { value: nothingSaid, origin: 'default' }
          : { value: splitFilter(filter), origin: 'flag' };
      return [type, setting];
    }),
  ),
});

const settleOption = (option: OptionDefinition, given: string | undefined): Setting => {
  if (given === undefined) return { value: option.default, origin: 'default' };
  const value = option.values.find((allowed) => allowed.toLowerCase() === given.trim().toLowerCase());
  if (value !== undefined) return { value, origin: 'flag' };
  throw new UsageError({
    what: `"${given}" is no value of ${option.name}.`,
    remedy: `Use one of: ${option.values.join(', ')}.`,
  });
};

const refuseWildcards = (type: TypeName, filter: readonly string[]): void => {
  const open = filter.find((item) => item.toLowerCase() === 'all' || /[*?]/.test(item));
  if (open === undefined) return;
  throw new UsageError({
    what: `"${open}" cannot select ${type}: each one is named (sync-rules §2).`,
    remedy: `Name them: --${type} "First,Second".`,
  });
};

/** The items of a filter as people write it, separated by commas. */
export const splitFilter = (filter: string): readonly string[] =>
  filter
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
