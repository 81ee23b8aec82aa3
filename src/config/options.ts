import { allTypes, canonicalThings, merges, syncedTypes } from '../catalogue/index.js';
import type { ThingName, TypeName } from '../model/names.js';
import { existingOption } from '../settings/chosen.js';
import { generalOptions, type OptionDefinition, type OptionName } from '../settings/options.js';

/** All options there are, in the order of the options reference. */
export const options: readonly OptionDefinition[] = [
  ...generalOptions,
  ...syncedTypes
    .filter(({ merging: { strategy, existing } }) => merges[strategy.kind] === 'whole' && !existing.fixed)
    .map((type): OptionDefinition => ({
      name: existingOption(type.name),
      values: ['leave', 'update'],
      default: type.merging.existing.default,
      about: `Whether each ${type.singular} that the destination has already stays as it is or takes the content of the source.`,
    })),
];

/** Types that a person selects by name, and what holds when nothing is said. */
export const selectable: readonly {
  readonly type: TypeName;
  readonly singular: string;
  readonly default: readonly string[];
  /** Each one is named: no wildcard, no `all`. */
  readonly byNameOnly: boolean;
}[] = syncedTypes.flatMap((type) => {
  if (type.selecting.how === 'withParent' || type.selecting.withFilterOf !== undefined) return [];
  const comesAlong = type.selecting.how === 'withParentByFilter' && type.selecting.byDefault !== 'none';
  return [
    {
      type: type.name,
      singular: type.singular,
      default: comesAlong ? ['all'] : [],
      byNameOnly: type.selecting.byNameOnly ?? false,
    },
  ];
});

/** Types whose names a person may map, tags (`Set/Tag`) among them. Packages are the same wherever they are. */
export const mappable: readonly ThingName[] = [
  ...syncedTypes.flatMap(({ name, identity, reading }): readonly ThingName[] =>
    identity.kind === 'named' && reading.listing.kind !== 'asked' ? [name] : [],
  ),
  ...canonicalThings,
  ...allTypes.flatMap((type) => (type.mappable ? [type.name] : [])),
];

/** Options that are about the whole changeset: there is nothing in it that could have another value. */
export const wholeOptions: readonly OptionName[] = ['dependencies', 'ignoreVersionCheck'];
