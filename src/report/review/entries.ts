import { findType } from '../../catalogue/index.js';
import type { BlockedEntry, Entry } from '../../changeset/changeset.js';
import { kebab } from '../reference/options-reference.js';
import { calledOf, nounOf } from '../../catalogue/called.js';
import { reasonText } from './reason-text.js';
import type { Compared, ReviewEntry } from './review.js';
import { rootNamed } from './roots.js';
import { sinceSentences, sinceTold, type SinceOf } from './since.js';

/** Something that leads to no change, in words; who made the difference is told by the base. */
export const reviewEntry = (entry: Entry, base?: Compared, of?: SinceOf): ReviewEntry => ({
  id: entry.id,
  type: entry.type,
  group: rootNamed(entry),
  name: entryName(entry),
  ...(entry.part !== undefined && { part: entry.part }),
  says: toldWith(saysOf(entry), entry, base, of) || 'The source has nothing of that name.',
  ...sinceTold(entry, base, of),
  ...(entry.again !== undefined && { again: entry.again }),
});

/**
 * What is said of an entry, then who made the difference and since when it is open (rules review-since). Why something is on the
 * destination only says it already.
 */
export const toldWith = (
  says: string,
  entry: Pick<Entry, 'since' | 'again'>,
  base: Compared | undefined,
  of?: SinceOf,
): string => {
  const since = of === 'only' && says !== '' ? {} : sinceTold(entry, base, of);
  return [says, ...sinceSentences(since, entry.again)].join(' ').trimStart();
};

/** `variable "Password" (environment: Test) of variables of project "OctoFX"`: the part that is meant, and of what. */
export const entryName = (entry: Pick<Entry, 'type' | 'names' | 'part'>): string =>
  entry.part === undefined ? calledOf(entry) : `${calledOf(entry)}, ${entry.part}`;

/** Why, one sentence after the other. */
export const saysOf = ({ reasons }: Pick<Entry, 'reasons'>): string => reasons.map(reasonText).join(' ');

/** What a blocked entry needs, how that is selected, and why. */
export const blockedSays = (entry: BlockedEntry): string => {
  const needs = entry.missing.map(({ type, name }) => `${nounOf(type)} "${name}"`);
  const flags = [...new Set(entry.missing.flatMap(({ type }) => flagOf(type)))];
  const remedy = flags.length === 0 ? [] : [`Select it: ${flags.join(', ')}.`];
  return [...(needs.length === 0 ? [] : [`Needs ${needs.join(', ')}.`]), ...remedy, saysOf(entry)].join(' ').trimEnd();
};

/** The flag that selects things of a type, where it has one. */
const flagOf = (type: string): readonly string[] => {
  const declared = findType(type);
  const isSelected = declared?.selecting.how === 'byFilter' && !declared.lookupOnly && !declared.compareOnly;
  return isSelected ? [`--${kebab(type)}`] : [];
};
