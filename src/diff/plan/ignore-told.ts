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

/** So does one about a name, by which an item is found, or about what a server alone decides (rules ignore-unmatched). */
export const idleRule = ({ at, origin }: IgnoreRule): string =>
  `The rule of ignore "${at}" (${origin}) can have no effect: by its name an item is found on the other side, which map says where it is another one, and what only a server decides is never compared. Take it out.`;
