import { calledOf } from './called.js';
import { findType, rootOf } from './index.js';

/** What of one project could not be read, by type, as snapshots and their manifests have it; without `of`, it is a whole type. */
interface Unread {
  readonly type: string;
  readonly of?: readonly string[];
  readonly why: string;
}

/**
 * What could not be read of single projects, each once and not for each type: `what project "OctoFX" keeps in Git: WHY` (rules
 * git-unread-said).
 */
export const unreadSaid = (incomplete: readonly Unread[]): readonly string[] => {
  const reasons = new Map<string, Set<string>>();
  for (const { type, of, why } of incomplete) {
    const declared = findType(type);
    if (!of || !declared) continue;
    const owner = calledOf({ type: rootOf(declared).name, names: of });
    reasons.set(owner, (reasons.get(owner) ?? new Set()).add(why));
  }
  return [...reasons].map(([owner, whys]) => `what ${owner} keeps in Git: ${[...whys].join('; ')}`);
};
