import type { IgnoreRule, SyncSettings } from '../../settings/settings.js';

/** The day on which rules that end were judged: only where there are any, so that other changesets are the same each day. */
export const today = (
  told: { readonly today?: string },
  { ignore = [] }: Pick<SyncSettings, 'ignore'>,
): { readonly today?: string } =>
  told.today !== undefined && ignore.some(({ until }) => until !== undefined) ? { today: told.today } : {};

/** A rule that is about nothing helps nobody: it may be misspelt, or what it was about is gone (rules ignore-unmatched). */
export const unmatchedRule = ({ at, origin }: IgnoreRule): string =>
  `The rule of ignore "${at}" (${origin}) matches nothing of what is selected.`;
