import { findType } from '../../catalogue/index.js';
import type { BlockedEntry, Entry } from '../../changeset/changeset.js';
import { kebab } from '../reference/options-reference.js';
import { calledOf, nounOf } from '../../catalogue/called.js';
import { reasonText } from './reason-text.js';
import type { ReviewEntry } from './review.js';
import { rootNamed } from './roots.js';

/** Something that leads to no change, in words. */
export const reviewEntry = (entry: Entry): ReviewEntry => ({
  id: entry.id,
  type: entry.type,
  group: rootNamed(entry),
  name: entryName(entry),
  ...(entry.part !== undefined && { part: entry.part }),
  says: saysOf(entry),
});

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
