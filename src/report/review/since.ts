import type { Since } from '../../changeset/format.js';
import { withCapital } from '../../model/sentences.js';

/** What the word is about: something that differs, something that the source has no more or calls otherwise, something that only the destination has. */
export type SinceOf = 'difference' | 'removed' | 'only' | 'rename';

/** What the days are counted from: when the base was taken. */
interface CountedFrom {
  readonly takenAt?: string;
}

/** Who made a difference, as formats take it: the word for filters, and what people read where a base tells. */
export interface SinceTold {
  readonly since?: Since;
  /** `changed on the source since 2026-11-20`; absent where nobody knows. */
  readonly sinceSays?: string;
}

/**
 * Who made a difference in words (rules review-since). `base` gives the day that it is counted from; nothing is told of what
 * says nothing, and no words of what is unknown.
 */
export const sinceTold = (
  { since }: { readonly since?: Since | undefined },
  base: CountedFrom | undefined,
  of: SinceOf = 'difference',
): SinceTold => {
  if (since === undefined) return {};
  const words = wordsOf[of][since];
  // Without a base nobody knows, whatever the word.
  if (words === '' || base === undefined) return { since };
  return { since, sinceSays: isDated(of, since) ? `${words} since ${dayOf(base)}` : words };
};

const differs: Readonly<Record<Since, string>> = {
  source: 'changed on the source',
  destination: 'the destination’s own',
  both: 'changed on both sides',
  new: 'new on the source',
  unknown: '',
};

const wordsOf: Readonly<Record<SinceOf, Readonly<Record<Since, string>>>> = {
  difference: differs,
  rename: { ...differs, source: 'renamed on the source' },
  removed: { ...differs, source: 'removed on the source', both: 'removed on the source and changed here' },
  only: { ...differs, source: 'removed on the source', new: 'new on the destination' },
};

const isDated = (of: SinceOf, since: Since): boolean => since !== 'destination' || of === 'removed';

/** The day of a snapshot, as a person says it. */
const dayOf = (base: CountedFrom): string => (base.takenAt === undefined ? 'the last sync' : shortTime(base.takenAt));

/** `2026-11-20`; whatever else a file says stays as it is. */
export const shortTime = (time: string): string => (/^\d{4}-\d\d-\d\dT/.test(time) ? time.slice(0, 10) : time);

/** What several changes of one thing have in common: their words without days, each once, in the order of `sinceWords`. */
export const sinceOfMany = (told: readonly SinceTold[]): string =>
  (['both', 'source', 'new', 'destination'] as const)
    .filter((word) => told.some(({ since, sinceSays }) => since === word && sinceSays !== undefined))
    .map((word) => differs[word])
    .join(', ');

/** The words of filters and chips. */
export const sinceTitles: Readonly<Record<Since, string>> = {
  source: 'source changed',
  destination: 'destination’s own',
  both: 'both changed',
  new: 'new',
  unknown: 'not known who',
};

/** `Changed on the source since 2026-11-20. Open since 2026-11-12.`: what stands behind a reason, where there is anything. */
export const sinceSentences = ({ sinceSays }: SinceTold, again?: string): readonly string[] => [
  ...(sinceSays === undefined ? [] : [`${withCapital(sinceSays)}.`]),
  ...(again === undefined ? [] : [`Open since ${shortTime(again)}.`]),
];
