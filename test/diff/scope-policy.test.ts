import { describe, expect, it } from 'vitest';
import { judgeScope } from '../../src/diff/decide/scope-policy.js';

describe('Scope match policy (rules scope-policy)', () => {
  it.each([
    // policy, n = 0, m = n, 0 < m < n, m = 0 < n
    ['ErrorUnlessExactMatch', 'keep', 'keep', 'error', 'error'],
    ['SkipUnlessExactMatch', 'keep', 'keep', 'skip', 'skip'],
    ['ErrorUnlessPartialMatch', 'keep', 'keep', 'keep', 'error'],
    ['SkipUnlessPartialMatch', 'keep', 'keep', 'keep', 'skip'],
    ['IgnoreMismatch', 'keep', 'keep', 'keep', 'keep'],
    ['IgnoreMismatchOnNewLeaveExistingAlone', 'keep', 'keep', 'keep-unless-existing', 'keep-unless-existing'],
  ] as const)('%s: none %s, all %s, some %s, lost %s', (policy, none, all, some, lost) => {
    expect([
      judgeScope(policy, 0, 0),
      judgeScope(policy, 2, 2),
      judgeScope(policy, 2, 1),
      judgeScope(policy, 2, 0),
    ]).toEqual([none, all, some, lost]);
  });
});
