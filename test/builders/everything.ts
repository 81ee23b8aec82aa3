import { syncedTypes } from '../../src/catalogue/index.js';
import { options, selectable } from '../../src/config/options.js';
import { kebab } from '../../src/report/reference/options-reference.js';

/** Types that are read only where somebody asks for them: no whole space holds any. */
const isAsked = (type: string): boolean =>
  syncedTypes.some(({ name, reading: { listing } }) => name === type && listing.kind === 'asked');

/** `all` of every type that a filter selects, but for what has to be named and what is read on request only. */
export const allSelected: Readonly<Record<string, string>> = Object.fromEntries(
  selectable.flatMap(({ type, byNameOnly, default: nothingSaid }) =>
    byNameOnly || nothingSaid.length > 0 || isAsked(type) ? [] : [[kebab(type), 'all']],
  ),
);

/** The switches that something of a type waits for, all on. */
export const allSwitchedOn: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...new Set(
      syncedTypes.flatMap(({ selecting, merging: { strategy, later = [] } }) => [
        selecting.when,
        'switched' in strategy ? strategy.switched.when : undefined,
        ...later.map(({ when }) => when),
      ]),
    ),
  ].flatMap((name) =>
    options.some((one) => one.name === name && one.default === 'false') ? [[kebab(name ?? ''), 'true']] : [],
  ),
);

/** Everything of the example space, as flags of `diff`: a new type is among them by its declaration. */
export const everything: Readonly<Record<string, string>> = {
  ...allSelected,
  certificates: 'OctoFX TLS',
  ...allSwitchedOn,
};

/** Flags as arguments of the command line. */
export const argumentsOf = (flags: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
