import type { CleanUp } from '../../model/reason.js';
import { ROOT, type Pointer } from '../../model/pointer.js';
import { grouped } from '../../model/grouped.js';
import { byUrgency, wordsFor } from './kinds.js';
import type { Finding, FindingGroup } from './review.js';
import { byReason } from './same-reasons.js';

/** A finding in words; `at` is the place within what it is about. */
export const finding = (
  kind: string,
  about: Pick<Finding, 'name' | 'about' | 'thing' | 'concerns' | 'since' | 'sinceSays'>,
  says: string,
  at: Pointer = ROOT,
): Finding => {
  const { title, tone } = wordsFor(kind);
  const isPlaceShown = isOfSecret(kind) && at !== ROOT;
  return { kind, title, tone, ...about, says, ...(isPlaceShown && { place: at }) };
};

/** Nobody reads pointers but who fills in the file of secrets, which wants them. */
export const isOfSecret = (kind: string): boolean => ofSecrets.has(kind);

const ofSecrets: ReadonlySet<string> = new Set<CleanUp['kind']>(['replace-secret', 'supply-secret']);

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
