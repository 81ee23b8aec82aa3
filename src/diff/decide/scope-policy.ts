import type { Policy } from '../../settings/options.js';

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
