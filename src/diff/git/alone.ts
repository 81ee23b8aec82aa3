import type { Alone } from '../plan/only.js';
import { mapperFor, mappedSource } from '../select/mapping.js';
import type { Sides } from '../select/renames.js';
import type { SyncSettings } from '../../settings/settings.js';
import { isSamePlace, keptAtOf, ownersIn } from './repository.js';

/** Where both sides read one place, nothing of it is the destination's alone: one of them was read later (rules git-same-repository). */
export const withoutSamePlace = (
  { only, removed, conflicts }: Alone,
  { source, destination }: Sides,
  settings: SyncSettings,
): Alone => {
  const [here, there] = [ownersIn(mappedSource(source, mapperFor(settings))), ownersIn(destination)];
  const isApart = ({ type, names }: { readonly type: string; readonly names: readonly string[] }): boolean => {
    const kept = keptAtOf(type, names, there);
    const own = kept && keptAtOf(type, names, here);
    return !kept || !own || !isSamePlace(own, kept);
  };
  return { only: only.filter(isApart), removed: removed.filter(isApart), conflicts: conflicts.filter(isApart) };
};
