import { grouped } from './change-groups.js';
import type { Finding, ReviewEntry } from './review.js';

/** Things of which the same is said. */
export interface SameReason {
  readonly says: string;
  /** `2 variables`, `1 step`, `3 lifecycles`. */
  readonly count: string;
  readonly names: readonly string[];
}

/** Entries by what is said of them: a reason that holds for twelve variables is read once. */
export const entriesByReason = (entries: readonly ReviewEntry[]): readonly SameReason[] =>
  [...grouped(entries, ({ says }) => says)].map(([says, same]) => ({
    says,
    count: `${same.length} ${nounOf(same)}`,
    names: same.map(({ name }) => name),
  }));

/** The names that are listed: all with `--details`, otherwise a few, unless only one more is left. */
export const shownNames = (names: readonly string[], details: boolean): readonly string[] =>
  details || names.length <= fewNames + 1 ? names : names.slice(0, fewNames);

const fewNames = 3;

/** Findings of one kind by what is said of them. */
export const findingsByReason = (findings: readonly Finding[]): readonly SameReason[] =>
  [...grouped(findings, ({ says }) => says)].map(([says, same]) => ({
    says,
    count: String(same.length),
    names: same.map(findingName),
  }));

/** A part begins with what it is: `variable "Web.Port" (unscoped)`. */
const nounOf = (entries: readonly ReviewEntry[]): string => {
  const nouns = new Set(entries.map(({ id, name }) => /^, ([a-z]+) /.exec(name.slice(id.length))?.[1]));
  const [noun = 'item'] = nouns.size === 1 ? nouns : [];
  return entries.length === 1 ? noun : `${noun}s`;
};

/** What a finding is about, with the place within it where that is a name. */
export const findingName = ({ about, at = '', says }: Finding): string =>
  at === '' || at.startsWith('/') || says.includes(at) ? about : `${about}, ${at}`;
