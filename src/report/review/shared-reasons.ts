import { grouped } from '../../model/grouped.js';

/**
 * Reasons of one change, in which a sentence that several steps or values share is said once, with how many they are
 * (rules review-words): `9 values: the destination has no such value; added. (overwriteExistingVariables: false, by default)`.
 */
export const sharedReasons = (reasons: readonly string[]): readonly string[] =>
  [...grouped(reasons, (reason) => subjectOf(reason)?.says ?? reason)].map(([says, same]) => {
    const [first = says] = same;
    const subject = subjectOf(first);
    if (!subject || same.length === 1) return first;
    return `${same.length} ${subject.noun}s: ${says}`;
  });

/** `variable "Db" (environment: Test): the rest`: what it begins with, and what is said of it. */
const subjectOf = (reason: string): { readonly noun: string; readonly says: string } | undefined => {
  const found = /^(\p{L}+) "[^"]*"(?: \([^)]*\))?: (.+)$/su.exec(reason);
  return found ? { noun: (found[1] ?? '').toLowerCase(), says: found[2] ?? '' } : undefined;
};
