import { grouped } from './grouped.js';
import { byUrgency, wordsFor } from './kinds.js';
import type { Finding, FindingGroup } from './review.js';
import { byReason } from './same-reasons.js';

/** A finding in words. `at` is a place within what it is about: a JSON pointer, a name, or nothing. */
export const finding = (kind: string, about: string, says: string, at = ''): Finding => {
  const { title, tone } = wordsFor(kind);
  const isSaid = at === '' || says.includes(at);
  const isPointer = at.startsWith('/');
  const name = isSaid || isPointer ? about : `${about}, ${at}`;
  // Nobody reads pointers but who does something about it: the file of secrets wants them.
  const isPlaceShown = !isSaid && (!isPointer || tone === 'todo');
  return { kind, title, tone, about, name, says, ...(isPlaceShown && { place: at }) };
};

/** Kind by kind, the worst kind first. */
export const findingGroups = (findings: readonly Finding[]): readonly FindingGroup[] =>
  [...grouped(findings, ({ kind }) => kind)]
    .sort(([one], [other]) => byUrgency(one, other))
    .map(([kind, same]) => ({
      kind,
      ...wordsFor(kind),
      count: same.length,
      reasons: byReason(same, ({ length }) => String(length)),
    }));
