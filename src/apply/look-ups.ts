import { itemId, type ChangeId, type ThingName } from '../model/names.js';
import type { Progress } from '../model/progress.js';

/** What the server has for a name. */
type LookedUp = { readonly id: string } | { readonly slug: string };

export type OnLookUp = (type: ThingName, names: readonly string[], found: LookedUp) => void;

/**
 * Tells which name became which ID or slug, each once in a run, and for which change it was looked up first
 * (rules log-look-ups).
 */
export const lookUpsTold = (progress: Progress): ((change: ChangeId) => OnLookUp) => {
  const told = new Set<string>();
  return (change) => (type, names, found) => {
    const item = itemId(type, names);
    const line = `${item} ${Object.values(found).join(' ')}`;
    if (told.has(line)) return;
    told.add(line);
    progress({ kind: 'lookup', type, name: item.slice(type.length + 1), ...found, for: change });
  };
};
