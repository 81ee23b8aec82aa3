import { parentOf, syncedTypes, type ResourceType } from '../../catalogue/index.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../model/item.js';
import { keyOf, sameName } from '../../model/names.js';
import type { SyncSettings } from '../../settings/settings.js';
import { mapperFor } from '../select/mapping.js';
import type { Selected } from '../select/select.js';
import { withinReachOf } from '../terms/known-members.js';
import { inDestinationsTerms } from '../terms/terms.js';
import { followingAll } from './following-all.js';
import { makePlan } from './plan.js';
import type { Plan } from './planned.js';

/** An item of the destination that the source has not got. */
export interface Lone {
  readonly type: ResourceType;
  readonly item: Item;
}

/**
 * Which of the given items of the destination, that the base had too, are no longer as the base had them: those in which an
 * update from the base would change something, in themselves or in what belongs to them (rules only-removed).
 */
export const changedSince = (
  base: SpaceSnapshot,
  items: readonly Lone[],
  destination: SpaceSnapshot,
  settings: SyncSettings,
): ReadonlySet<Lone> => {
  if (items.length === 0) return new Set();
  const following = followingAll(settings);
  const reduced = withinReachOf(destination, base);
  const selected = selectedOf(items, reduced.source, settings);
  const plan = makePlan(selected, inDestinationsTerms(reduced, destination, following), following);
  const touched = touchedBy(plan);
  return new Set(items.filter((one) => touched.some((entry) => belongsTo(one, entry))));
};

type Touched = Pick<Plan['left'][number], 'type' | 'names'>;

const touchedBy = ({ writes, left, conflicts }: Plan): readonly Touched[] => [...writes, ...left, ...conflicts];

const belongsTo = ({ type, item }: Lone, { type: name, names }: Touched): boolean =>
  isOrBelow(name, type) && item.names.every((own, level) => sameName(own, names[level] ?? ''));

const isOrBelow = (name: string, above: ResourceType): boolean => {
  const type = syncedTypes.find((one) => one.name === name);
  for (let next = type; next; next = parentOf(next)) if (next.name === above.name) return true;
  return false;
};

/** The items of the base that are called so on the destination, with what belongs to them. */
const selectedOf = (items: readonly Lone[], base: SpaceSnapshot, settings: SyncSettings): readonly Selected[] => {
  const mapper = mapperFor(settings);
  const reason = { rule: 'removed on the source', says: 'The source has removed it since the base.' };
  return syncedTypes.flatMap((type) => {
    const owners = items.filter((one) => isOrBelow(type.name, one.type));
    if (owners.length === 0) return [];
    return [...itemsOf(base, type.name).values()]
      .filter(({ names }) =>
        mapper
          .itemNames(type, names)
          .some((target) => owners.some(({ item }) => keyOf(target.slice(0, item.names.length)) === item.key)),
      )
      .map((item) => ({ type, item, reason }));
  });
};
