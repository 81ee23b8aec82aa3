import type { Need } from '../../catalogue/index.js';
import { chosen } from '../../settings/chosen.js';
import type { Policy } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';

/** What becomes of a scoped list, and of the item that carries it. */
export type ScopeVerdict =
  /** The list keeps the members that exist; all of them, or as many as there are. */
  | 'keep'
  | 'skip'
  | 'error'
  /** A new item keeps the members that exist; an existing one keeps the scope it has on the destination. */
  | 'keep-unless-existing';

/**
 * The table of what becomes of a scoped list (rules scope-policy). `members` is the number of source members, `matched`
 * how many of them exist on the destination or will, once the changeset is applied.
 */
export const judgeScope = (policy: Policy, members: number, matched: number): ScopeVerdict => {
  if (matched === members) return 'keep';
  switch (policy) {
    case 'ErrorUnlessExactMatch':
      return 'error';
    case 'SkipUnlessExactMatch':
      return 'skip';
    case 'ErrorUnlessPartialMatch':
      return matched > 0 ? 'keep' : 'error';
    case 'SkipUnlessPartialMatch':
      return matched > 0 ? 'keep' : 'skip';
    case 'IgnoreMismatch':
      return 'keep';
    case 'IgnoreMismatchOnNewLeaveExistingAlone':
      return 'keep-unless-existing';
  }
};

/** True where a policy leaves the scope of an item that exists as it is, whatever the source's is (rules scope-leave-existing). */
export const leavesExisting = (need: Need, settings: SyncSettings): boolean =>
  typeof need === 'object' &&
  'policy' in need &&
  chosen(settings, need.policy) === 'IgnoreMismatchOnNewLeaveExistingAlone';
